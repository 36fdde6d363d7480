"""CSV as the public gets it: UTF-8, LF, ISO dates, numbers as numbers, and no cell a spreadsheet would run. A column
is written alike from the first row to the last, in every file: by the one type the dictionary gives its name."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

from pressure.document.dictionary import column_types
from pressure.document.values import DECIMAL_PLACES, moment, number

RUNS_IN_A_SPREADSHEET = ("=", "+", "-", "@", "\t", "\0")


@cache
def header(columns: tuple[str, ...]) -> bytes:
    """The first line."""
    return csv_bytes(columns, [])[0]


def body(columns: tuple[str, ...], rows: Iterable[Mapping[str, object]]) -> tuple[bytes, int]:
    """The rows without a header, and how many."""
    whole, count = csv_bytes(columns, rows)
    return whole[len(header(columns)) :], count


def csv_bytes(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> tuple[bytes, int]:
    """A whole file and its number of data rows. Every row must have every column: KeyError otherwise."""
    writers = [(name, _writer(name)) for name in columns]
    out, count = io.StringIO(), 0
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([write(row[name]) for name, write in writers])
        count += 1
    return out.getvalue().encode(), count


def line(columns: tuple[str, ...], row: Mapping[str, object]) -> str:
    """One row as it stands in a file, with its end."""
    written_so: str = _ONE_LINE.writerow([write(row[name]) for name, write in _writers(columns)])
    return written_so


@cache
def _writers(columns: tuple[str, ...]) -> tuple[tuple[str, Callable[[Any], str | int | float]], ...]:
    return tuple((name, _writer(name)) for name in columns)


class _Itself:
    """A file whose `write` returns the text, so that one line can be had from a csv.writer."""

    def write(self, text: str) -> str:
        return text


_ONE_LINE = csv.writer(_Itself(), lineterminator="\n")


def cell(value: Any) -> str | int | float:
    """One cell: nothing for unknown, ISO for times, one line for text."""
    if value is None:
        return ""
    write = _WRITERS.get(type(value))
    return write(value) if write else _text(str(value))


def decimal(value: Fraction | float | None) -> str:
    """A figure in a column of decimals: with its point also where it is whole, so that a program that has seen only
    the first rows takes the next for the same. At most four places."""
    if value is None:
        return ""
    if isinstance(value, float) and not value.is_integer():
        return str(round(value, DECIMAL_PLACES))
    written = number(Fraction(value))
    return f"{written}.0" if isinstance(written, int) else str(written)


def written(column: str, value: Any) -> str:
    """The cell of a column, as a reader of the file finds it."""
    return str(_writer(column)(value))


@cache
def _writer(column: str) -> Callable[[Any], str | int | float]:
    return _BY_TYPE.get(column_types()[column], cell)


def text(value: object) -> str:
    """The cell of a value that is never a number."""
    return str(cell(value))


@lru_cache(maxsize=4096)
def _text(value: str) -> str:
    """The same few names and days stand in most rows."""
    text = " ".join(str(value).replace("\0", " ").split())
    return f" {text}" if text.startswith(RUNS_IN_A_SPREADSHEET) else text


_WRITERS: dict[type, Callable[[Any], str | int | float]] = {
    str: _text,
    int: int,
    float: float,
    bool: lambda value: "yes" if value else "no",
    Fraction: lambda value: number(value) or 0,
    datetime: lambda value: moment(value) or "",
    date: date.isoformat,
}
_BY_TYPE: dict[str, Callable[[Any], str]] = {"number": decimal}
