"""readings.csv: every figure received, and every figure that was due and did not come."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from pressure.document.dictionary import columns_of
from pressure.document.rows import ReadFigure, ReadingRow
from pressure.domain.calendar import WEEK, shown_from, week_ended
from pressure.domain.councils import Council
from pressure.domain.disclosure import NOT_ABOUT_PEOPLE, context_in_public, in_public, rounded_in_public
from pressure.domain.measures import Measure
from pressure.domain.moments import day_of
from pressure.domain.rating.reasons import Reason, band_of
from pressure.domain.readings import NO_POPULATION, REGISTER_CONFIRMED, RETURN, Reading, why_unusable
from pressure.domain.rulebook import ReleaseCalendar, Rulebook
from pressure.publish.facts import Facts
from pressure.publish.files.csv_text import body, header
from pressure.publish.release_line import ReleaseLine
from pressure.release.beside import held
from pressure.release.draft import ReleaseDraft
from pressure.release.periods import Period, months_of, periods
from pressure.release.pieces import Piece, added, together
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
    "marker": "",
    "band": None,
    "points": None,
}


def begin(draft: ReleaseDraft, facts: Facts) -> None:
    """Have another process make the file meanwhile, if there is one: all it is made of is committed."""
    draft.put_elsewhere((_path(facts),), partial(_put_there, facts.track, facts.releases, facts.councils))


def add(draft: ReleaseDraft, facts: Facts) -> None:
    """The file, one segment a closed period."""
    if not draft.is_elsewhere(_path(facts)):
        _put(draft, facts)


def _put_there(
    track: str, releases: tuple[ReleaseLine, ...], councils: tuple[Council, ...], draft: ReleaseDraft
) -> None:
    engine, rules = held()
    with reading(engine) as connection:
        _put(
            draft,
            Facts(connection=connection, track=track, rules=rules, releases=releases, councils=councils, current={}),
        )


def _path(facts: Facts) -> str:
    return f"data/{facts.csv_name('readings.csv')}"


def _put(draft: ReleaseDraft, facts: Facts) -> None:
    counted = per_period(facts.connection, facts.release.facts_as_of)
    if not counted:
        return
    spans = periods(min(c[0] for c in counted), facts.release.published_at)
    draft.put_segments(
        _path(facts),
        header(COLUMNS),
        ((span.name, _inputs(facts, span, counted), _maker(facts, draft.root, span, counted)) for span in spans),
    )


def _inputs(facts: Facts, span: Period, counted: list[tuple[datetime, int, int]]) -> list[Any]:
    """What the segment is made from: its loads, what was withdrawn of them, the releases that showed them, and from
    which week on each council's returns were due in it: a late file can move that back."""
    shown = [r.id for r in facts.releases if span.holds(r.facts_as_of)]
    after = facts.first_release_of(span.end)
    until = min(span.end, facts.release.facts_as_of)
    return [
        *_loads(facts, span, counted),
        shown,
        after.id if after else None,
        str(until),
        _due_from(facts, span),
        facts.rules.digest,
    ]


def _loads(facts: Facts, span: Period, counted: list[tuple[datetime, int, int]]) -> list[Any]:
    own = [[load_id, count] for at, load_id, count in counted if span.holds(at)]
    ids = {load_id for load_id, _ in own}
    early = sorted([key[-1], release.id] for key, release in facts.brought_forward.items())
    return [own, sorted(k for k in facts.withdrawn if k in ids), early]


def _maker(facts: Facts, root: Path, span: Period, counted: list[tuple[datetime, int, int]]) -> Any:
    """What was received, month by month and release by release, then what was not."""

    def received() -> Iterator[Piece]:
        for month in months_of(span, facts.release.published_at):
            for piece in _by_release(facts, month):
                yield (
                    f"readings {piece.name}",
                    [*_loads(facts, piece, counted), facts.rules.digest, facts.book.parts, facts.councils_digest],
                    partial(_body, facts, piece),
                )

    return lambda: added(together(root, received()), body(COLUMNS, _not_sent(facts, span)))


def _body(facts: Facts, span: Period) -> tuple[bytes, int]:
    return body(COLUMNS, _received(facts, span))


def _by_release(facts: Facts, span: Period) -> Iterator[Period]:
    """What each release of a period was the first to show, and what was brought forward since."""
    start = span.start
    for release in facts.releases:
        if start <= release.facts_as_of and start < span.end:
            end = min(release.facts_as_of + SOONEST, span.end)
            yield Period(f"{span.name} {release.id}", start, end)
            start = end
    if facts.brought_forward and start < span.end:
        yield Period(f"{span.name} brought forward {facts.release.id}", start, span.end)


