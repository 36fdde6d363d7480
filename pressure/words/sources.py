"""What a source is called, who publishes it and under which licence, from the descriptions shipped with the rules."""

from dataclasses import dataclass

from pressure.ingest.sources import all_sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publication, or the weekly return of councils."""

    title: str
    publisher: str
    licence: str
    url: str = ""


def source(source_id: str) -> Source:
    """A source by its id; one without a description is called by its id."""
    for known in all_sources():
        if known.id == source_id:
            return Source(title=known.title, publisher=known.publisher, licence=known.licence, url=known.url)
    name = source_id.replace("-", " ").capitalize()
    return Source(title=name, publisher=name, licence="")
