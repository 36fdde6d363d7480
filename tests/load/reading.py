"""A publisher's file as a load reads it, in a process that is measured."""

from datetime import UTC, date, datetime, time
from pathlib import Path

from pressure.demo.places import councils, many
from pressure.domain.councils import Councils
from pressure.ingest.read import read_file
from pressure.ingest.report import FileAccount
from pressure.rules import load_rules
from tests.shipped_sources import limits, source


def as_a_load(source_id: str, path: Path, day: date, how_many: int) -> FileAccount:
    """Read on a day, with so many invented councils; its reconciliation is printed."""
    described = source(source_id)
    account = read_file(
        described,
        path,
        name=path.name,
        councils=Councils(councils(many(how_many))),
        book=load_rules().in_force(day),
        today=day,
        recorded_at=datetime.combine(day, time(), UTC),
        limits=limits(described),
    )
    print(account.reconciliation, len(account.readings))
    return account
