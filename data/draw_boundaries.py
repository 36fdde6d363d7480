"""Makes data/boundaries.geojson from the outlines the Office for National Statistics publishes (ONS Visual).

    python data/draw_boundaries.py geogALL2022UK.json

Needs shapely, topojson and pyproj, which nothing else here needs: install them in an environment of its own (made with
shapely 2.2.0, topojson 2.2 and pyproj 3.7.2). A line that two councils share is simplified once, so neighbours still
fit; coasts keep more of their corners than borders on land, so that a firth is one.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pyproj import Transformer
from shapely import LineString, MultiPolygon, Polygon, get_parts, make_valid, transform, unary_union
from shapely.geometry import mapping
from topojson import Topology

OUT = Path(__file__).with_name("boundaries.geojson")
COAST_METRES, LAND_METRES = 220, 600
LEAST_ISLAND = 3_000_000  # square metres; the largest part of a council is always kept
PLACES = 4
RENAMED = {"E10000023": "E06000065", "E10000027": "E06000066"}
"""North Yorkshire and Somerset, which became unitary with the same outlines in April 2023."""
MADE = {
    "E06000063": ("Cumberland", ("E07000026", "E07000028", "E07000029")),
    "E06000064": ("Westmorland and Furness", ("E07000027", "E07000030", "E07000031")),
}
GONE = "E10000006"
"""Cumbria, in whose place the two above stand."""
NORTHERN_IRELAND = "N92000002"
"""Land alone: no open outline of the five trusts, which cut across districts, is held."""
TO_GRID = Transformer.from_crs(4326, 27700, always_xy=True).transform
FROM_GRID = Transformer.from_crs(27700, 4326, always_xy=True).transform
Places = dict[str, tuple[str, MultiPolygon]]


def layer(whole: dict, name: str) -> Places:
    """Name and outline by code, in metres of the British National Grid."""
    scale, shift = whole["transform"]["scale"], whole["transform"]["translate"]
    arcs = []
    for arc in whole["arcs"]:
        at, line = [0, 0], []
        for step in arc:
            at = [at[0] + step[0], at[1] + step[1]]
            line.append((at[0] * scale[0] + shift[0], at[1] * scale[1] + shift[1]))
        arcs.append(line)
    found = {}
    for one in whole["objects"][name]["geometries"]:
        polygons = one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]]
        parts = [Polygon(*(lambda rings: (rings[0], rings[1:]))([_ring(r, arcs) for r in p])) for p in polygons]
        outline = transform(make_valid(unary_union(parts)), TO_GRID, interleaved=False)
        found[one["properties"]["AREACD"]] = one["properties"]["AREANM"], outline
    return found


def _ring(numbers: Iterable[int], arcs: list) -> list:
    """An arc that is followed backwards has its number turned over; each begins where the one before ended."""
    ring: list = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring


def councils(whole: dict) -> Places:
    """Every council of Great Britain as of April 2023, and the land of Northern Ireland."""
    upper, lower = layer(whole, "UTLA"), layer(whole, "LTLA")
    found = {RENAMED.get(code, code): own for code, own in upper.items() if code != GONE and code[0] in "ESW"}
    for code, (name, parts) in MADE.items():
        found[code] = name, unary_union([lower[part][1] for part in parts])
    land = unary_union([own for code, (_, own) in upper.items() if code[0] == "N"])
    return {**dict(sorted(found.items())), NORTHERN_IRELAND: ("Northern Ireland", land)}


def without_islets(outline: MultiPolygon) -> MultiPolygon:
    parts = sorted(get_parts(outline), key=lambda part: -part.area)
    return MultiPolygon([Polygon(p.exterior) for n, p in enumerate(parts) if n == 0 or p.area >= LEAST_ISLAND])


def simplified(places: Places) -> dict[str, MultiPolygon]:
    """The same with fewer corners: each line between two councils, and each piece of coast, once."""
    shapes = [without_islets(own) for _, own in places.values()]
    topology = Topology(shapes, prequantize=False, shared_coords=False).to_dict()
    objects = topology["objects"]["data"]["geometries"]
    used = Counter(
        max(number, ~number) for one in objects for polygon in _polygons(one) for ring in polygon for number in ring
    )
    arcs = [
        list(LineString(arc).simplify(LAND_METRES if used[at] > 1 else COAST_METRES, preserve_topology=True).coords)
        for at, arc in enumerate(topology["arcs"])
    ]
    made = {}
    for code, one in zip(places, objects, strict=True):
        rings = [_ring(polygon[0], arcs) for polygon in _polygons(one)]
        made[code] = MultiPolygon([Polygon(ring) for ring in rings if len(ring) > 3])
    return made


def _polygons(one: dict) -> list:
    return one["arcs"] if one["type"] == "MultiPolygon" else [one["arcs"]]


def main(source: Path) -> None:
    places = councils(json.loads(source.read_bytes()))
    features = []
    for code, outline in simplified(places).items():
        degrees = transform(outline, FROM_GRID, interleaved=False)
        polygons = [
            [[[round(x, PLACES), round(y, PLACES)] for x, y in polygon[0]]]
            for polygon in mapping(degrees)["coordinates"]
        ]
        geometry = {"type": "MultiPolygon", "coordinates": polygons}
        properties = {"code": code, "name": places[code][0]}
        features.append({"type": "Feature", "id": code, "properties": properties, "geometry": geometry})
    lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in features)
    OUT.write_text(f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
