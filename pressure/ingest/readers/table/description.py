"""What a source's description says of its tables. Nothing here is code of a publisher: a new file needs words only."""

import re
from collections import Counter
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pressure.domain.lawful import BrokenLawError
from pressure.domain.readings import Status
from pressure.ingest.publisher import Pattern
from pressure.ingest.source import MeasureId

Words = tuple[str, ...]
Form = Literal[
    "month",
    "first_of_month",
    "third_wednesday",
    "day",
    "financial_year",
    "day_or_financial_year",
    "any",
]
"""How a period is written: a month whole, as a count on its first day or on its third Wednesday; a day; a year from
April to March; one of these, whichever it is."""


class _Described(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PeriodRule(_Described):
    """Where the period stands: in a column, beside a label above the header or on another sheet, in the name of the
    file or of a long sheet, or nowhere. Then it is `asked` of whoever loads the file, but for files known by their
    sha256 (`known`)."""

    column: str = ""
    label: str = ""
    sheet: str = ""
    file_name: bool = False
    sheet_name: bool = False
    asked: bool = False
    known: dict[str, tuple[date, date]] = {}
    form: Form = "any"

    @model_validator(mode="after")
    def _one_place(self) -> "PeriodRule":
        places = [bool(self.column), bool(self.label), self.file_name, self.sheet_name, self.asked]
        if sum(places) != 1:
            found = "none" if not any(places) else "several"
            raise BrokenLawError("", found, "one of column, label, file_name, sheet_name or asked")
        return self


class AreaRule(_Described):
    """Which column is the area and how it is named. `pattern` takes its first group out of a longer text, `or_code` is
    a second code where the first is that of a council that ended, `leave_out` are patterns of rows for no council
    (totals, other nations), `whole` gives the codes of whole nations or regions by the text, and `serves` the councils
    of an area that is no council: each is given the area's figure, out of the adults of them all."""

    column: str = "area"
    by: Literal["code", "name"] = "code"
    pattern: Pattern = ""
    or_code: str = ""
    name: str = ""
    leave_out: tuple[Pattern, ...] = ()
    leave_out_if: dict[str, tuple[Pattern, ...]] = {}
    whole: dict[str, str] = {}
    serves: dict[str, tuple[str, ...]] = {}


class FigureRule(_Described):
    """One figure of a row: a count (`numerator`) out of a column or of the adults, or a `value`.

    `per_day` divides a count by the days of its period. A value may be the share of another column (`over`); it is
    multiplied by `times` or taken from `rest_of`, is at most `most`, and has so many `places`. `coverage` is the column
    with the share that is covered, 0 to 1. Where the number in `base` is below `least_base` the figure is of too few to
    say anything, and is withheld. `only` are the words of the cells that the row must have for this measure. `words`
    are patterns of texts that stand in place of a figure, and what they say of it; one to `leave_out` says nothing."""

    measure: MeasureId
    numerator: str = ""
    denominator: str = ""
    value: str = ""
    over: str = ""
    decimals: bool = False
    per_day: bool = False
    times: int = 1
    rest_of: int | None = None
    most: int | None = None
    places: int | None = Field(default=None, ge=0, le=4)
    coverage: str = ""
    base: str = ""
    least_base: float = 0
    rounded: bool = False
    status: Literal[Status.OK, Status.ESTIMATED, Status.PROVISIONAL] = Status.OK
    words: dict[Pattern, Status | Literal["leave_out"]] = {}
    only: dict[str, Words] = {}
    period: PeriodRule | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> "FigureRule":
        if bool(self.numerator) == bool(self.value):
            raise BrokenLawError("", "both" if self.value else "neither", "either numerator or value")
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it is made of."""
        below = "" if self.denominator == ADULTS else self.denominator
        return tuple(c for c in (self.numerator, below, self.value, self.over, self.coverage, self.base) if c)


ADULTS = "adults"


class Wide(_Described):
    """Columns that are values of one thing: councils, years. The titles that fit `title` become rows, each with the
    named groups of the pattern as cells of their own, and the number as the cell `value`. Where one of the groups
    (`column`) says which figure it is, those alike in the others become one row, with a cell for each of `names`.
    Fewer titles than `least` are a changed file."""

    title: Pattern
    least: int = Field(default=1, gt=0)
    value: str = "value"
    column: str = ""
    names: dict[str, Words] = {}


class ByCell(_Described):
    """Rows that are figures of one thing: the cell in `column` names what the number in `value` is. Rows alike in all
    else become one, with a cell for each of `names`."""

    column: str
    value: str
    names: dict[str, Words]


class Table(_Described):
    """One layout of a source's files. A file is read by the first table whose header stands in it.

    `columns` maps our names to the titles files give; the header is found by them, in the sheets named or in any. A
    sheet too large to be held is `long`, a pattern of its whole name: it is read row by row, with these columns alone,
    and of a row that is not counted nobody asks which council it is for.
    `header: none` counts columns from 1, and `header: two rows` has a band of titles over the titles. `only` are the
    words a row must have to be counted, `known` those that other rows may have; any other word is rejected: perhaps the
    publisher has renamed it. `sums` adds rows of one area and period up."""

    sheets: Words = ()
    long: Pattern = ""
    header: Literal["found", "none", "two rows"] = "found"
    columns: dict[str, Words]
    optional_columns: Words = ()
    extra_columns: Literal["refuse", "ignore"] = "refuse"
    wide: Wide | None = None
    by_cell: ByCell | None = None
    sums: bool = False
    only: dict[str, Words] = {}
    known: dict[str, Words] = {}
    area: AreaRule
    period: PeriodRule | None = None
    figures: tuple[FigureRule, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _a_long_sheet_is_plain(self) -> "Table":
        kept = [bool(self.sheets), self.wide is not None, self.by_cell is not None, self.sums, self.header != "found"]
        if self.long and any(kept):
            raise BrokenLawError("long", "a table whose rows are looked at together", "a long table, a row a figure")
        if not self.long and any(rule.sheet_name for rule in self.periods):
            raise BrokenLawError("period", "sheet_name", "a pattern of the sheet's name under long")
        return self

    @model_validator(mode="after")
    def _columns_are_there(self) -> "Table":
        here = {*self.columns, *self._made}
        named = [
            ("area", self.area.column),
            *(("area", c) for c in (self.area.or_code, self.area.name, *self.area.leave_out_if) if c),
            *(("only", c) for c in (*self.only, *self.known)),
            *(("period", r.column) for r in self.periods if r.column),
            *((f"figures: {f.measure}", c) for f in self.figures for c in (*f.columns, *f.only)),
        ]
        for key, column in named:
            if column not in here:
                raise BrokenLawError(key, repr(column), f"one of the columns: {', '.join(sorted(here))}")
        alike = Counter((f.measure, str(f.only), str(f.period)) for f in self.figures)
        if twice := [measure for (measure, *_), count in alike.items() if count > 1]:
            raise BrokenLawError("figures", f"{twice[0]} twice", "each measure once, or with other words under only")
        if any(figure.period is None for figure in self.figures) and self.period is None:
            raise BrokenLawError("period", "nothing", "where the period stands")
        return self

    @property
    def _made(self) -> list[str]:
        """Cells that no column holds by itself."""
        wide = [*re.compile(self.wide.title).groupindex, self.wide.value] if self.wide else []
        named = [*(self.by_cell.names if self.by_cell else ()), *(self.wide.names if self.wide else ())]
        return [*wide, *named]

    @property
    def periods(self) -> list[PeriodRule]:
        return [rule for rule in (self.period, *(f.period for f in self.figures)) if rule is not None]
