"""A map on which every council is as large as any other: one square each, at places that are data (`data/tiles.csv`).

Hidden from screen readers and left out of the tab order, because the list on the same page says and links the same.
"""

import csv
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape

from pressure.drawing.map_svg import BANDS, INK, PAPER, STRIPE, Shaded
from pressure.settings import SHIPPED

FILE = SHIPPED / "data" / "tiles.csv"
STEP, SIDE = 10, 9
STRIPES = (
    '<defs><pattern id="t0" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="4" height="4" fill="{PAPER}"/><rect width="1" height="4" fill="{STRIPE}"/></pattern></defs>'
)


@lru_cache(maxsize=1)
def places() -> Mapping[str, tuple[int, int]]:
    """Row and column of each body, by its code."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return {line["code"]: (int(line["row"]), int(line["column"])) for line in csv.DictReader(lines)}


def tiles(councils: Sequence[Shaded]) -> str:
    """Every council that has a place, shaded by its band; stripes for one without. Nothing where none has a place."""
    known = [each for each in councils if each.code in places()]
    if not known:
        return ""
    rows, columns = (1 + max(places()[each.code][axis] for each in known) for axis in (0, 1))
    groups = "".join(
        f'<g fill="{BANDS[band][0] if band else "url(#t0)"}">{"".join(map(_tile, own))}</g>'
        for band in (None, *BANDS)
        if (own := [each for each in known if each.band == band])
    )
    return (
        f'<svg class="tiles" viewBox="-1 -1 {columns * STEP + 1} {rows * STEP + 1}" aria-hidden="true" '
        f'focusable="false">{STRIPES}<g stroke="{INK}" stroke-width=".5">{groups}</g></svg>'
    )


def _tile(each: Shaded) -> str:
    row, column = places()[each.code]
    return (
        f'<a href="{escape(each.href)}" tabindex="-1"><path d="M{column * STEP} {row * STEP}h{SIDE}v{SIDE}h-{SIDE}z">'
        f"<title>{escape(each.said)}</title></path></a>"
    )
