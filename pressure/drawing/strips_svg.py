"""Small multiples: a strip of weeks for each of several councils, one under the other in the order given. Height and
colour both say the level; the hatch says that none is known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import groupby

from pressure.domain.rulebook import Rulebook
from pressure.drawing.design import design
from pressure.drawing.marks.shape import n
from pressure.drawing.timeline_look import attributes, dark, family

TALL, HEAD, GROUP, LINE = 18, 26, 34, 20
MONTHS_APART = 44


@dataclass(frozen=True, slots=True)
class Strip:
    """A council's name and its level in each week, oldest first, or None."""

    name: str
    levels: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """How wide the picture is, where strips begin, how much a council takes, and whether its name stands above."""

    wide: int
    left: int
    row: int
    above: bool


DESK, PHONE = Layout(860, 250, 26, above=False), Layout(358, 0, 48, above=True)


def strips_svg(
    groups: Sequence[tuple[str, Sequence[Strip]]],
    weeks: Sequence[date],
    book: Rulebook,
    *,
    said: str,
    foot: Sequence[str],
    layout: Layout = DESK,
) -> tuple[str, tuple[int, int]]:
    """The picture and its size. A group is a region with its councils; one without a name has no head."""
    parts: list[str] = []
    y = float(HEAD)
    for name, own in groups:
        if name:
            y += GROUP
            parts.append(f'<text {attributes("head")} x="0" y="{n(y - 10)}">{escape(name)}</text>')
        for strip in own:
            top = y + (layout.row - TALL - 4 if layout.above else 2)
            at = y + (16 if layout.above else 17)
            parts.append(f'<text {attributes("ink")} x="0" y="{n(at)}">{escape(strip.name)}</text>')
            parts += _strip(strip, top, book, layout)
            y += layout.row
    months = list(_months(weeks, layout, y))
    high = round(y + 12 + LINE * len(foot))
    lines = (
        f'<text {attributes("quiet")} x="0" y="{n(y + 4 + LINE * place)}">{escape(line)}</text>'
        for place, line in enumerate(foot, 1)
    )
    hatch = design().light["hatch"]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {layout.wide} {high}" width="{layout.wide}" '
        f'height="{high}" role="img" aria-label="{escape(said)}" font-family="{escape(family())}" font-size="14">'
        f"<title>{escape(said)}</title>{dark()}"
        '<defs><pattern id="h" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<path d="M0 0V5" stroke="{hatch}" stroke-width="2"/></pattern></defs>'
        f'<rect {attributes("paper")} width="{layout.wide}" height="{high}"/>'
        f"{''.join((*months, *parts, *lines))}</svg>"
    )
    return svg, (layout.wide, high)


def _strip(strip: Strip, top: float, book: Rulebook, layout: Layout) -> Iterator[str]:
    """Runs of weeks, one path a level; a frame with the hatch where there was none."""
    step = (layout.wide - layout.left) / max(1, len(strip.levels))
    bars: dict[int, str] = {}
    at = 0
    for level, run in groupby(strip.levels):
        count = len(list(run))
        x, wide = layout.left + at * step, count * step - 1
        if level is None:
            yield f'<rect {attributes("hatched")} x="{n(x)}" y="{n(top)}" width="{n(wide)}" height="{TALL}"/>'
        else:
            high = TALL * (0.1 + 0.9 * level / len(book.levels))
            bars[level] = bars.get(level, "") + f"M{n(x)} {n(top + TALL)}v{n(-high)}h{n(wide)}v{n(high)}z"
        at += count
    for level, path in sorted(bars.items()):
        yield f'<path {attributes(f"l{level}")} fill="{book.level(level).colour}" d="{path}"/>'


def _months(weeks: Sequence[date], layout: Layout, foot: float) -> Iterator[str]:
    """Months named once at the top, with a thin line down."""
    step = (layout.wide - layout.left) / max(1, len(weeks))
    last = -float(MONTHS_APART)
    for place, day in enumerate(weeks):
        x = layout.left + place * step
        if (place and weeks[place - 1].month == day.month) or x - last < MONTHS_APART or x > layout.wide - 30:
            continue
        year = day.month == 1 or last < 0
        yield f'<path {attributes("axis")} d="M{n(x)} 20V{n(foot)}"/>'
        look, word = ("bold", f"{day:%b %Y}") if year else ("quiet", f"{day:%b}")
        yield f'<text {attributes(look)} x="{n(x + 3)}" y="14">{word}</text>'
        last = x + (MONTHS_APART / 2 if year else 0)
