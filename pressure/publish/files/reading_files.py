"""readings.csv: every figure received, and every figure that was due and did not come."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from pressure.document.dictionary import columns_of
from pressure.document.names import as_parquet
from pressure.document.rows import ReadFigure, ReadingRow
from pressure.domain.calendar import WEEK, period_start, shown_from, week_ended
from pressure.domain.councils import Council
from pressure.domain.measures import Asked, Cadence, Measure
from pressure.domain.moments import day_of
from pressure.domain.rating.confirming import items
from pressure.domain.rating.disclosure import NOT_ABOUT_PEOPLE, context_in_public, rounded_in_public
from pressure.domain.rating.figures import SCORED, band_of, state_of
from pressure.domain.rating.rounding import is_rounded, public_figure
from pressure.domain.readings import REGISTER_CONFIRMED, RETURN, USABLE, Reading
from pressure.domain.rulebook import ReleaseCalendar, Rulebook
from pressure.publish.files.csv_text import body, csv_bytes, header
from pressure.publish.parquet import copies
from pressure.publish.release_inputs import ReleaseInputs
from pressure.publish.release_line import ReleaseLine
from pressure.release.beside import held
from pressure.release.draft import ReleaseDraft
from pressure.release.periods import Period, months_of, periods
from pressure.release.pieces import Piece, added, together
from pressure.settings import Settings
from pressure.store import readings
from pressure.store.engine import reading
from pressure.store.loads import per_period, weeks_received

COLUMNS = columns_of(ReadingRow)
SOONEST = timedelta(microseconds=1)  # as near as two moments can be
NO_FIGURE: ReadFigure = {
    "family": "",
    "unit": "",
    "value": None,
    "answer": None,
    "value_is_rounded": False,
    "numerator": None,
    "denominator": None,
    "scale": 1,
    "marker": "",
    "band": None,
    "points": None,
}


def begin(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    """Have another process make the file meanwhile, if there is one: all it is made of is committed."""
    draft.put_elsewhere(
        (_path(inputs), as_parquet(_path(inputs))),
        partial(_put_there, inputs.settings, inputs.track, inputs.releases, inputs.councils),
    )


def add(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    """The file, one segment a closed period."""
    if not draft.is_elsewhere(_path(inputs)):
        _put(draft, inputs)


def _put_there(
    configured: Settings,
    track: str,
    releases: tuple[ReleaseLine, ...],
    councils: tuple[Council, ...],
    draft: ReleaseDraft,
) -> None:
    engine, rules = held()
    with reading(engine) as connection:
        _put(
            draft,
            ReleaseInputs(
                connection=connection,
                track=track,
                rules=rules,
                releases=releases,
                councils=councils,
                current={},
                settings=configured,
            ),
        )


def _path(inputs: ReleaseInputs) -> str:
    return f"data/{inputs.csv_name('readings.csv')}"


def _put(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    _put_table(draft, inputs)
    copies.add(draft, _path(inputs))


def _put_table(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    counted = per_period(inputs.connection, inputs.release.facts_as_of)
    if not counted:
        draft.put(_path(inputs), "", csv_bytes, COLUMNS, [])
        return
    spans = periods(min(c[0] for c in counted), inputs.release.published_at)
    draft.put_segments(
        _path(inputs),
        header(COLUMNS),
        ((span.name, _inputs(inputs, span, counted), _maker(inputs, draft.root, span, counted)) for span in spans),
    )


def _inputs(inputs: ReleaseInputs, span: Period, counted: list[tuple[datetime, int, int]]) -> list[Any]:
    """What the segment is made from: its loads, what was withdrawn of them, the releases that showed them, and from
    which week on each council's returns were due in it: a late file can move that back; and the list of councils."""
    shown = [r.id for r in inputs.releases if span.holds(r.facts_as_of)]
    after = inputs.first_release_of(span.end)
    until = min(span.end, inputs.release.facts_as_of)
    return [
        *_loads(inputs, span, counted),
        shown,
        after.id if after else None,
        str(until),
        _due_from(inputs, span),
        inputs.rules.digest,
        inputs.councils_digest,
    ]


