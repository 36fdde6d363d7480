"""The files of ratings: as now believed, as published, week by week, and the reasons behind each."""

from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from pressure.domain.level_history import OUT_OF_DATE, in_force
from pressure.domain.moments import day_of, end_of
from pressure.publish import ratings_rows as rows
from pressure.publish.csv_text import body, header
from pressure.publish.draft import Draft, Segment
from pressure.publish.facts import Facts
from pressure.publish.periods import Period, periods, pieces_of, years
from pressure.publish.pieces import together
from pressure.store import ratings

WEEKS = ("council_code", "council_name", "week_ending", "level_published", "level_calculated", "status", "points",
         "points_possible", "evidence_percent", "method_version", "release_id")
Make = Callable[[Facts, Period, str | None], Iterator[dict[str, Any]]]


def add(draft: Draft, facts: Facts) -> None:
    """Every rating file of the release."""
    first = ratings.first_moment(facts.connection, facts.track)
    if first is None or not facts.current:
        return
    _add_histories(draft, facts)
    spans = periods(first, facts.release.published_at)
    for name, columns, make in (("ratings_as_published.csv", rows.AS_PUBLISHED, _published),
                                ("ratings.csv", rows.RATINGS, _believed),
                                ("reasons_as_published.csv", rows.REASONS, _reasons)):
        draft.put_segments(f"data/{facts.csv_name(name)}", header(columns),
                           (_segment(facts, draft.root, span, columns, make) for span in spans))
    sundays = _sundays(first, facts.release.published_at)
    draft.put_segments(f"data/{facts.csv_name('levels_by_week.csv')}", header(WEEKS),
                       (_weeks_segment(facts, span, sundays) for span in spans))


def _add_histories(draft: Draft, facts: Facts) -> None:
    """Each council's whole history as published, one segment a year."""
    for code, row in facts.current.items():
        draft.put_segments(f"councils/{code}/{facts.csv_name('history.csv')}", header(rows.AS_PUBLISHED),
                           _of_council(draft, facts, code),
                           inputs=[row.id, facts.councils_digest, code in facts.ran_out])


def _of_council(draft: Draft, facts: Facts, code: str) -> Iterator[Segment]:
    first = draft.remember(f"{code}#first", code, lambda: str(ratings.first_moment(
        facts.connection, facts.track, code) or facts.release.published_at))
    for span in years(datetime.fromisoformat(first), facts.release.published_at):
        yield _segment(facts, draft.root, span, rows.AS_PUBLISHED, _published, code)


def _segment(facts: Facts, root: Path, span: Period, columns: tuple[str, ...], make: Make,
             code: str | None = None) -> Segment:
    return span.name, _inputs(facts, span, make, code), lambda: together(root, (
        (f"{make.__name__} {code} {piece.name}", _inputs(facts, piece, make, code),
         lambda piece=piece: body(columns, make(facts, piece, code)))  # type: ignore[misc]
        for piece in pieces_of(span, facts.release.published_at)))


def _inputs(facts: Facts, span: Period, make: Make, code: str | None) -> list[Any]:
    """Rows are only ever added, and each is replaced once: the newest, and which still stand, say all."""
    current = [facts.current[code]] if code else facts.current.values()
    standing = sum(span.holds(row.rated_at) for row in current)
    newest = max(row.id for row in current) if span.holds(facts.release.published_at) else 0
    if make is _reasons:  # which nothing later changes
        return [newest]
    inputs: list[Any] = [standing, newest, facts.councils_digest, facts.ran_out]
    if make is _believed:
        inputs += [r.id for r in facts.restated.values() if span.holds(r.rated_at)]
    return inputs


def _stored(facts: Facts, span: Period, code: str | None = None) -> list[tuple[Any, datetime | None]]:
    return ratings.published(facts.connection, facts.track, start=span.start, end=span.end,
                             until=facts.release.published_at, council_code=code)


def _published(facts: Facts, span: Period, code: str | None) -> Iterator[dict[str, Any]]:
    councils = {c.code: c for c in facts.councils}
    until = facts.release.published_at
    yield from (rows.rating_row(r, councils[r.council_code], after, until) for r, after in _stored(facts, span, code))


def _believed(facts: Facts, span: Period, code: str | None) -> Iterator[dict[str, Any]]:
    """As published, but with a past rating that later figures changed as it now stands."""
    councils, until = {c.code: c for c in facts.councils}, facts.release.published_at
    for row, after in _stored(facts, span, code):
        council = councils[row.council_code]
        line = rows.rating_row(row, council, after, until)
        again = facts.restated.get(row.id)
        yield rows.restated_row(line, again, council, until) if again else line


def _reasons(facts: Facts, span: Period, code: str | None) -> Iterator[dict[str, Any]]:
    for row, _ in _stored(facts, span, code):
        yield from rows.reason_rows(row)


def _weeks_segment(facts: Facts, span: Period, ended: list[date]) -> Segment:
    """A Sunday that has ended stays as it was told."""
    sundays = ended[bisect_left(ended, span.start, key=end_of):bisect_left(ended, span.end, key=end_of)]
    inputs = [[d.isoformat() for d in sundays], facts.councils_digest]
    return span.name, inputs, lambda: body(WEEKS, _weeks(facts, span, sundays))


def _sundays(first: datetime, last: datetime) -> list[date]:
    """Every Sunday that ended between two moments."""
    day = day_of(first) + timedelta(days=6 - day_of(first).weekday())
    result = []
    while end_of(day) <= last:
        result.append(day)
        day += timedelta(days=7)
    return result


def _weeks(facts: Facts, span: Period, sundays: list[date]) -> Iterator[dict[str, Any]]:
    """The level in force at the end of each Sunday, council by council; a lapsed one is "out_of_date"."""
    then = ratings.current_of_track(facts.connection, facts.track, span.start)
    new = deque(row for row, _ in _stored(facts, span))
    for sunday in sundays:
        end = end_of(sunday)
        while new and new[0].rated_at <= end:
            row = new.popleft()
            then[row.council_code] = row
        for council in facts.councils:
            if council.existed_on(sunday):
                yield _week_row(council.code, council.name, sunday, then.get(council.code), end)


def _week_row(code: str, name: str, sunday: date, row: Any | None, end: datetime) -> dict[str, Any]:
    blank: dict[str, Any] = {**dict.fromkeys(WEEKS), "council_code": code, "council_name": name,
                             "week_ending": sunday, "status": "not_rated"}
    if row is None:
        return blank
    if not in_force(row.valid_until, end):
        return {**blank, "status": OUT_OF_DATE, "release_id": row.release_id}
    shown = {k: getattr(row, k) for k in ("level_published", "level_calculated", "status", "points",
                                          "points_possible", "method_version", "release_id")}
    return {**blank, **shown, "evidence_percent": rows.evidence_percent(row)}
