"""Bands by year: a line a figure, a cell a year with the band's number on its shade, the hatch where none is known."""

from collections.abc import Sequence

from pressure.drawing.marks.shape import frame, hatch, narrow_picture, text

WIDE, HEAD, NAME, TALL, GAP, APART = 340.0, 22.0, 20.0, 26.0, 3.0, 9.0
Line = tuple[str, Sequence[int | None]]


def cells(heads: Sequence[str], lines: Sequence[Line], said: str) -> str:
    """Each line has one band, or None, for each of `heads`."""
    step = WIDE / len(heads)
    parts = [text(place * step, 15, head, "q") for place, head in enumerate(heads)]
    y = HEAD
    for name, bands in lines:
        parts.append(text(0, y + 14, name))
        for place, band in enumerate(bands):
            left, wide = place * step, step - GAP
            if band is None:
                parts.append(hatch(left + 0.5, y + NAME, wide - 1, TALL))
            else:
                parts.append(
                    f'<path class="m-b{band}" d="{frame(left, y + NAME, wide, TALL)}"/>'
                    + text(left + wide / 2, y + NAME + 18, str(band), f"b i-b{band}", "middle")
                )
        y += NAME + TALL + APART
    return narrow_picture(WIDE, y, "".join(parts), said)
