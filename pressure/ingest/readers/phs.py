"""Public Health Scotland: hospital bed days lost to delayed discharge."""

from typing import Any

from pressure.domain.readings import Reading, Status
from pressure.ingest.columns import whole_number
from pressure.ingest.intake import Intake, unknown_word
from pressure.ingest.periods import whole_month
from pressure.ingest.source import MeasureId, Reader
from pressure.ingest.table_file import TableFile
from pressure.ingest.tables import Row


class Phs(Reader):
    """Totals and parts stand in one column; only one age group and one reason are counted, so nothing is counted
    twice."""

    measure: MeasureId
    age_group: str
    reason: str
    other_age_groups: tuple[str, ...]
    other_reasons: tuple[str, ...]
    nation: str

    def read(self, file: TableFile, intake: Intake) -> None:
        intake.each(file.rows(intake), self._row)

    def _row(self, row: Row, intake: Intake) -> tuple[Reading, ...]:
        """Bed days over days in the month is the average number of people delayed on a day."""
        period = whole_month(row["month"], "month")
        age_group, reason = row["age_group"].strip(), row["reason"].strip()
        if age_group not in (ages := [self.age_group, *self.other_age_groups]):
            raise unknown_word("age_group", age_group, ages)
        if reason not in (reasons := [self.reason, *self.other_reasons]):
            raise unknown_word("reason", reason, reasons)
        if row["area"].strip() == self.nation:
            return ()
        council = intake.council_by_code(row, "area", period[1])
        if (age_group, reason) != (self.age_group, self.reason):
            return ()
        adults = council.adults_18plus

        def bed_days(text: str) -> dict[str, Any]:
            said = {"numerator": whole_number(text, "bed_days"), "scale": period[1].day, "denominator": adults}
            return said if adults else {**said, "status": Status.NOT_APPLICABLE}

        return (intake.mark_or(bed_days, row["bed_days"], council=council, measure_id=self.measure, period=period),)
