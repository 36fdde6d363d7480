"""The files of ratings: as now believed, as published, week by week, and the reasons behind each."""

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
    draft.put_segments(f"data/{facts.csv_name('levels_by_week.csv')}", header(WEEKS),
                       (_weeks_segment(facts, span, lines) for span in spans))


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


def _segment(facts: Facts, span: Period, lines: list[Line], columns: tuple[str, ...],
             make: Callable[[Facts, list[Line]], Iterator[dict[str, Any]]],
             ) -> tuple[str, Any, Callable[[], tuple[bytes, int]]]:
    own = [line for line in lines if span.holds(line[2])]
    again = [r.id for line in own if (r := facts.restated.get(line[0]))] if make is _believed else []
    return span.name, [[str(line) for line in own], again], lambda: body(columns, make(facts, own))


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


def _weeks_segment(facts: Facts, span: Period, lines: list[Line],
                   ) -> tuple[str, Any, Callable[[], tuple[bytes, int]]]:
    sundays = [d for d in _sundays(lines[0][2], facts.release.published_at) if span.holds(end_of(d))]
    last = end_of(sundays[-1]) if sundays else span.start
    in_force = [line for line in lines if line[2] <= last and (line[3] is None or line[3] >= span.start)]
    inputs = [[d.isoformat() for d in sundays], [str(line[:3]) for line in in_force]]
    return span.name, inputs, lambda: body(WEEKS, _weeks(facts, sundays, in_force))


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
