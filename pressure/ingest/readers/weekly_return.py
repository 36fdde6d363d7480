"""The weekly return: one row a measure, sent by the council itself."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from difflib import get_close_matches
from functools import partial

from pressure.domain.calendar import period_start, week_ending
from pressure.domain.councils import Council, Match
from pressure.domain.measures import Asked, Cadence, Measure, Unit
from pressure.domain.readings import REGISTER_CONFIRMED, Reading, Status
from pressure.domain.rulebook import Rulebook
from pressure.ingest import doubles
from pressure.ingest.columns import one_of
from pressure.ingest.intake import Intake
from pressure.ingest.readers import left_out, return_figures, shares
from pressure.ingest.readers.layout.rows import rows
from pressure.ingest.report import RowRejected, quoted
from pressure.ingest.returns.days import day_of
from pressure.ingest.returns.folding import fold
from pressure.ingest.returns.names import by_name, rows_asked
from pressure.ingest.source import MeasureId, Reader
from pressure.ingest.table_file import TableFile
from pressure.ingest.tables import Row

WITH_FIGURE = ("ok", "provisional")
WITHOUT_FIGURE = ("not_submitted", "not_applicable")
LONG_GONE = timedelta(days=3 * 365)
"""Councils send two years of weeks when they begin; older ones are likelier to be a slip of the year."""
_MARKERS = {"ok": "", "provisional": "[p]", "not_submitted": "[x]", "not_applicable": "[z]"}


class WeeklyReturn(Reader):
    """`decimal_counts` are daily averages and hours, and may carry decimals; of each of `shares` the denominator is
    the count of another measure in the same week, which is not asked twice."""

    decimal_counts: frozenset[MeasureId]
    shares: dict[MeasureId, MeasureId]

    def read(self, file: TableFile, intake: Intake) -> None:
        named: left_out.Named = defaultdict(set)
        names = by_name(intake.book)
        intake.each(rows(file, intake), partial(self._row, named, names))
        doubles.settle(intake)
        for share, whole in self.shares.items():
            shares.settle(intake, share, whole)
        left_out.tell(intake, named)

    def _row(self, named: left_out.Named, names: Mapping[str, str], row: Row, intake: Intake) -> tuple[Reading, ...]:
        """One figure for one week. Raises RowRejected or RowHeld."""
        week_ending = _week_ending(row, intake)
        council = _council(row, week_ending, intake)
        _warn_of_a_year_long_gone(row, week_ending, intake)
        measure_id = _measure(row, names, intake)
        named[council.code, week_ending].add(measure_id)
        measure = intake.measures.get(measure_id)
        status = _status(row, measure)
        said: return_figures.Figures = {"status": Status(status), "marker": _MARKERS[status]}
        if status in WITHOUT_FIGURE:
            _no_figures(row, status)
        else:
            said |= self._figures(row, measure_id, council, week_ending, intake)
        period, cadence = (week_ending - timedelta(days=6), week_ending), Cadence.WEEKLY
        if measure is not None and measure.asked is Asked.BLOCK:
            _ends_a_block(week_ending, intake.book)
            period = (period_start(intake.book.calendar, measure, week_ending), week_ending)
            cadence = Cadence.FOUR_WEEKLY
        said["row"] = row.number
        return (intake.reading(council=council, measure_id=measure_id, period=period, cadence=cadence, **said),)

    def _figures(
        self, row: Row, measure_id: str, council: Council, week_ending: date, intake: Intake
    ) -> return_figures.Figures:
        if measure_id == REGISTER_CONFIRMED:
            return return_figures.confirmation(row)
        if measure_id in intake.items:
            return return_figures.answer(row)
        measure = intake.measures.get(measure_id)
        if measure_id in self.shares:
            return return_figures.part(row)
        if measure is not None and measure.unit is Unit.PERCENT:
            return return_figures.percent(row, decimals=measure_id in self.decimal_counts)
        if measure is not None:
            decimals = measure_id in self.decimal_counts
            adults = return_figures.adults_of(council, measure_id, week_ending, intake)
            ways = measure.how_we_looked
            return return_figures.per_100k(row, adults, council, intake, decimals=decimals, ways=ways)
        return return_figures.context(row, intake.context[measure_id])


def _week_ending(row: Row, intake: Intake) -> date:
    (day, written), today = day_of(row["week_ending"], "week_ending"), intake.today
    if day != week_ending(day):
        raise RowRejected(
            "week_ending",
            found=f"{quoted(written) + ', ' if written else ''}{day.isoformat()}, a {day:%A}",
            expected="a Sunday",
            next_step=f"If the week to Sunday {week_ending(day):%-d %B} is meant, write {week_ending(day)} instead.",
        )
    if day > today:
        raise RowRejected(
            "week_ending",
            found=f"{day.isoformat()}, which has not come yet",
            expected=f"a week that ended on or before {today.isoformat()}",
            next_step="Correct the date.",
        )
    if written:
        intake.warn(
            row.number,
            row.name_of("week_ending"),
            found=f"{quoted(written)}",
            expected="year-month-day",
            next_step="Accepted: it can be one Sunday alone, with the day before the month.",
        )
    return day


def _council(row: Row, on: date, intake: Intake) -> Council:
    """By its code, or by its exact name where one council has it. A mapping is for those that confirmed it."""
    said = row["council_code"].strip()
    match = intake.councils.by_code(said, on) if said else Match(None, "no council code")
    if match.council is None and said and not any(letter.isdigit() for letter in said):
        match = intake.councils.by_name(said, on)
    council = intake.council(row, "council_code", match)
    own = {mapping.council_code for mapping in intake.read_through}
    if own and council.code not in own:
        raise RowRejected(
            "council_code",
            found=f"{council.name} ({council.code})",
            expected=f"a council that has confirmed this layout: {', '.join(sorted(own))}",
            next_step="Take the row out, or let somebody of that council confirm the layout.",
        )
    return council


def _warn_of_a_year_long_gone(row: Row, ended: date, intake: Intake) -> None:
    """A year mistyped: it is accepted, for weeks sent late are welcome, and is said."""
    expected = week_ending(intake.today) - timedelta(days=7)
    if expected - ended > LONG_GONE:
        intake.warn(
            row.number,
            "week_ending",
            found=f"{ended.isoformat()}, {(expected - ended).days // 365} years before the week expected",
            expected=f"a week such as {expected.isoformat()}",
            next_step="Accepted. If the year is a slip, withdraw this load and send the right one.",
        )


def _ends_a_block(week_ending: date, book: Rulebook) -> None:
    blocks = book.calendar.blocks
    if blocks is not None and not blocks.ends(week_ending):
        raise RowRejected(
            "week_ending",
            found=f"{week_ending.isoformat()}, which ends no block of {blocks.weeks} weeks",
            expected="the last Sunday of a block, for a figure that is sent once a block",
            next_step=f"Use {blocks.due(week_ending).isoformat()}, for the block that ended then.",
        )


def _measure(row: Row, names: Mapping[str, str], intake: Intake) -> str:
    """By its id, or by a title that is published of it alone."""
    book, said = intake.book, row["measure_id"].strip()
    if said in book.retired:
        raise RowRejected(
            "measure_id",
            found=f"{quoted(said)}, which is asked for no more",
            expected=f"{book.retired[said]}, which took its place",
            next_step="Leave the row out, and send the other. The template has it.",
        )
    if (known := names.get(fold(said))) is not None:
        return known
    near = get_close_matches(fold(said), names, n=6, cutoff=0.3)
    nearest = list(dict.fromkeys(names[name] for name in near))[:3] or sorted(rows_asked(book))[:3]
    raise RowRejected(
        "measure_id",
        found=quoted(said),
        expected=f"a measure we know; the nearest are {', '.join(nearest)}",
        next_step="Write its id or its title on the method page, or start again from the template.",
    )


def _status(row: Row, measure: Measure | None) -> str:
    status = fold(row["status"]).replace(" ", "_")
    if status == "suppressed":
        raise RowRejected(
            "status",
            found="a figure marked suppressed",
            expected="the figure, or not_submitted",
            next_step="Send the exact figure: it is rounded before anything is worked out, and nobody sees it."
            if measure
            else "Send the exact figure, or not_submitted.",
        )
    if status == "not_applicable" and measure is not None and not measure.may_not_apply:
        raise RowRejected(
            "status",
            found=f"{measure.id} said not to apply",
            expected="a figure, or not_submitted: every council counts this",
            next_step="Send 0 if there was nothing to count, or not_submitted when there is no figure.",
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
