"""Where Streamlit keeps the files it sends to browsers, found without importing it."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def folder() -> Path:
    """The folder with index.html in it."""
    spec = find_spec("streamlit")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("Streamlit is not installed")
    return Path(spec.origin).parent / "static"
