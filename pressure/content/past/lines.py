"""What a release says of one council's past, read from its files: levels, measures, corrections and figures."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TypedDict, cast

from pressure.document.lines import DeclarationLine, HistoryLine
from pressure.release import site
from pressure.release.site import Release


class FigureLine(TypedDict):
    """A line of readings.csv: what a picture of the past needs of it."""

    measure_id: str
    period_start: str
    period_end: str
    value: str
    unit: str
    status: str
    source_id: str
    received_at: str


class CorrectionLine(TypedDict):
    """A line of corrections.csv."""

    correction_id: str
    published_at: str
    what: str


class CountingChange(TypedDict):
    """A line of counting_answers.csv, as far as it says when a figure's counting changed."""

    measure_id: str
    question: str
    told: str
    counting_changed_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Everything, each oldest first as its file has it. `sources` are the titles of sources by their ids."""

    history: tuple[HistoryLine, ...]
    declarations: tuple[DeclarationLine, ...] = ()
    corrections: tuple[CorrectionLine, ...] = ()
    figures: tuple[FigureLine, ...] = ()
    sources: dict[str, str] = field(default_factory=dict)
    counting: tuple[CountingChange, ...] = ()


def lines_of(release: Release, code: str, *, demonstration: bool) -> Lines:
    """Of a council in a release, whether invented or not; what the release has no file of is empty."""

    def path(name: str, folder: str = "data") -> str:
        return f"{folder}/{site.csv_name(name, demonstration=demonstration)}"

    history = path("history.csv", f"councils/{code}")
    return Lines(
        history=cast(tuple[HistoryLine, ...], tuple(release.rows(history)) if release.has(history) else ()),
        declarations=cast(tuple[DeclarationLine, ...], _own(release, path("declarations.csv"), code)),
        corrections=cast(tuple[CorrectionLine, ...], _own(release, path("corrections.csv"), code)),
        figures=cast(tuple[FigureLine, ...], rows_beginning(release.root, release.id, path("readings.csv"), code)),
        counting=cast(tuple[CountingChange, ...], _own(release, path("counting_answers.csv"), code)),
        sources={row["source_id"]: row["title"] for row in _rows(release, path("sources.csv"))},
    )


@lru_cache(maxsize=64)
def rows_beginning(root: Path, release_id: str, path: str, code: str, newest: int = 0) -> tuple[dict[str, str], ...]:
    """A council's lines of a file whose first column is its code; of the newest segments only, where told how many. A
    file is a header and one segment a closed year or month, by when figures came."""
    release = site.release(root, release_id)
    if not release.has(path):
        return ()
    head, *rest = site.kept_as(release.entry(path))
    first = site.read_blob(root, head)
    found = [first.partition(b"\n")[0]]
    for content in (first, *(site.read_blob(root, digest) for digest in rest[-newest:])):
        found += re.findall(rb"(?m)^%s,[^\n]*" % code.encode(), content)
    return tuple(csv.DictReader(io.StringIO(b"\n".join(found).decode())))


def _own(release: Release, path: str, code: str) -> Iterable[dict[str, str]]:
    return tuple(row for row in _rows(release, path) if row.get("council_code") == code)


def _rows(release: Release, path: str) -> list[dict[str, str]]:
    return release.rows(path) if release.has(path) else []
