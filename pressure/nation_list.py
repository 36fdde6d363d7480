"""The law, the body that has the duty, its roles and its doors in each nation, as `data/rules/nations/` has them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from pressure.domain import national
from pressure.domain.national import TO_BE_CHECKED, Checked
from pressure.rules import newest_nations
from pressure.settings import settings


@dataclass(frozen=True, kw_only=True)
class Door:
    """Whom to turn to, and where; `start` is what a sentence says before the name."""

    name: str
    url: str
    start: str = ""


@dataclass(frozen=True, kw_only=True)
class Nation:
    """What pages say of a place because of the nation it is in. `told` are the bodies that are told of a declaration,
    the regulator last. `to_be_checked` names the entries, as the rule file does, that nobody has checked yet."""

    name: str
    body: str
    law: str
    professional_lead: str
    ombudsman: Door
    medical: Door
    regulator: str = ""
    told: tuple[str, ...] = ()
    phrases: Mapping[str, str] = field(default_factory=dict)
    welsh: Mapping[str, Checked] = field(default_factory=dict)
    to_be_checked: frozenset[str] = frozenset()

    def say(self, text: str) -> str:
        """A sentence of ours in this nation's words. Never for words that somebody else wrote or signed."""
        return self._phrase.sub(lambda found: self._there(found[0]), text) if self.phrases else text

    @cached_property
    def _phrase(self) -> re.Pattern[str]:
        longest_first = sorted(self.phrases, key=len, reverse=True)
        return re.compile(rf"\b({'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)

    def _there(self, said: str) -> str:
        other = {key.casefold(): value for key, value in self.phrases.items()}[said.casefold()]
        return other[:1].upper() + other[1:] if said[:1].isupper() else other


def nations() -> Mapping[str, Nation]:
    """The four nations by code."""
    return _read(settings.rules_dir)[0]


def place(code: str, name: str) -> str:
    """A council's place as it is called after the word "in"."""
    return _read(settings.rules_dir)[1].get(code, name)


@lru_cache(maxsize=4)
def _read(directory: Path) -> tuple[Mapping[str, Nation], Mapping[str, str]]:
    found = newest_nations(directory)
    places = {code: entry.says for nation in found for code, entry in nation.places.items()}
    return {nation.code: _nation(nation) for nation in found}, places


def _nation(rules: national.Nation) -> Nation:
    return Nation(
        name=rules.name,
        body=rules.body,
        law=rules.law.says,
        professional_lead=rules.professional_lead.says,
        ombudsman=_door(rules.ombudsman),
        medical=_door(rules.medical),
        regulator=rules.regulator.says if rules.regulator else "",
        told=_told(rules),
        phrases={phrase: entry.says for phrase, entry in rules.phrases.items()},
        welsh=rules.welsh,
        to_be_checked=frozenset(name for name, entry in rules.entries.items() if entry.checked == TO_BE_CHECKED),
    )


def _told(rules: national.Nation) -> tuple[str, ...]:
    """The bodies of a list in words, each without its article, the regulator last."""
    named = re.split(r",\s+|\s+and\s+(?=the\b|Care\b)", rules.told.says if rules.told else "")
    bodies = [one.strip().removeprefix("the ").removeprefix("and the ") for one in named]
    own = rules.regulator.says if rules.regulator else ""
    return (*(one for one in bodies if one != own), own)


def _door(entry: Checked) -> Door:
    return Door(name=entry.says, url=entry.url, start=f"{entry.start} " if entry.start else "")
