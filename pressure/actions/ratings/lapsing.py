"""Which publications are about to be too old to count, and what councils would lose with each of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pressure.actions.installation import Installation
from pressure.actions.ratings.rating import Known, known, work_out
from pressure.domain.moments import day_of
from pressure.domain.rating.results import Rating
from pressure.domain.rulebook import Rulebook
from pressure.ingest.source import Source
from pressure.ingest.sources import all_sources
from pressure.publish.fetched import standing_of
from pressure.store import councils, due
from pressure.store.engine import Connection, reading

WARNED = timedelta(days=60)
"""How long before its last day a publication that lapses is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lapsing:
    """One publication whose newest figures count up to and including `last_day`. `expected_on` is when the next is
    expected, None where its file comes by hand or nobody can say; `figures` councils have no other figure for a measure
    that it gives them, `levels` of them would have no level."""

    source_id: str
    last_day: date
    expected_on: date | None
    councils: int
    figures: int
    levels: int

    def renewed_in_time(self, today: date) -> bool:
        """Whether a newer file is expected before, and not overdue."""
        return self.expected_on is not None and today <= self.expected_on <= self.last_day


def lapsing(installation: Installation) -> list[Lapsing]:
    """Publications whose newest figures that count now no longer count in sixty days, the first to lapse first. Each
    council is rated as of now, and again without that publication; nothing is stored."""
    at, book = installation.now(), installation.book()
    with reading(installation.engine) as connection:
        every = all_sources(installation.settings.sources_dir)
        near = {s.id for s in every if not s.from_council and _may_lapse(connection, s, at, book)}
        facts = [
            known(installation, connection, council.code, at, at)
            for council in councils.load_all(connection).all
            if near and council.existed_on(day_of(at))
        ]
        rated = [
            (fact, work_out(installation, fact, at, fact.readings).rating)
            for fact in facts
            if any(r.source_id in near for r in fact.readings)
        ]
        found = [
            _lost(installation, connection, source_id, day, rated)
            for source_id, day in _last_days(rated).items()
            if day - day_of(at) <= WARNED
        ]
    return sorted(found, key=lambda one: (one.last_day, one.source_id))


def _may_lapse(connection: Connection, described: Source, at: datetime, book: Rulebook) -> bool:
    """By the newest period of its measures alone, before any council is rated: an overdue one keeps for longer."""
    rule = book.freshness
    for measure_id, ended in due.newest_by_measure(connection, described.id, at).items():
        if (measure := book.measure(measure_id)) is None:
            continue
        last = ended + timedelta(rule.limit(described.cadence, measure.family))
        if last - WARNED <= day_of(at) <= last + timedelta(rule.overdue_extra_days):
            return True
    return False


def _last_days(rated: Sequence[tuple[Known, Rating]]) -> Mapping[str, date]:
    """By publication: the last day of those of its figures that count longest."""
    last: dict[str, date] = {}
    for _, rating in rated:
        for reason in rating.reasons:
            if reason.scored and reason.reading and not reason.reading.from_council and reason.fresh_until:
                source_id = reason.reading.source_id
                last[source_id] = max(last.get(source_id, reason.fresh_until), reason.fresh_until)
    return last


def _lost(
    installation: Installation,
    connection: Connection,
    source_id: str,
    last_day: date,
    rated: Sequence[tuple[Known, Rating]],
) -> Lapsing:
    at, lost = installation.now(), defaultdict[str, int](int)
    for fact, rating in rated:
        scored = {r.measure.id for r in rating.reasons if r.scored and r.reading and r.reading.source_id == source_id}
        if not scored:
            continue
        others = [r for r in fact.readings if r.source_id != source_id]
        without = work_out(installation, fact, at, others).rating
        lost["councils"] += 1
        lost["figures"] += not scored <= {r.measure.id for r in without.reasons if r.scored}
        lost["levels"] += rating.level_published is not None and without.level_published is None
    described = next((s for s in all_sources(installation.settings.sources_dir) if s.id == source_id), None)
    return Lapsing(
        source_id=source_id,
        last_day=last_day,
        expected_on=standing_of(connection, described, at).expected_on if described else None,
        councils=lost["councils"],
        figures=lost["figures"],
        levels=lost["levels"],
    )
