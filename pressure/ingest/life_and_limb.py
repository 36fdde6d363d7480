"""Life and limb, and national context: survey figures for whole nations. Councils' own come in the weekly return."""

from datetime import date
from decimal import Decimal

from pressure.domain.readings import Reading, Status
from pressure.ingest.columns import decimal_number
from pressure.ingest.intake import Intake
from pressure.ingest.marks import standing_alone
from pressure.ingest.periods import financial_year, iso_day
from pressure.ingest.report import Held, quoted
from pressure.ingest.tables import Row

_MARKERS = {Status.ESTIMATED: "[e]", Status.PROVISIONAL: "[p]"}


def read_row(row: Row, intake: Intake) -> tuple[Reading, ...]:
    """A national figure that counts exactly what a measure of ours counts; any other line is not needed."""
    settings = intake.source.settings
    area = settings["nations"].get(row["area"].strip())
    if area is None:
        raise Held(
            "area",
            found=quoted(row["area"]),
            expected=f"one of {', '.join(settings['nations'])}",
            next_step="Held: it is not a whole nation.",
        )
    period = _period(row["date"])
    figure = settings["figures"].get(row["measure"].strip())
    if figure is None or standing_alone(row[figure["column"]]):
        return ()
    status = Status(figure["status"])
    value: Decimal = decimal_number(row[figure["column"]], figure["column"])
    return (
        intake.reading(
            area=area,
            measure_id=figure["measure"],
            period=period,
            status=status,
            marker=_MARKERS.get(status, ""),
            value=value,
            value_is_rounded=True,
        ),
    )


def _period(text: str) -> tuple[date, date]:
    """A day, or a financial year."""
    if year := financial_year(text):
        return year
    day = iso_day(text, "date")
    return day, day
