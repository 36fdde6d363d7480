"""National surveys and official statistics: figures for whole nations. Councils' own come in the weekly return."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pressure.domain.readings import Reading, Status
from pressure.ingest.columns import decimal_number
from pressure.ingest.intake import Intake
from pressure.ingest.marks import standing_alone
from pressure.ingest.periods import financial_year, iso_day
from pressure.ingest.report import RowHeld, quoted
from pressure.ingest.source import MeasureId, Reader
from pressure.ingest.table_file import TableFile
from pressure.ingest.tables import Row
from pressure.rules.shapes import Shape

Line = tuple[str, str, str]
"""What is counted, the area and the day."""
_MARKERS = {"ok": "", "estimated": "[e]", "provisional": "[p]"}


class Figure(Shape):
    """A line that counts exactly what a measure of ours counts, and the column that holds it. A measure that no line
    gives alone is worked out with another line of the same area and day: its share `of` that one, in percent to
    two places, or the sum of both (`plus`)."""

    measure: MeasureId
    column: str
    status: Literal["ok", "estimated", "provisional"]
    of: str | None = None
    plus: str | None = None


class NationalSurvey(Reader):
    """`nations` are codes by name, `figures` by what the file calls them; any other line is not needed."""

    nations: dict[str, str]
    figures: dict[str, Figure]

    def read(self, file: TableFile, intake: Intake) -> None:
        rows = list(file.rows(intake))
        beside = {_line(row["measure"], row): row for row in rows if not row.fault}
        intake.each(rows, lambda row, here: self._row(row, here, beside))

    def _row(self, row: Row, intake: Intake, beside: Mapping[Line, Row]) -> tuple[Reading, ...]:
        area = self.nations.get(row["area"].strip())
        if area is None:
            raise RowHeld(
                "area",
                found=quoted(row["area"]),
                expected=f"one of {', '.join(self.nations)}",
                next_step="Held: it is not a whole nation.",
            )
        period = _period(row["date"])
        figure = self.figures.get(row["measure"].strip())
        if figure is None or standing_alone(row[figure.column]):
            return ()
        value = decimal_number(row[figure.column], figure.column)
        if other := figure.of or figure.plus:
            if (found := beside.get(_line(other, row))) is None:
                return ()
            more = decimal_number(found[figure.column], figure.column)
            value = value + more if figure.plus else round(value / more * 100, 2)
        return (
            intake.reading(
                area=area,
                measure_id=figure.measure,
                period=period,
                status=Status(figure.status),
                marker=_MARKERS[figure.status],
                value=value,
                value_is_rounded=True,
            ),
        )


def _line(measure: str, row: Row) -> Line:
    return measure.strip(), row["area"].strip(), row["date"].strip()


def _period(text: str) -> tuple[date, date]:
    """A day, or a financial year."""
    if year := financial_year(text):
        return year
    day = iso_day(text, "date")
    return day, day
