"""What the rules call the rows of a return: by id, and by the titles that the method page prints."""

from collections.abc import Iterator, Mapping

from pressure.domain.rating.confirming import ITEM, items
from pressure.domain.readings import REGISTER_CONFIRMED
from pressure.domain.rulebook import Rulebook
from pressure.ingest.returns.folding import fold

REGISTER = "the register"


def rows_asked(book: Rulebook) -> tuple[str, ...]:
    """The id of every row that a return may have."""
    context = (c.id for c in book.context if not c.published_only)
    return (*(m.id for m in book.measures), REGISTER_CONFIRMED, *items(book), *context)


def titles(book: Rulebook) -> Iterator[tuple[str, str]]:
    """Each title that is published, with the id of its row; the longer of two before the shorter."""
    for measure in book.measures:
        yield str(measure.title), measure.id
        yield str(measure.short_title), measure.id
    known = items(book)
    for exceptional in book.declarations.catalogue:
        if f"{ITEM}{exceptional.id}" in known:
            yield str(exceptional.title), f"{ITEM}{exceptional.id}"
    for context in book.context:
        if not context.published_only:
            yield str(context.title), context.id


def title_of(book: Rulebook, row: str) -> str:
    """What people call a row, by its id; the id where it has no title."""
    return REGISTER if row == REGISTER_CONFIRMED else next((title for title, each in titles(book) if each == row), row)


def by_name(book: Rulebook) -> Mapping[str, str]:
    """The id of a row by its folded name. A title that two rows share names neither."""
    found = {fold(each): {each} for each in rows_asked(book)}
    for title, each in titles(book):
        found.setdefault(fold(title), set()).add(each)
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}
