"""Figures that came out before their Wednesday, because what they had replaced was withdrawn."""

from typing import Any

from pressure.domain.readings import Reading
from pressure.publish.facts import Facts
from pressure.publish.release_line import ReleaseLine
from pressure.store import known_readings


def figures(facts: Facts) -> dict[tuple[Any, ...], ReleaseLine]:
    """By key and load, with the release that first showed them."""
    found: dict[tuple[Any, ...], ReleaseLine] = {}
    for row in known_readings.replacements(facts.connection):
        release = facts.first_release_after(row.withdrawn_at)
        if release and row.first_received <= release.facts_as_of < row.recorded_at:
            key = (row.council_code, row.measure_id, row.period_end, row.source_id, row.load_id)
            found[key] = min(found.get(key, release), release, key=lambda r: r.published_at)
    return found


def first_release_showing(facts: Facts, reading: Reading) -> ReleaseLine | None:
    """The release that first showed a figure: that of a correction, for one it brought forward."""
    return facts.brought_forward.get((*reading.key, reading.load_id)) or facts.first_release_of(reading.recorded_at)
