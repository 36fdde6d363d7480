"""Bodies with adult-social-care duties, and exact matching of the many ways files name them. Never a fuzzy guess."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from functools import cached_property, lru_cache

from pressure.domain.moments import start_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Council:
    """A council or trust. `adults_18plus` is None where no figure is published; `adults_year` names the estimate."""

    code: str
    name: str
    official_name: str
    kind: str
    region_code: str
    region: str
    nation_code: str
    nation: str
    adults_18plus: int | None
    adults_year: str
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()
    former_codes: tuple[str, ...] = ()
    cassr_code: str = ""
    aliases: tuple[str, ...] = ()
    gov_uk_slug: str = ""
    demonstration: bool = False

    @property
    def day_after(self) -> date | None:
        """The first day without it; None while none is known."""
        return self.valid_to + timedelta(days=1) if self.valid_to else None

    @property
    def ended_at(self) -> datetime | None:
        """The moment after its last day; None while it exists."""
        return start_of(self.day_after) if self.day_after else None

    def existed_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Match:
    """A council found in a file, or the public reason why none was. `warning` says what was odd but accepted."""

    council: Council | None
    reason: str = ""
    warning: str = ""


_LONGEST = 80
"""Nothing longer than this is the name or the code of a council."""
_SUFFIXES = re.compile(
    r"\b(city council|county council|borough council|metropolitan borough council|district council|council|"
    r"london borough of|royal borough of|city of|county of|ua)\b"
)


@lru_cache(maxsize=16_384)
def normalised(name: str) -> str:
    """Case, accents, ampersands, dots, commas and council suffixes put aside; nothing else."""
    text = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    text = re.sub(r"[.,'’()]", "", text.replace("&", " and ").replace("-", " "))
    return " ".join(_SUFFIXES.sub(" ", text).split()) or " ".join(text.split())


def folded(name: str) -> str:
    """Case, accents, punctuation, "&" for "and" and the word "council" put aside: what two ways of writing one name
    have in common. Letters of other scripts stay, so that nothing else becomes a name by losing them."""
    text = "".join(
        c
        for c in unicodedata.normalize("NFKD", name).casefold().replace("&", " and ")
        if not unicodedata.combining(c) and unicodedata.category(c) != "Cf" and c not in ".'’"
    )
    return " ".join(word for word in re.split(r"[\W_]+", text) if word and word != "council")


def alphabetical(name: str) -> str:
    """Where a council stands in a list by name, in every list alike: the City of Edinburgh under E."""
    return normalised(name)


class Councils:
    """Looks a council up by code, former code, CASSR code, or exact normalised name or alias."""

    def __init__(self, councils: Iterable[Council]) -> None:
        self.all = tuple(sorted(councils, key=lambda c: c.code))
        self._by_code = {c.code: c for c in self.all}
        self._by_former = {code: c for c in self.all for code in c.former_codes}
        self._by_cassr = {c.cassr_code: c for c in self.all if c.cassr_code}
        self._by_name: dict[str, set[str]] = {}
        for council in self.all:
            for name in (council.name, council.official_name, *council.aliases):
                self._by_name.setdefault(normalised(name), set()).add(council.code)

    def get(self, code: str) -> Council | None:
        """A council by its code, also one that no longer exists."""
        return self._by_code.get(code)

    def current(self, day: date) -> tuple[Council, ...]:
        return tuple(c for c in self.all if c.existed_on(day))

    def by_code(self, code: str, on: date) -> Match:
        """By present code, former code or CASSR code; abolished councils only for days they existed."""
        code = code.strip()
        if found := self._by_code.get(code):
            return self._checked(found, on)
        if found := self._by_former.get(code):
            return self._checked(found, on, warning=f"{code} is another code of {found.name}")
        if found := self._by_cassr.get(code):
            return self._checked(found, on)
        return Match(None, f"no council has the code {code!r}")

    def by_name(self, name: str, on: date) -> Match:
        """By exact normalised name or alias; a name that two councils share matches neither."""
        codes = {c for c in self._by_name.get(normalised(name), set()) if self._by_code[c].existed_on(on)}
        if len(codes) == 1:
            return self._checked(self._by_code[codes.pop()], on)
        if codes:
            return Match(None, f"{name!r} could be {' or '.join(sorted(codes))}: use a code")
        former = self._by_name.get(normalised(name), set())
        if former:
            return self._checked(self._by_code[min(former)], on)
        return Match(None, f"no council is named {name!r}")

    def nearest(self, said: str) -> Council | None:
        """The one present council whose code or name is nearest to what was written, to be named and never used."""
        text = said.strip()[:_LONGEST].upper()
        if not text:
            return None
        near = get_close_matches(text, self._written, n=1, cutoff=0.88)
        return self._by_code[self._written[near[0]]] if near else None

    @cached_property
    def _written(self) -> dict[str, str]:
        present = [c for c in self.all if c.valid_to is None]
        return {c.name.upper(): c.code for c in present} | {c.code.upper(): c.code for c in present}

    def _checked(self, council: Council, on: date, warning: str = "") -> Match:
        if council.existed_on(on):
            return Match(council, warning=warning)
        if council.valid_from and on < council.valid_from:
            return Match(None, f"{council.name} ({council.code}) only began on {council.valid_from.isoformat()}")
        names = ", ".join(f"{self._by_code[s].name} ({s})" if s in self._by_code else s for s in council.successors)
        ended = council.valid_to.isoformat() if council.valid_to else "an earlier day"
        return Match(
            None, f"{council.name} ({council.code}) ended on {ended}; its successors are {names or 'not known'}"
        )
