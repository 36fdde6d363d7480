"""The sources we read, each described by one file in `data/sources/`. Adding a source starts there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from pressure.domain.measures import Cadence

DATA = Path(__file__).parents[2] / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One publication or return. `columns` maps our name for a column to the names files give it."""

    id: str
    title: str
    family: str
    publisher: str
    licence: str
    url: str
    cadence: Cadence
    formats: tuple[str, ...]
    encoding: str
    reader: str
    columns: Mapping[str, tuple[str, ...]]
    optional_columns: tuple[str, ...] = ()
    ignores_extra_columns: bool = False
    shipped: str = ""
    from_council: bool = False
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def shipped_file(self) -> Path | None:
        """The real file that comes with the project, or None."""
        return DATA / "publications" / self.id / self.shipped if self.shipped else None


class _SourceFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: str
    family: Literal["waiting_list", "provider_capacity", "life_and_limb", "all"]
    publisher: str
    licence: str
    url: str
    cadence: Cadence
    formats: list[Literal["csv", "xlsx", "ods"]]
    encoding: Literal["utf-8", "cp1252", "workbook"]
    reader: str
    columns: dict[str, list[str]]
    optional_columns: list[str] = []
    extra_columns: Literal["refuse", "ignore"] = "refuse"
    shipped: str = ""
    from_council: bool = False
    settings: dict[str, Any] = {}


class BadSource(ValueError):
    """A source description cannot be used; the message names the file, the key, what was found and expected."""


@lru_cache(maxsize=64)
def load_source(path: Path) -> Source:
    """One source description, checked."""
    try:
        raw = _SourceFile.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise BadSource(f"{path.name}: key {key}: found {first['input']!r}; expected: {first['msg']}") from error
    except yaml.YAMLError as error:
        raise BadSource(f"{path.name}: not readable as YAML: {error}") from error
    return Source(
        id=path.stem,
        title=raw.title,
        family=raw.family,
        publisher=raw.publisher,
        licence=raw.licence,
        url=raw.url,
        cadence=raw.cadence,
        formats=tuple(raw.formats),
        encoding=raw.encoding,
        reader=raw.reader,
        columns={role: tuple(names) for role, names in raw.columns.items()},
        optional_columns=tuple(raw.optional_columns),
        ignores_extra_columns=raw.extra_columns == "ignore",
        shipped=raw.shipped,
        from_council=raw.from_council,
        settings=raw.settings,
    )


def all_sources(folder: Path = DATA / "sources") -> tuple[Source, ...]:
    """Every source, by id."""
    return tuple(load_source(path) for path in sorted(folder.glob("*.yaml")))


def source(source_id: str, folder: Path = DATA / "sources") -> Source:
    """One source by its id; the message of the error lists the ids there are."""
    path = folder / f"{source_id}.yaml"
    known = sorted(p.stem for p in folder.glob("*.yaml"))
    if source_id not in known:
        raise KeyError(f"no source is called {source_id!r}; there are: {', '.join(known)}")
    return load_source(path)
