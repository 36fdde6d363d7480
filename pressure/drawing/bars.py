"""The four-bar shape of a level: it says the level without colour and without words."""

from pressure.domain.rulebook import Rulebook

STEP, THICK, TALL = 11, 8, 34


def bars(level: int | None, book: Rulebook, *, x: int = 0, y: int = 0) -> str:
    """Rising bars, as many filled as the level, drawn in the colour of the text around them."""
    count = len(book.levels)
    shapes = []
    for number in range(1, count + 1):
        height = TALL * number // count
        fill = "currentColor" if level is not None and number <= level else "none"
        shapes.append(
            f'<rect x="{x + 1 + (number - 1) * STEP}" y="{y + 1 + TALL - height}" width="{THICK}" '
            f'height="{height}" fill="{fill}" stroke="currentColor" stroke-width="1.5"/>'
        )
    return "".join(shapes)


def bars_svg(level: int | None, book: Rulebook, *, css_class: str = "bars") -> str:
    """The shape alone, hidden from screen readers because words always stand beside it."""
    width, height = len(book.levels) * STEP, TALL + 2
    return (
        f'<svg class="{css_class}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'aria-hidden="true" focusable="false">{bars(level, book)}</svg>'
    )
