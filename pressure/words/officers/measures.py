"""What an exceptional measure, or a raised level, is called to officers."""

from pressure.domain.declarations import RAISED
from pressure.domain.rulebook import Rulebook
from pressure.words.officers import pages as words


def titled(measure_id: str, book: Rulebook) -> str:
    """What the catalogue calls it."""
    if measure_id == RAISED:
        return words.RAISED
    return next((m.title for m in book.declarations.catalogue if m.id == measure_id), measure_id)
