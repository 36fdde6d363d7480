"""The files of ratings: as now believed, as published, week by week, and the reasons behind each."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from pressure.domain.moments import day_of, end_of
from pressure.publish import ratings_rows as rows
from pressure.publish.csv_text import body, header
from pressure.publish.draft import Draft
from pressure.publish.facts import Facts
from pressure.publish.periods import Period, periods, years
from pressure.store import ratings

WEEKS = ("council_code", "council_name", "week_ending", "level_published", "level_calculated", "status", "points",
         "points_possible", "evidence_percent", "method_version", "release_id")
Line = tuple[int, str, datetime, datetime | None]


def add(draft: Draft, facts: Facts) -> None:
    """Every rating file of the release."""
    lines = _lines(facts)
    if not lines:
        return
    _add_histories(draft, facts, lines)
    spans = periods(lines[0][2], facts.release.published_at)
    for name, columns, make in (("ratings_as_published.csv", rows.AS_PUBLISHED, _published),
                                ("ratings.csv", rows.RATINGS, _believed),
                                ("reasons_as_published.csv", rows.REASONS, _reasons)):
        draft.put_segments(f"data/{facts.csv_name(name)}", header(columns),
                           (_segment(facts, span, lines, columns, make) for span in spans))
    sundays = _sundays(lines[0][2], facts.release.published_at)
    draft.put_segments(f"data/{facts.csv_name('levels_by_week.csv')}", header(WEEKS),
                       (_weeks_segment(facts, span, lines, sundays) for span in spans))


def _add_histories(draft: Draft, facts: Facts, lines: list[Line]) -> None:
    """Each council's whole history as published, one segment a closed year."""
    own: dict[str, list[Line]] = {}
    for line in lines:
        own.setdefault(line[1], []).append(line)
    for code, history in own.items():
        draft.put_segments(
            f"councils/{code}/{facts.csv_name('history.csv')}", header(rows.AS_PUBLISHED),
            (_segment(facts, span, history, rows.AS_PUBLISHED, _published)
             for span in years(history[0][2], facts.release.published_at)))


def _lines(facts: Facts) -> list[Line]:
    """Every rating row with the moment the next one replaced it."""
    every = ratings.timeline(facts.connection, facts.track, facts.release.published_at)
    following: dict[str, datetime] = {}
    lines: list[Line] = []
    for row_id, code, at in reversed(every):
        lines.append((row_id, code, at, following.get(code)))
        following[code] = at
    return lines[::-1]


def _within(lines: list[Line], span: Period) -> list[Line]:
    """The lines of a period; lines are in the order of time."""
    return lines[bisect_left(lines, span.start, key=_when):bisect_left(lines, span.end, key=_when)]


def _when(line: Line) -> datetime:
    return line[2]


def _segment(facts: Facts, span: Period, lines: list[Line], columns: tuple[str, ...],
             make: Callable[[Facts, list[Line]], Iterator[dict[str, Any]]],
             ) -> tuple[str, Any, Callable[[], tuple[bytes, int]]]:
    """Rows are only ever added, and each is replaced once: their number, ends and how many still stand say all."""
    own = _within(lines, span)
    inputs: list[Any] = [len(own), own[0][0] if own else 0, own[-1][0] if own else 0, sum(n[3] is None for n in own)]
    if make is _believed:
        inputs += [r.id for line in own if (r := facts.restated.get(line[0]))]
    return span.name, inputs, lambda: body(columns, make(facts, own))


def _stored(facts: Facts, lines: list[Line]) -> Iterator[tuple[Any, datetime | None]]:
    found = ratings.by_ids(facts.connection, [line[0] for line in lines])
    yield from ((found[line[0]], line[3]) for line in lines)


def _published(facts: Facts, lines: list[Line]) -> Iterator[dict[str, Any]]:
    councils = {c.code: c for c in facts.councils}
    yield from (rows.rating_row(r, councils[r.council_code], after) for r, after in _stored(facts, lines))


def _believed(facts: Facts, lines: list[Line]) -> Iterator[dict[str, Any]]:
    """As published, but with a past rating that later figures changed as it now stands."""
    councils = {c.code: c for c in facts.councils}
    for row, after in _stored(facts, lines):
        line = rows.rating_row(row, councils[row.council_code], after)
        again = facts.restated.get(row.id)
        yield rows.restated_row(line, again) if again else line


def _reasons(facts: Facts, lines: list[Line]) -> Iterator[dict[str, Any]]:
    for row, _ in _stored(facts, lines):
        yield from rows.reason_rows(row)


def _weeks_segment(facts: Facts, span: Period, lines: list[Line], ended: list[date],
                   ) -> tuple[str, Any, Callable[[], tuple[bytes, int]]]:
    sundays = ended[bisect_left(ended, span.start, key=end_of):bisect_left(ended, span.end, key=end_of)]
    last = end_of(sundays[-1]) if sundays else span.start
    known = lines[:bisect_right(lines, last, key=_when)]
    inputs = [[d.isoformat() for d in sundays], len(known)]
    return span.name, inputs, lambda: body(WEEKS, _weeks(
        facts, sundays, [line for line in known if line[3] is None or line[3] >= span.start]))


def _sundays(first: datetime, last: datetime) -> list[date]:
    """Every Sunday that ended between two moments."""
    day = day_of(first) + timedelta(days=6 - day_of(first).weekday())
    result = []
    while end_of(day) <= last:
        result.append(day)
        day += timedelta(days=7)
    return result


def _weeks(facts: Facts, sundays: list[date], lines: list[Line]) -> Iterator[dict[str, Any]]:
    """The level in force at the end of each Sunday, council by council; a lapsed one is "out_of_date"."""
    found = dict(zip((line[0] for line in lines), (r for r, _ in _stored(facts, lines)), strict=True))
    for sunday in sundays:
        end = end_of(sunday)
        then = {line[1]: found[line[0]] for line in lines if line[2] <= end}
        for council in facts.councils:
            if council.existed_on(sunday):
                yield _week_row(council.code, council.name, sunday, then.get(council.code), end)


def _week_row(code: str, name: str, sunday: date, row: Any | None, end: datetime) -> dict[str, Any]:
    blank: dict[str, Any] = {**dict.fromkeys(WEEKS), "council_code": code, "council_name": name,
                             "week_ending": sunday, "status": "not_rated"}
    if row is None:
        return blank
    if row.valid_until is not None and row.valid_until.astimezone(UTC) <= end:
        return {**blank, "status": "out_of_date", "release_id": row.release_id}
    shown = {k: getattr(row, k) for k in ("level_published", "level_calculated", "status", "points",
                                          "points_possible", "method_version", "release_id")}
    return {**blank, **shown, "evidence_percent": rows.evidence_percent(row)}
