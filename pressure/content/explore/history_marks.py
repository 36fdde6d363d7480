"""What happened to a council's level besides its figures: measures signed and ended, corrections, another method."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from pressure.content.explore import history_words as words
from pressure.content.explore.explorer import Explorer
from pressure.content.explore.figures import corrected_intervals
from pressure.content.explore.finding import Listed
from pressure.document.lines import HistoryLine
from pressure.release.site import Release
from pressure.words.began import began, in_force_from
from pressure.words.dates import as_moment, short_date
from pressure.words.register import measure_title


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that happened, its kind and what is said of it."""

    at: datetime
    kind: str
    said: str


def marks(explorer: Explorer, council: Listed, release: Release) -> tuple[Mark, ...]:
    """Everything up to the release, oldest first; nothing twice on one day."""
    rows = explorer.history(council, release)
    until = as_moment(release.published_at)
    corrected = _corrected(council, release, explorer.file_name(council, "ratings.csv"))
    found = {(short_date(m.at), m.said): m for m in (*_signed(explorer, council), *corrected, *_method(rows))}
    known = (mark for mark in found.values() if until is None or mark.at <= until)
    return tuple(sorted(known, key=lambda m: (m.at, m.kind, m.said)))


def _signed(explorer: Explorer, council: Listed) -> Iterator[Mark]:
    for row in explorer.declarations(council):
        title = measure_title(row["measure_id"], explorer.book)
        start, end = in_force_from(row), as_moment(row["ended_at"])
        if start:
            yield Mark(start, words.DECLARED, words.BEGAN.format(title=title, began=began(row), area=row["area"]))
        if end:
            yield Mark(end, words.DECLARED, words.ENDED.format(title=title))


def _corrected(council: Listed, release: Release, name: str) -> Iterator[Mark]:
    for start, correction_id in corrected_intervals(release.root, release.id, f"data/{name}").get(council.code, ()):
        if at := as_moment(start):
            yield Mark(at, words.CORRECTED, words.CORRECTION.format(id=correction_id))


def _method(rows: Sequence[HistoryLine]) -> Iterator[Mark]:
    for before, after in pairwise(rows):
        at = as_moment(after["published_at"])
        if at and before.get("method_version") != after.get("method_version"):
            yield Mark(at, words.METHOD, words.METHOD_CHANGED.format(version=after.get("method_version")))
