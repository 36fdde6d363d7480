"""The square of a key beside a map: colour and number, or the stripes of what is not known."""

from collections.abc import Mapping
from html import escape

from pressure.domain.rulebook import Rulebook
from pressure.drawing.design import band_colours, design

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
