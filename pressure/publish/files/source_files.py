"""national.csv and sources.csv: figures of whole nations and regions, and every source that has a figure here."""

from collections.abc import Iterator

from pressure.document.dictionary import columns_of
from pressure.document.rows import NationalRow, SourceRow
from pressure.domain.readings import Reading
from pressure.ingest.source import Source
from pressure.publish.facts import Facts
from pressure.publish.files.csv_text import csv_bytes
from pressure.release.draft import ReleaseDraft
from pressure.store import readings


def add(draft: ReleaseDraft, facts: Facts) -> None:
    """Both files; the Demonstration Region is no nation and has the second only."""
    if not facts.demonstration:
        areas = list(_national(facts))
        draft.put("data/national.csv", str(areas), csv_bytes, columns_of(NationalRow), areas)
    named = [_row_of(source) for source in speaking(facts)]
    draft.put(f"data/{facts.csv_name('sources.csv')}", str(named), csv_bytes, columns_of(SourceRow), named)


def _national(facts: Facts) -> Iterator[NationalRow]:
    """As published: these are official figures of millions of people, so nothing is withheld."""
    gone = (facts.rules.retired(measure_id) for measure_id in facts.book.retired)
    units: dict[str, str] = {m.id: m.unit for m in facts.book.context} | {
        m.id: m.unit.value for m in (*facts.book.measures, *gone) if m is not None
    }
    for reading in readings.received_of(facts.connection, facts.area_names, facts.release.known):
        if unit := units.get(reading.measure_id):
            yield _row(reading, unit, facts)


def _row(reading: Reading, unit: str, facts: Facts) -> NationalRow:
    release = facts.first_release_showing(reading) or facts.release
    return {
        "area_code": reading.council_code,
        "area_name": facts.area_names[reading.council_code],
        "measure_id": reading.measure_id,
        "period_start": reading.period_start,
        "period_end": reading.period_end,
        "value": reading.in_unit(unit),
        "unit": unit,
        "numerator": reading.count,
        "denominator": reading.denominator,
        "value_is_rounded": reading.value_is_rounded,
        "status": "withdrawn" if reading.load_id in facts.withdrawn else reading.status.value,
        "marker": reading.marker,
        "source_id": reading.source_id,
        "source_row": reading.row,
        "received_at": reading.recorded_at,
        "release_id": release.id,
    }


def speaking(facts: Facts) -> tuple[Source, ...]:
    """Every source that has a figure here."""
    return facts.once("speaking sources", lambda: tuple(_speaking(facts)))


def _speaking(facts: Facts) -> Iterator[Source]:
    codes = {*facts.codes, *facts.area_names}
    for source in facts.sources.values():
        if facts.first_weeks if source.from_council else _speaks(source, codes, facts):
            yield source


def _row_of(source: Source) -> SourceRow:
    return {
        "source_id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "licence": source.licence,
        "url": source.url,
        "cadence": source.cadence.value,
        "from_council": source.from_council,
    }


def _speaks(source: Source, codes: set[str], facts: Facts) -> bool:
    return readings.speaks_of(facts.connection, source.id, codes, facts.release.known)
