"""`/areas/{code}/history.xlsx`: every level of an area's councils since the first publication, and each Sunday of a
year, for whoever works in Excel. The rows are those of level_runs.csv and levels_by_week.csv of the same release, read
from them, with name, level and since first. Nothing in it grows from day to day, so that it stays the same file until a
level of its councils changes or another Sunday is over."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial

from pressure.document.dictionary import column_types, columns_of
from pressure.document.rows import RunRow, WeekRow
from pressure.domain.areas import Area
from pressure.domain.councils import Council
from pressure.domain.moments import day_of
from pressure.ingest.workbooks.write import EPOCH, Cell, Sheet, workbook
from pressure.publish.files.documents import areas
from pressure.publish.release_inputs import ReleaseInputs
from pressure.publish.workbooks.about import columns_said
from pressure.release.blobs import digest_of
from pressure.release.draft import ReleaseDraft
from pressure.release.site import kept_as
from pressure.words import data as words

NAME = "history.xlsx"
YEAR = timedelta(weeks=52)
FIRST, FIRST_OF_WEEK = ("council_name", "level", "since"), ("council_name", "level_published", "week_ending")
LEVELS = (*FIRST, *(c for c in columns_of(RunRow) if c not in FIRST), "nation", "region")
WEEKS = (*FIRST_OF_WEEK, *(c for c in columns_of(WeekRow) if c not in FIRST_OF_WEEK))
GROWS = ("last_day", "days")
"""What changes every day while a run goes on."""
READ: Mapping[str, Callable[[str], Cell]] = {
    "integer": int,
    "number": float,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
}
Row = dict[str, str]
ByCouncil = dict[str, list[Row]]


def add(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    """A workbook of every nation and region of the track, from the tables in the draft."""
    runs = _by_council(_last(draft, f"data/{inputs.csv_name('level_runs.csv')}"))
    weeks = _by_council(_of_a_year(_last(draft, f"data/{inputs.csv_name('levels_by_week.csv')}", YEAR)))
    day = day_of(inputs.release.published_at)
    for area in areas(inputs):
        members = [c for c in inputs.councils if area.code in (c.region_code, c.nation_code)]
        own = sorted((c for c in members if c.code in runs or c.existed_on(day)), key=lambda c: c.name)
        _add(draft, inputs, area, own, runs, weeks)


def _add(
    draft: ReleaseDraft, inputs: ReleaseInputs, area: Area, own: Sequence[Council], runs: ByCouncil, weeks: ByCouncil
) -> None:
    levels = [row for c in own for row in _levels(c, runs.get(c.code, []))]
    year = [row for c in own for row in weeks.get(c.code, [])]
    said = words.about_area(
        area.name,
        levels=len(levels),
        weeks=len(year),
        here=f"{inputs.address}{inputs.base}",
        demonstration=inputs.demonstration,
    )
    none = inputs.book.no_level.name
    sheets = [
        _sheet("levels", LEVELS, levels, none),
        _sheet("weeks", WEEKS, year, none),
        columns_said(said, "level_runs.csv", "levels_by_week.csv"),
    ]
    title = words.area_title(area.name, demonstration=inputs.demonstration)
    draft.put_page(
        f"areas/{area.code}/{inputs.csv_name(NAME)}",
        digest_of(repr([title, sheets]).encode()),
        partial,
        workbook,
        sheets,
        title=title,
        created=_newest(levels),
    )


def _last(draft: ReleaseDraft, path: str, back: timedelta | None = None) -> list[Row]:
    """The rows of a table of the draft; of a long one the last parts, as far as they hold the time asked for."""
    if path not in draft.files:
        return []
    head, *parts = kept_as(draft.files[path])
    columns = next(csv.reader([draft.read(head).decode()]))
    rows: list[Row] = []
    for digest in reversed(parts):
        rows = [*csv.DictReader(io.StringIO(draft.read(digest).decode()), columns), *rows]
        if back and date.fromisoformat(rows[-1]["week_ending"]) - date.fromisoformat(rows[0]["week_ending"]) > back:
            break
    return rows


def _of_a_year(rows: list[Row]) -> list[Row]:
    """The newest Sunday, and the 52 before it."""
    first = (date.fromisoformat(rows[-1]["week_ending"]) - YEAR).isoformat() if rows else ""
    return [row for row in rows if row["week_ending"] >= first]


def _by_council(rows: Iterable[Row]) -> ByCouncil:
    found: ByCouncil = {}
    for row in rows:
        found.setdefault(row["council_code"], []).append(row)
    return found


def _levels(council: Council, runs: Sequence[Row]) -> list[Row]:
    """A council's runs, newest first; of one that was never rated a row that says so."""
    place = {"nation": council.nation, "region": council.region}
    if not runs:
        never = {"council_code": council.code, "council_name": council.name, "since": words.NEVER, "ended": "no"}
        return [{**dict.fromkeys(LEVELS, ""), **never, **place}]
    return [{**row, **place} for row in reversed(runs)]


def _sheet(name: str, columns: Sequence[str], rows: Sequence[Row], none: str) -> Sheet:
    cells = [tuple(_cell(column, row, none) for column in columns) for row in rows]
    widths = [24 if column == "council_name" else 18 if column in FIRST else 14 for column in columns]
    return Sheet(name, [tuple(columns), *cells], widths, header=0, beside=1)


def _cell(column: str, row: Row, none: str) -> Cell:
    """A number, a day or a moment as what it is; what is not there in words."""
    if column in GROWS and row["ended"] == "no":
        return words.GOES_ON
    if (text := row[column]) in {"", words.NEVER}:
        return text or (none if column in {"level", "level_published"} else words.UNKNOWN)
    return READ.get(column_types()[column], str)(text)


def _newest(levels: Sequence[Row]) -> datetime:
    """When the newest level in it began: a clock would make other bytes of the same rows."""
    began = [datetime.fromisoformat(row["since"]) for row in levels if row["since"] != words.NEVER]
    return max(began, default=EPOCH.replace(tzinfo=UTC))
