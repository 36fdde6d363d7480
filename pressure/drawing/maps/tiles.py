"""A map on which every body is as large as any other: one square each, at places that are data (`data/tiles.csv`), and
regions parted by a line and named in the sea (`data/tile_regions.csv`). Bodies without a place, as the invented ones,
stand in the order of their names."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from html import escape
from itertools import groupby

from pressure.drawing.maps.shades import Legend, Shaded, Shades
from pressure.drawing.maps.sheet import Drawing, footed
from pressure.drawing.marks.shape import hatch
from pressure.settings import SHIPPED

FILE, NAMES = SHIPPED / "data" / "tiles.csv", SHIPPED / "data" / "tile_regions.csv"
SIDE, GAP = 29.5, 2.0
STEP = SIDE + GAP
LETTERS = 5
LEFT, RIGHT, TOP = 1.0, 3.4, 2.0  # of empty cells, cells and units
KEY_COLUMN, KEY_NARROW = 13, 11.4
LISTED_COLUMNS, LISTED_WIDE, LISTED_TALL = 2, 352.0, 46.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a body stands, and the few letters inside its tile."""

    row: int
    column: int
    short: str
    region: str


@dataclass(frozen=True, slots=True)
class RegionName:
    """Where the name of a region stands: from or to the edge of a cell; `to` is the tile a line leads to, if any."""

    name: str
    short: str
    row: int
    column: int
    side: str
    to: tuple[int, int] | None


