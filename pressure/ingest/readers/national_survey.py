"""National surveys and official statistics: figures for whole nations. Councils' own come in the weekly return."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from pressure.domain.readings import Reading, Status
from pressure.ingest.columns import decimal_number
from pressure.ingest.intake import Intake
from pressure.ingest.marks import standing_alone
from pressure.ingest.periods import financial_year, iso_day
from pressure.ingest.report import RowHeld, quoted
from pressure.ingest.source import MeasureId, Reader
from pressure.ingest.table_file import TableFile
from pressure.ingest.tables import Row

_MARKERS = {"ok": "", "estimated": "[e]", "provisional": "[p]"}


class Figure(BaseModel):
    """A line that counts exactly what a measure of ours counts, and the column that holds it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    measure: MeasureId
    column: str
    status: Literal["ok", "estimated", "provisional"]


class NationalSurvey(Reader):
    """`nations` are codes by name, `figures` by what the file calls them; any other line is not needed."""

    nations: dict[str, str]
    figures: dict[str, Figure]

    def read(self, file: TableFile, intake: Intake) -> None:
        intake.each(file.rows(intake), self._row)

    def _row(self, row: Row, intake: Intake) -> tuple[Reading, ...]:
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
        return (
            intake.reading(
                area=area,
                measure_id=figure.measure,
                period=period,
                status=Status(figure.status),
                marker=_MARKERS[figure.status],
                value=decimal_number(row[figure.column], figure.column),
                value_is_rounded=True,
            ),
        )


def _period(text: str) -> tuple[date, date]:
    """A day, or a financial year."""
    if year := financial_year(text):
        return year
    day = iso_day(text, "date")
    return day, day
