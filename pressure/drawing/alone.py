"""A picture of a page as a file of its own: it takes its colours with it, light, dark and the reader's own."""

import re
from html import escape

from pressure.domain.rulebook import Rulebook
from pressure.drawing.templating import mark_style

START = re.compile(r'<svg class="([^"]*)" viewBox="0 0 ([\d.]+) ([\d.]+)"[^>]*? role="img" aria-label="([^"]*)">')
EDGE = 12


def alone(svg: str, title: str, book: Rulebook) -> str:
    """The same with a title, its sentence, a style and a ground. Raises ValueError for another drawing."""
    found = START.match(svg)
    if found is None:
        raise ValueError("not a picture of this house")
    css_class, wide, tall, said = found.groups()
    across, down = float(wide) + 2 * EDGE, float(tall) + 2 * EDGE
    style = f"{mark_style(book)}text{{font-family:var(--sans)}}.ground{{fill:var(--paper)}}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{css_class}" viewBox="{-EDGE} {-EDGE} {across:g} {down:g}" '
        f'width="{across:g}" height="{down:g}" role="img"><title>{escape(title)}</title><desc>{said}</desc>'
        f"<style>{style.replace('<', '')}</style>"
        f'<path class="ground" d="M{-EDGE} {-EDGE}h{across:g}v{down:g}h{-across:g}z"/>{svg[found.end() :]}\n'
    )
