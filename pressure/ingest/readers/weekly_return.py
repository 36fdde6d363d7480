"""The weekly return: one row a measure, sent by the council itself."""

from datetime import date, timedelta
from difflib import get_close_matches

from pressure.domain.calendar import week_ending
from pressure.domain.councils import Council
from pressure.domain.measures import Unit
from pressure.domain.readings import REGISTER_CONFIRMED, Reading, Status
from pressure.ingest import doubles
from pressure.ingest.columns import one_of
from pressure.ingest.intake import Intake
from pressure.ingest.periods import iso_day
from pressure.ingest.readers import return_figures
from pressure.ingest.report import RowRejected, quoted
from pressure.ingest.source import MeasureId, Reader
from pressure.ingest.table_file import TableFile
from pressure.ingest.tables import Row

WITH_FIGURE = ("ok", "provisional")
WITHOUT_FIGURE = ("not_submitted", "not_applicable")
_MARKERS = {"ok": "", "provisional": "[p]", "not_submitted": "[x]", "not_applicable": "[z]"}


class WeeklyReturn(Reader):
    """`decimal_counts` are daily averages and may carry decimals; of `parts`, each is no larger than its whole."""

    decimal_counts: frozenset[MeasureId]
    parts: dict[MeasureId, MeasureId]

    def read(self, file: TableFile, intake: Intake) -> None:
        intake.each(file.rows(intake), self._row)
        doubles.settle(intake)
        self._compare(intake)

    def _row(self, row: Row, intake: Intake) -> tuple[Reading, ...]:
        """One figure for one week. Raises RowRejected or RowHeld."""
        week_ending = _week_ending(row, intake.today)
        council = intake.council_by_code(row, "council_code", week_ending)
        measure_id = _measure(row, intake)
        status = _status(row, scored=measure_id in intake.measures)
        said: return_figures.Figures = {"status": Status(status), "marker": _MARKERS[status]}
        if status in WITHOUT_FIGURE:
            _no_figures(row, status)
        else:
            said |= self._figures(row, measure_id, council, intake)
        period = (week_ending - timedelta(days=6), week_ending)
        return (intake.reading(council=council, measure_id=measure_id, period=period, **said),)

    def _figures(self, row: Row, measure_id: str, council: Council, intake: Intake) -> return_figures.Figures:
        if measure_id == REGISTER_CONFIRMED:
            return return_figures.confirmation(row)
        unit = intake.measures.get(measure_id)
        if unit is Unit.PERCENT:
            return return_figures.percent(row)
        if unit is Unit.PER_100K:
            return return_figures.per_100k(row, council, intake, decimals=measure_id in self.decimal_counts)
        return return_figures.context(row, intake.context[measure_id])

    def _compare(self, intake: Intake) -> None:
        """A part larger than its whole, in the same council and week, is a warning (never a rejection)."""
        readings = [reading for group in intake.accepted.values() for reading in group]
        counted = {(r.council_code, r.period_end, r.measure_id): r for r in readings if r.count is not None}
        for part, whole in self.parts.items():
            for (code, week, measure_id), reading in counted.items():
                other = counted.get((code, week, whole))
                if measure_id == part and other and (reading.count or 0) > (other.count or 0):
                    intake.warn(
                        reading.row,
                        "numerator",
                        found=f"{reading.count} for {part}, more than the {other.count} for {whole} in row {other.row}",
                        expected="a part no larger than its whole",
                        next_step="Both were accepted; please check them.",
                    )


def _week_ending(row: Row, today: date) -> date:
    day = iso_day(row["week_ending"], "week_ending")
    if day != week_ending(day):
        raise RowRejected(
            "week_ending",
            found=f"{day.isoformat()}, a {day:%A}",
            expected="a Sunday",
            next_step=f"Use the Sunday the week ended on, {week_ending(day)}.",
        )
    if day > today:
        raise RowRejected(
            "week_ending",
            found=f"{day.isoformat()}, which has not come yet",
            expected=f"a week that ended on or before {today.isoformat()}",
            next_step="Correct the date.",
        )
    return day


def _measure(row: Row, intake: Intake) -> str:
    measure_id = row["measure_id"].strip()
    if intake.measures.get(measure_id) is Unit.STAGE:
        raise RowRejected(
            "measure_id",
            found=f"{quoted(measure_id)} typed in",
            expected="no row for it",
            next_step="The stage is read from the signed register of exceptional measures, never from a "
            f"return. Leave the row out, and send {REGISTER_CONFIRMED} with the value yes if the register is "
            "right.",
        )
    known = [*intake.measures, REGISTER_CONFIRMED, *intake.context]
    if measure_id in known:
        return measure_id
    nearest = get_close_matches(measure_id, known, n=3, cutoff=0.3) or sorted(known)[:3]
    raise RowRejected(
        "measure_id",
        found=quoted(measure_id),
        expected=f"a measure we know; the nearest are {', '.join(nearest)}",
        next_step="Correct the id, or start again from the template.",
    )


def _status(row: Row, *, scored: bool) -> str:
    status = row["status"].strip()
    if status == "suppressed" and scored:
        raise RowRejected(
            "status",
            found="a scored measure marked suppressed",
            expected="the exact figure",
            next_step="Send the exact figure; it is suppressed on publication.",
        )
    if status == "suppressed":
        raise RowRejected(
            "status",
            found="a figure marked suppressed",
            expected="the figure, or not_submitted",
            next_step="Send the exact figure, or not_submitted.",
        )
    return one_of(status, "status", WITH_FIGURE + WITHOUT_FIGURE, "Write ok, or not_submitted when there is no figure.")


def _no_figures(row: Row, status: str) -> None:
    for column in ("numerator", "denominator", "value"):
        if row[column].strip():
            raise RowRejected(
                column,
                found=f"{quoted(row[column])} beside the status {status}",
                expected="an empty cell",
                next_step="Take the figure out, or change the status to ok.",
            )
