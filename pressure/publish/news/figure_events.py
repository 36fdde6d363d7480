"""New official figures as news: one event a council and file of a publisher, never one a row."""

from collections.abc import Iterator
from datetime import UTC, datetime

from pressure.document.events import Happened
from pressure.publish.release_inputs import ReleaseInputs
from pressure.store import readings
from pressure.words import events as words

TOLD_SINCE = datetime(2026, 11, 28, tzinfo=UTC)
"""Releases before this told no such news, and what an earlier month told is complete."""


def figure_events(inputs: ReleaseInputs) -> Iterator[Happened]:
    """Each file that a release after the first was the first to show. What was there when an installation began is no
    news, and the invented region has no publishers."""
    if inputs.demonstration:
        return
    for row in readings.files_about(inputs.connection, inputs.codes, inputs.release.known):
        release = inputs.first_release_of(row.received_at)
        if release is None or release == inputs.releases[0] or release.published_at < TOLD_SINCE:
            continue
        source = inputs.sources[row.source_id]
        yield {
            "council_code": row.council_code,
            "kind": words.NEW_FIGURES,
            "at": row.received_at,
            "release_id": release.id,
            "published_at": release.published_at,
            "name": f"{row.source_id}/{row.period_end.isoformat()}",
            "figures": {
                "source_id": source.id,
                "title": source.title,
                "publisher": source.publisher,
                "period_end": row.period_end,
            },
        }
