"""A picture of ours as a PNG: the same bytes for the same drawing, whatever fonts a machine has."""

from io import BytesIO
from pathlib import Path

import resvg_py
from PIL import Image

from pressure.drawing.design import design

FONTS = tuple(sorted((Path(__file__).parent / "fonts").glob("*.ttf")))
FAMILY = "Card Sans"
"""The family every text of such a drawing names: of any other no word is drawn, and no error raised."""
COLOURS = 16
RENDERER = f"resvg_py {resvg_py.__version__}"


def png(svg: str) -> bytes:
    """An SVG drawn at its own size. A letter that the fonts do not have is a box."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=[str(f) for f in FONTS]))


def small_png(svg: str, colours: int = COLOURS) -> bytes:
    """The same of a drawing with few `colours`, such as a map: a fifth of the size, on paper instead of on nothing."""
    drawn = Image.open(BytesIO(png(svg))).convert("RGBA")
    paper = Image.new("RGBA", drawn.size, design().light["paper"])
    few = Image.alpha_composite(paper, drawn).convert("RGB").quantize(colours, dither=Image.Dither.NONE)
    packed = BytesIO()
    few.save(packed, "PNG", optimize=True)
    return packed.getvalue()
