"""Trafford Data Lab: the monthly share of care homes rated good or outstanding; what is left of 100 is rated lower."""

from decimal import Decimal
from typing import Any

from pressure.domain.readings import Reading
from pressure.ingest.columns import percentage
from pressure.ingest.intake import Intake, unknown_word
from pressure.ingest.periods import month_snapshot
from pressure.ingest.source import MeasureId, Reader
from pressure.ingest.table_file import TableFile
from pressure.ingest.tables import Row


class Trafford(Reader):
    measure: MeasureId
    indicator: str
    nation: str

    def read(self, file: TableFile, intake: Intake) -> None:
        intake.each(file.rows(intake), self._row)

    def _row(self, row: Row, intake: Intake) -> tuple[Reading, ...]:
        if row["indicator"].strip() != self.indicator:
            raise unknown_word("indicator", row["indicator"], [self.indicator])
        day = month_snapshot(row["month"], "month")
        if row["area"].strip() == self.nation:
            return ()
        council = intake.council_by_code(row, "area", day)
        return (intake.mark_or(_rest, row["value"], council=council, measure_id=self.measure, period=(day, day)),)


def _rest(text: str) -> dict[str, Any]:
    return {"value": Decimal(100) - percentage(text, "value"), "value_is_rounded": True}
