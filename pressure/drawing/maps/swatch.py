"""The square of a key or a list beside a map, in the map's own shade: with its number, or hatched."""

from html import escape

from pressure.drawing.maps.shades import Shades
from pressure.drawing.marks.shape import hatch

SIDE = 26


def swatch(number: int | None, shades: Shades, said: str = "") -> str:
    """Hidden from those who listen, for words stand beside it. `said` stands in place of the number."""
    if number is None:
        inside = hatch(1, 1, SIDE, SIDE)
    else:
        shade = shades[number]
        inside = (
            f'<path class="t m-{shade.name}" d="M1 1h{SIDE}v{SIDE}h-{SIDE}z"/><text class="i-{shade.name} sw m" '
            f'fill="{shade.ink}" x="14" y="20">{escape(said or str(number))}</text>'
        )
    return f'<svg class="map swatch" viewBox="0 0 28 28" width="24" height="24" aria-hidden="true">{inside}</svg>'
