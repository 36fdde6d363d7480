"""What an exceptional measure, or a raised level, is called to officers."""

from pressure.domain.declarations import RAISED
from pressure.domain.rulebook import Rulebook
from pressure.words.officers import pages as words
from pressure.words.register import measure_title


def titled(measure_id: str, book: Rulebook) -> str:
    """What the catalogue calls it."""
    if measure_id == RAISED:
        return words.RAISED
    return measure_title(measure_id, book)
