"""What is measured: units, cadences, band edges and the measures themselves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from pressure.domain.lawful import ONLY_KNOWN_KEYS, ContextSlug, Exact, LevelNumber, Positive, Slug, Words


class Asked(StrEnum):
    """How often a council's return brings a measure: each week, or once for each block of four weeks."""

    WEEKLY = "weekly"
    BLOCK = "block"


class Missing(StrEnum):
    """What a measure that is not there counts as (METHOD 2, rule 6). A core measure has none: without it there is no
    level."""

    CORE = "core"
    WORST_KNOWN = "worst_known"
    BAND_4 = "band_4"
    LEFT_OUT = "left_out"
    BY_NATION = "by_nation"


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
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """When a rule takes effect and when it was published, by which roles, and why (reference: METHOD, rule 2)."""

    effective_from: date
    published_on: date
    retrospective: bool = False
    authored_by: Words
    checked_by: Words
    next_review: date
    reason: Words
    method_version: Words
    __pydantic_config__ = ONLY_KNOWN_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """The lower edge of a band, in the measure's unit. A value on an `at_least` edge is in the band; on an
    `above` edge it is not. `people_at_least` also asks for that many people, so that a small council's band
    never gives one person away."""

    at_least: Exact | None = None
    above: Exact | None = None
    people_at_least: Positive | None = None
    __pydantic_config__ = ONLY_KNOWN_KEYS

    @property
    def value(self) -> Fraction:
        edge = self.at_least if self.at_least is not None else self.above
        if edge is None:
            raise ValueError("an edge has neither at_least nor above")
        return edge

    def met_by(self, value: Fraction, people: Fraction | None) -> bool:
        """Whether a value (and, where asked, a number of people) reaches this edge."""
        edge = self.value
        ahead = value.numerator * edge.denominator - edge.numerator * value.denominator
        reached = ahead >= 0 if self.at_least is not None else ahead > 0
        few = self.people_at_least is not None and people is not None and people < self.people_at_least
        return reached and not few


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A real figure that a measure's edges were set from."""

    figure: Words
    date: Words
    source: Words
    __pydantic_config__ = ONLY_KNOWN_KEYS


class CountingRule(StrEnum):
    """What every measure says about how it is counted, in the order it is printed."""

    CLOCK_STARTS = "clock_starts"
    CLOCK_STOPS = "clock_stops"
    WHO_IS_COUNTED = "who_is_counted"
    WHO_IS_NOT = "who_is_not"
    SHOWN_BUT_NOT_COUNTED = "shown_but_not_counted"
    COMMON_MISTAKES = "common_mistakes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One scored measure: what is counted, in which family, with which weight and band edges.

    `found` says the figure in public, with {n} for the number; without it the title does. `average_of_days` is for a
    count of each day over the days of the period; other figures are what stood or happened in it. What a percentage
    is of, the Demonstration's councils have `demonstration_per_100k_adults` of.

    Since version 2: `when_missing` says what it counts as when it is not there, `asked` how often a return brings it,
    `mean_week` that one number of a block is scored as its mean week, `may_not_apply` that a council may say so, and
    `expected_per_100k_adults` how many a place has of what a percentage of people is of. `how_we_looked` are the ways
    to look for what is counted, each with a sentence: a return names one."""

    id: Slug
    title: Words
    short_title: Words
    found: str = ""
    family: Slug
    unit: Unit
    weight: Positive
    counted: Slug
    average_of_days: bool = False
    demonstration_per_100k_adults: Positive | None = None
    expected_per_100k_adults: Positive | None = None
    when_missing: Missing = Missing.LEFT_OUT
    asked: Asked = Asked.WEEKLY
    mean_week: bool = False
    may_not_apply: bool = False
    about_people: bool
    edges: Mapping[int, Edge]
    stage_bands: Mapping[int, LevelNumber] = field(default_factory=dict)
    assumed: bool
    set_from: tuple[Anchor, ...]
    counting: Mapping[CountingRule, Words]
    how_we_looked: Mapping[Slug, Words] = field(default_factory=dict)
    why: Words
    __pydantic_config__ = ONLY_KNOWN_KEYS

    @property
    def anchors(self) -> tuple[str, ...]:
        """The figures behind the edges, each as one line."""
        return tuple(f"{a.figure}, {a.date}. Source: {a.source}." for a in self.set_from)

    @property
    def core(self) -> bool:
        """Whether there is no level without it."""
        return self.when_missing is Missing.CORE

    @property
    def from_register(self) -> bool:
        """Whether the measure is read from the register of exceptional measures, never typed in."""
        return self.unit is Unit.STAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextMeasure:
    """A figure shown beside the scored ones and never scored. No return brings one that is `published_only`."""

    id: ContextSlug
    title: Words
    family: Slug
    unit: Literal["days", "weeks", "people", "per_100k", "percent", "hours_a_week"]
    note: Words
    published_only: bool = False
    __pydantic_config__ = ONLY_KNOWN_KEYS
