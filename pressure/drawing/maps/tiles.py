"""A map on which every body is as large as any other: one square each, at places that are data (`data/tiles.csv`), and
regions parted by a line and named in the sea (`data/tile_regions.csv`). Bodies without a place, as the invented ones,
stand in the order of their names."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import groupby

from pressure.drawing.design import design
from pressure.drawing.maps.shades import Legend, Shaded, Shades, style
from pressure.drawing.marks.shape import hatch
from pressure.settings import SHIPPED

FILE, NAMES = SHIPPED / "data" / "tiles.csv", SHIPPED / "data" / "tile_regions.csv"
SIDE, GAP = 29.5, 2.0
STEP = SIDE + GAP
LEFT, RIGHT, TOP = 1.0, 3.4, 2.0  # of empty cells, cells and units
KEY_COLUMN, KEY_NARROW = 13, 11.4
FOOT, FOOT_LINE = 24.0, 18.0
SANS = design().type.family
NARROW = 480
"""Pixels of width below which letters in tiles go and the names of regions grow."""
LARGE = 26
LISTED_COLUMNS, LISTED_WIDE, LISTED_TALL = 2, 352.0, 46.0
WORDS = (
    "text{{font:10.5px {family}}}.b{{font-weight:700}}.r,.k,.r2,.k2{{font-size:14px}}"
    ".q{{font-size:13px}}.l{{font-size:15px}}"
    ".m{{text-anchor:middle}}.e{{text-anchor:end}}.small{{font-size:9px}}.n{{display:none}}.rim{{stroke-width:1.75}}"
    ".m-hatch{{stroke-opacity:.7}}.m-frame,.s1,.s2,.s3,.s4{{stroke-width:.75}}"
)
SMALL_SCREEN = (
    f"@media (max-width:{NARROW}px){{.w{{display:none}}.n{{display:inline}}.r2,.k2,.l{{font-size:{LARGE}px}}"
    ".rim{stroke-width:3}}"
)


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


def tile_map(
    bodies: Sequence[Shaded], shades: Shades, legend: Legend, said: str, *, family: str = SANS, scale: float = 1
) -> str:
    """The picture as a file of its own. A tile says its name and what is known; `data-code` is the body's code and
    `data-number` its band or level, left out where the tile is hatched. Nothing where there is no body."""
    placed = [body for body in bodies if body.code in places()]
    drawn, wide, tall = _squares(placed, legend) if placed else _listed(bodies, legend)
    if not bodies:
        return ""
    foot = "".join(
        f'<text class="q w" x="{STEP:g}" y="{tall + FOOT + FOOT_LINE * at:g}">{escape(line)}</text>'
        for at, line in enumerate(legend.foot)
    )
    tall += FOOT + FOOT_LINE * len(legend.foot) - 6 if legend.foot else 0
    look = WORDS.format(family=family) + style(shades) + (SMALL_SCREEN if family == SANS else "")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide * scale:g}" height="{tall * scale:g}" '
        f'viewBox="0 0 {wide:g} {tall:g}"><title>{escape(said)}</title><style>{look}</style>{drawn}{foot}</svg>'
    )


def size(bodies: Sequence[Shaded], legend: Legend) -> tuple[int, int]:
    """Width and height of the picture, in its own units."""
    placed = [body for body in bodies if body.code in places()]
    _, wide, tall = _squares(placed, legend) if placed else _listed(bodies, legend)
    return round(wide), round(tall + (FOOT + FOOT_LINE * len(legend.foot) - 6 if legend.foot else 0))


def _squares(bodies: Sequence[Shaded], legend: Legend) -> tuple[str, float, float]:
    """Every body that has a place, and the sea around them: the whole sheet, whichever bodies are drawn."""
    every = places()
    rows, columns = (1 + max(getattr(place, axis) for place in every.values()) for axis in ("row", "column"))
    shown = {body.code for body in bodies}
    regions = {(p.row, p.column): p.region for code, p in every.items() if code in shown}
    parts = [*_groups(bodies, _square), f'<path class="rim" d="{_rims(regions)}"/>', *_letters(bodies)]
    parts += [mark for name in region_names() if name.name in set(regions.values()) for mark in _named(name)]
    parts += [*_key(legend, KEY_COLUMN, "w", 22, 15), *_key(legend, KEY_NARROW, "n", 36, 26)]
    return "".join(parts), (columns + LEFT + RIGHT) * STEP, TOP + rows * STEP


def _groups(bodies: Sequence[Shaded], draw: Callable[[Shaded], str]) -> Iterator[str]:
    ordered = sorted(bodies, key=lambda body: (body.number or 0, body.code))
    for number, own in groupby(ordered, key=lambda body: body.number):
        inside = "".join(draw(body) for body in own)
        yield f'<g class="s{number}">{inside}</g>' if number else f"<g>{inside}</g>"


def _corner(place: Place) -> tuple[float, float]:
    return (LEFT + place.column) * STEP, TOP + place.row * STEP


def _square(body: Shaded) -> str:
    return _tile(body, *_corner(places()[body.code]), SIDE, SIDE)


def _tile(body: Shaded, x: float, y: float, wide: float, tall: float) -> str:
    """A filled square, or for one without a number a frame with lines through it."""
    number = f' data-number="{body.number}"' if body.number else ""
    box = f"M{x:g} {y:g}h{wide:g}v{tall:g}h-{wide:g}z"
    inside = f'<path d="{box}"/>' if body.number else hatch(x, y, wide, tall)
    tile = f"<title>{escape(f'{body.name}: {body.said}')}</title>{inside}"
    to = f' href="{escape(body.href)}"' if body.href else ""
    tag = "a" if body.href else "g"
    return f'<{tag}{to} data-code="{escape(body.code)}"{number}>{tile}</{tag}>'


def _letters(bodies: Sequence[Shaded]) -> Iterator[str]:
    yield '<g class="w m" aria-hidden="true">'
    for body in sorted(bodies, key=lambda each: each.code):
        (x, y), short = _corner(places()[body.code]), places()[body.code].short
        look = f"i{body.number}" if body.number else "u"
        small = " small" if len(short) > 4 else ""
        yield f'<text class="{look}{small}" x="{x + SIDE / 2:g}" y="{y + SIDE / 2 + 4:g}">{escape(short)}</text>'
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


def _key(legend: Legend, column: float, look: str, line: float, box: float) -> Iterator[str]:
    x, y = (LEFT + column) * STEP, TOP + box + 1
    large = "2" if look == "n" else ""
    yield f'<g class="{look}"><text class="b r{large}" x="{x:g}" y="{y:g}">{escape(legend.title)}</text>'
    for at, (number, text) in enumerate(legend.lines):
        top = y + 10 + at * line
        square = f"M{x:g} {top:g}h{box:g}v{box:g}h-{box:g}z"
        yield (f'<path class="s{number}" d="{square}"/>' if number else hatch(x, top, box, box))
        yield f'<text class="k{large}" x="{x + box + 8:g}" y="{top + box - 3:g}">{escape(text)}</text>'
    yield "</g>"


def _listed(bodies: Sequence[Shaded], legend: Legend) -> tuple[str, float, float]:
    """Bodies that have no place on a map, in the order they are given."""
    at = {
        body.code: (STEP + n % LISTED_COLUMNS * LISTED_WIDE, TOP + n // LISTED_COLUMNS * LISTED_TALL)
        for n, body in enumerate(bodies)
    }
    high = TOP + -(-len(bodies) // LISTED_COLUMNS) * LISTED_TALL
    wide, tall = LISTED_WIDE - GAP * 2, LISTED_TALL - GAP * 2
    parts = [*_groups(bodies, lambda body: _tile(body, *at[body.code], wide, tall))]
    for body in bodies:
        x, y = at[body.code]
        parts.append(
            f'<text class="b l {f"i{body.number}" if body.number else "u"}" x="{x + 10:g}" y="{y + tall / 2 + 6:g}" '
            f'aria-hidden="true">{escape(body.name)}</text>'
        )
    key = "".join(_key(legend, 0, "w", 22, 15)) + "".join(_key(legend, 0, "n", 36, 26))
    parts.append(f'<g transform="translate(0 {high + 16:g})">{key}</g>')
    return "".join(parts), 2 * STEP + LISTED_COLUMNS * LISTED_WIDE, high + 16 + 40 + 36 * len(legend.lines)
