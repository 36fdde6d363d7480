"""What a search finds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from pressure.lookups.postcodes import Postcode

COUNCIL, ENDED, DISTRICT, PLACE, POSTCODE = "council", "ended", "district", "place", "postcode"


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that what was typed can be, and the codes of every body that may run social care there.

    A council has no `name` but its own. `within` is the district of a place, `code` the code of an area; `why` says why
    the bodies are several, `shares` has each one's per cent of the postcodes. `whole` where its whole name was typed,
    `slip` where it is only spelt nearly so.
    """

    kind: str
    name: str
    bodies: tuple[str, ...]
    within: str = ""
    why: str = ""
    code: str = ""
    shares: tuple[tuple[str, float], ...] = ()
    ended_on: date | None = None
    whole: bool = False
    slip: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the code of the one body that was named, or everything it could mean. `postcode` is
    what was read as one, `more` how many hits are not shown, `elsewhere` whether it is in an area that has no page
    here."""

    named: str | None
    hits: tuple[Hit, ...]
    postcode: Postcode | None = None
    more: int = 0
    elsewhere: bool = False

    @property
    def offered(self) -> tuple[str, ...]:
        """Every body it could be, by code."""
        return tuple(dict.fromkeys(code for hit in self.hits for code in hit.bodies))


AreasOf = Callable[[str], Sequence[str]]
"""The codes of the areas a single postcode is in, for whoever was given a file of postcodes."""


def nowhere(_: str) -> Sequence[str]:
    """Nobody gave a file of postcodes."""
    return ()
