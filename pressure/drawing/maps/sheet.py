"""A map as a file of its own, and the same marks as a part of a page below /app/."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path

from pressure.drawing.design import design
from pressure.drawing.maps.shades import Shades, style

SHEET = Path(__file__).parents[1] / "templates" / "maps.css"
SANS = design().type.family
FOOT, FOOT_LINE, FOOT_END = 24.0, 18.0, 6.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn, and how wide and tall it is in its own units."""

    inside: str
    wide: float
    tall: float


def footed(drawing: Drawing, lines: Sequence[str], left: float) -> Drawing:
    """The same with lines below it: where it is from, and of when."""
    if not lines:
        return drawing
    texts = "".join(
        f'<text class="q w" x="{left:g}" y="{drawing.tall + FOOT + FOOT_LINE * at:g}">{escape(line)}</text>'
        for at, line in enumerate(lines)
    )
    return Drawing(drawing.inside + texts, drawing.wide, drawing.tall + FOOT + FOOT_LINE * len(lines) - FOOT_END)


def as_file(drawing: Drawing, shades: Shades, said: str, *, family: str = SANS, scale: float = 1) -> str:
    """With its own style, following the reader's system. `family` other than our own is for what draws PNGs."""
    look = f"text{{font-family:{family}}}{_sheet(small=family == SANS)}{style(shades)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map" width="{drawing.wide * scale:g}" '
        f'height="{drawing.tall * scale:g}" viewBox="0 0 {drawing.wide:g} {drawing.tall:g}">'
        f"<title>{escape(said)}</title><style>{look}</style>{drawing.inside}</svg>"
    )


def inline(drawing: Drawing) -> str:
    """Styled by the page around it. Hidden from those who listen and left out of the tab order, because the list beside
    it says and links the same."""
    inside = drawing.inside.replace("<a ", '<a target="_self" tabindex="-1" ')
    return (
        f'<svg class="map" viewBox="0 0 {drawing.wide:g} {drawing.tall:g}" aria-hidden="true" focusable="false">'
        f"{inside}</svg>"
    )


@lru_cache(maxsize=2)
def _sheet(*, small: bool) -> str:
    whole = SHEET.read_text("utf-8").replace("\n", "")
    return whole if small else whole.partition("@media")[0]
