"""A map of councils as one inline picture: no tiles, no request, a link for each council.

It is hidden from screen readers and left out of the tab order, because the list beside it says and links the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from pressure.domain.rulebook import Rulebook
from pressure.drawing.design import band_colours, design
from pressure.drawing.outlines import WIDE, Outlines

PAPER, STRIPE, INK = (design().light[name] for name in ("paper", "ink-2", "ink"))
PATTERN = (
    f'<defs><pattern id="none" width="14" height="14" patternUnits="userSpaceOnUse" '
    f'patternTransform="rotate(45)"><rect width="14" height="14" fill="{PAPER}"></rect>'
    f'<rect width="4" height="14" fill="{STRIPE}"></rect></pattern></defs>'
)

Scale = Mapping[int, tuple[str, str]]
"""By number, a colour and the ink upon it."""
BANDS: Scale = dict(enumerate(band_colours(), start=1))
"""Bands are shades of one quiet blue, so that band 4 is never taken for level 4."""


def levels(book: Rulebook) -> Scale:
    """The levels in their own colours."""
    return {level.number: (level.colour, level.text_colour) for level in book.levels}


@dataclass(frozen=True, slots=True)
class Shaded:
    """One council on the map: where it leads, what is said of it, and the band or level it is shaded by."""

    code: str
    href: str
    said: str
    band: int | None


def picture(shapes: Outlines, councils: Sequence[Shaded], scale: Scale) -> str:
    """Every council that has an outline."""
    drawn = "".join(_council(each, shapes.paths[each.code], scale) for each in councils if each.code in shapes.paths)
    return (
        (
            f'<svg viewBox="-4 -4 {WIDE + 8} {shapes.height + 8}" aria-hidden="true" focusable="false" '
            f'style="width:100%;height:auto;max-height:48rem">{PATTERN}'
            f'<g stroke="{INK}" stroke-width="2" stroke-linejoin="round">{drawn}</g></svg>'
        )
        if drawn
        else ""
    )


def _council(each: Shaded, path: str, scale: Scale) -> str:
    fill = scale[each.band][0] if each.band else "url(#none)"
    return (
        f'<a href="{escape(each.href)}" target="_self" tabindex="-1">'
        f'<path d="{path}" fill="{escape(fill)}" fill-rule="evenodd"><title>{escape(each.said)}</title></path></a>'
    )


def swatch(band: int | None, scale: Scale, said: str = "") -> str:
    """The square of the key: colour and number, or what is `said` in its place, or the stripes of "none"."""
    fill, ink = scale[band] if band else ("url(#key)", INK)
    text = (said or str(band)) if band else ""
    pattern = PATTERN.replace('id="none"', 'id="key"') if not band else ""
    return (
        '<svg viewBox="0 0 28 28" width="24" height="24" aria-hidden="true" style="vertical-align:middle">'
        f"{pattern}"
        f'<rect x="1" y="1" width="26" height="26" fill="{escape(fill)}" stroke="currentColor"></rect>'
        f'<text x="14" y="20" font-size="16" text-anchor="middle" fill="{escape(ink)}">{escape(text)}</text>'
        "</svg>"
    )
