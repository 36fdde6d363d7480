"""A picture of the past as tables: everything that is drawn, newest first."""

from collections.abc import Iterator, Sequence

from pressure.content.past import words
from pressure.content.past.finding import long
from pressure.content.past.saying import value
from pressure.domain.level_history import DAY, Interval, runs
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Block, Fold, Grid, Words
from pressure.drawing.timeline import Beneath, Kind, Mark, Timeline
from pressure.words.dates import days_in_words, table_date
from pressure.words.history import run_words

MOST_ROWS = 60
SHOWN_MARKS = (Kind.MEASURE, Kind.RAISED, Kind.CORRECTION, Kind.METHOD, Kind.NOT_SENT)


def tables(line: Timeline | None, known: Sequence[Interval], book: Rulebook) -> Iterator[Block]:
    """Runs at a level, what else happened, and the figure beneath; the runs alone where there is nothing drawn yet."""
    newest = runs(known)[::-1]
    rows = [
        (
            table_date(run.start),
            words.TODAY
            if run is newest[0] and (line is None or line.now[0])
            else table_date(run.last_day or run.first_day),
            long(run.days) if run.days else days_in_words(0),
            run_words(run, book),
        )
        for run in newest
    ]
    yield Fold(words.RUNS_CAPTION, (_grid(words.RUNS_CAPTION, words.RUNS_HEAD, rows),))
    if line is None:
        return
    if marks := [_mark(m) for m in reversed(line.of(*SHOWN_MARKS))]:
        yield Fold(words.MARKS_CAPTION, (_grid(words.MARKS_CAPTION, words.MARKS_HEAD, marks),))
    if line.beneath:
        caption = words.FIGURE_CAPTION.format(title=f"{line.beneath.title}, {line.beneath.unit_said}")
        yield Fold(caption, (_grid(caption, words.FIGURE_HEAD, _figures(line.beneath)),))


def _mark(mark: Mark) -> tuple[str, str]:
    return table_date(mark.start), mark.said


def _figures(own: Beneath) -> list[tuple[str, str, str]]:
    return [
        (table_date(at - DAY), value(number, own), str(1 + sum(number >= edge for edge in own.edges)))
        for at, number in reversed(own.known)
    ]


def _grid(caption: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Grid:
    more = len(rows) - MOST_ROWS
    note: Words = (words.MORE_ROWS.format(count=more),) if more > 0 else ()
    return Grid(caption, head, tuple(rows[:MOST_ROWS]), note, titled=True, stacks=True)
