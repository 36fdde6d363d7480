"""A word-sized line of a figure's own past, on its own range, with a dot at the newest value."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from pressure.drawing.marks.shape import n, picture

WIDE, TALL, EDGE, DOT = 134, 30, 4, 3
FREE = 0.5
"""Periods that may be missing before the line breaks, as a part of the usual distance."""
WEEK = 7
Point = tuple[date, float]


def sparkline(points: Sequence[Point], said: str, *, since: date | None = None) -> str:
    """Values by the day their period ends, oldest first; nothing where there are none. The axis of time runs from
    `since`, or the first value, to the newest. Rarer than weekly, each value is a point; so is one that stands alone,
    and a line that would cross a missing period breaks."""
    shown = [p for p in points if since is None or p[0] >= since]
    if not shown:
        return ""
    places = _places(shown, since or shown[0][0])
    usual = min(((b - a).days for (a, _), (b, _) in pairwise(shown)), default=0)
    joined = [(b - a).days <= (1 + FREE) * usual + DOT for (a, _), (b, _) in pairwise(shown)]
    line = _line(places, joined)
    dots = places if usual > WEEK else _alone(places, joined)
    shapes = f'<path class="m-line" d="{line}"/>' if any(joined) else ""
    if dots:
        shapes += f'<path class="m-pts" d="{"".join(f"M{n(x)} {n(y)}h0" for x, y in dots)}"/>'
    x, y = places[-1]
    return picture(WIDE, TALL, f'{shapes}<circle class="m-pt" cx="{n(x)}" cy="{n(y)}" r="{DOT}"/>', said)


def _places(shown: Sequence[Point], first: date) -> list[tuple[float, float]]:
    """In pixels. Where every value is the same, or there is one, it stands in the middle."""
    low, high = min(v for _, v in shown), max(v for _, v in shown)
    days, deep = (shown[-1][0] - first).days, TALL - 2 * EDGE - 2
    return [
        (
            EDGE + (WIDE - 2 * EDGE - 1) * ((day - first).days / days if days else 1),
            TALL - EDGE - 1 - deep * ((value - low) / (high - low) if high > low else 0.5),
        )
        for day, value in shown
    ]


def _line(places: Sequence[tuple[float, float]], joined: Sequence[bool]) -> str:
    """Relative steps in whole tenths, which are short and never add up an error."""
    rounded = [(round(x, 1), round(y, 1)) for x, y in places]
    x, y = rounded[0]
    path = f"M{n(x)} {n(y)}"
    for (to_x, to_y), join in zip(rounded[1:], joined, strict=True):
        path += (f"l{n(to_x - x)} {n(to_y - y)}" if join else f"M{n(to_x)} {n(to_y)}").replace(" -", "-")
        x, y = to_x, to_y
    return path


def _alone(places: Sequence[tuple[float, float]], joined: Sequence[bool]) -> list[tuple[float, float]]:
    """Values with no neighbour on either side; the newest has its dot anyway."""
    sides = [False, *joined, False]
    return [place for i, place in enumerate(places[:-1]) if not sides[i] and not sides[i + 1]]
