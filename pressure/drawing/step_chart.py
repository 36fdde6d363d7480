"""A council's levels over time as a small hand-made picture. It never joins a line across unknown time."""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from itertools import pairwise

from pressure.domain.level_history import Interval
from pressure.domain.rulebook import Rulebook
from pressure.words.dates import short_date

WIDE, LEFT, RIGHT, TOP, ROW = 320, 24, 312, 14, 30
SHADE, NEW = 0.06, 6


def step_chart(
    steps: Sequence[Interval], book: Rulebook, *, title: str, description: str, declared: Sequence[datetime] = ()
) -> str:
    """Level bands behind, one flat line an interval, stripes where no level was known, marks where a measure began."""
    if not steps or steps[-1].end <= steps[0].start:
        return ""
    start, end, count = steps[0].start, steps[-1].end, len(book.levels)
    foot = TOP + count * ROW
    marks = [_mark(at, start, end) for at in declared if start <= at <= end]
    parts = [
        _bands(book),
        *(_flat(step, start, end, count) for step in steps),
        _risers(steps, start, end, count),
        *marks,
        _axis(start, end, foot),
    ]
    return (
        f'<svg class="steps" viewBox="0 0 {WIDE} {foot + 22}" role="img" aria-labelledby="steps-t steps-d" '
        f'xmlns="http://www.w3.org/2000/svg"><title id="steps-t">{escape(title)}</title>'
        f'<desc id="steps-d">{escape(description)}</desc>'
        '<defs><pattern id="steps-gap" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="1.5" height="6" fill="currentColor"/></pattern></defs>'
        f"{''.join(parts)}</svg>"
    )


def _bands(book: Rulebook) -> str:
    """Rows of deeper shade upward, each with its number and a strip in the level's colour."""
    shapes = []
    for level in book.levels:
        y = TOP + (len(book.levels) - level.number) * ROW
        shapes.append(
            f'<rect x="{LEFT}" y="{y}" width="{RIGHT - LEFT}" height="{ROW}" fill="currentColor" '
            f'fill-opacity="{SHADE * (level.number - 1):.2f}"/>'
            f'<rect x="{LEFT - 7}" y="{y + 1}" width="6" height="{ROW - 2}" fill="{escape(level.colour)}" '
            'stroke="currentColor" stroke-width=".5"/>'
            f'<text x="4" y="{y + ROW / 2 + 4:g}" font-size="12" fill="currentColor">{level.number}</text>'
        )
    return "".join(shapes)


def _x(at: datetime, start: datetime, end: datetime) -> float:
    return round(LEFT + (RIGHT - LEFT) * ((at - start) / (end - start)), 1)


def _y(level: int, count: int) -> float:
    return TOP + (count - level) * ROW + ROW / 2


def _flat(step: Interval, start: datetime, end: datetime, count: int) -> str:
    """One level or stripes. What has just begun is drawn past the edge, so that it is seen."""
    left, right = _x(step.start, start, end), _x(step.end, start, end)
    wide = max(right - left, NEW if step.end == end else 1)
    if step.level is None:
        return (
            f'<rect x="{left:g}" y="{TOP}" width="{wide:g}" height="{count * ROW}" '
            'fill="url(#steps-gap)" fill-opacity=".55"/>'
        )
    dash = ' stroke-dasharray="4 3"' if step.status == "floor_only" else ""
    return (
        f'<path d="M{left:g} {_y(step.level, count):g}H{left + wide:g}" fill="none" '
        f'stroke="currentColor" stroke-width="3"{dash}/>'
    )


def _risers(steps: Sequence[Interval], start: datetime, end: datetime, count: int) -> str:
    """Thin uprights between neighbours that both have a level."""
    lines = [
        f"M{_x(b.start, start, end):g} {_y(a.level, count):g}V{_y(b.level, count):g}"
        for a, b in pairwise(steps)
        if a.level and b.level
    ]
    return f'<path d="{"".join(lines)}" fill="none" stroke="currentColor"/>' if lines else ""


def _mark(at: datetime, start: datetime, end: datetime) -> str:
    """A triangle on the upper edge where an exceptional measure came into force."""
    x = _x(at, start, end)
    return (
        f'<path d="M{x - 5:g} 2H{x + 5:g}L{x:g} 12Z" fill="currentColor">'
        f"<title>Exceptional measure in force from {short_date(at)}</title></path>"
    )


def _axis(start: datetime, end: datetime, foot: int) -> str:
    return (
        f'<path d="M{LEFT} {foot}H{RIGHT}" stroke="currentColor"/>'
        f'<text x="{LEFT}" y="{foot + 16}" font-size="12" fill="currentColor">{short_date(start)}</text>'
        f'<text x="{RIGHT}" y="{foot + 16}" font-size="12" text-anchor="end" fill="currentColor">'
        f"{short_date(end)}</text>"
    )
