"""The marks of a council's past, from the lines of a release. Levels and days come from the domain's own reading of the
history; nothing is counted again here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median

from pressure.content.past import words
from pressure.content.past.finding import PRESSURE, level_word, long
from pressure.content.past.lines import CorrectionLine, FigureLine, Lines
from pressure.content.steps import steps
from pressure.document.lines import DeclarationLine, HistoryLine
from pressure.domain.declarations import RAISED
from pressure.domain.level_history import Interval, runs
from pressure.domain.moments import day_of
from pressure.domain.readings import RETURN
from pressure.domain.rulebook import Rulebook
from pressure.drawing.timeline import Beneath, Kind, Mark, Point, Row, Timeline, at_end_of, in_order
from pressure.words.began import began, in_force_from
from pressure.words.dates import as_moment, short_date
from pressure.words.numbers import UNIT_WORDS, spaced
from pressure.words.register import measure_title

WEEK = timedelta(days=7)
NOT_FIGURES = ("withdrawn", "not_submitted", "not_applicable", "suppressed", "refused")
LEAST_POINTS, LONG_GAP = 3, 1.9
Series = tuple[str, str]
"""A measure and the source it is from: two sources are never joined by a line."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A figure that can stand beneath, by its address, and its name."""

    id: str
    title: str
    series: Series


def timeline(
    lines: Lines, book: Rulebook, *, nation_code: str, until: datetime, ends: datetime | None = None, beneath: str = ""
) -> Timeline | None:
    """Everything up to a moment, or the end of the council; None before anything was published. `beneath` is a choice
    of figure, the first where it is none."""
    known = steps(lines.history, until)
    end = min(until, ends) if ends else until
    if not known or end <= known[0].start:
        return None
    options = choices(lines, book)
    own = next((c for c in options if c.id == beneath), options[0] if options else None)
    marks = (
        *_levels(known, book),
        *_worked_out(lines.history, known, until),
        *_declared(lines.declarations, book, end),
        *_corrected(lines.corrections),
        *_method(lines.history),
        *_returns(lines.figures),
    )
    start = known[0].start
    whole = Timeline(
        start=start,
        end=end,
        levels=_rows(book),
        marks=in_order(m for m in marks if m.start <= end),
        beneath=_beneath(lines, own, book, nation_code) if own else None,
        now=_now(runs(known)[-1], book) if ends is None else ("", ""),
    )
    return whole.within(start, end)


def levels_only(
    known: Sequence[Interval], declarations: Sequence[DeclarationLine], book: Rulebook, until: datetime
) -> Timeline | None:
    """The levels and the measures alone, up to a moment; None where there is no time to draw."""
    if not known or until <= known[0].start:
        return None
    return Timeline(
        start=known[0].start,
        end=until,
        levels=_rows(book),
        marks=in_order((*_levels(known, book), *_declared(declarations, book, until))),
        now=_now(runs(known)[-1], book),
    ).within(known[0].start, until)


def choices(lines: Lines, book: Rulebook) -> list[Choice]:
    """Every measure and source with enough figures for a line, in the order of the method."""
    count: dict[Series, int] = {}
    for own in newest(lines.figures):
        if own["value"] and own["status"] not in NOT_FIGURES:
            count[own["measure_id"], own["source_id"]] = count.get((own["measure_id"], own["source_id"]), 0) + 1
    found = []
    for measure in book.measures:
        series = sorted(s for s, times in count.items() if s[0] == measure.id and times >= LEAST_POINTS)
        for measure_id, source_id in series:
            more = f" ({lines.sources.get(source_id, spaced(source_id))})" if len(series) > 1 else ""
            found.append(Choice(f"{measure_id}.{source_id}", measure.short_title + more, (measure_id, source_id)))
    return found


def newest(rows: Iterable[FigureLine]) -> list[FigureLine]:
    """The version received last of each figure, by the end of its period."""
    found: dict[tuple[str, str, str], FigureLine] = {}
    for row in rows:
        key = (row["source_id"], row["measure_id"], row["period_end"])
        if key not in found or row["received_at"] >= found[key]["received_at"]:
            found[key] = row
    return sorted(found.values(), key=lambda row: row["period_end"])


def in_force(lines: Lines, at: datetime) -> int:
    """How many exceptional measures of stage 2 or 3 are in force."""
    stages = (int(d["stage"] or 0) for d in lines.declarations if not _over(d, at) and (_began(d) or at) <= at)
    return sum(stage > 1 for stage in stages)


def _rows(book: Rulebook) -> tuple[Row, ...]:
    return tuple(Row(level.number, level.name.removesuffix(PRESSURE), level.colour) for level in book.levels)


def _over(row: DeclarationLine, at: datetime) -> bool:
    ended = as_moment(row.get("ended_at"))
    return ended is not None and ended <= at


def _began(row: DeclarationLine) -> datetime | None:
    return in_force_from(row) if row.get("starts_at") else None


