"""Waiting list: hospital bed days lost to delayed discharge, from Public Health Scotland."""

from pressure.domain.readings import Reading, Status
from pressure.ingest.columns import whole_number
from pressure.ingest.intake import Intake, unknown_word
from pressure.ingest.marks import standing_alone, without_flags
from pressure.ingest.periods import whole_month
from pressure.ingest.tables import Row


def read_row(row: Row, intake: Intake) -> tuple[Reading, ...]:
    """Bed days over days in the month is the average number of people delayed on a day.

    Totals and parts stand in one column; only one age group and one reason are counted, so nothing is counted twice.
    """
    settings = intake.source.settings
    period = whole_month(row["month"], "month")
    age_group, reason = row["age_group"].strip(), row["reason"].strip()
    if age_group not in (ages := [settings["age_group"], *settings["other_age_groups"]]):
        raise unknown_word("age_group", age_group, ages)
    if reason not in (reasons := [settings["reason"], *settings["other_reasons"]]):
        raise unknown_word("reason", reason, reasons)
    if row["area"].strip() == settings["nation"]:
        return ()
    council = intake.council_by_code(row, "area", period[1])
    if (age_group, reason) != (settings["age_group"], settings["reason"]):
        return ()
    bed_days, flag = without_flags(row["bed_days"])
    if mark := standing_alone(bed_days):
        return (
            intake.reading(
                council=council, measure_id=settings["measure"], period=period, status=mark.status, marker=mark.marker
            ),
        )
    status = flag.status if flag else Status.OK
    return (
        intake.reading(
            council=council,
            measure_id=settings["measure"],
            period=period,
            status=status if council.adults_18plus else Status.NOT_APPLICABLE,
            numerator=whole_number(bed_days, "bed_days"),
            scale=period[1].day,
            denominator=council.adults_18plus,
            marker=flag.marker if flag else "",
        ),
    )
