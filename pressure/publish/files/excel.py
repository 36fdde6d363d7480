"""A copy of the current ratings that Excel opens without damage: codes stay text, numbers stay numbers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pressure.document.dictionary import column_types, dictionary
from pressure.document.values import moment
from pressure.domain.moments import day_of
from pressure.ingest.workbooks.write import Sheet, workbook
from pressure.publish.facts import Facts
from pressure.publish.files.csv_text import cell
from pressure.publish.files.ratings_rows import RATINGS, rating_row
from pressure.release.draft import ReleaseDraft
from pressure.words import data as words

NAME = "ratings.xlsx"


def add(draft: ReleaseDraft, facts: Facts) -> None:
    """The newest rating of every council there is now, and a sheet that says what is not in it."""
    path, day = f"data/{facts.csv_name(NAME)}", day_of(facts.release.published_at)
    present = [(c, row) for c in facts.councils if (row := facts.current.get(c.code)) and c.existed_on(day)]
    inputs = [facts.release.id, [(c.name, row.id) for c, row in present], facts.address]
    draft.put(
        path,
        inputs,
        lambda: (_made(present, facts), len(present)),
    )


def _made(present: list[tuple[Any, Any]], facts: Facts) -> bytes:
    return workbook(
        [_ratings(present, facts.release.published_at), _about(facts, len(present))],
        title=words.package_title(demonstration=facts.demonstration),
        created=facts.release.published_at,
    )


def _ratings(present: list[tuple[Any, Any]], until: datetime) -> Sheet:
    rows: list[Mapping[str, object]] = [rating_row(row, council, None, until) for council, row in present]
    return Sheet(
        "ratings",
        [RATINGS, *([_cell(name, row[name]) for name in RATINGS] for row in rows)],
        [24 if name == "council_name" else 16 for name in RATINGS],
        header=0,
    )


def _cell(name: str, value: Any) -> str | int | float:
    """A whole number is one for Excel, also where we keep it as text."""
    return int(value) if value is not None and column_types()[name] == "integer" else cell(value)


def _about(facts: Facts, count: int) -> Sheet:
    published = moment(facts.release.published_at) or ""
    said = words.about_workbook(
        count=count,
        release_id=facts.release.id,
        published_at=published,
        here=f"{facts.address}{facts.base}",
        demonstration=facts.demonstration,
    )
    columns = [(c.name, words.TYPES[c.type], c.description) for c in dictionary()["ratings.csv"].columns]
    rows = [*((line,) for line in said), ("",), ("Column", "Holds", "Meaning"), *columns]
    return Sheet("about", rows, (26, 16, 90), header=len(said) + 1)