@lru_cache(maxsize=1)
def places() -> Mapping[str, Place]:
    """The place of each body, by its code."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return {
            line["code"]: Place(int(line["row"]), int(line["column"]), line["short"], line["region"])
            for line in csv.DictReader(lines)
        }


@lru_cache(maxsize=1)
def region_names() -> tuple[RegionName, ...]:
    """Every region, with the place of its name."""
    with NAMES.open(encoding="utf-8", newline="") as lines:
        return tuple(
            RegionName(
                line["region"],
                line["short"],
                int(line["row"]),
                int(line["column"]),
                line["side"],
                (int(line["to_row"]), int(line["to_column"])) if line["to_row"] else None,
            )
            for line in csv.DictReader(lines)
        )


def tiles(bodies: Sequence[Shaded], shades: Shades, legend: Legend) -> Drawing:
    """A tile says its name and what is known; `data-code` is the body's code and `data-number` its band or level, left
    out where the tile is hatched."""
    placed = any(body.code in places() for body in bodies)
    return footed(_squares(bodies, shades, legend) if placed else _listed(bodies, shades, legend), legend.foot, STEP)


def _standing(bodies: Sequence[Shaded]) -> Mapping[str, Place]:
    """The place of each body that is drawn. One that has none yet stands in a row of its own below the map, so that no
    body ever goes without a tile."""
    every = places()
    below, columns = 2 + max(place.row for place in every.values()), 1 + max(place.column for place in every.values())
    new = sorted((body for body in bodies if body.code not in every), key=lambda body: body.name)
    extra = {b.code: Place(below + n // columns, n % columns, b.name[:LETTERS], "") for n, b in enumerate(new)}
    return {body.code: every.get(body.code) or extra[body.code] for body in bodies}


def _squares(bodies: Sequence[Shaded], shades: Shades, legend: Legend) -> Drawing:
    """Every body that has a place, and the sea around them: the whole sheet, whichever bodies are drawn."""
    stand, every = _standing(bodies), places()
    both = [*every.values(), *stand.values()]
    rows, columns = (1 + max(getattr(place, axis) for place in both) for axis in ("row", "column"))
    regions = {(p.row, p.column): p.region for p in stand.values()}
    parts = [
        *_groups(bodies, shades, partial(_square, stand)),
        f'<path class="rim" d="{_rims(regions)}"/>',
        *_letters(bodies, shades, stand),
    ]
    parts += [mark for name in region_names() if name.name in set(regions.values()) for mark in _named(name)]
    parts += both_keys(legend, shades, ((LEFT + KEY_COLUMN) * STEP, (LEFT + KEY_NARROW) * STEP))
    return Drawing("".join(parts), (columns + LEFT + RIGHT) * STEP, TOP + rows * STEP)


def _groups(bodies: Sequence[Shaded], shades: Shades, draw: Callable[[Shaded], str]) -> Iterator[str]:
    ordered = sorted(bodies, key=lambda body: (body.number or 0, body.code))
    for number, own in groupby(ordered, key=lambda body: body.number):
        inside = "".join(draw(body) for body in own)
        yield f'<g class="t m-{shades[number].name}">{inside}</g>' if number else f"<g>{inside}</g>"


def _corner(place: Place) -> tuple[float, float]:
    return (LEFT + place.column) * STEP, TOP + place.row * STEP


def _square(stand: Mapping[str, Place], body: Shaded) -> str:
    return _tile(body, *_corner(stand[body.code]), SIDE, SIDE)


def _tile(body: Shaded, x: float, y: float, wide: float, tall: float) -> str:
    """A filled square, or for one without a number a frame with lines through it."""
    number = f' data-number="{body.number}"' if body.number else ""
    box = f"M{x:g} {y:g}h{wide:g}v{tall:g}h-{wide:g}z"
    inside = f'<path d="{box}"/>' if body.number else hatch(x, y, wide, tall)
    tile = f"<title>{escape(f'{body.name}: {body.said}')}</title>{inside}"
    to = f' href="{escape(body.href)}"' if body.href else ""
    tag = "a" if body.href else "g"
    return f'<{tag}{to} data-code="{escape(body.code)}"{number}>{tile}</{tag}>'


def _letters(bodies: Sequence[Shaded], shades: Shades, stand: Mapping[str, Place]) -> Iterator[str]:
    yield '<g class="w m" aria-hidden="true">'
    for body in sorted(bodies, key=lambda each: each.code):
        (x, y), short = _corner(stand[body.code]), stand[body.code].short
        look = _ink(body, shades)
        small = " small" if len(short) > 4 else ""
        yield f'<text {look}{small}" x="{x + SIDE / 2:g}" y="{y + SIDE / 2 + 4:g}">{escape(short)}</text>'
    yield "</g>"


def _rims(regions: Mapping[tuple[int, int], str]) -> str:
    """The lines between tiles of different regions."""
    drawn = ""
    for (row, column), name in sorted(regions.items()):
        x, y = (LEFT + column) * STEP - GAP / 2, TOP + row * STEP - GAP / 2
        if regions.get((row, column + 1), name) != name:
            drawn += f"M{x + STEP:g} {y:g}v{STEP:g}"
        if regions.get((row + 1, column), name) != name:
            drawn += f"M{x:g} {y + STEP:g}h{STEP:g}"
    return drawn


def _named(name: RegionName) -> Iterator[str]:
    end = name.side == "end"
    x, y = (LEFT + name.column) * STEP + (-7 if end else 5), TOP + name.row * STEP + STEP / 2 + 4
    if name.to:
        across, down = (LEFT + name.to[1] + 0.5) * STEP, TOP + (name.to[0] + 0.5) * STEP
        yield f'<path class="lead" d="M{x + (3 if end else -3):g} {y - 5:g}L{across:g} {down:g}"/>'
    anchor = " e" if end else ""
    for text, look in ((name.name, "r w"), (name.short, "r2 n")):
        yield f'<text class="b {look}{anchor}" x="{x:g}" y="{y:g}">{escape(text)}</text>'


def both_keys(legend: Legend, shades: Shades, places: tuple[float, float], top: float = TOP) -> Iterator[str]:
    """The key for a desk and, with larger letters, for a phone; from the left at so many units each."""
    for x, look, line, box in ((places[0], "w", 22.0, 15.0), (places[1], "n", 36.0, 26.0)):
        yield from _key(legend, shades, (x, top), look, line, box)


def _key(
    legend: Legend, shades: Shades, corner: tuple[float, float], look: str, line: float, box: float
) -> Iterator[str]:
    x, y = corner[0], corner[1] + box + 1
    large = "2" if look == "n" else ""
    yield f'<g class="{look}"><text class="b r{large}" x="{x:g}" y="{y:g}">{escape(legend.title)}</text>'
    for at, (number, text) in enumerate(legend.lines):
        top = y + 10 + at * line
        square = f"M{x:g} {top:g}h{box:g}v{box:g}h-{box:g}z"
        yield f'<path class="t m-{shades[number].name}" d="{square}"/>' if number else hatch(x, top, box, box)
        yield f'<text class="k{large}" x="{x + box + 8:g}" y="{top + box - 3:g}">{escape(text)}</text>'
    yield "</g>"


def _ink(body: Shaded, shades: Shades) -> str:
    """The beginning of the mark of a word upon a tile, whose class list goes on."""
    if body.number is None:
        return 'class="u'
    return f'fill="{shades[body.number].ink}" class="i-{shades[body.number].name}'


def _listed(bodies: Sequence[Shaded], shades: Shades, legend: Legend) -> Drawing:
    """Bodies that have no place on a map, in the order they are given."""
    at = {
        body.code: (STEP + n % LISTED_COLUMNS * LISTED_WIDE, TOP + n // LISTED_COLUMNS * LISTED_TALL)
        for n, body in enumerate(bodies)
    }
    high = TOP + -(-len(bodies) // LISTED_COLUMNS) * LISTED_TALL
    wide, tall = LISTED_WIDE - GAP * 2, LISTED_TALL - GAP * 2
    parts = [*_groups(bodies, shades, lambda body: _tile(body, *at[body.code], wide, tall))]
    for body in bodies:
        x, y = at[body.code]
        parts.append(
            f'<text {_ink(body, shades)} b l" x="{x + 10:g}" y="{y + tall / 2 + 6:g}" '
            f'aria-hidden="true">{escape(body.name)}</text>'
        )
    parts += both_keys(legend, shades, (STEP, STEP), high + 16)
    return Drawing("".join(parts), 2 * STEP + LISTED_COLUMNS * LISTED_WIDE, high + 56 + 36 * len(legend.lines))
