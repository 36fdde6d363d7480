"""What a source is called, who publishes it and under which licence, as the release says."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pressure.content.explore import explorer_words as words
from pressure.content.explore.explorer import of
from pressure.document.names import csv_name
from pressure.release.site import Release


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publication, or the weekly return of councils."""

    title: str
    publisher: str
    licence: str
    url: str = ""


def source(key: str, source_id: str) -> Source:
    """A source of the releases an explorer's key names, by its id. A release from before they named their sources,
    or one that has lost this one, says so where the licence stands."""
    known = _named(key).get(source_id)
    name = words.source(source_id)
    return known or Source(title=name, publisher=name, licence=words.NOT_NAMED)


@lru_cache(maxsize=4)
def _named(key: str) -> Mapping[str, Source]:
    explorer = of(key)
    invented = _rows(explorer.invented, demonstration=True) if explorer.invented else {}
    return {**invented, **_rows(explorer.release, demonstration=False)}


def _rows(release: Release, *, demonstration: bool) -> Mapping[str, Source]:
    if not release.has(path := f"data/{csv_name('sources.csv', demonstration=demonstration)}"):
        return {}
    return {
        row["source_id"]: Source(title=row["title"], publisher=row["publisher"], licence=row["licence"], url=row["url"])
        for row in release.rows(path)
    }
