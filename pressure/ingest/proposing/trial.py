"""A file tried against the description that it seems to need: nothing is stored."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from pressure.domain.councils import Councils
from pressure.domain.rulebook import Rulebook
from pressure.ingest.proposing.describing import CHOOSE, as_yaml, described, in_words, measure_columns
from pressure.ingest.proposing.looking import Seen, seen
from pressure.ingest.read import read_file
from pressure.ingest.report import FileAccount, FileRefused
from pressure.ingest.source import TableLayout
from pressure.ingest.sources import load_source
from pressure.ingest.table_file import TableFile
from pressure.ingest.workbooks import accept
from pressure.ingest.workbooks.limits import Limits

ANY = TableLayout(id="any table", formats=("csv", "xlsx", "ods"), encoding="cp1252", columns={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What a file seems to be. `account` is what its description would take, with any measure in the place of one not
    chosen; `unchosen` are the columns whose measure somebody has to say."""

    text: str
    lines: tuple[str, ...]
    account: FileAccount
    unchosen: tuple[str, ...]


def tried(
    data: bytes,
    name: str,
    *,
    councils: Councils,
    book: Rulebook,
    at: datetime,
    limits: Limits,
    measures: Mapping[str, str],
    periods: Mapping[str, tuple[date, date]],
) -> Tried:
    """The description that a file seems to need and what it would take. Raises FileRefused, BadSource."""
    safe = accept.safe(ANY, data, name=name, limits=limits)
    found = _found(TableFile(name=name, data=data, safe=safe), councils, at.date())
    encoding = "workbook" if safe.format != "csv" else "cp1252" if "1252" in safe.encoding else "utf-8"
    description = described(found, name, kind=safe.format, encoding=encoding, measures=measures)
    columns = measure_columns(description)
    if unknown := sorted(set(measures) - {"", *columns}):
        raise FileRefused(
            file=name,
            found=f"no column of numbers called {', '.join(unknown)}",
            expected=f"one of {', '.join(columns)}",
            next_step="choose one of these for --measure",
        )
    if not columns:
        raise FileRefused(
            file=name,
            found="councils, and no column of numbers beside them",
            expected="at least one",
            next_step="look whether this is the table with the figures",
        )
    text = as_yaml(description)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tried.yaml"
        path.write_text(_with_any(text, book), encoding="utf-8")
        source = replace(load_source(path), periods={**_any_period(description, at.date()), **periods})
        account = read_file(
            source,
            data,
            name=name,
            councils=councils,
            book=book,
            today=at.date(),
            recorded_at=at,
            limits=limits,
        )
    unchosen = tuple(c for c in columns if c not in measures and "" not in measures)
    return Tried(text=text, lines=tuple(in_words(found, councils)), account=account, unchosen=unchosen)


def _with_any(text: str, book: Rulebook) -> str:
    """With a measure of the rules, another each time, in the place of those not chosen."""
    for measure_id in (*(c.id for c in book.context), *(m.id for m in book.measures)):
        text = text.replace(f"measure: {CHOOSE}", f"measure: {measure_id}", 1)
    return text


def _any_period(description: Mapping[str, object], today: date) -> dict[str, tuple[date, date]]:
    """To try a file that does not say its period; never kept."""
    return {"": (today, today)} if "asked: true" in as_yaml(description) else {}


def _found(file: TableFile, councils: Councils, today: date) -> Seen:
    sheets = {"": list(file.lines())} if file.safe.format == "csv" else file.sheets(*file.sheet_names())
    each = [found for sheet, lines in sheets.items() if (found := seen(sheet, lines, councils, today))]
    if not each:
        raise FileRefused(
            file=file.name,
            found="no column and no row of titles that names councils"
            + (f" in {', '.join(sheets)}" if any(sheets) else ""),
            expected="three councils or more, by code or by name as the list of councils has them",
            next_step="look whether this is a table by council; `data/councils.csv` has codes, names and other names",
        )
    return max(each, key=lambda found: found.councils)
