"""Looks at a table that nobody has described: where councils stand in it, the header, the period, numbers and words."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from pressure.domain.councils import Councils
from pressure.ingest.columns import decimal_number
from pressure.ingest.marks import standing_alone, without_flags
from pressure.ingest.readers.table.description import Form
from pressure.ingest.readers.table.finding import Line, plain
from pressure.ingest.readers.table.when import period_of
from pressure.ingest.report import RowRejected

LEAST_COUNCILS, MOST_ABOVE, MOST_ROWS, MOST_WORDS = 3, 60, 60_000, 60
"""How many councils make a column of areas; rows over a header; rows looked at; different words of a category."""
MOSTLY, OFTEN = 0.9, 0.5
FORMS: tuple[Form, ...] = ("financial_year", "month", "day")
NUMBERED = r"(\d+) - .+"
Matched = Callable[[str], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its title and what its cells are. `kind` is area, name, period, number, words or other."""

    title: str
    kind: str
    form: Form = "any"
    words: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    decimals: bool = False
    largest: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a sheet seems to hold. `by` says how councils are named; with `wide` they are titles, and `pattern` takes
    the code out of one. `strangers` are cells that name no council, with how often."""

    sheet: str
    header_row: int
    by: str
    columns: tuple[Column, ...]
    councils: int
    wide: bool = False
    pattern: str = ""
    strangers: tuple[tuple[str, int], ...] = ()
    periods: tuple[str, ...] = ()
    repeats: bool = False
    above: tuple[str, ...] = field(default=())


def seen(sheet: str, lines: Sequence[Line], councils: Councils, today: date) -> Seen | None:
    """What is in a sheet, or None where no column and no row names councils."""
    rows = [(number, [plain(cell) for cell in cells]) for number, cells in lines[:MOST_ROWS]]
    ways = {
        "code": lambda text: _code(councils.by_code(text, today)) if text else None,
        "name": lambda text: _code(councils.by_name(text, today)) if text else None,
    }
    return _long(sheet, rows, ways) or _wide(sheet, rows, ways)


def _code(match: object) -> str | None:
    council = getattr(match, "council", None)
    if council is not None:
        return str(council.code)
    # one that ended, or began later, is a council all the same
    reason = str(getattr(match, "reason", ""))
    return reason if "ended on" in reason or "only began on" in reason else None


def _long(sheet: str, rows: Sequence[Line], ways: dict[str, Matched]) -> Seen | None:
    best: tuple[int, int, str] | None = None
    for by, matched in ways.items():
        for at in range(max((len(cells) for _, cells in rows), default=0)):
            cells = [row[at] for _, row in rows if at < len(row) and row[at]]
            own = Counter(code for cell in cells if (code := matched(cell)))
            enough = len(own) >= LEAST_COUNCILS and own.total() >= OFTEN * len(cells[1:])
            if enough and (best is None or len(own) > best[0]):
                best = (len(own), at, by)
    if best is None:
        return None
    count, at, by = best
    matched = ways[by]
    first = next(i for i, (_, row) in enumerate(rows) if at < len(row) and matched(row[at]))
    head = _head(rows[:first], at)
    if head is None:
        return None
    titles, body = rows[head][1], [row for _, row in rows[head + 1 :] if any(row)]
    columns = tuple(_column(titles, n, body, at, ways["name"]) for n in range(len(titles)))
    others = Counter(row[at] if at < len(row) else "" for row in body if at >= len(row) or not matched(row[at]))
    period = next((n for n, c in enumerate(columns) if c.kind == "period"), None)
    keys = [(row[at], row[period] if period is not None else "") for row in body if at < len(row) and matched(row[at])]
    return Seen(
        sheet=sheet,
        header_row=rows[head][0],
        by=by,
        columns=columns,
        councils=count,
        strangers=tuple(others.most_common()),
        periods=tuple(sorted({key[1] for key in keys})),
        repeats=len(set(keys)) < len(keys),
        above=tuple(cell for _, row in rows[:head] for cell in row if cell),
    )


def _head(above: Sequence[Line], at: int) -> int | None:
    """Which row over the first council is the header: the fullest without a number, the lowest of several."""
    fit = [
        i for i, (_, row) in enumerate(above[:MOST_ABOVE]) if at < len(row) and row[at] and not any(map(_number, row))
    ]
    return max(fit, key=lambda i: (sum(map(bool, above[i][1])), i), default=None)


def _wide(sheet: str, rows: Sequence[Line], ways: dict[str, Matched]) -> Seen | None:
    numbered: Matched = lambda text: (  # noqa: E731 one of three alike
        ways["code"](found[1]) if (found := re.fullmatch(NUMBERED, text)) else None
    )
    tries: list[tuple[str, str, Matched]] = [(by, "", way) for by, way in ways.items()]
    for place, (number, titles) in enumerate(rows[:MOST_ABOVE]):
        for by, pattern, matched in (*tries, ("code", NUMBERED, numbered)):
            own = [n for n, title in enumerate(titles) if title and matched(title)]
            if len({titles[n] for n in own}) < LEAST_COUNCILS:
                continue
            body = [row for _, row in rows[place + 1 :] if any(row)]
            others = [n for n, title in enumerate(titles) if n not in own and title]
            columns = tuple(_column(titles, n, body, -1, ways["name"]) for n in others if n < own[0])
            cells = [row[own[0]] for row in body if own[0] < len(row)]
            if not any(_number(cell) for cell in cells):
                continue
            return Seen(
                sheet=sheet,
                header_row=number,
                by=by,
                columns=columns,
                councils=len(own),
                wide=True,
                pattern=pattern,
                strangers=tuple((titles[n], 1) for n in others if n > own[0]),
                repeats=len(body) > 1,
            )
    return None


def _column(titles: Sequence[str], at: int, body: Sequence[Sequence[str]], area: int, named: Matched) -> Column:
    title, cells = titles[at], [row[at] for row in body if at < len(row) and row[at]]
    if at == area:
        return Column(title=title, kind="area")
    form = _form(cells)
    if form:
        return Column(title=title, kind="period", form=form)
    marks = Counter(cell for cell in cells if standing_alone(cell) and not _number(cell))
    numbers = [float(without_flags(cell)[0]) for cell in cells if _number(cell)]
    if numbers and len(numbers) + marks.total() >= OFTEN * len(cells):
        return Column(
            title=title,
            kind="number",
            marks=tuple(marks),
            decimals=any(not number.is_integer() for number in numbers),
            largest=max(numbers),
        )
    if cells and sum(named(cell) is not None for cell in cells) >= OFTEN * len(cells):
        return Column(title=title, kind="name")
    words = list(dict.fromkeys(cells))
    if 0 < len(words) <= MOST_WORDS:
        return Column(title=title, kind="words", words=tuple(words))
    return Column(title=title, kind="other")


def _form(cells: Sequence[str]) -> Form | None:
    """How most of the cells write a period; None where they are no periods."""
    some = cells[:500]
    for form in FORMS if some else ():
        if sum(_is_period(cell, form) for cell in some) >= MOSTLY * len(some):
            return form
    return None


def _is_period(text: str, form: Form) -> bool:
    try:
        period_of(text, form, "")
    except RowRejected:
        return False
    return True


def _number(text: str) -> bool:
    try:
        decimal_number(without_flags(text)[0][:20], "")
    except RowRejected:
        return False
    return True


def every_column(found: Seen, kind: str) -> Iterator[Column]:
    """Its columns of one kind."""
    return (column for column in found.columns if column.kind == kind)
