"""The rules as plain objects: what `data/rules/` says once it has been read and checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, time
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import Annotated, Any

from pressure.domain.councils import Council
from pressure.domain.counting.questions import CountingQuestion
from pressure.domain.lawful import (
    ONLY_KNOWN_KEYS,
    Colour,
    Exact,
    Law,
    LevelNumber,
    NotNegative,
    Positive,
    Share,
    Slug,
    Stage,
    Words,
)
from pressure.domain.measures import Asked, Cadence, ContextMeasure, Measure, Version
from pressure.domain.national import Blocks, From, MissingAndSettling, Nation, NationWords, PreElection, words_of
from pressure.domain.refusals import Refusal

WITHOUT_NUMBERS = Law(lambda text: not any(map(str.isnumeric, text)), "words without a number")
Steps = Annotated[tuple[Words, ...], Law(bool, "at least 1 item", nothing="nothing")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One of the four levels, with the public sentence that says only what was measured."""

    number: int = 0
    name: Words
    sentence: Words
    bars: Words
    colour: Colour
    text_colour: Colour
    __pydantic_config__ = ONLY_KNOWN_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    id: Slug
    title: Words
    question: Words
    band_only_in_public: bool
    __pydantic_config__ = ONLY_KNOWN_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The share of the weight that must be scored before a level is given. Since version 2 also: from how many adults
    a place has a level and from how many chance alone cannot move it, and below which size a figure is too few."""

    whole_at_least: Share
    family_at_least: Share
    too_few_denominator: Positive = 1
    adults_at_least: NotNegative = 0
    chance_below_adults: NotNegative = 0
    too_few_below: Mapping[Slug, Exact] = field(default_factory=dict)
    too_few_expected_below: NotNegative = 0
    providers_at_least: NotNegative = 0
    __pydantic_config__ = ONLY_KNOWN_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureFloor:
    measure_id: Slug
    band: LevelNumber
    level: LevelNumber
    __pydantic_config__ = ONLY_KNOWN_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class UndeclaredPressure:
    """At such a band, in so many returns running, the page asks whether exceptional measures are in use."""

    measure_id: Slug
    band: LevelNumber
    returns: Positive
    __pydantic_config__ = ONLY_KNOWN_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorRules:
    """What keeps a level from being lower, and what is asked where nothing has been declared."""

    family_rank: Positive
    below_highest_family: NotNegative
    measures: tuple[MeasureFloor, ...]
    stages: Mapping[Stage, LevelNumber]
    undeclared: tuple[UndeclaredPressure, ...] = ()
    raised_for_days: Positive = 28
    used_not_declared_after_days: NotNegative = 7
    __pydantic_config__ = ONLY_KNOWN_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """How many days after its period a reading may still be scored; the limit itself is still fresh."""

    days: Mapping[Cadence, Positive]
    family_days: Mapping[Slug, Mapping[Cadence, Positive]]
    register_confirmation_days: Positive
    overdue_extra_days: NotNegative = 0
    estimated_days: Positive = 10_000
    weeks_looked_back: Positive = 13
    __pydantic_config__ = ONLY_KNOWN_KEYS

    def limit(self, cadence: Cadence, family: str) -> int:
        own = self.days.get(cadence, self.days[Cadence.MONTHLY])
        return self.family_days.get(family, {}).get(cadence, own)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseCalendar:
    """When returns close and releases come out, UK time (weekday: Monday is 0)."""

    returns_close_weekday: int
    returns_close_at: time
    release_weekday: int
    release_at: time
    next_due_after_week_ending_days: int
    early_sight_hours: int
    early_sight_roles: tuple[str, ...]
    blocks: Blocks | None = None
    pre_election: tuple[PreElection, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureRule:
    """Counts of people at or below the limit are suppressed; the rest are rounded. Since version 2 nothing is
    suppressed: what a return says of a thing in `rounded` is rounded before anything is worked out, and no ratio or
    median of fewer people than `least_base` is shown."""

    suppress_at_or_below: NotNegative = 0
    round_to: Positive
    rounded: tuple[Slug, ...] = ()
    least_base: Exact = Fraction(0)
    __pydantic_config__ = ONLY_KNOWN_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Plausibility:
    """A returned figure above this many times the same source's last within these days is held for a second look."""

    times: Positive
    within_days: Positive
    __pydantic_config__ = ONLY_KNOWN_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionalMeasure:
    """One entry of the catalogue of exceptional measures."""

    id: Slug
    stage: Stage
    title: Words
    meaning: Words
    __pydantic_config__ = ONLY_KNOWN_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewRules:
    """From which stage a declaration waits for the professional lead's view, for how many hours, and by when a view
    that could not be had is due, in working days after the signature."""

    stage: Stage
    wait_hours: Positive
    late_working_days: Positive
    __pydantic_config__ = ONLY_KNOWN_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationRules:
    """Time limits of a declaration, in days by stage and in hours for an unsigned proposal. `if_care_is_not_given` is
    said with the nation's own `{ombudsman}` and `{legal_help}`. The first version asked for no view and no outside
    check."""

    review_within_days: Mapping[Stage, Positive]
    proposal_lapses_after_hours: Positive
    fixed_public_line: Words
    catalogue: tuple[ExceptionalMeasure, ...]
    if_care_is_not_given: str = ""
    people_fewer_than: Positive = 10
    view: ViewRules | None = None
    outside_check_working_days: Positive | None = None
    __pydantic_config__ = ONLY_KNOWN_KEYS


