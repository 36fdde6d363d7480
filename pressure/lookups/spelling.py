"""What two ways of writing one name have in common. Nothing typed is kept: no result of these is cached here."""

import re

from pressure.domain.councils import folded

LEFT_OUT = {"of", "the"}
_SAINT = {"saint": "st", "sainte": "st"}
_TICKS = str.maketrans("", "", "`´‘ʼ")


def spelt(name: str) -> str:
    """Case, accents, punctuation, "&", "Saint" and the word "council" put aside."""
    return " ".join(_SAINT.get(word, word) for word in folded(name.translate(_TICKS)).split())


def worded(name: str) -> tuple[str, ...]:
    """Its words in any order, without "of" and "the": "City of Bristol" and "Bristol City Council" are one name."""
    return tuple(sorted(word for word in spelt(name).split() if word not in LEFT_OUT))


def says_council(query: str) -> bool:
    """Whether a council was asked for by that word: then a village of the same name is not meant."""
    return "council" in re.split(r"[\W_]+", query.casefold())
