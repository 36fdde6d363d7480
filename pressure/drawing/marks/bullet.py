"""A value on its own four bands: four equal segments, so that eleven different scales stand in one column."""

from collections.abc import Mapping

from pressure.drawing.marks.shape import n, picture

BANDS, GAP, WIDE, TALL, HIGH = 4, 2, 166, 18, 8
SEGMENT = (WIDE - (BANDS - 1) * GAP) / BANDS
RADIUS = 6
NEARLY = 0.94
"""How far into a band, or from its far edge, a value at an edge is drawn: it is seen in the band it belongs to."""


def track() -> str:
    """The four segments. Their colours stand on them, because a rule for what is inside something does not reach what
    is used from elsewhere."""
    return "".join(
        f'<path fill="var(--b{band})" d="M{n((band - 1) * (SEGMENT + GAP))} 5h{n(SEGMENT)}v{HIGH}h{n(-SEGMENT)}z"/>'
        for band in range(1, BANDS + 1)
    )


def bullet(
    value: float | None, edges: Mapping[int, float], said: str, beside: float | None = None, *, shared: bool = False
) -> str:
    """A dot for here and a stroke for the nation (`beside`). `edges` has the least value of bands 2, 3 and 4. Without a
    value or without bands there is the empty track alone. On a page that draws the track once, by the name "track", it
    is `shared`."""
    shapes = '<use href="#track"/>' if shared else track()
    if beside is not None and edges:
        shapes += f'<path class="m-halo" d="M{n(at(beside, edges))} 0v18"/>'
        shapes += f'<path class="m-ref" d="M{n(at(beside, edges))} 1v16"/>'
    if value is not None and edges:
        shapes += f'<circle class="m-dot" cx="{n(at(value, edges))}" cy="9" r="{RADIUS}"/>'
    return picture(WIDE, TALL, shapes, said)


def at(value: float, edges: Mapping[int, float]) -> float:
    """Pixels from the left, never so near an end that the dot is cut off."""
    return min(max(place(value, edges) * (SEGMENT + GAP), RADIUS), WIDE - RADIUS)


def place(value: float, edges: Mapping[int, float]) -> float:
    """Where a value stands, in band widths from the left. The bands are drawn equally wide."""
    band = max((b for b, edge in edges.items() if value >= edge), default=1)
    low = max((edge for b, edge in edges.items() if b <= band), default=0.0)
    high = edges.get(band + 1, low + (low - edges.get(band - 1, 0.0)))
    part = (value - low) / (high - low) if high > low else 0.5
    return band - 1 + min(NEARLY, max(1 - NEARLY, part))
