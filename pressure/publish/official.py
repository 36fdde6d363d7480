"""Official figures of a release: by council and by nation, worked out once, as every file and page tells them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from pressure.content.spreads import Spread, of_nation
from pressure.content.spreads import spreads as spreads_of
from pressure.document.rating import band_edges
from pressure.document.rows import OfficialCountRow, OfficialFigureRow
from pressure.document.shapes import OfficialDocument, OfficialPart, OfficialPoint
from pressure.document.values import number
from pressure.domain.councils import Council
from pressure.domain.measures import Measure
from pressure.domain.moments import day_of
from pressure.domain.rating.figures import SCORED, STALE, band_at
from pressure.domain.rating.official import (
    BESIDE,
    DAYS_APART,
    UNSCORED,
    YEARS_SHOWN,
    Official,
    Point,
    count_high,
    measure_shown,
    official_figures,
    official_history,
    together,
)
from pressure.domain.readings import Reading
from pressure.publish.release_inputs import ReleaseInputs, source_part
from pressure.store import readings

ByPlace = Mapping[str, tuple[Official, ...]]
Series = dict[tuple[str, str], tuple[Point, ...]]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Every figure of councils, of those that ended on their last day, and of nations, by code; what the bodies of each
    nation have together; and what was published of nations, by nation, measure and end of the period."""

    councils: ByPlace
    ended: ByPlace
    nations: ByPlace
    all_together: Mapping[str, Series]
    history: ByPlace
    of_nations: Mapping[tuple[str, str, date], Fraction]


def gathered(inputs: ReleaseInputs) -> Gathered:
    """Read once a release. The invented region has no publications."""
    return inputs.once("official figures", lambda: _gather(inputs))


def documents(inputs: ReleaseInputs) -> dict[str, OfficialDocument]:
    """official.json of every council, by its code: of one that ended, what it was on its last day."""
    return inputs.once("official documents", lambda: _documents(inputs))


def spreads(inputs: ReleaseInputs) -> tuple[Spread, ...]:
    """How the councils there are stand on the bands of each measure of their nation."""
    there = gathered(inputs).councils
    return inputs.once("spreads", lambda: spreads_of(d for code, d in documents(inputs).items() if code in there))


def among(inputs: ReleaseInputs, nation_code: str) -> tuple[dict[str, Spread], str]:
    """Those of one nation, by measure, and the same as text, to know them again."""
    own = inputs.once(f"spreads of {nation_code}", lambda: of_nation(spreads(inputs), nation_code))
    return own, inputs.once(f"text of the spreads of {nation_code}", lambda: str(own) if own else "")


def nation_documents(inputs: ReleaseInputs) -> list[OfficialDocument]:
    """The same of each nation, for the front page and the pages of nations: what is published of it, else what its
    bodies have together, the newest of each measure. Each part has its value and unit, the days it is of, its source,
    its band if it has one, and in `past` its line of up to three years, itself the last.
    `words.official.leading` says which of them a nation is led with."""
    return inputs.once("official documents of nations", lambda: _nation_documents(inputs))


def _gather(inputs: ReleaseInputs) -> Gathered:
    if inputs.demonstration:
        return Gathered({}, {}, {}, {}, {}, {})
    day, book = day_of(inputs.release.published_at), inputs.book
    nations = {c.nation_code for c in inputs.councils}
    every = readings.published(
        inputs.connection,
        councils=inputs.codes | nations,
        known_at=inputs.release.known,
        measures=[*(m.id for m in book.measures), *BESIDE],
    )
    present = [c for c in inputs.councils if c.existed_on(day)]
    history = {
        code: official_history(every.get(code, ()), book, nation, day)
        for code, nation in {**inputs.nations, **{code: code for code in nations}}.items()
    }
    return Gathered(
        councils={c.code: official_figures(every.get(c.code, ()), book, c.nation_code, day) for c in present},
        ended={
            c.code: official_figures(every.get(c.code, ()), book, c.nation_code, c.valid_to)
            for c in inputs.ended
            if c.valid_to and c.code in inputs.current
        },
        nations={code: official_figures(every.get(code, ()), book, code, day) for code in sorted(nations)},
        all_together={
            code: together(_of(every, own), book, code, len(own))
            for code in sorted(nations)
            if (own := [c for c in present if c.nation_code == code])
        },
        history=history,
        of_nations={(n, f.measure.id, f.reading.period_end): f.value for n in sorted(nations) for f in history[n]},
    )


def _of(every: Mapping[str, list[Reading]], councils: Iterable[Council]) -> list[Reading]:
    return [reading for council in councils for reading in every.get(council.code, ())]


def _documents(inputs: ReleaseInputs) -> dict[str, OfficialDocument]:
    every = gathered(inputs)
    of_councils = {**every.ended, **every.councils}
    return {
        c.code: _document(
            inputs,
            [_part(figure, every, c.nation_code) for figure in of_councils[c.code]],
            place=(c.code, c.name),
            nation=(c.nation_code, c.nation),
        )
        for c in inputs.councils
        if c.code in of_councils
    }


def _document(
    inputs: ReleaseInputs, figures: list[OfficialPart], *, place: tuple[str, str], nation: tuple[str, str]
) -> OfficialDocument:
    """Of one place and its nation, each a code and a name."""
    high, banded = count_high((part["band"] for part in figures), inputs.book)
    return {
        "council_code": place[0],
        "council_name": place[1],
        "nation_code": nation[0],
        "nation": nation[1],
        "in_two_highest": high,
        "with_band": banded,
        "figures": figures,
        "sources": {s: source_part(inputs.sources[s]) for s in sorted({part["source_id"] for part in figures})},
    }


