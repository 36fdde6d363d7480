"""The change of a figure: up, down or the same. In ink, for up is not bad news everywhere."""

from pressure.drawing.marks.shape import picture

SHAPES = {1: "M6 2l5 8H1z", -1: "M6 10L1 2h10z", 0: "M1 5h10v2.4H1z"}
SIZE = 12


def arrow(change: float) -> str:
    """Hidden from those who listen: words say the change."""
    way = (change > 0) - (change < 0)
    return picture(SIZE, SIZE, f'<path class="m-pt" d="{SHAPES[way]}"/>', "", "arrow")
