"""`data/return_form.yaml`: what the form for a weekly return asks in a director's words, and which team answers it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from pressure.domain.lawful import ONLY_KNOWN_KEYS, Slug, Words
from pressure.domain.measures import Measure
from pressure.rules.files import DataFileError, first_fault, parsed
from pressure.settings import SHIPPED

FILE = "return_form.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team of a council, named like its role; it answers for the measures of these families."""

    title: Words
    families: tuple[Slug, ...]
    __pydantic_config__ = ONLY_KNOWN_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One question. `of` asks for what a percentage is of; `team` answers in place of that of the family."""

    asks: Words
    of: str = ""
    team: str = ""
    __pydantic_config__ = ONLY_KNOWN_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnForm:
    """The questions by measure, and the teams by the name of their role."""

    teams: Mapping[Slug, Team]
    measures: Mapping[Slug, Asking] = field(default_factory=dict)
    __pydantic_config__ = ONLY_KNOWN_KEYS

    def asking(self, measure: Measure) -> Asking:
        """How a measure is asked for; by its title where nothing was written."""
        return self.measures.get(measure.id) or Asking(asks=measure.title)

    def team_of(self, measure_id: str, family: str) -> str:
        """The role of the team that answers; empty where no team does."""
        own = self.measures.get(measure_id)
        found = (name for name, team in self.teams.items() if family in team.families)
        return (own.team if own else "") or next(found, "")


_SHAPE = TypeAdapter(ReturnForm)


@lru_cache(maxsize=4)
def load_return_form(directory: Path = SHIPPED / "data") -> ReturnForm:
    """The file, read and checked. Raises DataFileError."""
    told = parsed(FILE, (directory / FILE).read_bytes(), DataFileError)
    try:
        return _SHAPE.validate_python(told)
    except ValidationError as fault:
        key, found, expected = first_fault(fault)
        raise DataFileError(FILE, key, found, expected) from fault
