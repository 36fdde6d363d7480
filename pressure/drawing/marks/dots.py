"""How a figure is spread: each council a stroke on one scale against the bands, a few of them as named dots. The
strokes have no names and no order but their place."""

import itertools
from collections.abc import Callable, Mapping, Sequence
from html import escape
from statistics import quantiles

from pressure.drawing.marks.shape import n, narrow_picture, picture, text

WIDE, TRACK, TOP, EDGE = 660, 26, 4, 8
STROKE = 16
"""How long a stroke is: it ends where its band begins, for on the band itself it would be lost."""
NARROW = 340
PLACES, LINES = {WIDE: 1, NARROW: 0}, {WIDE: 27, NARROW: 19}
"""Decimals of a stroke, and pixels between two names: on a telephone letters of the wide picture are larger."""
LETTER = 8.2
NEARLY_ALL = 200
"""One part in so many of the scale: the highest 1.5 in 100 are drawn at its end, so that one place alone does not press
all others together."""
FAR = 0.985
ENOUGH = 8


def dots(values: Sequence[float], edges: Mapping[int, float], named: Sequence[tuple[str, float]], said: str) -> str:
    """`edges` has the least value of bands 2, 3 and 4, or nothing where none are asked for; `named` in the order their
    names stand below, the first as a full dot."""
    shapes, high, _ = _drawn(values, edges, named, WIDE)
    return picture(WIDE, high, shapes, said, "strip")


def narrow_dots(
    values: Sequence[float],
    edges: Mapping[int, float],
    named: Sequence[tuple[str, float]],
    said: str,
    written: Mapping[int, str],
) -> str:
    """The same as wide as a telephone, with the edges of the bands as they are `written` at its foot."""
    shapes, high, x = _drawn(values, edges, named, NARROW)
    last = -float(NARROW)
    for band, word in sorted(written.items()):
        at = x(edges[band])
        if at - last > len(word) * LETTER:
            shapes += text(at, high + 6, word, "q", "middle")
            last = at
    return narrow_picture(NARROW, high + 12, shapes, said)


def _strokes(places: Sequence[float]) -> str:
    """A stroke at each place, each from the one before it: steps are alike, so a page with hundreds stays small."""
    first, steps = places[:1], itertools.pairwise(places)
    begins = (*(f"M{n(at)} {TOP}" for at in first), *(f"m{n(b - a)}-{STROKE}" for a, b in steps))
    return "".join(f"{begin}v{STROKE}" for begin in begins)


def _drawn(
    values: Sequence[float], edges: Mapping[int, float], named: Sequence[tuple[str, float]], wide: int
) -> tuple[str, int, Callable[[float], float]]:
    """What is in the picture, how high it is, and where a value stands in it."""
    most = _most([*values, *(value for _, value in named)], edges)

    def x(value: float) -> float:
        return EDGE + (wide - 2 * EDGE) * min(1.0, max(0.0, value / most))

    starts = [0.0, *(edges[band] for band in sorted(edges)), most]
    shapes = [
        f'<path class="m-b{band}" d="M{n(x(low))} {TOP + STROKE}H{n(x(high))}v{TRACK - STROKE}H{n(x(low))}z"/>'
        for band, (low, high) in enumerate(itertools.pairwise(starts), 1)
        if high > low and edges
    ]
    strokes = _strokes(sorted({round(x(value), PLACES[wide]) for value in values}))
    shapes.append(f'<path class="m-each" d="{strokes}"/>' if strokes else "")
    for place, (name, value) in reversed(list(enumerate(named))):
        at, y = x(value), TOP + TRACK + 15 + LINES[wide] * place
        side = ' text-anchor="end"' if at + 10 + len(name) * LETTER > wide else ""
        kind, look = ("m-hollow", "q") if place else ("m-dot", "b")
        shapes.append(
            f'<path class="m-tick" d="M{n(at)} {TOP + TRACK}V{n(y - 4)}"/>'
            f'<circle class="{kind}" cx="{n(at)}" cy="{n(TOP + STROKE / 2)}" r="7"/>'
            f'<text class="{look}" x="{n(at + (-6 if side else 6))}" y="{n(y)}"{side}>{escape(name)}</text>'
        )
    return "".join(shapes), TOP + TRACK + 8 + LINES[wide] * len(named), x


def _most(values: Sequence[float], edges: Mapping[int, float]) -> float:
    """The end of the scale: above every edge, and above all but the highest values."""
    far = quantiles(values, n=NEARLY_ALL, method="inclusive")[int(FAR * NEARLY_ALL) - 1] if len(values) > ENOUGH else 0
    highest = far or max(values, default=1.0)
    return 1.05 * max(highest, *edges.values(), 1e-9) if edges else 1.05 * max(highest, 1e-9)
