"""What version 2 of the method adds to the rules: the blocks of four weeks, missing figures and settling, and what each
nation measures; and what pages say of a place because of the nation it is in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Literal

from pressure.domain.lawful import ONLY_KNOWN_KEYS, LevelNumber, Positive, Slug, Words
from pressure.domain.measures import Edge, Measure, Missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks:
    """Fixed blocks of weeks, the same for all councils. One ended on the Sunday `one_ended_on`."""

    one_ended_on: date
    weeks: Positive
    weeks_counted_at_least: Positive
    __pydantic_config__ = ONLY_KNOWN_KEYS

    def due(self, day: date) -> date:
        """The last Sunday of the newest block that has ended by a day."""
        return day - timedelta(days=(day - self.one_ended_on).days % (7 * self.weeks))

    def ends(self, day: date) -> bool:
        """Whether a block ends on a day."""
        return self.due(day) == day


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingAndSettling:
    """What missing figures count as, and how a level falls (METHOD 2, rules 6 and 8)."""

    worst_known_at_least: LevelNumber
    last_band_within_days: Positive
    worst_known_for_days_after_own_use: Positive
    fall_after_weeks: Positive
    gap_weeks: Positive
    __pydantic_config__ = ONLY_KNOWN_KEYS


class From(StrEnum):
    """Where a nation's figures of a measure come from."""

    PUBLICATION = "publication"
    RETURN = "return"
    NOT_IN_SET = "not_in_set"


@dataclass(frozen=True, slots=True, kw_only=True)
class NationalMeasure:
    """Where a measure comes from in a nation, and its edges there where they differ. A publication that does not
    cover everybody is scored only from `coverage_percent_at_least`, and divided by its coverage."""

    comes_from: From
    edges: Mapping[int, Fraction] = field(default_factory=dict)
    assumed: bool = False
    coverage_percent_at_least: Positive | None = None
    note: str = ""
    __pydantic_config__ = ONLY_KNOWN_KEYS


TO_BE_CHECKED: Literal["to be checked"] = "to be checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedBy:
    """Who checked an entry, and when."""

    by: Words
    on: date
    __pydantic_config__ = ONLY_KNOWN_KEYS


WhoChecked = Literal["to be checked"] | CheckedBy


def who_checked(checked: WhoChecked) -> str:
    """Who has checked an entry and when, or that somebody still has to."""
    if isinstance(checked, str):
        return checked
    return f"checked by {checked.by} on {checked.on.isoformat()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreElection:
    """Days before an election, both ends included, on which no council publishes a statement of its own. `where` are
    codes of nations and councils."""

    first: date
    last: date
    where: tuple[str, ...]
    checked: WhoChecked


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A word or a role of a nation, and who has checked it. `start` is what a sentence says before it."""

    says: Words
    checked: WhoChecked
    url: str = ""
    start: str = ""
    __pydantic_config__ = ONLY_KNOWN_KEYS

    @property
    def who(self) -> str:
        """Who has checked it and when, or that somebody still has to."""
        return who_checked(self.checked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nation:
    """What one nation measures, its law, roles, doors and words, and its bank holidays (those of a subdivision of the
    library holidays). A measure it does not name comes from the return. `phrases` are what our own sentences say there
    instead, `places` how a place is called after the word "in"."""

    code: Words
    name: Words
    body: Words
    measures: Mapping[Slug, NationalMeasure]
    law: Checked
    professional_lead: Checked
    ombudsman: Checked
    medical: Checked
    regulator: Checked
    duties: Checked | None = None
    carers_law: Checked | None = None
    safeguarding_law: Checked | None = None
    director: Checked | None = None
    signatories: Checked | None = None
    told: Checked | None = None
    legal_help: Checked | None = None
    phrases: Mapping[str, Checked] = field(default_factory=dict)
    places: Mapping[str, Checked] = field(default_factory=dict)
    welsh: Mapping[Slug, Checked] = field(default_factory=dict)
    adults: Mapping[str, Positive] = field(default_factory=dict)
    adults_note: str = ""
    subdivision: str = ""
    bank_holidays: tuple[date, ...] = ()
    __pydantic_config__ = ONLY_KNOWN_KEYS

    def source_of(self, measure_id: str) -> NationalMeasure:
        """Where a measure comes from here."""
        return self.measures.get(measure_id, _RETURN)

    @property
    def entries(self) -> Mapping[str, Checked]:
        """Everything of the nation that somebody has to check, by its name in the rule file."""
        named = {f.name: getattr(self, f.name) for f in fields(self)}
        found = {name: value for name, value in named.items() if isinstance(value, Checked)}
        for group in ("phrases", "places", "welsh"):
            found |= {f"{group}: {name}": entry for name, entry in named[group].items()}
        return found

    def own(self, measure: Measure) -> Measure | None:
        """A measure as it is scored here; None for one that is not in the set. A missing publication is left out, a
        missing row of the return counts as the worst known."""
        source = self.source_of(measure.id)
        if source.comes_from is From.NOT_IN_SET:
            return None
        missing = measure.when_missing
        if missing is Missing.BY_NATION:
            published = source.comes_from is From.PUBLICATION
            missing = Missing.LEFT_OUT if published else Missing.WORST_KNOWN
        edges = {band: Edge(at_least=edge) for band, edge in source.edges.items()} or measure.edges
        return replace(measure, when_missing=missing, edges=edges)


_RETURN = NationalMeasure(comes_from=From.RETURN)


@dataclass(frozen=True, kw_only=True)
class Door:
    """Whom to turn to, and where; `start` is what a sentence says before the name."""

    name: str
    url: str
    start: str = ""


@dataclass(frozen=True, kw_only=True)
class NationWords:
    """What pages say of a place because of the nation it is in. `told` are the bodies that are told of a declaration,
    the regulator last. `to_be_checked` names the entries, as the rule file does, that nobody has checked yet."""

    name: str
    body: str
    law: str
    professional_lead: str
    ombudsman: Door
    medical: Door
    regulator: str
    told: tuple[str, ...]
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


def words_of(rules: Nation) -> NationWords:
    """What pages say of a nation, from its rule file."""
    return NationWords(
        name=rules.name,
        body=rules.body,
        law=rules.law.says,
        professional_lead=rules.professional_lead.says,
        ombudsman=_door(rules.ombudsman),
        medical=_door(rules.medical),
        regulator=rules.regulator.says,
        told=_told(rules),
        phrases={phrase: entry.says for phrase, entry in rules.phrases.items()},
        welsh=rules.welsh,
        to_be_checked=frozenset(name for name, entry in rules.entries.items() if entry.checked == TO_BE_CHECKED),
    )


def _told(rules: Nation) -> tuple[str, ...]:
    """The bodies of a list in words, each without its article, the regulator last."""
    named = re.split(r",\s+|\s+and\s+(?=the\b|Care\b)", rules.told.says if rules.told else "")
    bodies = [one.strip().removeprefix("the ").removeprefix("and the ") for one in named]
    own = rules.regulator.says
    return (*(one for one in bodies if one != own), own)


def _door(entry: Checked) -> Door:
    return Door(name=entry.says, url=entry.url, start=f"{entry.start} " if entry.start else "")