def _levels(known: Sequence[Interval], book: Rulebook) -> Iterator[Mark]:
    unbroken = runs(known)
    for run in unbroken:
        word, now = level_word(run, book), run is unbroken[-1]
        said = words.GOES_ON_SAID if now else words.LEVEL_SAID
        level = f"Level {run.level}, {word}" if run.level else book.no_level.name
        yield Mark(
            Kind.LEVEL if run.level else Kind.UNKNOWN,
            run.start,
            run.end,
            run.level,
            said.format(level=level, start=short_date(run.start), end=short_date(run.last_day or run.first_day)),
            words.FOR.format(level=word.capitalize(), long=long(run.days)) if run.level else words.UNKNOWN,
            goes_on=now,
        )


def _worked_out(history: Sequence[HistoryLine], known: Sequence[Interval], until: datetime) -> Iterator[Mark]:
    """Where the level worked out from figures was another than the one published."""
    if not any(row.get("level_calculated") for row in history):
        return
    for own in steps(history, until, "level_calculated"):
        for run in known:
            start, end = max(own.start, run.start), min(own.end, run.end)
            if own.level and start < end and own.level != run.level:
                days = {"start": short_date(start), "end": short_date(end)}
                said = words.WORKED_OUT_SAID.format(number=own.level, **days)
                yield Mark(Kind.WORKED_OUT, start, end, own.level, said)


def _declared(rows: Sequence[DeclarationLine], book: Rulebook, until: datetime) -> Iterator[Mark]:
    for row in rows:
        start, ended = _began(row), as_moment(row.get("ended_at"))
        if start is None or start > until or (ended and ended <= start):
            continue
        over = ended is not None and ended <= until
        raised = row["measure_id"] == RAISED
        title = measure_title(row["measure_id"], book)
        stage = int(row["stage"] or 0)
        said = (words.RAISED_SAID if raised else words.STAGE_SAID).format(
            title=title,
            stage=stage,
            began=began(row),
            area=row["area"],
            ended=words.ENDED.format(day=short_date(ended)) if over else words.IN_FORCE,
        )
        yield Mark(
            Kind.RAISED if raised else Kind.MEASURE,
            start,
            ended if over else until,
            stage,
            said,
            words.RAISED_SHORT if raised else title,
            goes_on=not over,
        )


def _corrected(rows: Sequence[CorrectionLine]) -> Iterator[Mark]:
    """One mark a day, however many corrections came out then."""
    by_day: dict[str, tuple[datetime, list[str]]] = {}
    for row in rows:
        if at := as_moment(row["published_at"]):
            by_day.setdefault(short_date(at), (at, []))[1].append(row["what"])
    for day, (at, what) in by_day.items():
        said = words.CORRECTED_SAID.format(day=day, what=" ".join(dict.fromkeys(what)))
        yield Mark(Kind.CORRECTION, at, said=said)


def _method(history: Sequence[HistoryLine]) -> Iterator[Mark]:
    for before, after in pairwise(history):
        at, version = as_moment(after["published_at"]), after.get("method_version")
        if at and version and before.get("method_version") not in (version, None, ""):
            said = words.METHOD_SAID.format(version=version, day=short_date(at))
            yield Mark(Kind.METHOD, at, said=said, label=words.METHOD_SHORT.format(version=version))


def _returns(rows: Sequence[FigureLine]) -> Iterator[Mark]:
    """A tick for each week something came for, and the weeks that were due and for which nothing did."""
    came, due = set[date](), set[date]()
    for row in rows:
        if row["source_id"] == RETURN:
            (came if row["received_at"] else due).add(date.fromisoformat(row["period_end"]))
    for day in sorted(came):
        yield Mark(Kind.RETURN, at_end_of(day), said=words.RETURN_SAID.format(day=short_date(day)))
    for day in sorted(due - came):
        end = at_end_of(day)
        yield Mark(Kind.NOT_SENT, end - WEEK, end, said=words.NOT_SENT_SAID.format(day=short_date(day)))


def _beneath(lines: Lines, own: Choice, book: Rulebook, nation_code: str) -> Beneath:
    measure_id, source_id = own.series
    rows = [r for r in newest(lines.figures) if (r["measure_id"], r["source_id"]) == own.series]
    points = tuple(Point(_ended(row), _value(row)) for row in rows)
    gaps = [(after.at - before.at).total_seconds() for before, after in pairwise(points)]
    measure = (book.measure_in(nation_code, measure_id) if nation_code in book.nations else None) or book.measure(
        measure_id
    )
    edges = [float(edge.value) for _, edge in sorted(measure.edges.items())] if measure else []
    unit = rows[-1]["unit"]
    return Beneath(
        title=own.title,
        unit=unit,
        unit_said=UNIT_WORDS.get(unit, spaced(unit)),
        points=points,
        edges=tuple(edges),
        joined=timedelta(seconds=LONG_GAP * median(gaps)) if gaps else WEEK,
        source=lines.sources.get(source_id, ""),
    )


def _ended(row: FigureLine) -> datetime:
    return at_end_of(date.fromisoformat(row["period_end"]))


def _value(row: FigureLine) -> float | None:
    return float(row["value"]) if row["value"] and row["status"] not in NOT_FIGURES else None


def _now(run: Interval, book: Rulebook) -> tuple[str, str]:
    since = words.NOW_SINCE.format(day=f"{day_of(run.start).day} {day_of(run.start):%b}")
    return (words.NOW.format(level=level_word(run, book).capitalize()) if run.level else words.NONE_NOW, since)
