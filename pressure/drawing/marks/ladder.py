"""Points to a level as a ladder: each level a rung as long as the points that give it, and a pin where one stands."""

from collections.abc import Iterator
from itertools import groupby

from pressure.domain.rating.points import level_from_points
from pressure.domain.rulebook import Level, Rulebook
from pressure.drawing.marks.shape import n, narrow_picture, text

WIDE, END, RUNG, TALL, TOP, FOOT = 340.0, 6.0, 46.0, 32.0, 12.0, 40.0
BESIDE, HERE, SPAN = 8.0, "{points} points", "{first} to {last} points"
HALF_WORD = 28.0


def rungs(possible: int, book: Rulebook) -> Iterator[tuple[int, int, int]]:
    """Each level with the first and the last of the points that give it."""
    first = 0
    for level, run in groupby(level_from_points(points, possible, book.cuts) for points in range(possible + 1)):
        last = first + len(list(run)) - 1
        yield level, first, last
        first = last + 1


def ladder(possible: int, book: Rulebook, said: str, points: int | None = None) -> str:
    """The highest level on top, every point of `possible` from left to right. Nothing where no points are possible."""
    if not possible:
        return ""
    step, foot = (WIDE - 2 * END) / (possible + 1), TOP + RUNG * len(book.levels)
    parts, ends = [f'<path class="m-axis" d="M0 {n(foot)}H{n(WIDE)}"/>'], list[tuple[float, float]]()
    parts += [_line(points, possible, step, foot, book)] if points is not None else []
    for number, first, last in rungs(possible, book):
        left, right = END + first * step, END + (last + 1) * step
        top = foot - RUNG * number + (RUNG - TALL) / 2
        parts.append(_rung(left, right, top, book.level(number), SPAN.format(first=first, last=last)))
        ends.append((right, top))
    parts += [f'<path class="m-tick" d="M{n(x)} {n(y)}v{n(TALL - RUNG)}"/>' for x, y in ends[:-1]]
    parts += _foot(points, possible, step, foot, book)
    return narrow_picture(WIDE, foot + FOOT, "".join(parts), said)


def _rung(left: float, right: float, top: float, level: Level, span: str) -> str:
    """Its number on it, its name and its points on the side with more room."""
    after = WIDE - right >= left
    x, anchor = (right + BESIDE, "start") if after else (left - BESIDE, "end")
    return (
        f'<path class="m-l{level.number}" d="M{n(left)} {n(top)}H{n(right - 1)}v{n(TALL)}H{n(left)}z"/>'
        + text((left + right) / 2, top + 21, str(level.number), f"b i-l{level.number}", "middle")
        + text(x, top + 13, level.name, "b over", anchor)
        + text(x, top + 29, span, "q over", anchor)
    )


def _at(points: int, possible: int, step: float) -> float:
    return END + (min(points, possible) + 0.5) * step


def _top(points: int, possible: int, foot: float, book: Rulebook) -> float:
    """Of the rung that the points give."""
    return foot - RUNG * level_from_points(min(points, possible), possible, book.cuts) + (RUNG - TALL) / 2


def _line(points: int, possible: int, step: float, foot: float, book: Rulebook) -> str:
    """Under everything else, so that no word is struck through."""
    x, top = _at(points, possible, step), _top(points, possible, foot, book)
    return f'<path class="m-tick" d="M{n(x)} {n(top)}V{n(foot + 8)}"/>'


def _foot(points: int | None, possible: int, step: float, foot: float, book: Rulebook) -> list[str]:
    """The ends of the scale; or the head of the pin, on the rung it stands on, and its points."""
    if points is None:
        return [text(END, foot + 18, "0", "q"), text(WIDE - END, foot + 18, f"{possible} points", "q", "end")]
    x = _at(points, possible, step)
    word = text(min(max(x, HALF_WORD), WIDE - HALF_WORD), foot + 24, HERE.format(points=points), "b", "middle")
    return [f'<circle class="m-dot" cx="{n(x)}" cy="{n(_top(points, possible, foot, book))}" r="8"/>', word]
