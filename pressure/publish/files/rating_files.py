"""The files of ratings: as now believed, as published, week by week, and the reasons behind each."""

from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from pressure.document.dictionary import columns_of
from pressure.document.names import as_parquet
from pressure.document.rows import PublishedRow, ReasonRow, WeekRow, Where
from pressure.domain.calendar import WEEK, week_ending
from pressure.domain.councils import Council
from pressure.domain.level_history import OUT_OF_DATE, in_force
from pressure.domain.moments import day_of, end_of
from pressure.publish import corrections
from pressure.publish.files import ratings_rows as rows
from pressure.publish.files.csv_text import body, header
from pressure.publish.parquet import copies
from pressure.publish.release_inputs import ReleaseInputs
from pressure.publish.release_line import ReleaseLine
from pressure.release.beside import held
from pressure.release.draft import ReleaseDraft, Segment
from pressure.release.periods import Period, months_of, periods, weeks_of, years
from pressure.release.pieces import together
from pressure.settings import Settings
from pressure.store import ratings
from pressure.store.engine import reading

WEEKS = columns_of(WeekRow)
Make = Callable[[ReleaseInputs, Period, str | None], Iterator[Mapping[str, object]]]


def begin(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    """Have another process make the files meanwhile, if there is one. It is sent the ratings of this release, which
    are not committed; where the release also restates older ones, or is the first, it is not asked."""
    if len(inputs.releases) > 1 and not any(r.release_id == inputs.release.id for r in inputs.restated.values()):
        current = {code: _light(row, whole=row.release_id == inputs.release.id) for code, row in inputs.current.items()}
        there = partial(_put_there, inputs.settings, inputs.track, inputs.releases, inputs.councils, current)
        draft.put_elsewhere(_paths(inputs), there)


def add(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    """Every rating file of the release."""
    if not draft.is_elsewhere(_paths(inputs)[0]):
        _put(draft, inputs)


def _paths(inputs: ReleaseInputs) -> tuple[str, ...]:
    tables = _tables(inputs)
    return (
        *tables,
        *map(as_parquet, tables),
        *(
            f"{place}{code}{what}"
            for code in inputs.current
            for place, what in (("councils/", f"/{inputs.csv_name('history.csv')}"), ("", "#first"))
        ),
    )


def _tables(inputs: ReleaseInputs) -> list[str]:
    names = ("ratings_as_published.csv", "ratings.csv", "reasons_as_published.csv", "levels_by_week.csv")
    return [f"data/{inputs.csv_name(name)}" for name in names]


def _light(row: Any, *, whole: bool) -> SimpleNamespace:
    """A row without what is not published, and without its document where the other process can read it."""
    left_out = {"explained"} if whole else {"explained", "shown"}
    return SimpleNamespace(**{name: value for name, value in row._mapping.items() if name not in left_out})


def _put_there(
    configured: Settings,
    track: str,
    releases: tuple[ReleaseLine, ...],
    councils: tuple[Council, ...],
    current: dict[str, SimpleNamespace],
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
                current=current,
                settings=configured,
                uncommitted=tuple(row for row in current.values() if row.release_id == releases[-1].id),
            ),
        )


def _put(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    first = ratings.first_moment(inputs.connection, inputs.track)
    if first is None or not inputs.current:
        return
    _add_histories(draft, inputs)
    spans = periods(first, inputs.release.published_at)
    for name, columns, make in (
        ("ratings_as_published.csv", rows.AS_PUBLISHED, _published),
        ("ratings.csv", rows.RATINGS, _believed),
        ("reasons_as_published.csv", rows.REASONS, _reasons),
    ):
        draft.put_segments(
            f"data/{inputs.csv_name(name)}",
            header(columns),
            (_segment(inputs, draft.root, span, columns, make) for span in spans),
        )
    sundays = _sundays(first, inputs.release.published_at)
    draft.put_segments(
        f"data/{inputs.csv_name('levels_by_week.csv')}",
        header(WEEKS),
        (_weeks_segment(inputs, span, sundays) for span in spans),
    )
    copies.add(draft, *_tables(inputs))


def _add_histories(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    """Each council's whole history as published, one segment a year."""
    for code, row in inputs.current.items():
        draft.put_segments(
            f"councils/{code}/{inputs.csv_name('history.csv')}",
            header(rows.AS_PUBLISHED),
            _of_council(draft, inputs, code),
            inputs=[row.id, inputs.councils_digest, code in inputs.ran_out],
        )


def _of_council(draft: ReleaseDraft, inputs: ReleaseInputs, code: str) -> Iterator[Segment]:
    first = draft.remember(
        f"{code}#first",
        code,
        lambda: str(ratings.first_moment(inputs.connection, inputs.track, code) or inputs.release.published_at),
    )
    for span in years(datetime.fromisoformat(first), inputs.release.published_at):
        yield _segment(inputs, draft.root, span, rows.AS_PUBLISHED, _published, code)


def _segment(
    inputs: ReleaseInputs, root: Path, span: Period, columns: tuple[str, ...], make: Make, code: str | None = None
) -> Segment:
    by = months_of if code else weeks_of
    return (
        span.name,
        _inputs(inputs, span, make, code),
        lambda: together(
            root,
            (
                (
                    f"{make.__name__} {code} {piece.name}",
                    _inputs(inputs, piece, make, code),
                    partial(_body, columns, make, inputs, piece, code),
                )
                for piece in by(span, inputs.release.published_at)
            ),
        ),
    )


def _body(
    columns: tuple[str, ...], make: Make, inputs: ReleaseInputs, span: Period, code: str | None
) -> tuple[bytes, int]:
    return body(columns, make(inputs, span, code))


def _inputs(inputs: ReleaseInputs, span: Period, make: Make, code: str | None) -> list[Any]:
    """Cache key: rows are append-only; the newest id and the open ones identify the segment."""
    current = [inputs.current[code]] if code else inputs.current.values()
    standing = sum(span.holds(row.rated_at) for row in current)
    newest = max(row.id for row in current) if span.holds(inputs.release.published_at) else 0
    if make is _reasons:  # which nothing later changes
        return [newest]
    made_from: list[Any] = [standing, newest, inputs.councils_digest, inputs.ran_out]
    if make is _believed:
        made_from += [r.id for r in inputs.restated.values() if span.holds(r.rated_at)]
    return made_from


def _stored(inputs: ReleaseInputs, span: Period, code: str | None = None) -> list[tuple[Any, datetime | None]]:
    found = ratings.published(
        inputs.connection,
        inputs.track,
        start=span.start,
        end=span.end,
        until=inputs.release.published_at,
        council_code=code,
    )
    new = {row.council_code: row for row in inputs.uncommitted if code in (None, row.council_code)}
    replaced = [
        (row, after or (new[row.council_code].rated_at if row.council_code in new else None)) for row, after in found
    ]
    return [*replaced, *((row, None) for row in new.values() if span.holds(row.rated_at))]


def _published(inputs: ReleaseInputs, span: Period, code: str | None) -> Iterator[PublishedRow]:
    until = inputs.release.published_at
    for row, after in _stored(inputs, span, code):
        yield rows.published_row(row, inputs.council_at(row.council_code, row.rated_at), after, until)


def _believed(inputs: ReleaseInputs, span: Period, code: str | None) -> Iterator[PublishedRow]:
    """As published, but with a past rating that later figures changed as it now stands."""
    until = inputs.release.published_at
    for row, after in _stored(inputs, span, code):
        council = inputs.council_at(row.council_code, row.rated_at)
        line = rows.rating_row(row, council, after, until)
        again = inputs.restated.get(row.id)
        if again:
            named = corrections.corrects(inputs, again.correction_id, row.level_published, row.status)
            line = rows.restated_row(row, line, after, again, council, until)
            line["correction_id"] = again.correction_id if named else None
        yield line


def _reasons(inputs: ReleaseInputs, span: Period, code: str | None) -> Iterator[ReasonRow]:
    for row, _ in _stored(inputs, span, code):
        yield from rows.reason_rows(row)


def _weeks_segment(inputs: ReleaseInputs, span: Period, ended: list[date]) -> Segment:
    """Past Sundays are never rewritten."""
    sundays = ended[bisect_left(ended, span.start, key=end_of) : bisect_left(ended, span.end, key=end_of)]
    made_from = [[d.isoformat() for d in sundays], inputs.councils_digest]
    return span.name, made_from, lambda: body(WEEKS, _weeks(inputs, span, sundays))


def _sundays(first: datetime, last: datetime) -> list[date]:
    """Every Sunday that ended between two moments."""
    day = week_ending(day_of(first))
    result = []
    while end_of(day) <= last:
        result.append(day)
        day += WEEK
    return result


def _weeks(inputs: ReleaseInputs, span: Period, sundays: list[date]) -> Iterator[WeekRow]:
    """The level in force at the end of each Sunday, council by council; a lapsed one is "out_of_date"."""
    then = ratings.current_of_track(inputs.connection, inputs.track, span.start)
    new = deque(row for row, _ in _stored(inputs, span))
    for sunday in sundays:
        end = end_of(sunday)
        while new and new[0].rated_at <= end:
            row = new.popleft()
            then[row.council_code] = row
        for council in inputs.councils:
            if council.existed_on(sunday):
                where = inputs.where(council.code, end)
                yield _week_row(council.code, where, sunday, then.get(council.code), end)


def _week_row(code: str, where: Where, sunday: date, row: Any | None, end: datetime) -> WeekRow:
    blank: WeekRow = {
        "council_code": code,
        **where,
        "week_ending": sunday,
        "level_published": None,
        "level_calculated": None,
        "level_figures": None,
        "status": "not_rated",
        "points": None,
        "points_possible": None,
        "evidence_percent": None,
        "method_version": None,
        "release_id": None,
    }
    if row is None:
        return blank
    if not in_force(row.valid_until, end):
        return {**blank, "status": OUT_OF_DATE, "release_id": row.release_id}
    return {
        **blank,
        "level_published": row.level_published,
        "level_calculated": row.level_calculated,
        "level_figures": rows.level_figures(row),
        "status": row.status,
        "points": row.points,
        "points_possible": row.points_possible,
        "evidence_percent": rows.evidence_percent(row),
        "method_version": row.method_version,
        "release_id": row.release_id,
    }
