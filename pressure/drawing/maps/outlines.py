"""A map of true outlines: coasts kept, with London and the councils around Glasgow again, larger, in the sea. For
finding a council on a page, never for measuring."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import groupby
from math import atan2, atanh, cos, radians, sin, tan
from pathlib import Path

from pressure.drawing.maps.shades import Legend, Shaded, Shades
from pressure.drawing.maps.sheet import Drawing, footed
from pressure.drawing.maps.tiles import both_keys
from pressure.drawing.marks.shape import n

Point = tuple[float, float]
Ring = tuple[Point, ...]
Box = tuple[float, float, float, float]
WIDE, TALL, EDGE, BESIDE = 560.0, 820.0, 8.0, 230.0
"""The room a map is drawn in, and beside it the room of key and insets, in units."""
MIDDLE = radians(-2)
"""The meridian of the British National Grid."""
LAND = ("N92000002",)
"""Land that is drawn without shading: the trusts of Northern Ireland have no open outlines."""
GLASGOW = ("S12000049", "S12000038", "S12000011", "S12000039", "S12000045", "S12000018", "S12000050")
"""Glasgow, Renfrewshire, East Renfrewshire, West and East Dunbartonshire, Inverclyde, North Lanarkshire."""
LONDON = "E09"
INSET = 200.0
HATCH_TURN = 45


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a place on the grid becomes a place in the picture."""

    west: float
    north: float
    scale: float
    left: float
    top: float

    def at(self, point: Point) -> Point:
        return self.left + (point[0] - self.west) * self.scale, self.top + (self.north - point[1]) * self.scale


@lru_cache(maxsize=2)
def rings(file: Path) -> Mapping[str, tuple[Ring, ...]]:
    """The outer lines of every council, islands too, on a plane (spherical transverse Mercator, one unit a radian)."""
    found = {}
    for feature in json.loads(file.read_bytes())["features"]:
        polygons = feature["geometry"]["coordinates"]
        found[feature["id"]] = tuple(tuple(_plane(x, y) for x, y in polygon[0]) for polygon in polygons)
    return found


def _plane(longitude: float, latitude: float) -> Point:
    across, up = radians(longitude) - MIDDLE, radians(latitude)
    east = atanh(cos(up) * sin(across))
    return east, atan2(tan(up), cos(across))


def outline_map(file: Path, bodies: Sequence[Shaded], shades: Shades, legend: Legend) -> Drawing | None:
    """The bodies that have an outline, as large as fits; None where none has. What is not known is hatched."""
    known = rings(file)
    drawn = [body for body in bodies if body.code in known and body.code not in LAND]
    if not drawn:
        return None
    land = _land(bodies, known)
    box = _box([known[code] for code in (*(body.code for body in drawn), *land)])
    scale = min((WIDE - 2 * EDGE) / (box[2] - box[0]), (TALL - 2 * EDGE) / (box[3] - box[1]))
    sheet = Sheet(box[0], box[3], scale, EDGE, EDGE)
    wide, tall = (box[2] - box[0]) * scale + 2 * EDGE, (box[3] - box[1]) * scale + 2 * EDGE
    parts = [_pattern(), *(f'<path class="ground land" d="{_path(file, code, sheet)}"/>' for code in land)]
    parts += _shapes(file, drawn, shades, sheet)
    parts += both_keys(legend, shades, (wide + 12, wide + 12))
    top = 30.0 + 36 * (len(legend.lines) + 1)
    for title, own in _insets(drawn):
        parts += _inset(file, title, own, shades, (wide + 16, top))
        top += INSET + 44
    return footed(Drawing("".join(parts), wide + BESIDE, max(tall, top)), legend.foot, EDGE)


def without_outline(file: Path, bodies: Iterable[Shaded]) -> list[str]:
    """The names of bodies that cannot be drawn."""
    return [body.name for body in bodies if body.code not in rings(file)]


