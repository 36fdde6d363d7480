"""How it stands with each publisher's files: when it was last asked, what came last, when the next is expected."""

from dataclasses import dataclass
from datetime import date, datetime

from pressure.domain.moments import day_of
from pressure.ingest.fetch.expected import expected_next, longest_silence
from pressure.ingest.source import Source
from pressure.store import due, fetches
from pressure.store.engine import Connection
from pressure.store.fetches import Look


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Of one source at one moment. `looked` is the last look of any outcome; `waits` counts files that a person has
    to decide about; `silent` says that nothing new came for one and a half times as long as it usually takes."""

    period_end: date | None
    received_at: datetime | None
    looked: Look | None
    expected_on: date | None
    days_overdue: int
    waits: int
    silent: bool


def standing_of(connection: Connection, source: Source, until: datetime) -> Standing:
    """How it stood with a source at a moment; nothing is expected of one whose file comes by hand."""
    ended, received = due.newest_period(connection, source.id, until)
    today, new = day_of(until), day_of(received) if received else None
    expected = expected_next(source.fetch, source.cadence, ended, new) if source.fetch else None
    return Standing(
        period_end=ended,
        received_at=received,
        looked=fetches.newest(connection, source.id, until=until),
        expected_on=expected,
        days_overdue=max(0, (today - expected).days) if expected else 0,
        waits=len(fetches.waiting(connection, source.id, until)),
        silent=new is not None and today - new > longest_silence(source.cadence),
    )