def _loads(inputs: ReleaseInputs, span: Period, counted: list[tuple[datetime, int, int]]) -> list[Any]:
    own = [[load_id, count] for at, load_id, count in counted if span.holds(at)]
    early = sorted([key[-1], release.id] for key, release in inputs.brought_forward.items())
    return [own, sorted(inputs.withdrawn), early]


def _maker(inputs: ReleaseInputs, root: Path, span: Period, counted: list[tuple[datetime, int, int]]) -> Any:
    """What was received, month by month and release by release, then what was not."""

    def received() -> Iterator[Piece]:
        for month in months_of(span, inputs.release.published_at):
            for piece in _by_release(inputs, month):
                yield (
                    f"readings {piece.name}",
                    [*_loads(inputs, piece, counted), inputs.rules.digest, inputs.book.parts, inputs.councils_digest],
                    partial(_body, inputs, piece),
                )

    return lambda: added(together(root, received()), body(COLUMNS, _not_sent(inputs, span)))


def _body(inputs: ReleaseInputs, span: Period) -> tuple[bytes, int]:
    return body(COLUMNS, _received(inputs, span))


def _by_release(inputs: ReleaseInputs, span: Period) -> Iterator[Period]:
    """What each release of a period was the first to show, and what was brought forward since."""
    start = span.start
    for release in inputs.releases:
        if start <= release.facts_as_of and start < span.end:
            end = min(release.facts_as_of + SOONEST, span.end)
            yield Period(f"{span.name} {release.id}", start, end)
            start = end
    if inputs.brought_forward and start < span.end:
        yield Period(f"{span.name} brought forward {inputs.release.id}", start, span.end)


def _received(inputs: ReleaseInputs, span: Period) -> Iterator[ReadingRow]:
    received = readings.received_between(inputs.connection, span.start, span.end, inputs.release.known)
    known = rows_known(inputs.book)
    for found in received:
        if found.council_code in inputs.codes and found.measure_id in known and inputs.is_seen(found):
            yield _row(inputs, found)


def rows_known(book: Rulebook) -> frozenset[str]:
    """What a row may be of: measures, those that are retired, context figures, and what is asked of the register."""
    return book.row_names | {REGISTER_CONFIRMED, *items(book)}


def _row(inputs: ReleaseInputs, reading: Reading) -> ReadingRow:
    release = inputs.first_release_showing(reading) or inputs.release
    described, gone, part = inputs.sources[reading.source_id], inputs.withdrawn.get(reading.load_id), reading.coverage
    return {
        "council_code": reading.council_code,
        **inputs.where(reading.council_code, reading.recorded_at),
        "measure_id": reading.measure_id,
        "period_start": reading.period_start,
        "period_end": reading.period_end,
        "coverage_numerator": part.numerator if part is not None else None,
        "coverage_denominator": part.denominator if part is not None else None,
        "providers": reading.providers,
        "how_we_looked": reading.looked or None,
        "cadence": reading.cadence.value,
        "status": reading.status.value,
        "withdrawn_at": gone.withdrawn_at if gone else None,
        "age_days": reading.age_on(day_of(release.published_at)),
        "source_id": reading.source_id,
        "source_url": described.url,
        "licence": described.licence,
        "received_at": reading.recorded_at,
        "method_version": inputs.book.method_version,
        "release_id": release.id,
        **_figure(reading, inputs),
    }