def _nation_documents(inputs: ReleaseInputs) -> list[OfficialDocument]:
    every, found = gathered(inputs), list[OfficialDocument]()
    for code in every.nations:
        published: dict[str, OfficialPart] = {
            f.measure.id: {**_part(f, every, code), "nation_value": None} for f in every.nations[code]
        }
        parts = [*published.values()]
        for (measure_id, source_id), series in every.all_together.get(code, {}).items():
            held = published.get(measure_id)
            if held is None or held["period_end"] < series[-1].last.isoformat():
                parts = [p for p in parts if p["measure_id"] != measure_id]
                parts += _together(measure_id, source_id, series, code, inputs)
        parts.sort(key=lambda p: (p["band"] is None, p["state"] == STALE, p["measure_id"]))
        itself = code, inputs.area_names[code]
        found.append(_document(inputs, parts, place=itself, nation=itself))
    return found


def _together(
    measure_id: str, source_id: str, series: tuple[Point, ...], code: str, inputs: ReleaseInputs
) -> list[OfficialPart]:
    """The newest figure of all bodies together, as that of one place."""
    measure = measure_shown(inputs.book, code, measure_id)
    if measure is None:
        return []
    newest, source = series[-1], inputs.sources[source_id]
    until = newest.last + timedelta(days=inputs.book.freshness.limit(source.cadence, measure.family))
    fresh = until >= day_of(inputs.release.published_at)
    scored = isinstance(measure, Measure)
    year = [p for p in series if abs((newest.last - p.last).days - 365) <= DAYS_APART]
    return [
        {
            "measure_id": measure_id,
            "title": measure.title,
            "short_title": measure.short_title if isinstance(measure, Measure) else measure.title,
            "unit": str(measure.unit),
            "value": number(newest.value) or 0,
            "band": band_at(measure, newest.value) if fresh and isinstance(measure, Measure) else None,
            "state": (SCORED if scored else UNSCORED) if fresh else STALE,
            "bands": band_edges(measure) if isinstance(measure, Measure) else {},
            "average_of_days": isinstance(measure, Measure) and measure.average_of_days and newest.first != newest.last,
            "period_start": newest.first.isoformat(),
            "period_end": newest.last.isoformat(),
            "cadence": source.cadence.value,
            "fresh_until": until.isoformat(),
            "status": "estimated",
            "marker": "[e]",
            "source_id": source_id,
            "nation_value": None,
            "year_before": point(year[-1]) if year else None,
            "months_lower": None,
            "months_compared": None,
            "past": [point(p) for p in series[-12 * YEARS_SHOWN :]],
        }
    ]


def nation_value(every: Gathered, nation_code: str, figure: Official) -> Fraction | None:
    """The figure of the whole nation for the same period: as published, else of all bodies together by one source."""
    measure, end = figure.measure.id, figure.reading.period_end
    if (value := every.of_nations.get((nation_code, measure, end))) is not None:
        return value
    series = every.all_together.get(nation_code, {}).get((measure, figure.reading.source_id), ())
    return next((p.value for p in series if p.last == end), None)


def figure_rows(inputs: ReleaseInputs) -> Iterator[OfficialFigureRow]:
    """official_figures.csv: councils by code, then nations as published and all their bodies together."""
    every = gathered(inputs)
    for council in sorted((c for c in inputs.councils if c.code in every.history), key=lambda c: c.code):
        for figure in every.history[council.code]:
            beside = nation_value(every, council.nation_code, figure)
            yield _row(council.code, council.name, "council", figure, beside)
    for code in every.nations:
        for figure in every.history[code]:
            yield _row(code, inputs.area_names[code], "nation_as_published", figure, figure.value)
    for code, series in every.all_together.items():
        for (measure_id, source_id), points in series.items():
            measure = measure_shown(inputs.book, code, measure_id)
            for found in points if measure else ():
                yield {
                    "area_code": code,
                    "area_name": inputs.area_names[code],
                    "figure_of": "nation_all_bodies_together",
                    "measure_id": measure_id,
                    "period_start": found.first,
                    "period_end": found.last,
                    "value": found.value,
                    "unit": str(measure.unit) if measure else None,
                    "band": band_at(measure, found.value) if isinstance(measure, Measure) else None,
                    "nation_value": found.value,
                    "status": "estimated",
                    "marker": "[e]",
                    "source_id": source_id,
                }


def _row(code: str, name: str, figure_of: str, figure: Official, beside: Fraction | None) -> OfficialFigureRow:
    reading = figure.reading
    return {
        "area_code": code,
        "area_name": name,
        "figure_of": figure_of,
        "measure_id": figure.measure.id,
        "period_start": reading.period_start,
        "period_end": reading.period_end,
        "value": figure.value,
        "unit": str(figure.measure.unit),
        "band": figure.band,
        "nation_value": beside,
        "status": reading.status.value,
        "marker": reading.marker,
        "source_id": reading.source_id,
    }


def count_rows(inputs: ReleaseInputs) -> Iterator[OfficialCountRow]:
    """official_counts.csv, from the same documents as the pages of councils, of those there are now."""
    there = gathered(inputs).councils
    for code, document in sorted(d for d in documents(inputs).items() if d[0] in there):
        ends = [part["period_end"] for part in document["figures"]]
        yield {
            "council_code": code,
            "council_name": document["council_name"],
            "nation": document["nation"],
            "in_two_highest": document["in_two_highest"],
            "with_band": document["with_band"],
            "with_figure": len(document["figures"]),
            "newest_period_end": max(ends) if ends else None,
        }


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
        "nation_value": number(nation_value(every, nation_code, figure)),
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
