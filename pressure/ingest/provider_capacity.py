"""Provider capacity: vacancy rates with their context, and a monthly share of homes rated good or outstanding."""

from decimal import Decimal
from typing import Any

from pressure.domain.councils import Council
from pressure.domain.readings import Reading, Status
from pressure.ingest.columns import decimal_number, whole_number
from pressure.ingest.intake import Intake, unknown_word
from pressure.ingest.marks import standing_alone, without_flags
from pressure.ingest.periods import month_snapshot
from pressure.ingest.report import Fault, quoted
from pressure.ingest.tables import Row


def read_row(row: Row, intake: Intake) -> tuple[Reading, ...]:
    """One council's row, in the layout the source's description names."""
    return _workforce(row, intake) if intake.source.settings["layout"] == "workforce" else _complement(row, intake)


def _workforce(row: Row, intake: Intake) -> tuple[Reading, ...]:
    """A percentage and two counts, each with its own period. A blank is a figure that was not published."""
    figures = intake.source.settings["figures"]
    council = intake.council_by_code(row, "area", max(figure["period_end"] for figure in figures))
    return tuple(_figure(row, council, figure, intake) for figure in figures)


def _figure(row: Row, council: Council, figure: dict[str, Any], intake: Intake) -> Reading:
    text, flag = without_flags(row[figure["column"]])
    period = (figure["period_start"], figure["period_end"])
    if mark := standing_alone(text):
        return intake.reading(
            council=council, measure_id=figure["measure"], period=period, status=mark.status, marker=mark.marker
        )
    status, marker = (flag.status, flag.marker) if flag else (Status.OK, "")
    if figure["kind"] == "count":
        return intake.reading(
            council=council,
            measure_id=figure["measure"],
            period=period,
            status=status,
            marker=marker,
            numerator=whole_number(text, figure["column"]),
            denominator=council.adults_18plus,
            value_is_rounded=True,
        )
    return intake.reading(
        council=council,
        measure_id=figure["measure"],
        period=period,
        status=status,
        marker=marker,
        value=_percentage(text, figure["column"]),
    )


def _complement(row: Row, intake: Intake) -> tuple[Reading, ...]:
    """The file gives homes rated good or outstanding; what is left of 100 is rated lower."""
    settings = intake.source.settings
    if row["indicator"].strip() != settings["indicator"]:
        raise unknown_word("indicator", row["indicator"], [settings["indicator"]])
    day = month_snapshot(row["month"], "month")
    if row["area"].strip() == settings["nation"]:
        return ()
    council = intake.council_by_code(row, "area", day)
    text, flag = without_flags(row["value"])
    if mark := standing_alone(text):
        return (
            intake.reading(
                council=council,
                measure_id=settings["measure"],
                period=(day, day),
                status=mark.status,
                marker=mark.marker,
            ),
        )
    status, marker = (flag.status, flag.marker) if flag else (Status.OK, "")
    return (
        intake.reading(
            council=council,
            measure_id=settings["measure"],
            period=(day, day),
            status=status,
            marker=marker,
            value=Decimal(100) - _percentage(text, "value"),
            value_is_rounded=True,
        ),
    )


def _percentage(text: str, column: str) -> Decimal:
    value = decimal_number(text, column)
    if value > 100:
        raise Fault(column, found=quoted(text), expected="a percentage of at most 100", next_step="Ask the publisher.")
    return value