class GivenFor(StrEnum):
    """What a reason of a revision is given for."""

    TAKEN_BACK = "taken_back"
    HELD_IS_RIGHT = "held_is_right"


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionReason:
    """One reason of the list that a revision's is chosen from. With `own_words` the sentence only stands in the list,
    and what is public is what somebody wrote."""

    id: Slug
    given_for: Annotated[tuple[GivenFor, ...], Law(bool, "at least 1 item", nothing="nothing")]
    sentence: Annotated[Words, WITHOUT_NUMBERS]
    own_words: bool = False
    __pydantic_config__ = ONLY_KNOWN_KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions:
    """What each side does at a level (the reason OPEL levels exist)."""

    level: int
    council_does: Steps
    council_asks_nhs: Steps
    council_asks_providers: Steps
    residents_can: Steps
    __pydantic_config__ = ONLY_KNOWN_KEYS


@dataclass(frozen=True, kw_only=True)
class Rulebook:
    """Every rule in force on one day. `parts` names the version of each rule file that was used."""

    method_version: str
    levels: tuple[Level, ...]
    no_level: Level
    families: tuple[Family, ...]
    measures: tuple[Measure, ...]
    context: tuple[ContextMeasure, ...]
    evidence: Evidence
    floors: FloorRules
    freshness: Freshness
    calendar: ReleaseCalendar
    disclosure: DisclosureRule
    plausibility: Plausibility
    declarations: DeclarationRules
    actions: tuple[Actions, ...]
    parts: Mapping[str, Version]
    cuts: tuple[Fraction, ...] = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4))
    retired: Mapping[str, str] = field(default_factory=dict)
    weeks: MissingAndSettling | None = None
    revision_reasons: tuple[RevisionReason, ...] = ()
    counting_questions: tuple[CountingQuestion, ...] = ()
    nations: Mapping[str, Nation] = field(default_factory=dict)
    told: Mapping[str, tuple[tuple[date, Measure], ...]] = field(default_factory=dict)
    """Every version of each measure with the day it takes effect, oldest first: for words of what was rated then."""
    newest_nations: tuple[Nation, ...] = ()
    """The newest version of each nation, by name: what pages say of a place there, whatever day they are about."""

    def measure(self, measure_id: str) -> Measure | None:
        return next((m for m in self.measures if m.id == measure_id), None)

    def as_rated(self, measure_id: str, effective_from: str | None = None) -> Measure | None:
        """A measure in the version that takes effect on a day, else in its newest; None for a name of none."""
        versions = self.told.get(measure_id, ())
        same = [measure for day, measure in versions if day.isoformat() == effective_from]
        return next(reversed(same or [measure for _, measure in versions]), None)

    @cached_property
    def row_names(self) -> frozenset[str]:
        """What a source may name: measures, those that are retired, and figures that are shown and never scored."""
        return frozenset({*(m.id for m in self.measures), *self.retired, *(c.id for c in self.context)})

    def version_of(self, measure_id: str) -> Version:
        """The version of the measure's own rule file that is in force."""
        return self.parts[f"measures/{measure_id}"]

    def exceptional(self, measure_id: str) -> ExceptionalMeasure | None:
        """An entry of the catalogue of exceptional measures."""
        return next((m for m in self.declarations.catalogue if m.id == measure_id), None)

    def family(self, family_id: str) -> Family:
        return next(f for f in self.families if f.id == family_id)

    def level(self, number: int | None) -> Level:
        """The level's words; no number gives the words for "no current level"."""
        return next((lv for lv in self.levels if lv.number == number), self.no_level)

    @property
    def second(self) -> MissingAndSettling:
        """What version 2 says of missing figures and of settling. Raises LookupError for the rules before."""
        if self.weeks is None:
            raise LookupError(f"version {self.method_version} of the method has no rule for settling")
        return self.weeks

    def nation(self, nation_code: str) -> Nation:
        """What is measured in a nation. Raises Refusal for one without a rule file."""
        if nation_code not in self.nations:
            known = ", ".join(sorted(self.nations)) or "no nation"
            raise Refusal(
                f"No rule says what is measured in {nation_code}: the rules know {known}. Add it to nations/."
            )
        return self.nations[nation_code]

    def adults_of(self, council: Council) -> int | None:
        """How many adults live there: as the list of councils says, else as the nation's rules do."""
        nation = self.nations.get(council.nation_code)
        return council.adults_18plus or (nation.adults.get(council.code) if nation else None)

    def set_of(self, nation_code: str) -> tuple[Measure, ...]:
        """The measures that are scored in a nation, with its own edges. Raises Refusal."""
        return self.sets[self.nation(nation_code).code]

    def measure_in(self, nation_code: str, measure_id: str) -> Measure | None:
        """A measure with the nation's own edges, or None where it is not scored. Raises Refusal."""
        return next((m for m in self.set_of(nation_code) if m.id == measure_id), None)

    def asked(self, nation_code: str | None, sunday: date | None) -> tuple[Measure, ...]:
        """The measures that a return for a Sunday brings in a nation; without a nation those that every one asks for,
        without a day those of a block of weeks too. Raises Refusal."""
        blocks = self.calendar.blocks
        block = blocks is not None and (sunday is None or blocks.ends(sunday))
        nations = [self.nation(nation_code)] if nation_code else self.nations.values()
        return tuple(
            m
            for m in self.measures
            if (m.asked is Asked.WEEKLY or block)
            and all(nation.source_of(m.id).comes_from is From.RETURN for nation in nations)
        )

    def __getstate__(self) -> dict[str, Any]:
        """The rules alone for another process: what was worked out from them here is worked out again there."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @cached_property
    def scales(self) -> dict[int, Any]:
        """What is kept of each nation's set (`rating/points.py`), for as long as these rules are."""
        return {}

    @cached_property
    def sets(self) -> dict[str, tuple[Measure, ...]]:
        """The measures that are scored in each nation, with its own edges."""
        return {
            code: tuple(own for m in self.measures if (own := nation.own(m)) is not None)
            for code, nation in self.nations.items()
        }

    @cached_property
    def nation_words(self) -> Mapping[str, NationWords]:
        """What pages say of each nation, by its code."""
        return {nation.code: words_of(nation) for nation in self.newest_nations}

    @cached_property
    def places(self) -> Mapping[str, str]:
        """How a council's place is called after the word "in", by its code, where that is not its name."""
        return {code: entry.says for nation in self.newest_nations for code, entry in nation.places.items()}

    @cached_property
    def weight(self) -> int:
        return sum(m.weight for m in self.measures)

    def weight_of(self, family_id: str) -> int:
        return self._weights[family_id]

    @cached_property
    def weights_needed(self) -> dict[str, int]:
        """The same of each family, before it has a level."""
        return {name: ceil(self.evidence.family_at_least * weight) for name, weight in self._weights.items()}

    @cached_property
    def _weights(self) -> dict[str, int]:
        return {f.id: sum(m.weight for m in self.measures if m.family == f.id) for f in self.families}
