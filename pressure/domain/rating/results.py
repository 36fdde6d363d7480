"""A rating by version 2 of the method: a level, everything it rests on, and what the next one must remember."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from pressure.domain.measures import Measure, Version
from pressure.domain.rating.points import Decided, FamilyPoints
from pressure.domain.rating.settling import NEVER, Settled
from pressure.domain.readings import Reading
from pressure.domain.register import Entry, RaisedLevel

TOO_SMALL, CORE, REGISTER, EVIDENCE = "too_small", "core_not_sent", "register_not_confirmed", "too_little_evidence"
"""Why there is no level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One measure's part in a rating. `band` is that of a fresh figure, `missing_counted_as` the band that a figure
    which is not there counts as. `reading` is the public figure used, or the latest there is; `beside` is the council's
    own figure next to a publication. Distances are in the measure's unit."""

    measure: Measure
    state: str
    source: str
    version: Version
    band: int | None = None
    missing_counted_as: int | None = None
    points: int
    value: Fraction | None = None
    reading: Reading | None = None
    beside: Reading | None = None
    fresh_until: date | None = None
    counts_until: date | None = None

    @property
    def scored(self) -> bool:
        return self.band is not None

    @property
    def to_worse(self) -> Fraction | None:
        """How far the value is below the next band; None where nothing but people keep it out of that."""
        above = self.measure.edges.get(self.band + 1) if self.band else None
        return above.value - self.value if above and self.value is not None and above.value > self.value else None

    @property
    def to_better(self) -> Fraction | None:
        """How far it is above the edge of its own band; None in the best."""
        own = self.measure.edges.get(self.band) if self.band else None
        return self.value - own.value if own and self.value is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One measure's move by one band that would by itself give another level by figures, before settling."""

    measure_id: str
    to_band: int
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """What a rating must know of the one published before it. `slot` is the scheduled release it belongs to, `settled`
    what that week leaves to the next and `settled_from` what it had from the week before: another release in the same
    week starts there again."""

    level_published: int | None
    level_before: int | None
    since: datetime
    valid_until: datetime | None
    slot: datetime
    settled: Settled
    settled_from: Settled = NEVER
    raised_spent: frozenset[datetime] = frozenset()
    rated_at: datetime | None = None
    level_unsettled: int | None = None
    rules_of: date | None = None

    @property
    def left(self) -> tuple[object, ...]:
        """What the next rating settles from."""
        return self.slot, self.settled, self.settled_from, self.raised_spent

    def leaving(self, other: "Previous") -> "Previous":
        """As published, with what another leaves to the next: the same rating as now believed."""
        return replace(
            self,
            slot=other.slot,
            settled=other.settled,
            settled_from=other.settled_from,
            raised_spent=other.raised_spent,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """A council's level at a moment, with everything needed to work it out again by hand (METHOD 2, rules 3 to 12).
    `answer` is what a reader was told: when any of it would differ, the rating is out of date."""

    council_code: str
    nation_code: str
    rated_at: datetime
    status: str
    points: int
    points_possible: int
    level_points: int | None
    level_unsettled: int | None
    level_figures: int | None
    level_calculated: int | None
    level_published: int | None
    deciding_rule: str | None
    why_no_level: str | None
    not_sent: tuple[str, ...]
    evidence_percent: int
    families: Mapping[str, FamilyPoints]
    floors: tuple[Decided, ...]
    reasons: tuple[Reason, ...]
    register: tuple[Entry, ...]
    raised: RaisedLevel | None
    undeclared: tuple[str, ...]
    answer: tuple[object, ...]
    chance_alone: bool
    confirmed_until: date | None
    weeks_sent: int
    weeks_looked_back: int
    slot: datetime
    settled: Settled
    settled_from: Settled
    raised_spent: frozenset[datetime]
    since: datetime
    level_before: int | None
    data_to: date | None
    next_due: datetime | None
    method_version: str
    rules_of: date
    valid_until: datetime | None = None
    level_if_missing_best: int
    level_if_missing_worst: int
    changes: tuple[Step, ...] = ()

    @property
    def will_be(self) -> int | None:
        """The level by figures if next week's figures say so again; None when nothing is settling."""
        return self.settled.next_level

    def as_previous(self) -> Previous:
        """What the next rating needs to know of this one."""
        return Previous(
            level_published=self.level_published,
            level_before=self.level_before,
            since=self.since,
            valid_until=self.valid_until,
            slot=self.slot,
            settled=self.settled,
            settled_from=self.settled_from,
            raised_spent=self.raised_spent,
            rated_at=self.rated_at,
            level_unsettled=self.level_unsettled,
            rules_of=self.rules_of,
        )
