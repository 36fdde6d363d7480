"""What is measured: units, cadences, band edges and the measures themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction


class Unit(StrEnum):
    """What a measure's value counts in. A stage has no denominator."""

    PER_100K = "per_100k"
    PERCENT = "percent"
    STAGE = "stage"


UNIT_BASE = {Unit.PER_100K: 100_000, Unit.PERCENT: 100}


class Cadence(StrEnum):
    """How often a source reports; it decides how long a reading stays fresh."""

    WEEKLY = "weekly"
    FOUR_WEEKLY = "four_weekly"
    MONTHLY = "monthly"
    YEARLY = "yearly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """When a rule takes effect and when it was published, by which roles, and why (reference: METHOD, rule 2)."""

    effective_from: date
    published_on: date
    retrospective: bool
    authored_by: str
    checked_by: str
    next_review: date
    reason: str
    method_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """The lower edge of a band, in the measure's unit. A value on an `at_least` edge is in the band; on an
    `above` edge it is not. `people_at_least` also asks for that many people, so that a small council's band
    never gives one person away."""

    at_least: Fraction | None = None
    above: Fraction | None = None
    people_at_least: int | None = None

    @property
    def value(self) -> Fraction:
        edge = self.at_least if self.at_least is not None else self.above
        if edge is None:
            raise ValueError("an edge has neither at_least nor above")
        return edge

    def met_by(self, value: Fraction, people: Fraction | None) -> bool:
        """Whether a value (and, where asked, a number of people) reaches this edge."""
        reached = value >= self.value if self.at_least is not None else value > self.value
        few = self.people_at_least is not None and people is not None and people < self.people_at_least
        return reached and not few


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One scored measure: what is counted, in which family, with which weight and band edges."""

    id: str
    title: str
    short_title: str
    family: str
    unit: Unit
    weight: int
    counted: str
    edges: Mapping[int, Edge]
    stage_bands: Mapping[int, int] = field(default_factory=dict)
    anchors: tuple[str, ...] = ()
    assumed: bool = False
    counting: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    about_people: bool = True
    version: Version | None = None

    @property
    def from_register(self) -> bool:
        """Whether the measure is read from the register of exceptional measures, never typed in."""
        return self.unit is Unit.STAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextMeasure:
    """A figure shown beside the scored ones and never scored."""

    id: str
    title: str
    family: str
    unit: str
    note: str
