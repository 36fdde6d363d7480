"""What each rule file says beside its versions. Most files are a class of the domain; here are those that are not."""

from datetime import date, time
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PositiveInt

from pressure.domain import rulebook as book
from pressure.domain.counting.questions import CountingQuestion
from pressure.domain.lawful import Share, Slug, Words
from pressure.domain.measures import ContextMeasure, Measure
from pressure.domain.national import Blocks, MissingAndSettling, Nation, PreElection, WhoChecked

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


class Shape(BaseModel):
    """A shape with no room for a key nobody has read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Levels(Shape):
    """`cuts` are the shares of the maximum up to which the first levels reach; equal shares where none are named."""

    levels: tuple[book.Level, ...]
    no_level: book.Level
    cuts: tuple[Share, ...] = (Fraction(1, 4), Fraction(1, 2), Fraction(3, 4))


class Families(Shape):
    families: Annotated[tuple[book.Family, ...], Field(min_length=1)]
    order: Annotated[tuple[Slug, ...], Field(min_length=1)]
    retired: dict[Slug, Slug] = {}


class Context(Shape):
    measures: tuple[ContextMeasure, ...]


class Actions(Shape):
    actions: tuple[book.Actions, ...]


class DecidingRule(Shape):
    title: Words
    sentence: Words


class DecidingRules(Shape):
    """Title and sentence by the name a rating gives in `deciding_rule`."""

    rules: dict[Slug, DecidingRule]


class RevisionReasons(Shape):
    reasons: Annotated[tuple[book.RevisionReason, ...], Field(min_length=1)]


class CountingQuestions(Shape):
    questions: Annotated[tuple[CountingQuestion, ...], Field(min_length=1)]


class Moment(Shape):
    weekday: Weekday
    at: time


class EarlySight(Shape):
    hours: PositiveInt
    roles: tuple[Words, ...]


Code = Annotated[str, Field(pattern="^[A-Z][A-Z0-9]{2,8}$")]


class NoStatements(Shape):
    """Days, both ends included, on which no council of some nations or councils publishes a statement."""

    first: Annotated[date, Field(alias="from")]
    last: Annotated[date, Field(alias="to")]
    where: Annotated[tuple[Code, ...], Field(min_length=1)]
    checked: WhoChecked

    def to_domain(self) -> PreElection:
        return PreElection(first=self.first, last=self.last, where=self.where, checked=self.checked)


class Calendar(Shape):
    early_sight: EarlySight
    returns_close: Moment
    release: Moment
    next_due_after_week_ending_days: PositiveInt
    blocks: Blocks | None = None
    pre_election: tuple[NoStatements, ...] = ()

    def to_domain(self) -> book.ReleaseCalendar:
        return book.ReleaseCalendar(
            returns_close_weekday=WEEKDAYS.index(self.returns_close.weekday),
            returns_close_at=self.returns_close.at,
            release_weekday=WEEKDAYS.index(self.release.weekday),
            release_at=self.release.at,
            next_due_after_week_ending_days=self.next_due_after_week_ending_days,
            early_sight_hours=self.early_sight.hours,
            early_sight_roles=self.early_sight.roles,
            blocks=self.blocks,
            pre_election=tuple(period.to_domain() for period in self.pre_election),
        )


FILES: dict[str, type[Any]] = {
    "levels": Levels,
    "families": Families,
    "context": Context,
    "evidence": book.Evidence,
    "floors": book.FloorRules,
    "deciding_rules": DecidingRules,
    "freshness": book.Freshness,
    "calendar": Calendar,
    "disclosure": book.DisclosureRule,
    "plausibility": book.Plausibility,
    "exceptional_measures": book.DeclarationRules,
    "actions": Actions,
}
MEASURES, NATIONS = "measures/", "nations/"
ADDED: dict[str, type[Any]] = {
    "missing_and_settling": MissingAndSettling,
    "revision_reasons": RevisionReasons,
    "counting_questions": CountingQuestions,
}
"""Files that version 2 of the method added: rules of before have none."""
SAID_AS = {"edges": "bands", "set_from": "anchors"}
"""Fields of a measure that its file calls by another name."""


def shape_of(part: str) -> type[Any] | None:
    """The class that a part's file is read into; None for a name nobody reads."""
    if part.startswith(MEASURES):
        return Measure
    return Nation if part.startswith(NATIONS) else FILES.get(part) or ADDED.get(part)