def _received(facts: Facts, span: Period) -> Iterator[ReadingRow]:
    received = readings.received_between(facts.connection, span.start, span.end, facts.release.known)
    known = {REGISTER_CONFIRMED, *(m.id for m in facts.book.measures), *(m.id for m in facts.book.context)}
    yield from (_row(facts, r) for r in received if r.council_code in facts.codes and r.measure_id in known)


def _row(facts: Facts, reading: Reading) -> ReadingRow:
    release = facts.first_release_showing(reading) or facts.release
    measure = facts.book.measure(reading.measure_id)
    described = facts.sources[reading.source_id]
    figure = (
        _unscored(reading, facts.book)
        if measure is None or measure.from_register
        else _scored(reading, measure, facts.book)
    )
    return {
        "council_code": reading.council_code,
        "measure_id": reading.measure_id,
        "period_start": reading.period_start,
        "period_end": reading.period_end,
        "status": "withdrawn" if reading.load_id in facts.withdrawn else reading.status.value,
        "age_days": reading.age_on(day_of(release.published_at)),
        "source_id": reading.source_id,
        "source_url": described.url,
        "licence": described.licence,
        "received_at": reading.recorded_at,
        "method_version": facts.book.method_version,
        "release_id": release.id,
        **figure,
    }


def _scored(reading: Reading, measure: Measure, book: Rulebook) -> ReadFigure:
    why = why_unusable(reading, measure.unit, book.evidence.too_few_denominator)
    usable = why is None
    value = reading.exact(measure.unit) if usable else None
    band = band_of(measure, value, reading.count) if value is not None else None
    shown = in_public(Reason(measure=measure, state="scored", band=band, value=value, reading=reading), book)
    return {
        "family": measure.family,
        "unit": measure.unit.value,
        "value": shown.value if usable else None,
        "answer": None,
        "value_is_rounded": rounded_in_public(reading, about_people=measure.about_people),
        "numerator": shown.numerator if usable or why == NO_POPULATION else None,
        "denominator": shown.denominator if usable else None,
        "marker": shown.marker or reading.marker,
        "band": band,
        "points": (band - 1) * measure.weight if band else None,
    }


def _unscored(reading: Reading, book: Rulebook) -> ReadFigure:
    """The confirmation of a register, or a context figure."""
    context = next((c for c in book.context if c.id == reading.measure_id), None)
    if context is None:
        answer = reading.value == 1
        return {**NO_FIGURE, "family": "register", "unit": "", "answer": answer, "marker": reading.marker}
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


def _not_sent(facts: Facts, span: Period) -> Iterator[ReadingRow]:
    """For councils that send returns: each measure of a week that had not come by the release it was due for."""
    calendar, measures = facts.book.calendar, [m for m in facts.book.measures if not m.from_register]
    received = weeks_received(facts.connection, RETURN, _before(span), day_of(span.end), facts.release.facts_as_of)
    for code in sorted(facts.codes):
        first = facts.first_weeks.get(code)
        weeks = received.get(code, {})
        for week in _weeks_due(first, span, facts.release.facts_as_of, calendar) if first else ():
            due = shown_from(calendar, week)
            came = {m for m, at in weeks.get(week, {}).items() if at <= due}
            for measure in (m for m in measures if m.id not in came):
                release = facts.first_release_of(due)
                yield {
                    **NO_FIGURE,
                    "council_code": code,
                    "measure_id": measure.id,
                    "family": measure.family,
                    "unit": measure.unit.value,
                    "period_start": week - timedelta(days=6),
                    "period_end": week,
                    "status": "not_submitted",
                    "age_days": None,
                    "source_id": RETURN,
                    "source_url": None,
                    "licence": None,
                    "received_at": None,
                    "method_version": facts.book.method_version,
                    "release_id": release.id if release else None,
                }


def _due_from(facts: Facts, span: Period) -> dict[str, str]:
    before, end = _before(span), day_of(span.end)
    return {code: max(first, before).isoformat() for code, first in sorted(facts.first_weeks.items()) if first < end}


def _before(span: Period) -> date:
    """A Sunday before every week whose return is first missed in a period."""
    return week_ended(day_of(span.start)) - 2 * WEEK


def _weeks_due(first: date, span: Period, until: datetime, calendar: ReleaseCalendar) -> Iterator[date]:
    """Weeks that a release in the period should have shown."""
    week = max(first, _before(span))
    while (due := shown_from(calendar, week)) <= until and due < span.end:
        if span.holds(due):
            yield week
        week += WEEK
