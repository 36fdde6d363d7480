"""What is due, what came and what is late: councils' weekly returns and national sources."""

from collections.abc import Iterator
from datetime import date

from pressure.document.lines import DueCouncil, DueSource
from pressure.document.values import moment
from pressure.domain.calendar import WEEK, days_late, return_due
from pressure.domain.moments import day_of
from pressure.domain.readings import RETURN
from pressure.publish.fetched import standing_of
from pressure.publish.release_inputs import ReleaseInputs
from pressure.store import due as store


def councils(inputs: ReleaseInputs) -> Iterator[DueCouncil]:
    """Each present council's last return, when the next was due, and by how many days it is late."""
    last = store.last_received(inputs.connection, RETURN, inputs.codes, inputs.release.facts_as_of)
    day = day_of(inputs.release.published_at)
    for council in (c for c in inputs.councils if c.existed_on(day)):
        week, received = last.get(council.code, (None, None))
        due_at, late = _due(inputs, week)
        yield {
            "council_code": council.code,
            "council_name": council.name,
            "last_week_ending": week.isoformat() if week else None,
            "received_at": moment(received),
            "due_at": due_at,
            "days_late": late,
        }


def sources(inputs: ReleaseInputs) -> Iterator[DueSource]:
    """Each national source's last period, when its publisher was last asked, and when the next file is expected."""
    if inputs.demonstration:
        return
    for source in inputs.sources.values():
        if not source.from_council:
            stands = standing_of(inputs.connection, source, inputs.release.facts_as_of)
            yield {
                "title": source.title,
                "publisher": source.publisher,
                "cadence": source.cadence.value,
                "last_period_end": stands.period_end.isoformat() if stands.period_end else None,
                "received_at": moment(stands.received_at),
                "fetched": source.fetch is not None,
                "looked_at": moment(stands.looked.looked_at) if stands.looked else None,
                "expected_on": stands.expected_on.isoformat() if stands.expected_on else None,
                "days_overdue": stands.days_overdue,
            }


def _due(inputs: ReleaseInputs, week: date | None) -> tuple[str | None, int | None]:
    """When the return of the week after the last that came closes, and by how many days it is late."""
    if week is None:
        return None, None
    close = return_due(inputs.book.calendar, week + WEEK)
    return moment(close), days_late(close, inputs.release.facts_as_of)
