"""A measure's value against its band edges, as a small inline picture. The bands are drawn equally wide."""

from collections.abc import Mapping
from html import escape

from pressure.content.explore import explorer_words as words
from pressure.document.shapes import MeasureLine
from pressure.domain.rulebook import Rulebook
from pressure.drawing.design import design
from pressure.words.numbers import plain

WIDE, LEFT, TOP, TALL = 300, 4, 22, 22
GREY, INK = design().light["line"], design().light["ink"]
NEARLY = 0.94


def range_bar(measure: MeasureLine, book: Rulebook) -> str:
    """Bands with their numbers and edges, and a pointer where the value stands; grey when it does not count."""
    edges = {int(band): float(edge["from"]) for band, edge in measure["bands"].items() if edge["from"] is not None}
    if not edges:
        return ""
    scored = measure["state"] == "scored"
    share = (WIDE - 2 * LEFT) / len(book.levels)
    parts = [
        _band(level.number, level.colour if scored else GREY, level.text_colour if scored else INK, share)
        for level in book.levels
    ]
    parts += [_edge(band, value, share) for band, value in edges.items()]
    parts.append(_pointer(measure, edges, share, len(book.levels)))
    said = escape(words.range_said(measure, book))
    return (
        f'<svg viewBox="0 0 {WIDE} {TOP + TALL + 20}" width="{WIDE}" role="img" aria-label="{said}" '
        f'style="width:100%;max-width:26rem;height:auto">{"".join(p for p in parts if p)}</svg>'
    )


def _band(number: int, fill: str, ink: str, share: float) -> str:
    x = LEFT + (number - 1) * share
    return (
        f'<rect x="{x:g}" y="{TOP}" width="{share:g}" height="{TALL}" fill="{escape(fill)}" '
        f'stroke="currentColor" stroke-width="1"></rect>'
        f'<text x="{x + share / 2:g}" y="{TOP + 16}" font-size="13" text-anchor="middle" '
        f'fill="{escape(ink)}">{number}</text>'
    )


def _edge(band: int, value: float, share: float) -> str:
    return (
        f'<text x="{LEFT + (band - 1) * share:g}" y="{TOP + TALL + 15}" font-size="13" text-anchor="middle" '
        f'fill="currentColor">{plain(value, (), 1)}</text>'
    )


def _pointer(measure: MeasureLine, edges: Mapping[int, float], share: float, bands: int) -> str:
    """A triangle with the value, where there is one."""
    value, band = measure["value"], measure["band"]
    if value is None:
        return ""
    x = LEFT + place(float(value), band, edges, bands) * share
    label = plain(value, edges.values(), 0 if measure["unit"] == "per_100k" and value >= 1 else 1)
    anchor = "start" if x < WIDE / 6 else "end" if x > WIDE * 5 / 6 else "middle"
    text = (
        f'<text x="{x:g}" y="12" font-size="14" font-weight="700" text-anchor="{anchor}" fill="currentColor">'
        f"{label}</text>"
    )
    hollow = 'fill="none" stroke="currentColor"' if measure["state"] != "scored" else 'fill="currentColor"'
    return f'{text}<path d="M{x - 5:g} 15H{x + 5:g}L{x:g} {TOP}Z" {hollow}></path>'


def place(value: float, band: int | None, edges: Mapping[int, float], bands: int) -> float:
    """Where a value stands, in band widths from the left. It never leaves the band it was given."""
    if band is None:
        band = max((b for b, edge in edges.items() if value >= edge), default=1)
    low = max((edge for b, edge in edges.items() if b <= band), default=0.0)
    high = edges.get(band + 1, low + (low - edges.get(band - 1, 0.0)) if band == bands else low + 1)
    part = (value - low) / (high - low) if high > low else 0.5
    return band - 1 + min(NEARLY, max(0.02, part))
