"""A copy of the current ratings that Excel opens without damage: codes stay text, numbers stay numbers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pressure.document.dictionary import column_types
from pressure.document.values import moment
from pressure.domain.moments import day_of
from pressure.ingest.workbooks.write import Sheet, workbook
from pressure.publish.files.csv_text import cell
from pressure.publish.files.ratings_rows import RATINGS, rating_row
from pressure.publish.release_inputs import ReleaseInputs
from pressure.publish.workbooks.about import columns_said
from pressure.release.draft import ReleaseDraft
from pressure.words import data as words

NAME = "ratings.xlsx"


def add(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    """The newest rating of every council there is now, and a sheet that says what is not in it."""
    path, day = f"data/{inputs.csv_name(NAME)}", day_of(inputs.release.published_at)
    present = [(c, row) for c in inputs.councils if (row := inputs.current.get(c.code)) and c.existed_on(day)]
    made_from = [inputs.release.id, [(c.name, row.id) for c, row in present], inputs.address]
    draft.put(
        path,
        made_from,
        lambda: (_made(present, inputs), len(present)),
    )


def _made(present: list[tuple[Any, Any]], inputs: ReleaseInputs) -> bytes:
    return workbook(
        [_ratings(present, inputs.release.published_at), _about(inputs, len(present))],
        title=words.package_title(demonstration=inputs.demonstration),
        created=inputs.release.published_at,
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


def _about(inputs: ReleaseInputs, count: int) -> Sheet:
    published = moment(inputs.release.published_at) or ""
    said = words.about_workbook(
        count=count,
        release_id=inputs.release.id,
        published_at=published,
        here=f"{inputs.address}{inputs.base}",
        demonstration=inputs.demonstration,
    )
    return columns_said(said, "ratings.csv")
