"""Word-sized pictures of official figures: a mark on four bands, and a line of three years. Bands are shades of the ink
around them, never the colours of levels, so that band 4 is not taken for level 4."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from itertools import pairwise

SHADES = (0.08, 0.2, 0.36, 0.56)
WIDE, BAR, TALL = 112, 12, 22
LINE_WIDE, LINE_TALL, EDGE = 84, 24, 3
NEARLY = 0.94


def bullet(value: float, edges: Mapping[int, float], beside: float | None, said: str) -> str:
    """A triangle below the band a value is in, and an upright where the nation's value is."""
    step = WIDE / len(SHADES)
    shapes = [
        f'<rect x="{i * step:g}" width="{step - 1:g}" height="{BAR}" fill="currentColor" fill-opacity="{shade}"/>'
        for i, shade in enumerate(SHADES)
    ]
    x = place(value, edges) * step
    shapes.append(f'<path d="M{x:.1f} {BAR + 1}l5 9h-10z" fill="currentColor"/>')
    if beside is not None:
        shapes.append(
            f'<path d="M{place(beside, edges) * step:.1f} -2v{BAR + 4}" stroke="currentColor" stroke-width="2"/>'
        )
    return _svg(f"-6 -3 {WIDE + 12} {TALL + 4}", WIDE + 12, TALL + 4, said, shapes)


def place(value: float, edges: Mapping[int, float]) -> float:
    """Where a value stands, in band widths from the left. The bands are drawn equally wide."""
    band = max((b for b, edge in edges.items() if value >= edge), default=1)
    low = max((edge for b, edge in edges.items() if b <= band), default=0.0)
    high = edges.get(band + 1, low + (low - edges.get(band - 1, 0.0)))
    part = (value - low) / (high - low) if high > low else 0.5
    return band - 1 + min(NEARLY, max(1 - NEARLY, part))


def line(past: Sequence[tuple[date, float]], said: str, *, wide: int = LINE_WIDE, tall: int = LINE_TALL) -> str:
    """A line from nought to the highest value, with a dot at the newest; it breaks where more than half as long again
    as usual went by. Nothing for fewer than two periods."""
    if len(past) < 2:
        return ""
    first, last = past[0][0], past[-1][0]
    top = max(value for _, value in past) or 1
    usual = min((b - a).days for (a, _), (b, _) in pairwise(past))
    marks, before = "", None
    for day, value in past:
        x = EDGE + (wide - 2 * EDGE) * (day - first).days / (last - first).days
        y = tall - EDGE - (tall - 2 * EDGE) * value / top
        joined = before is not None and (day - before).days <= 1.5 * usual + 3
        marks += f"{'L' if joined else 'M'}{x:.1f} {y:.1f}"
        before = day
    shapes = [
        f'<path d="M0 {tall - 1}H{wide}" stroke="currentColor" stroke-opacity=".35"/>',
        f'<path d="{marks}" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round"/>',
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="currentColor"/>',
    ]
    return _svg(f"0 0 {wide} {tall}", wide, tall, said, shapes)


def unknown(wide: int, tall: int, said: str) -> str:
    """A hatched frame in the place of a line: nothing is known."""
    shapes = [
        f'<path d="{hatch(2, 2, wide - 4, tall - 4, 8)}" stroke="currentColor" stroke-opacity=".3" fill="none"/>',
        f'<rect x="2" y="2" width="{wide - 4}" height="{tall - 4}" fill="none" stroke="currentColor" '
        f'stroke-opacity=".5"/>',
    ]
    return _svg(f"0 0 {wide} {tall}", wide, tall, said, shapes)


def hatch(x: float, y: float, wide: float, tall: float, step: float = 6) -> str:
    """Slanting lines across a box, as one path: they print, and need no pattern."""
    lines, reach = "", step
    while reach < wide + tall:
        start, end = max(0.0, reach - tall), min(reach, wide)
        lines += f"M{x + start:g} {y + reach - start:g}L{x + end:g} {y + reach - end:g}"
        reach += step
    return lines


def _svg(box: str, wide: int, tall: int, said: str, shapes: Sequence[str]) -> str:
    return (
        f'<svg class="word" viewBox="{box}" width="{wide}" height="{tall}" role="img" aria-label="{escape(said)}">'
        f"{''.join(shapes)}</svg>"
    )
