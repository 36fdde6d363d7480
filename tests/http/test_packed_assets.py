"""Streamlit's scripts and styles as they are sent: packed, and without fonts that no page of ours uses."""

import gzip
from threading import Event

from pressure.web.edges import assets, streamlit_files


def test_styles_are_packed_without_the_text_fonts_nobody_reads() -> None:
    """A phone on a slow line pays for every byte."""
    assets.pack_all(Event())
    styles = [gzip.decompress(body) for path, body in assets.packed.items() if path.endswith(".css")]
    original = b"".join(f.read_bytes() for f in (streamlit_files.folder() / "static" / "css").iterdir())
    assert original.count(b"@font-face{font-family:Source ") == 6
    assert not any(b"font-family:Source Sans;font-weight" in style for style in styles)
    assert any(b"font-family:Material Symbols Rounded" in style for style in styles)
