"""Bars one above the other, each the shares of a whole by level, with its name over it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pressure.drawing.marks.shape import frame, hatch, narrow_picture, text

WIDE, NAME, TALL, APART, LETTER = 340.0, 20.0, 32.0, 12.0, 8.2


@dataclass(frozen=True, slots=True)
class Part:
    """One share in percent, its words, which stand on it where there is room, and the level it is of, or none."""

    percent: float
    words: str
    level: int | None


def share_bars(said: str, bars: Sequence[tuple[str, Iterable[Part]]]) -> str:
    """Each bar by its name, its parts from the left; `said` says the same in words."""
    drawn, y = [], 0.0
    for name, parts in bars:
        drawn.append(text(0, y + 14, name, "b"))
        x = 0.0
        for part in parts:
            width = part.percent / 100 * WIDE
            drawn.append(_part(part, x, y + NAME, width))
            x += width
        y += NAME + TALL + APART
    return narrow_picture(WIDE, y, "".join(drawn), said)


def _part(part: Part, x: float, y: float, width: float) -> str:
    fits = len(part.words) * LETTER < width
    middle = x + width / 2
    if part.level is None:
        return hatch(x, y, width - 1, TALL) + (text(middle, y + 21, part.words, "over", "middle") if fits else "")
    shape = f'<path class="m-l{part.level}" d="{frame(x, y, width, TALL)}"/>' if width > 0.5 else ""
    return shape + (text(middle, y + 21, part.words, f"b i-l{part.level}", "middle") if fits else "")
