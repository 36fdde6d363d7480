"""The period of a figure: said in a cell, above the table, on the cover, in the file's name, or asked for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from pressure.ingest.fetch.periods import periods_named
from pressure.ingest.given import digest
from pressure.ingest.intake import Intake
from pressure.ingest.periods import a_month, financial_year, iso_day
from pressure.ingest.readers.table.description import FigureRule, Form, PeriodRule, Table
from pressure.ingest.readers.table.finding import Laid, Line, plain
from pressure.ingest.report import FileRefused, RowRejected, quoted
from pressure.ingest.table_file import TableFile

Period = tuple[date, date]
WEDNESDAY = 2


def period_of(text: str, form: Form, column: str) -> Period:
    """A period as a publisher writes it: its first and last day. Raises RowRejected."""
    if form in ("financial_year", "day_or_financial_year", "any") and (year := financial_year(text)):
        return year
    if form == "financial_year":
        raise RowRejected(column, found=quoted(text), expected="a year such as 2024-25", next_step="Check the year.")
    if form in ("day", "day_or_financial_year"):
        day = iso_day(text, column)
        return day, day
    if form == "any" and (only := _a_day(text, column)):
        return only, only
    first, last = a_month(text, column)
    if form == "first_of_month":
        return first, first
    if form == "third_wednesday":
        day = first + timedelta(days=(WEDNESDAY - first.weekday()) % 7 + 14)
        return day, day
    return first, last


def _a_day(text: str, column: str) -> date | None:
    try:
        return iso_day(text, column)
    except RowRejected:
        return None


@dataclass
class Periods:
    """The periods of one file's figures. Those that hold for the whole file are found once."""

    laid: Laid
    file: TableFile
    intake: Intake
    _whole: dict[int, Period] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for rule in self.laid.table.periods:
            if not rule.column and id(rule) not in self._whole:
                self._whole[id(rule)] = self._of_the_file(rule)

    def of(self, figure: FigureRule, cells: dict[str, str]) -> Period:
        """The period of a figure of one row. Raises RowRejected."""
        rule = figure.period or self.laid.table.period
        assert rule is not None  # a law of the description
        if rule.column:
            return period_of(cells[rule.column].strip(), rule.form, rule.column)
        return self._whole[id(rule)]

    def _of_the_file(self, rule: PeriodRule) -> Period:
        if rule.label:
            return self._beside(rule)
        if rule.file_name:
            return self._named(rule, "file", self.file.name)
        if rule.sheet_name:
            return self._named(rule, "sheet", self.laid.sheet)
        return self._asked(rule)

    def _beside(self, rule: PeriodRule) -> Period:
        lines: Iterable[Line] = self.laid.above
        if rule.sheet and self.file.safe.format != "csv":
            lines = self.file.sheets(rule.sheet)[rule.sheet]
        wanted = plain(rule.label).rstrip(":").casefold()
        for number, cells in lines:
            for place, cell in enumerate(cells):
                if plain(cell).rstrip(":").casefold() == wanted:
                    said = next((c.strip() for c in cells[place + 1 :] if c.strip()), "")
                    return self._read(said, rule, number)
        raise self._refused(f"no {quoted(rule.label)}", "a cell that says its period")

    def _named(self, rule: PeriodRule, what: str, name: str) -> Period:
        named = periods_named(name)
        if given := self.intake.source.periods.get(""):
            return given
        if len(named) != 1:
            raise self._refused(
                f"a {what} called {quoted(name)}, which names {'several' if named else 'no'} periods",
                "one period in its name",
                "load it again with --period and its period, such as --period 2024-25",
            )
        (end,) = named
        year = financial_year(f"{end.year - 1} to {end.year}")
        if rule.form == "financial_year":
            assert year is not None
            return year
        return period_of(end.strftime("%Y-%m"), rule.form, "")

    def _asked(self, rule: PeriodRule) -> Period:
        name = self._name_of(rule)
        given = self.intake.source.periods.get(name) or self.intake.source.periods.get("")
        if given:
            return given
        ours = rule.known.get(digest(self.file.data))
        if ours:
            return ours
        names = list(dict.fromkeys(self._name_of(r) for r in self.laid.table.periods if r.asked))
        options = " ".join(f"--period {name}=2025-26" if name else "--period 2025-26" for name in names)
        raise self._refused(
            "a file that does not say its period" + (f" ({', '.join(names)})" if names != [""] else ""),
            "the period from whoever loads it: no year is assumed",
            f"find it where the file was published and load it again with its own, as in {options}",
        )

    def _name_of(self, rule: PeriodRule) -> str:
        """What an asked period is of: a figure's column, or the whole table."""
        table: Table = self.laid.table
        return next((f.numerator or f.value for f in table.figures if f.period is rule), "")

    def _read(self, text: str, rule: PeriodRule, row: int) -> Period:
        try:
            return period_of(text, rule.form, rule.label)
        except RowRejected as fault:
            raise FileRefused(
                file=self.file.name,
                row=row,
                found=fault.found,
                expected=fault.expected,
                next_step="check whether the publisher has changed the file",
            ) from fault

    def _refused(self, found: str, expected: str, step: str = "check that the right file was chosen") -> FileRefused:
        return FileRefused(file=self.file.name, found=found, expected=expected, next_step=step)
