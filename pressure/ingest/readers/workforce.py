"""Skills for Care with the department's counts: vacancy rates and their context, a row a council."""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from pressure.domain.councils import Council
from pressure.domain.readings import Reading
from pressure.ingest.columns import percentage, whole_number
from pressure.ingest.intake import Intake
from pressure.ingest.source import MeasureId, Reader
from pressure.ingest.table_file import TableFile
from pressure.ingest.tables import Row


class Figure(BaseModel):
    """One column, with its own period: a percentage, or a count of people."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    column: str
    measure: MeasureId
    kind: Literal["value", "count"]
    period_start: date
    period_end: date


class Workforce(Reader):
    figures: tuple[Figure, ...]

    def read(self, file: TableFile, intake: Intake) -> None:
        intake.each(file.rows(intake), self._row)

    def _row(self, row: Row, intake: Intake) -> tuple[Reading, ...]:
        """A blank is a figure that was not published."""
        council = intake.council_by_code(row, "area", max(figure.period_end for figure in self.figures))
        return tuple(_reading(row, council, figure, intake) for figure in self.figures)


def _reading(row: Row, council: Council, figure: Figure, intake: Intake) -> Reading:
    def said(text: str) -> dict[str, Any]:
        if figure.kind == "value":
            return {"value": percentage(text, figure.column)}
        count = whole_number(text, figure.column)
        return {"numerator": count, "denominator": council.adults_18plus, "value_is_rounded": True}

    period = (figure.period_start, figure.period_end)
    return intake.mark_or(said, row[figure.column], council=council, measure_id=figure.measure, period=period)
