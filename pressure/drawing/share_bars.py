"""A picture of its own, as a file: bars one above the other, each the shares of a whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from pressure.drawing.design import design

WIDE, LEFT, TALL, GAP, TOP = 640, 150, 34, 14, 16
INK = design().light["ink"]
LEAST_WIDTH = 40
"""Of a part that has room for its words."""


@dataclass(frozen=True, slots=True)
class Part:
    """One share in percent, its words, and the colours of both."""

    percent: float
    words: str
    fill: str
    ink: str


def share_bars(title: str, told: str, bars: Sequence[tuple[str, Iterable[Part]]]) -> str:
    """Each bar by its name, its parts from the left; `told` says the same in words."""
    drawn = []
    for number, (name, parts) in enumerate(bars):
        at, x = TOP + number * (TALL + GAP), float(LEFT)
        drawn.append(words(0, at + TALL / 2 + 5, name))
        for part in parts:
            width = part.percent / 100 * (WIDE - LEFT)
            drawn.append(
                f'<rect x="{x:.1f}" y="{at}" width="{width:.1f}" height="{TALL}" fill="{part.fill}" '
                f'stroke="{INK}" stroke-width="1"></rect>'
            )
            if width > LEAST_WIDTH:
                drawn.append(words(x + width / 2, at + TALL / 2 + 5, part.words, part.ink, "middle"))
            x += width
    return picture(title, told, TOP + len(bars) * (TALL + GAP), drawn)


def picture(title: str, told: str, height: int, drawn: Iterable[str]) -> str:
    """The whole picture, with what it shows in words."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {height}" role="img" '
        f'font-family="system-ui, sans-serif"><title>{escape(title)}</title>'
        f"<desc>{escape(told)}.</desc>{''.join(drawn)}</svg>\n"
    )


def words(x: float, y: float, text: str, fill: str = INK, anchor: str = "start", size: int = 14) -> str:
    """Words at a place."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{fill}" text-anchor="{anchor}">{escape(text)}</text>'
    )
