"""Names that are spelt nearly as what was typed. They are only ever offered, and only where nothing has that name."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pressure.content.search.gazetteer import Gazetteer, told_once
from pressure.content.search.hits import COUNCIL, Hit
from pressure.lookups.spelling import spelt

LETTERS_TO_SLIPS = ((4, 1), (6, 2), (10, 3))
"""From so many letters on, so many of them may be wrong, missing, too many or in each other's place."""
LONGEST, MOST = 60, 8


def near(every: Mapping[str, tuple[str, ...]], query: str, book: Gazetteer) -> Iterator[Hit]:
    """The names with the fewest slips."""
    asked = spelt(query)
    most = max((slips for letters, slips in LETTERS_TO_SLIPS if len(asked) >= letters), default=0)
    if not most or len(asked) > LONGEST:
        return
    own: dict[str, list[str]] = {}
    for code, names in every.items():
        for name in names:
            own.setdefault(spelt(name), []).append(code)
    choices = list(dict.fromkeys((*own, *book.spellings())))
    found = process.extract(asked, choices, scorer=OSA.distance, score_cutoff=most, limit=MOST, processor=None)
    least = min((distance for _, distance, _ in found), default=0)
    for name, distance, _ in found:
        if distance == least:
            yield from (Hit(COUNCIL, "", (code,), slip=True) for code in own.get(name, ()))
            yield from (replace(hit, slip=True) for hit in told_once(book.called(name)))
