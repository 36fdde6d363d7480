"""The sources we read, each described by one file in `data/sources/`. Adding a source starts there."""

from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from pressure.domain.measures import Cadence
from pressure.ingest.publisher import Fetch
from pressure.ingest.raised import RaisedLimits
from pressure.ingest.readers.ascof import Ascof
from pressure.ingest.readers.cqc import Cqc
from pressure.ingest.readers.national_survey import NationalSurvey
from pressure.ingest.readers.table.reader import Tables
from pressure.ingest.readers.weekly_return import WeeklyReturn
from pressure.ingest.source import Reader, Source
from pressure.rules.files import DataFileError, first_fault, parsed

READERS: dict[str, type[Reader]] = {
    "ascof": Ascof,
    "cqc": Cqc,
    "national_survey": NationalSurvey,
    "table": Tables,
    "weekly_return": WeeklyReturn,
}


def _listed(given: Any) -> Any:
    return [given] if isinstance(given, str) else given


Shipped = Annotated[tuple[str, ...], BeforeValidator(_listed)]
"""One file, or several, the oldest first."""


class _SourceFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: str
    family: Literal["waiting_list", "provider_capacity", "life_and_limb", "all"]
    publisher: str
    licence: str
    url: str
    cadence: Cadence
    formats: tuple[Literal["csv", "xlsx", "ods"], ...]
    encoding: Literal["utf-8", "cp1252", "workbook", "utf-8 or words"]
    reader: str
    columns: dict[str, tuple[str, ...]] = {}
    may_have: dict[str, tuple[str, ...]] = {}
    optional_columns: tuple[str, ...] = ()
    extra_columns: Literal["refuse", "ignore"] = "refuse"
    shipped: Shipped = ()
    from_council: bool = False
    no_council: tuple[str, ...] = ()
    settings: dict[str, Any] = {}
    fetch: Fetch | None = None
    limits: RaisedLimits = RaisedLimits()


class BadSource(DataFileError):
    """A source description that cannot be used, and where."""

    needed = "a source needs"
    next_step = "correct the file and load again"


@lru_cache(maxsize=64)
def load_source(path: Path) -> Source:
    """One source description, checked. Raises BadSource."""
    try:
        raw = _SourceFile.model_validate(parsed(path.name, path.read_bytes(), BadSource))
    except ValidationError as error:
        raise BadSource(path.name, *first_fault(error)) from error
    kind = READERS.get(raw.reader)
    if kind is None:
        raise BadSource(path.name, "reader", repr(raw.reader), "one of " + ", ".join(sorted(READERS)))
    fields = raw.model_dump(exclude={"reader", "extra_columns", "settings", "fetch", "limits"})
    return Source(
        id=path.stem,
        reader=_reader(path.name, kind, raw.settings),
        ignores_extra_columns=raw.extra_columns == "ignore",
        fetch=raw.fetch,
        limits=raw.limits,
        publications=path.parent.parent / "publications",
        **fields,
    )


def check_measures(described: Source, known: Collection[str]) -> None:
    """Every measure that the description names must be one of the rules'. Raises BadSource."""
    _reader(f"{described.id}.yaml", type(described.reader), described.reader.model_dump(), known)


def all_sources(folder: Path) -> tuple[Source, ...]:
    """Every source that the folder describes, by id."""
    return tuple(load_source(path) for path in sorted(folder.glob("*.yaml")))


def source(source_id: str, folder: Path) -> Source:
    """One source by its id; the message of the error lists the ids there are."""
    known = sorted(path.stem for path in folder.glob("*.yaml"))
    if source_id not in known:
        raise KeyError(f"no source is called {source_id!r}; there are: {', '.join(known)}")
    return load_source(folder / f"{source_id}.yaml")


def _reader(file: str, kind: type[Reader], given: dict[str, Any], known: Collection[str] | None = None) -> Reader:
    try:
        return kind.model_validate(given, context=known)
    except ValidationError as error:
        raise BadSource(file, *first_fault(error, "settings")) from error
