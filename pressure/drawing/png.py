"""A picture of ours as a PNG: the same bytes for the same drawing, whatever fonts a machine has."""

from pathlib import Path

import resvg_py

FONTS = tuple(sorted((Path(__file__).parent / "fonts").glob("*.ttf")))
FAMILY = "Card Sans"
"""The family every text of such a drawing names: of any other no word is drawn, and no error raised."""
RENDERER = f"resvg_py {resvg_py.__version__}"


def png(svg: str) -> bytes:
    """An SVG drawn at its own size. A letter that the fonts do not have is a box."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=[str(f) for f in FONTS]))
