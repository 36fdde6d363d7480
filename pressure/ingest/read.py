"""The way in: one file of one source, checked, read and accounted for. Nothing is stored here."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from hashlib import sha256

from pressure.domain.councils import Councils
from pressure.domain.measures import Unit
from pressure.ingest import (
    accept,
    ascof,
    cqc,
    doubles,
    life_and_limb,
    provider_capacity,
    returns,
    waiting_list,
    waiting_times,
)
from pressure.ingest.intake import Intake
from pressure.ingest.report import Taken
from pressure.ingest.sheets import return_rows, sheets
from pressure.ingest.sources import Source
from pressure.ingest.tables import Row, csv_lines, rows_by_name

SHEET_READERS = {"ascof": ascof, "waiting_times": waiting_times}
ROW_READERS = {
    "waiting_list": waiting_list.read_row,
    "provider_capacity": provider_capacity.read_row,
    "life_and_limb": life_and_limb.read_row,
    "returns": returns.read_row,
}


def read_file(
    source: Source,
    data: bytes,
    *,
    name: str,
    councils: Councils,
    measures: Mapping[str, Unit],
    context: Mapping[str, str],
    today: date,
    recorded_at: datetime,
    most_bytes: int | None = None,
) -> Taken:
    """Everything the file says, as readings, with an account of every row. Raises Refused for the whole file.

    `measures` are the scored measures and `context` the figures shown and never scored, by id, each with its unit.
    `most_bytes` is how long the file may be; without it, as the operator set it.
    """
    safe = accept.safe(source, data, name=name, most_bytes=most_bytes)
    intake = Intake(
        source=source,
        file=name,
        councils=councils,
        measures=measures,
        context=context,
        today=today,
        recorded_at=recorded_at,
    )
    if reader := SHEET_READERS.get(source.reader):
        reader.read(sheets(data, safe.format, name, wanted=reader.wanted(source)), intake, name)
    else:
        lines = csv_lines(safe.text, name) if safe.format == "csv" else return_rows(data, safe.format, name, intake)
        _read_rows(rows_by_name(lines, source, name), intake)
    doubles.settle(intake)
    if source.reader == "returns":
        returns.compare_rows(intake)
    _warn_when_nothing_counts(intake)
    return _taken(intake, data, name, safe.encoding)


def _read_rows(rows: Iterator[Row], intake: Intake) -> None:
    if intake.source.reader == "cqc":
        cqc.read(list(rows), intake)
    else:
        intake.each(rows, ROW_READERS[intake.source.reader])


def _warn_when_nothing_counts(intake: Intake) -> None:
    if not intake.accepted:
        intake.warn(
            0,
            "",
            found="no figure that feeds a measure",
            expected="at least one",
            next_step="Check that the right file and the right source were chosen.",
        )


def _taken(intake: Intake, data: bytes, name: str, encoding: str) -> Taken:
    readings = tuple(reading for group in intake.accepted.values() for reading in group)
    held, rejected = intake.turned_away["held"], intake.turned_away["rejected"]
    accepted = len(intake.accepted) + intake.accepted_for_another + intake.accepted_without_readings
    return Taken(
        source_id=intake.source.id,
        file=name,
        sha256=sha256(data).hexdigest(),
        size=len(data),
        encoding=encoding,
        read=accepted + held + rejected,
        accepted=accepted,
        held=held,
        rejected=rejected,
        not_needed=intake.accepted_without_readings,
        readings=readings,
        notes=tuple(sorted(intake.notes, key=lambda note: note.row)),
    )
