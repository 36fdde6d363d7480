"""What a source is called, who publishes it and under which licence, from the descriptions shipped with the rules."""

from dataclasses import dataclass
from functools import lru_cache

import yaml

from pressure.settings import settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publication, or the weekly return of councils."""

    title: str
    publisher: str
    licence: str
    url: str = ""


@lru_cache(maxsize=64)
def source(source_id: str) -> Source:
    """A source by its id; one without a description is called by its id."""
    file = settings.data_dir / "sources" / f"{source_id}.yaml"
    if not source_id.replace("-", "").replace("_", "").isalnum() or not file.is_file():
        name = source_id.replace("-", " ").capitalize()
        return Source(title=name, publisher=name, licence="")
    known = yaml.safe_load(file.read_text(encoding="utf-8"))
    return Source(
        title=known["title"], publisher=known["publisher"], licence=known["licence"], url=known.get("url") or ""
    )
