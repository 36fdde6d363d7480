"""A file that is safe to open, as its reader asks for it: rows by our names for the columns, or the lines of sheets."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pressure.ingest.csv_lines import csv_lines
from pressure.ingest.given import Given
from pressure.ingest.intake import Intake
from pressure.ingest.tables import Row, rows_by_name
from pressure.ingest.workbooks import sheets
from pressure.ingest.workbooks.accept import Safe
from pressure.ingest.workbooks.streamed import Streamed

Lines = Sequence[tuple[int, list[str]]]


@dataclass(slots=True, kw_only=True)
class TableFile:
    name: str
    data: Given
    safe: Safe
    intake: Intake | None = None
    opened: tuple[str, list[tuple[int, list[str]]]] | None = None

    def rows(self, intake: Intake) -> Iterator[Row]:
        """Every row of a CSV, or of a workbook, under a checked header. Raises FileRefused."""
        return self.table(intake)()

    def table(self, intake: Intake) -> Callable[[], Iterator[Row]]:
        """The same for a reader that walks over the rows more than once: each call is a walk, and no walk keeps the
        rows. Of an .ods it is the one sheet with the source's columns, however long. Raises FileRefused."""
        source = intake.source
        if self.safe.format == "ods":
            streamed = Streamed(
                self.data,
                self.name,
                self.safe.limits,
                columns=source.columns,
                may_have=source.may_have,
                every_column=not source.ignores_extra_columns,
            )
            return lambda: rows_by_name(streamed.rows(), source, self.name)
        if self.safe.format == "csv":
            return lambda: rows_by_name(csv_lines(self.safe.text, self.name), source, self.name)
        called, lines = self.returned(intake)
        return lambda: rows_by_name(lines, source, called)

    def returned(self, intake: Intake) -> tuple[str, list[tuple[int, list[str]]]]:
        """The one sheet of a council's own workbook, opened once, with the name to speak of it by. Raises
        FileRefused."""
        if self.opened is None:
            self.opened = sheets.return_rows(self.data, self.safe, self.name, intake)
        return self.opened

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """The lines of a CSV as they stand. Raises FileRefused."""
        return csv_lines(self.safe.text, self.name)

    def sheet_names(self) -> list[str]:
        """The sheets of a workbook that are not hidden. Raises FileRefused."""
        return sheets.names(self.data, self.safe, self.name)

    def long_sheet(self, columns: Mapping[str, Sequence[str]], sheet: str) -> Streamed:
        """The one sheet of a workbook with a name of that pattern and with the columns, however long. Raises
        FileRefused."""
        return Streamed(
            self.data,
            self.name,
            self.safe.limits,
            columns=columns,
            may_have={},
            every_column=False,
            kind=self.safe.format,
            sheet=sheet,
        )

    def sheets(self, *wanted: str) -> Mapping[str, Lines]:
        """The lines of a publisher's sheets, as they stand. Raises FileRefused when one is missing."""
        return sheets.sheets(self.data, self.safe, self.name, wanted=wanted, intake=self.intake)
