"""Official figures of a release: by council and by nation, worked out once, as every file and page tells them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pressure.document.rating import band_edges
from pressure.document.shapes import OfficialDocument, OfficialPart, OfficialPoint, SourcePart
from pressure.document.values import number
from pressure.domain.councils import Council
from pressure.domain.measures import Measure
from pressure.domain.moments import day_of
from pressure.domain.official import BESIDE, Official, Point, count_high, official_figures, together
from pressure.domain.readings import Reading
from pressure.publish.release_inputs import ReleaseInputs
from pressure.store import readings

ByPlace = Mapping[str, tuple[Official, ...]]
Series = dict[tuple[str, str], tuple[Point, ...]]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Every figure of councils and of nations, by code; and what the bodies of each nation have together."""

    councils: ByPlace
    nations: ByPlace
    all_together: Mapping[str, Series]


def gathered(inputs: ReleaseInputs) -> Gathered:
    """Read once a release. The invented region has no publications."""
    return inputs.once("official figures", lambda: _gather(inputs))


def documents(inputs: ReleaseInputs) -> dict[str, OfficialDocument]:
    """official.json of every present council, by its code."""
    return inputs.once("official documents", lambda: _documents(inputs))


def source_part(inputs: ReleaseInputs, source_id: str) -> SourcePart:
    """Who published it, under which licence, and where."""
    source = inputs.sources[source_id]
    return {"title": source.title, "publisher": source.publisher, "licence": source.licence, "url": source.url}


def _gather(inputs: ReleaseInputs) -> Gathered:
    if inputs.demonstration:
        return Gathered({}, {}, {})
    day, book = day_of(inputs.release.published_at), inputs.book
    nations = {c.nation_code for c in inputs.councils}
    every = readings.published(
        inputs.connection,
        councils=inputs.codes | nations,
        known_at=inputs.release.known,
        measures=[*(m.id for m in book.measures), *BESIDE],
    )
    present = [c for c in inputs.councils if c.existed_on(day)]
    return Gathered(
        councils={c.code: official_figures(every.get(c.code, ()), book, c.nation_code, day) for c in present},
        nations={code: official_figures(every.get(code, ()), book, code, day) for code in sorted(nations)},
        all_together={
            code: together(_of(every, own), book, code, len(own))
            for code in sorted(nations)
            if (own := [c for c in present if c.nation_code == code])
        },
    )


def _of(every: Mapping[str, list[Reading]], councils: Iterable[Council]) -> list[Reading]:
    return [reading for council in councils for reading in every.get(council.code, ())]


def _documents(inputs: ReleaseInputs) -> dict[str, OfficialDocument]:
    found, every = {}, gathered(inputs)
    for council in (c for c in inputs.councils if c.code in every.councils):
        figures = every.councils[council.code]
        high, banded = count_high(figures, inputs.book)
        document: OfficialDocument = {
            "council_code": council.code,
            "council_name": council.name,
            "nation_code": council.nation_code,
            "nation": council.nation,
            "in_two_highest": high,
            "with_band": banded,
            "figures": [_part(figure, every, council.nation_code) for figure in figures],
            "sources": {s: source_part(inputs, s) for s in sorted({f.reading.source_id for f in figures})},
        }
        found[council.code] = document
    return found


def nation_value(every: Gathered, nation_code: str, figure: Official) -> int | float | None:
    """The figure of the whole nation for the same period: as published, else of all bodies together by one source."""
    for official in every.nations.get(nation_code, ()):
        for point in official.past if official.measure.id == figure.measure.id else ():
            if point.last == figure.reading.period_end:
                return number(point.value)
    series = every.all_together.get(nation_code, {}).get((figure.measure.id, figure.reading.source_id), ())
    return next((number(p.value) for p in series if p.last == figure.reading.period_end), None)


def _part(figure: Official, every: Gathered, nation_code: str) -> OfficialPart:
    measure, reading, months = figure.measure, figure.reading, figure.months_lower
    return {
        "measure_id": measure.id,
        "title": measure.title,
        "short_title": measure.short_title if isinstance(measure, Measure) else measure.title,
        "unit": str(measure.unit),
        "value": number(figure.value) or 0,
        "band": figure.band,
        "state": figure.state,
        "bands": band_edges(measure) if isinstance(measure, Measure) else {},
        "average_of_days": isinstance(measure, Measure)
        and measure.average_of_days
        and reading.period_start != reading.period_end,
        "period_start": reading.period_start.isoformat(),
        "period_end": reading.period_end.isoformat(),
        "cadence": reading.cadence.value,
        "fresh_until": figure.until.isoformat(),
        "status": reading.status.value,
        "marker": reading.marker,
        "source_id": reading.source_id,
        "nation_value": nation_value(every, nation_code, figure),
        "year_before": point(figure.year_before) if figure.year_before else None,
        "months_lower": months[0] if months else None,
        "months_compared": months[1] if months else None,
        "past": [point(p) for p in figure.past],
    }


def point(of: Point) -> OfficialPoint:
    """A period and its figure."""
    return {
        "period_start": of.first.isoformat(),
        "period_end": of.last.isoformat(),
        "value": number(of.value) or 0,
    }
