"""The sources that come with the project, and the limits of an installation where nobody set any."""

from dataclasses import replace

from pressure.ingest import sources
from pressure.ingest.source import Source
from pressure.ingest.workbooks.limits import Limits, limits_of
from pressure.settings import Settings

FOLDER = Settings().sources_dir


def source(source_id: str) -> Source:
    return sources.source(source_id, FOLDER)


def all_sources() -> tuple[Source, ...]:
    return sources.all_sources(FOLDER)


def limits(of: Source | None = None, **lowered: int) -> Limits:
    """Of the files of one source, or of any; each by its name, `bytes` too."""
    return replace(limits_of(Settings(), of), **lowered)