def _figure(reading: Reading, inputs: ReleaseInputs) -> ReadFigure:
    """What a row says of the figure itself: the public figure of a measure, a context figure, or an answer."""
    book = inputs.book
    context = next((c for c in book.context if c.id == reading.measure_id), None)
    if context is not None:
        shown = context_in_public(reading, context.unit, book.disclosure)
        return {
            **NO_FIGURE,
            "family": context.family,
            "unit": context.unit,
            "value_is_rounded": rounded_in_public(reading, about_people=context.unit not in NOT_ABOUT_PEOPLE),
            "numerator": shown.numerator,
            "denominator": shown.denominator,
            "marker": shown.marker,
            "value": shown.value,
        }
    measure = book.measure(reading.measure_id) or inputs.rules.retired(reading.measure_id)
    if measure is None or measure.from_register:
        answer = None if reading.value is None else reading.value == 1
        return {**NO_FIGURE, "family": "register", "answer": answer, "marker": reading.marker}
    return _scored(reading, measure, inputs)


def _scored(reading: Reading, measure: Measure, inputs: ReleaseInputs) -> ReadFigure:
    """A measure's public figure; its band where the nation of the council scores it."""
    book, nation = inputs.book, inputs.book.nation(inputs.nations[reading.council_code])
    own, source = nation.own(measure), nation.source_of(measure.id)
    public = public_figure(reading, measure, book.disclosure)
    scored = own is not None and measure.id not in book.retired and state_of(public, own, source, book) == SCORED
    band = band_of(public, own, source) if scored and own else None
    usable = public.status in USABLE
    return {
        "family": measure.family,
        "unit": measure.unit.value,
        "value": public.exact(measure.unit) if usable else None,
        "answer": None,
        "value_is_rounded": public.value_is_rounded or is_rounded(reading, measure, book.disclosure),
        "numerator": public.count if usable else None,
        "denominator": public.denominator if usable else None,
        "scale": public.scale,
        "marker": public.marker,
        "band": band,
        "points": (band - 1) * measure.weight if band else None,
    }


def _not_sent(inputs: ReleaseInputs, span: Period) -> Iterator[ReadingRow]:
    """For councils that send returns: each measure of a week that had not come by the release it was due for."""
    calendar = inputs.book.calendar
    received = weeks_received(inputs.connection, RETURN, _before(span), day_of(span.end), inputs.release.facts_as_of)
    for code in sorted(inputs.codes):
        first = inputs.first_weeks.get(code)
        weeks = received.get(code, {})
        for week in _weeks_due(first, span, inputs.release.facts_as_of, calendar) if first else ():
            due = shown_from(calendar, week)
            came = {m for m, at in weeks.get(week, {}).items() if at <= due}
            for measure in (m for m in inputs.book.asked(inputs.nations[code], week) if m.id not in came):
                release = inputs.first_release_of(due)
                yield {
                    **NO_FIGURE,
                    **inputs.where(code, due),
                    "council_code": code,
                    "measure_id": measure.id,
                    "family": measure.family,
                    "unit": measure.unit.value,
                    "period_start": period_start(inputs.book.calendar, measure, week),
                    "period_end": week,
                    "coverage_numerator": None,
                    "coverage_denominator": None,
                    "providers": None,
                    "how_we_looked": None,
                    "cadence": (Cadence.WEEKLY if measure.asked is Asked.WEEKLY else Cadence.FOUR_WEEKLY).value,
                    "status": "not_submitted",
                    "withdrawn_at": None,
                    "age_days": None,
                    "source_id": RETURN,
                    "source_url": None,
                    "licence": None,
                    "received_at": None,
                    "method_version": inputs.book.method_version,
                    "release_id": release.id if release else None,
                }


def _due_from(inputs: ReleaseInputs, span: Period) -> dict[str, str]:
    before, end = _before(span), day_of(span.end)
    return {code: max(first, before).isoformat() for code, first in sorted(inputs.first_weeks.items()) if first < end}


def _before(span: Period) -> date:
    """A Sunday earlier than every week whose return is first missing in a period."""
    return week_ended(day_of(span.start)) - 2 * WEEK


def _weeks_due(first: date, span: Period, until: datetime, calendar: ReleaseCalendar) -> Iterator[date]:
    """Weeks that a release in the period should have shown."""
    week = max(first, _before(span))
    while (due := shown_from(calendar, week)) <= until and due < span.end:
        if span.holds(due):
            yield week
        week += WEEK
