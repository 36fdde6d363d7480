"""A postcode as people type it: whole or its first part, with or without a space, with O for 0 and I for 1."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

_DISTRICT = r"[A-Z]{1,2}[0-9][A-Z0-9]?|NPT|GIR"
_WHOLE = re.compile(rf"({_DISTRICT}) ?([0-9][ABD-HJLNP-UW-Z]{{2}})")
_SECTOR = re.compile(rf"({_DISTRICT}) ([0-9])[A-Z]?")
_FIRST = re.compile(_DISTRICT)
_INSIDE = re.compile(r"(?<![A-Z0-9])([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][ABD-HJLNP-UW-Z]{2})(?![A-Z0-9])")
_IN_LETTERS = re.compile(r"[A-Z]{2,4} [IO][A-Z]{2}")
_ALIKE = {"O": "O0", "0": "0O", "I": "I1", "1": "1I"}
LONGEST = 8
"""Characters of the longest postcode with its space."""


@dataclass(frozen=True, slots=True)
class Postcode:
    """A postcode that was read: its district, the sector where one was given, and the whole where it was.
    `corrected` where O, 0, I or 1 was read for its like."""

    district: str
    sector: str = ""
    whole: str = ""
    corrected: bool = False

    @property
    def text(self) -> str:
        """As it is written."""
        return self.whole or self.sector or self.district

    @property
    def area(self) -> str:
        """Its first letters."""
        return re.split(r"\d", self.district, maxsplit=1)[0]


def read(text: str, known: Callable[[str], bool]) -> Postcode | None:
    """The postcode that a text is, or has in it; None where it is none. `known` says whether there is such a district:
    only that decides between two readings, and no slip is taken for another where two would do."""
    shown = " ".join(re.sub(r"[-.,;\s]+", " ", text.upper()).split())
    if len(shown.replace(" ", "")) >= 2 and len(shown) <= LONGEST and shown.isascii():
        if found := _exact(shown, known):
            return found
        if found := _slipped(shown, known):
            return found
        if found := _exact(shown, lambda _: True):  # well-formed, though there is no such district
            return found
    inside = {Postcode(a, f"{a} {b[0]}", f"{a} {b}") for a, b in _INSIDE.findall(shown)}
    return inside.pop() if len(inside) == 1 else None


def compact(postcode: str) -> str:
    """As it stands in a file of postcodes: capitals, no space."""
    return postcode.upper().replace(" ", "")


def _exact(shown: str, known: Callable[[str], bool]) -> Postcode | None:
    """The reading of well-formed text; the longest district that is known where several are well-formed."""
    if (whole := _WHOLE.fullmatch(shown)) and known(whole[1]):
        return Postcode(whole[1], f"{whole[1]} {whole[2][0]}", f"{whole[1]} {whole[2]}")
    if _FIRST.fullmatch(shown) and known(shown):
        return Postcode(shown)
    if (sector := _SECTOR.fullmatch(shown)) and known(sector[1]):
        return Postcode(sector[1], f"{sector[1]} {sector[2]}")
    return None


def _slipped(shown: str, known: Callable[[str], bool]) -> Postcode | None:
    """The one known postcode that this is with O, 0, I or 1 read for its like. Without any digit only what is
    written in two parts is one."""
    if not (any(c.isdigit() for c in shown) or _IN_LETTERS.fullmatch(shown)) or not any(c in _ALIKE for c in shown):
        return None
    readings = {
        found
        for letters in product(*(_ALIKE.get(c, c) for c in shown))
        if (found := _exact("".join(letters), known)) is not None
    }
    if len(readings) != 1:
        return None
    only = readings.pop()
    return Postcode(only.district, only.sector, only.whole, corrected=True)
