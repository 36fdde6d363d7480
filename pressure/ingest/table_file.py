"""A file that is safe to open, as its reader asks for it: rows by our names for the columns, or the lines of sheets."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pressure.ingest.intake import Intake
from pressure.ingest.tables import Row, csv_lines, rows_by_name
from pressure.ingest.workbooks import sheets
from pressure.ingest.workbooks.accept import Safe

Lines = Sequence[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFile:
    name: str
    data: bytes
    safe: Safe

    def rows(self, intake: Intake) -> Iterator[Row]:
        """Every row of a CSV, or of a workbook, under a checked header. Raises FileRefused."""
        if self.safe.format == "csv":
            lines = csv_lines(self.safe.text, self.name)
        else:
            lines = sheets.return_rows(self.data, self.safe.format, self.name, intake)
        return rows_by_name(lines, intake.source, self.name)

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """The lines of a CSV as they stand. Raises FileRefused."""
        return csv_lines(self.safe.text, self.name)

    def sheet_names(self) -> list[str]:
        """The sheets of a workbook that are not hidden. Raises FileRefused."""
        return sheets.names(self.data, self.safe.format, self.name)

    def sheets(self, *wanted: str) -> Mapping[str, Lines]:
        """The lines of a publisher's sheets, as they stand. Raises FileRefused when one is missing."""
        return sheets.sheets(self.data, self.safe.format, self.name, wanted=wanted)
