"""The way in: one file of one source, checked, read and accounted for. Nothing is stored here."""

from datetime import date, datetime

from pressure.domain.councils import Councils
from pressure.domain.rulebook import Rulebook
from pressure.ingest import doubles
from pressure.ingest.given import Given, digest, length
from pressure.ingest.intake import Intake, KnownReturn, nothing_known
from pressure.ingest.report import SECOND_LOOK, FileAccount, RowRejected
from pressure.ingest.returns.together import told_once
from pressure.ingest.source import Source
from pressure.ingest.sources import check_measures
from pressure.ingest.table_file import TableFile
from pressure.ingest.workbooks import accept
from pressure.ingest.workbooks.limits import Limits


def read_file(
    source: Source,
    data: Given,
    *,
    name: str,
    councils: Councils,
    book: Rulebook,
    today: date,
    recorded_at: datetime,
    limits: Limits,
    known: KnownReturn = nothing_known,
) -> FileAccount:
    """Everything the file says, as readings, with an account of every row. Raises FileRefused for the whole file, and
    BadSource where the source names a measure that the rules do not have.

    `book` has the measures and the figures shown and never scored. `known` gives what a council's return of a week said
    before. `limits` are those of the source's files.
    """
    check_measures(source, book.row_names)
    safe = accept.safe(source, data, name=name, limits=limits)
    intake = Intake(
        source=source,
        file=name,
        councils=councils,
        book=book,
        known=known,
        today=today,
        recorded_at=recorded_at,
    )
    source.reader.read(TableFile(name=name, data=data, safe=safe, intake=intake), intake)
    doubles.settle(intake)
    _warn_when_nothing_counts(intake)
    return _taken(intake, data, name, safe.encoding)


def _warn_when_nothing_counts(intake: Intake) -> None:
    if intake.accepted:
        return
    if intake.source.from_council:
        nothing = RowRejected(
            "",
            found="no figure that can be taken",
            expected="at least one",
            next_step="Nothing of this file counts. Each line says what to do.",
        )
        intake.note(0, "rejected", nothing)
    else:
        intake.warn(
            0,
            "",
            found="no figure that feeds a measure",
            expected="at least one",
            next_step="Check that the right file and the right source were chosen.",
        )


def _taken(intake: Intake, data: Given, name: str, encoding: str) -> FileAccount:
    readings = tuple(reading for group in intake.accepted.values() for reading in group)
    held, rejected = intake.turned_away["held"], intake.turned_away["rejected"]
    accepted = len(intake.accepted) + intake.accepted_for_another + intake.accepted_without_readings
    notes = intake.all_notes()
    return FileAccount(
        source_id=intake.source.id,
        file=name,
        sha256=digest(data),
        size=length(data),
        encoding=encoding,
        read=accepted + held + rejected,
        accepted=accepted,
        held=held,
        rejected=rejected,
        not_needed=intake.accepted_without_readings,
        readings=readings,
        notes=tuple(told_once(notes, SECOND_LOOK, doubles.KEEP_ONE)) if intake.source.from_council else notes,
        read_through=tuple((mapping.council_code, mapping.version) for mapping in intake.read_through),
        unit_of={r.key: unit for unit, group in intake.accepted.items() for r in group}
        if intake.cells_are_rows
        else {},
    )
