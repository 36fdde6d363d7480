"""How the rating is worked out and what follows from it: the rule files beside levels and measures."""

from datetime import time
from typing import Annotated, Literal

from pydantic import Field, NonNegativeInt, PositiveInt, model_validator

from pressure.domain import rulebook as book
from pressure.domain.measures import Cadence
from pressure.rules_files import BrokenLawError
from pressure.rules_shapes import (
    LEVEL_NUMBERS,
    STAGES,
    Exact,
    LevelNumber,
    Provenance,
    Slug,
    Stage,
    Strict,
    Words,
    require_all,
)

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
Share = Annotated[Exact, Field(gt=0, le=1)]


class Evidence(Provenance):
    whole_at_least: Share
    family_at_least: Share
    too_few_denominator: PositiveInt

    def content(self) -> book.Evidence:
        return book.Evidence(**self.own())


class FloorRow(Strict):
    measure_id: Slug
    band: LevelNumber
    level: LevelNumber


class Floors(Provenance):
    family_rank: PositiveInt
    below_highest_family: NonNegativeInt
    measures: list[FloorRow]
    stages: dict[Stage, LevelNumber]

    def content(self) -> book.FloorRules:
        return book.FloorRules(
            **self.own() | {"measures": tuple(book.MeasureFloor(**row.fields()) for row in self.measures)}
        )


class DecidingRule(Strict):
    title: Words
    sentence: Words


class DecidingRules(Provenance):
    rules: dict[Slug, DecidingRule]

    def content(self) -> dict[str, tuple[str, str]]:
        """Title and sentence by the name a rating gives in `deciding_rule`."""
        return {rule: (words.title, words.sentence) for rule, words in self.rules.items()}


class Freshness(Provenance):
    days: dict[Cadence, PositiveInt]
    family_days: dict[Slug, dict[Cadence, PositiveInt]]
    register_confirmation_days: PositiveInt

    @model_validator(mode="after")
    def _every_cadence(self) -> "Freshness":
        if missing := set(Cadence) - set(self.days):
            raise BrokenLawError("days", f"nothing for {', '.join(sorted(missing))}", "a limit for every cadence")
        return self

    def content(self) -> book.Freshness:
        return book.Freshness(**self.own())


class Moment(Strict):
    weekday: Weekday
    at: time


class EarlySight(Strict):
    hours: PositiveInt
    roles: list[Words]


class Calendar(Provenance):
    early_sight: EarlySight
    returns_close: Moment
    release: Moment
    next_due_after_week_ending_days: PositiveInt

    def content(self) -> book.ReleaseCalendar:
        return book.ReleaseCalendar(
            returns_close_weekday=WEEKDAYS.index(self.returns_close.weekday),
            returns_close_at=self.returns_close.at,
            release_weekday=WEEKDAYS.index(self.release.weekday),
            release_at=self.release.at,
            next_due_after_week_ending_days=self.next_due_after_week_ending_days,
            early_sight_hours=self.early_sight.hours,
            early_sight_roles=tuple(self.early_sight.roles),
        )


class Disclosure(Provenance):
    suppress_at_or_below: PositiveInt
    round_to: PositiveInt

    def content(self) -> book.DisclosureRule:
        return book.DisclosureRule(**self.own())


class Plausibility(Provenance):
    times: PositiveInt
    within_days: PositiveInt

    def content(self) -> book.Plausibility:
        return book.Plausibility(**self.own())


class CatalogueRow(Strict):
    id: Slug
    stage: Stage
    title: Words
    meaning: Words


class ExceptionalMeasures(Provenance):
    review_within_days: dict[Stage, PositiveInt]
    proposal_lapses_after_hours: PositiveInt
    fixed_public_line: Words
    catalogue: list[CatalogueRow]

    @model_validator(mode="after")
    def _whole_catalogue(self) -> "ExceptionalMeasures":
        ids = [row.id for row in self.catalogue]
        if twice := sorted({i for i in ids if ids.count(i) > 1}):
            raise BrokenLawError("catalogue", ", ".join(twice) + " twice", "each id once")
        require_all("review_within_days", list(self.review_within_days), STAGES[1:])
        require_all("catalogue stages", sorted({row.stage for row in self.catalogue}), STAGES[1:])
        return self

    def content(self) -> book.DeclarationRules:
        return book.DeclarationRules(
            **self.own() | {"catalogue": tuple(book.ExceptionalMeasure(**row.fields()) for row in self.catalogue)}
        )


Steps = Annotated[tuple[Words, ...], Field(min_length=1)]


class ActionsRow(Strict):
    level: int
    council_does: Steps
    council_asks_nhs: Steps
    council_asks_providers: Steps
    residents_can: Steps


class Actions(Provenance):
    actions: list[ActionsRow]

    @model_validator(mode="after")
    def _all_four(self) -> "Actions":
        require_all("actions", [row.level for row in self.actions], LEVEL_NUMBERS)
        return self

    def content(self) -> tuple[book.Actions, ...]:
        return tuple(book.Actions(**row.fields()) for row in self.actions)
