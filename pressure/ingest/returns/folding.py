"""When two ways of writing a name are one: case, spaces, underscores and hyphens apart, nothing else."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

WITHIN = 10
"""A header stands in one of the first so many rows."""
SEPARATORS = (",", ";", "\t", "|")
_BETWEEN = re.compile(r"[\s_\-\u2010-\u2014]+")


@lru_cache(maxsize=4_096)
def fold(name: str) -> str:
    """“Council Code”, “council_code” and “COUNCIL-CODE” are one. Letters stay as they are, with their accents."""
    return _BETWEEN.sub(" ", unicodedata.normalize("NFKC", name).casefold()).strip()


def has_columns(cells: Sequence[str], wanted: Iterable[Sequence[str]]) -> bool:
    """Whether a row has each column under one of its names."""
    own = {fold(cell) for cell in cells}
    return all(any(fold(name) in own for name in names) for names in wanted)
