"""The demonstration told once, for what is tried on its files."""

from tests.unit.publish.conftest import installed

__all__ = ["installed"]
