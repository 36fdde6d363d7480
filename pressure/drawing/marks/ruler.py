"""All the points there can be, in the colours of the levels they give, with a pin: where points become a level."""

from html import escape
from itertools import groupby

from pressure.domain.rating.points import level_from_points
from pressure.domain.rulebook import Rulebook
from pressure.drawing.marks.shape import n, picture

WIDE, ABOVE, TALL, BELOW, END = 640, 30, 22, 22, 12
LETTER, APART = 8.2, 9
NOW, BEFORE = "now {points}", "{points}"


def ruler(points: int | None, possible: int, book: Rulebook, said: str, *, before: int | None = None) -> str:
    """Every point of `possible` by its level. `points` has the filled pin and `before` a hollow one; a level's first
    points stand under it. Nothing where no points are possible."""
    if not possible:
        return ""
    step, parts, first = (WIDE - 2 * END) / possible, list[str](), 0
    top = 2 if points is None and before is None else ABOVE
    for level, run in groupby(level_from_points(p, possible, book.cuts) for p in range(possible + 1)):
        count = len(list(run))
        left, right = max(_x(first - 0.5, step), END), min(_x(first + count - 0.5, step), WIDE - END)
        wide = right - left - 1.5
        word = book.level(level).name.removesuffix(" pressure")
        parts.append(
            f'<path class="m-l{level}" d="M{n(left)} {top}h{n(wide)}v{TALL}h{n(-wide)}z"/>'
            f'<text class="q" x="{n(left)}" y="{top + TALL + 17}">'
            f"{first} {escape(word if len(word) * LETTER < wide else str(level))}</text>"
        )
        first += count
    pins = [(at, hollow) for at, hollow in ((before, True), (points, False)) if at is not None]
    shown = [(at, hollow) for at, hollow in pins if not (hollow and at == points)]
    for at, hollow in shown:
        leftward = at < max(other for other, _ in shown) if len(shown) > 1 else at > possible / 2
        parts.append(_pin(_x(min(at, possible), step), (BEFORE if hollow else NOW).format(points=at), hollow, leftward))
    return picture(WIDE, top + TALL + BELOW, "".join(parts), said, "strip ruler")


def _x(points: float, step: float) -> float:
    return END + points * step


def _pin(x: float, word: str, hollow: bool, leftward: bool) -> str:
    """A stroke through the bar and a head above it; its word on one side, or on the other where it would be cut off."""
    mark, weight = ("m-hollow", "q") if hollow else ("m-dot", "b")
    if len(word) * LETTER > (x if leftward else WIDE - x) - APART:
        leftward = not leftward
    beside, anchor = (x - APART, "end") if leftward else (x + APART, "start")
    text = f'<text class="{weight}" x="{n(beside)}" y="{ABOVE - 3}" text-anchor="{anchor}">{escape(word)}</text>'
    strokes = "".join(f'<path class="{kind}" d="M{n(x)} {ABOVE - 2}v{TALL + 4}"/>' for kind in ("m-halo", "m-ref"))
    head = f'<circle class="{mark}" cx="{n(x)}" cy="{ABOVE - 8}" r="6"/>'
    return strokes + head + text