def _land(bodies: Sequence[Shaded], known: Mapping[str, tuple[Ring, ...]]) -> list[str]:
    """Land whose bodies have no outline, where other bodies have one."""
    asked = {body.code for body in bodies}
    missing = asked - known.keys()
    return [code for code in LAND if code in known and missing and asked & known.keys()]


def _insets(bodies: Sequence[Shaded]) -> Iterator[tuple[str, list[Shaded]]]:
    """What is too small to be seen, where more than that alone is shown."""
    for title, own in (
        ("Glasgow and around", [body for body in bodies if body.code in GLASGOW]),
        ("London", [body for body in bodies if body.code.startswith(LONDON)]),
    ):
        if own and 2 * len(own) < len(bodies):
            yield title, own


def _inset(file: Path, title: str, bodies: Sequence[Shaded], shades: Shades, corner: Point) -> Iterator[str]:
    box = _box([rings(file)[body.code] for body in bodies])
    scale = (INSET - 2 * EDGE) / max(box[2] - box[0], box[3] - box[1])
    x, y = corner[0], corner[1] + 20
    wide, tall = (box[2] - box[0]) * scale + 2 * EDGE, (box[3] - box[1]) * scale + 2 * EDGE
    yield f'<text class="b r" x="{n(x)}" y="{n(corner[1] + 12)}">{escape(title)}</text>'
    yield f'<path class="box" d="M{n(x)} {n(y)}h{n(wide)}v{n(tall)}h{n(-wide)}z"/>'
    yield from _shapes(file, bodies, shades, Sheet(box[0], box[3], scale, x + EDGE, y + EDGE), again=True)


def _shapes(
    file: Path, bodies: Sequence[Shaded], shades: Shades, sheet: Sheet, *, again: bool = False
) -> Iterator[str]:
    ordered = sorted(bodies, key=lambda body: (body.number or 0, body.code))
    for number, own in groupby(ordered, key=lambda body: body.number):
        inside = "".join(_shape(body, _path(file, body.code, sheet), again=again) for body in own)
        yield f'<g class="land {f"m-{shades[number].name}" if number else "unknown"}"{_fill(number)}>{inside}</g>'


def _fill(number: int | None) -> str:
    return "" if number else ' fill="url(#unknown)"'


def _shape(body: Shaded, path: str, *, again: bool) -> str:
    """A council that is drawn again in an inset has its code there under another name, so that each is counted once."""
    number = f' data-number="{body.number}"' if body.number else ""
    code = f' data-{"again" if again else "code"}="{escape(body.code)}"'
    to = f' href="{escape(body.href)}"' if body.href else ""
    tag = "a" if body.href else "g"
    return f'<{tag}{to}{code}{number}><title>{escape(f"{body.name}: {body.said}")}</title><path d="{path}"/></{tag}>'


@lru_cache(maxsize=2048)
def _path(file: Path, code: str, sheet: Sheet) -> str:
    """Relative steps in tenths; corners that fall on one another are left out."""
    drawn = ""
    for ring in rings(file)[code]:
        places = [(round(x, 1), round(y, 1)) for x, y in map(sheet.at, ring[:-1])]
        kept = [place for at, place in enumerate(places) if not at or place != places[at - 1]]
        x, y = kept[0]
        drawn += f"M{n(x)} {n(y)}l"
        steps = []
        for to_x, to_y in kept[1:]:
            steps.append(f"{n(to_x - x)} {n(to_y - y)}")
            x, y = to_x, to_y
        drawn += " ".join(steps).replace(" -", "-") + "z" if steps else "0 0z"
    return drawn


def _box(shapes: Sequence[Sequence[Ring]]) -> Box:
    """West, south, east and north."""
    points = [point for own in shapes for ring in own for point in ring]
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def _pattern() -> str:
    """The hatch, for shapes that are no boxes."""
    return (
        f'<defs><pattern id="unknown" width="5" height="5" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate({HATCH_TURN})"><path class="m-hatch" d="M0 0v5"/></pattern></defs>'
    )
