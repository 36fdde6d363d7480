"""A rating: a council's level at a moment, with everything needed to check it by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from pressure.domain.rating.levels import FamilyScore, Floor
from pressure.domain.rating.reasons import Reason
from pressure.domain.register import Entry, RaisedLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """What a rating must remember of the one published before it: its level, since and until when, and which
    measures it rested on. `holds` maps a measure still missing to the level it was last scored at."""

    level_published: int | None
    level_calculated: int | None
    status: str
    since: datetime
    scored: frozenset[str] = frozenset()
    holds: Mapping[str, int] = field(default_factory=dict)
    level_before: int | None = None
    valid_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A single measure's move by one band that would by itself give another level."""

    measure_id: str
    to_band: int
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """A council's level at a moment, with everything needed to check it by hand (METHOD, rules 3 to 10)."""

    council_code: str
    rated_at: datetime
    points: int
    points_possible: int
    level_points: int | None
    level_calculated: int | None
    level_published: int | None
    status: str
    evidence_percent: int
    families: Mapping[str, FamilyScore]
    deciding_rule: str | None
    floors: tuple[Floor, ...]
    holds: Mapping[str, int]
    reasons: tuple[Reason, ...]
    register: tuple[Entry, ...]
    raised: RaisedLevel | None
    since: datetime
    level_before: int | None
    data_to: date | None
    next_due: datetime | None
    method_version: str
    valid_until: datetime | None = None
    level_if_missing_best: int = 1
    level_if_missing_worst: int = 1
    changes: tuple[Change, ...] = ()

    @property
    def held(self) -> bool:
        """Whether missing figures are what keeps the level from falling (METHOD, rule 7)."""
        return self.deciding_rule == "held"

    @property
    def answer(self) -> tuple[object, ...]:
        """What a reader was told; when any of it would differ, the rating is out of date."""
        return (
            self.status,
            self.level_published,
            self.level_calculated,
            self.level_points,
            self.points,
            self.points_possible,
            self.deciding_rule,
            tuple(f.level for f in self.families.values()),
        )

    def as_previous(self) -> Previous:
        """What the next rating needs to know of this one."""
        return Previous(
            level_published=self.level_published,
            level_calculated=self.level_calculated,
            status=self.status,
            since=self.since,
            holds=dict(self.holds),
            scored=frozenset(r.measure.id for r in self.reasons if r.scored),
            level_before=self.level_before,
            valid_until=self.valid_until,
        )
