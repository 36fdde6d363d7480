"""The BBC's freedom of information survey: how long people waited, one sheet with years in bands over the columns."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial

from pressure.domain.readings import Reading
from pressure.ingest.columns import decimal_number
from pressure.ingest.intake import Intake
from pressure.ingest.report import FileRefused, quoted
from pressure.ingest.source import MeasureId, Reader, Source
from pressure.ingest.table_file import Lines, TableFile
from pressure.ingest.tables import Row

Bands = Mapping[str, tuple[date, date]]


class BbcFoi(Reader):
    """`years` gives the first and last day of each band to be read, `measures` what each column of a band is. A cell is
    named by its column and its band."""

    sheet: str
    measures: dict[str, MeasureId]
    years: dict[str, tuple[date, date]]

    def read(self, file: TableFile, intake: Intake) -> None:
        lines = file.sheets(self.sheet)[self.sheet]
        where = _columns(lines, intake.source, self.years, self.measures, file.name)
        intake.each(
            (
                Row(number, {column: cells[at].strip() if at < len(cells) else "" for column, at in where.items()})
                for number, cells in lines[2:]
                if any(cell.strip() for cell in cells)
            ),
            self._row,
        )

    def _row(self, row: Row, intake: Intake) -> tuple[Reading, ...]:
        """One council. Half a row would say less than its publisher did, so one year that cannot be read rejects it."""
        return tuple(
            intake.mark_or(
                partial(_days, band),
                row[f"{column} {band}"],
                council=intake.council_by_name(row, "name", year[1]),
                measure_id=measure,
                period=year,
            )
            for band, year in sorted(self.years.items())
            for column, measure in self.measures.items()
        )


def _columns(lines: Lines, source: Source, bands: Bands, waits: Iterable[str], name: str) -> dict[str, int]:
    """Where the name stands and, for each band, the waits: a merged cell names the columns up to the next one."""
    title, waited = source.columns["name"][0], {source.columns[wait][0]: wait for wait in waits}
    over, head = ([cell.strip() for cell in cells] for _, cells in (*lines[:2], (0, []), (0, []))[:2])
    where, band = ({"name": head.index(title)} if title in head else {}), ""
    for at, column in enumerate(head):
        band = (over[at] if at < len(over) else "") or band
        if column in waited and band in bands:
            where.setdefault(f"{waited[column]} {band}", at)
    if set(where) != {"name", *(f"{wait} {band}" for wait in waited.values() for band in bands)}:
        raise FileRefused(
            file=name,
            row=2,
            found=f"the columns {quoted(', '.join(head), 200)}",
            expected=f"{title}, and {' and '.join(waited)} under each of {', '.join(bands)}",
            next_step="check whether the publisher has renamed a column",
        )
    return where


def _days(band: str, text: str) -> dict[str, Decimal]:
    return {"value": decimal_number(text, band)}
