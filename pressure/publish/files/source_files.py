"""national.csv, official_figures.csv, official_counts.csv and sources.csv: what publications say, and who they are."""

from collections.abc import Iterator

from pressure.document.dictionary import columns_of
from pressure.document.rows import NationalRow, OfficialCountRow, OfficialFigureRow, SourceRow
from pressure.domain.readings import Reading
from pressure.ingest.source import Source
from pressure.publish import official
from pressure.publish.files.csv_text import csv_bytes
from pressure.publish.parquet import copies
from pressure.publish.release_inputs import ReleaseInputs
from pressure.release.draft import ReleaseDraft
from pressure.store import readings


def add(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    """All four; the Demonstration Region has no publications, and the last only."""
    if not inputs.demonstration:
        areas = list(_national(inputs))
        draft.put("data/national.csv", str(areas), csv_bytes, columns_of(NationalRow), areas)
        figures = list(official.figure_rows(inputs))
        draft.put("data/official_figures.csv", str(figures), csv_bytes, columns_of(OfficialFigureRow), figures)
        copies.add(draft, "data/official_figures.csv")
        counts = list(official.count_rows(inputs))
        draft.put("data/official_counts.csv", str(counts), csv_bytes, columns_of(OfficialCountRow), counts)
    named = [_row_of(source) for source in speaking(inputs)]
    draft.put(f"data/{inputs.csv_name('sources.csv')}", str(named), csv_bytes, columns_of(SourceRow), named)


def _national(inputs: ReleaseInputs) -> Iterator[NationalRow]:
    """As published: these are official figures of millions of people, so nothing is withheld."""
    gone = (inputs.rules.retired(measure_id) for measure_id in inputs.book.retired)
    units: dict[str, str] = {m.id: m.unit for m in inputs.book.context} | {
        m.id: m.unit.value for m in (*inputs.book.measures, *gone) if m is not None
    }
    for reading in readings.received_of(inputs.connection, inputs.area_names, inputs.release.known):
        if unit := units.get(reading.measure_id):
            yield _row(reading, unit, inputs)


def _row(reading: Reading, unit: str, inputs: ReleaseInputs) -> NationalRow:
    release = inputs.first_release_showing(reading) or inputs.release
    return {
        "area_code": reading.council_code,
        "area_name": inputs.area_names[reading.council_code],
        "measure_id": reading.measure_id,
        "period_start": reading.period_start,
        "period_end": reading.period_end,
        "value": reading.in_unit(unit),
        "unit": unit,
        "numerator": reading.count,
        "denominator": reading.denominator,
        "value_is_rounded": reading.value_is_rounded,
        "status": "withdrawn" if reading.load_id in inputs.withdrawn else reading.status.value,
        "marker": reading.marker,
        "source_id": reading.source_id,
        "source_row": reading.row,
        "received_at": reading.recorded_at,
        "release_id": release.id,
    }


def speaking(inputs: ReleaseInputs) -> tuple[Source, ...]:
    """Every source that has a figure here."""
    return inputs.once("speaking sources", lambda: tuple(_speaking(inputs)))


def _speaking(inputs: ReleaseInputs) -> Iterator[Source]:
    codes = {*inputs.codes, *inputs.area_names}
    for source in inputs.sources.values():
        if inputs.first_weeks if source.from_council else _speaks(source, codes, inputs):
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


def _speaks(source: Source, codes: set[str], inputs: ReleaseInputs) -> bool:
    return readings.speaks_of(inputs.connection, source.id, codes, inputs.release.known)
