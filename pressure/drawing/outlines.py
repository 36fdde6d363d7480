"""The outlines of councils, projected for a picture. For finding a council on a page, never for measuring."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from pathlib import Path

Ring = tuple[tuple[float, float], ...]
WIDE = 1000


@dataclass(frozen=True, slots=True)
class Outlines:
    """SVG path data by council code, and how tall the picture is for its width."""

    paths: Mapping[str, str]
    height: int


@lru_cache(maxsize=2)
def _rings(file: Path) -> Mapping[str, tuple[Ring, ...]]:
    """Every ring of every council, islands and holes included."""
    found = {}
    for feature in json.loads(file.read_bytes())["features"]:
        shape = feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        found[feature["id"]] = tuple(tuple((x, y) for x, y in ring) for polygon in polygons for ring in polygon)
    return found


def outlines(file: Path, codes: Iterable[str]) -> Outlines:
    """The councils asked for, as large as fits. Those without an outline are left out."""
    known = _rings(file)
    rings = {code: known[code] for code in codes if code in known}
    points = [point for own in rings.values() for ring in own for point in ring]
    if not points:
        return Outlines({}, 0)
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeeze = cos(radians((south + north) / 2))
    scale = WIDE / ((east - west) * squeeze)

    def path(ring: Ring) -> str:
        steps = (f"{round((x - west) * squeeze * scale)} {round((north - y) * scale)}" for x, y in ring[:-1])
        return "M" + "L".join(steps) + "Z"

    return Outlines({code: "".join(map(path, own)) for code, own in rings.items()}, round((north - south) * scale))
