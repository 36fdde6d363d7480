"""A council's history in one sentence, always with the days that are not known."""

from collections.abc import Sequence
from itertools import dropwhile, groupby

from pressure.domain.day_counts import days_at
from pressure.domain.level_history import DAY, SEVERAL, Interval, runs
from pressure.domain.moments import day_of
from pressure.domain.rulebook import Rulebook
from pressure.words.dates import days_in_words, short_date
from pressure.words.numbers import counted, listed

YEAR = "The last 52 weeks"
MOST_POINTS = "The most points come from: {figures}."
NOT_KNOWN = "not known"
Levels = Sequence[int | None]


def history_sentence(known: Sequence[Interval]) -> str:
    """Whole days at each level since the first release, the unknown ones last. Both days named are counted."""
    if not known:
        return "Nothing has been published here before today."
    totals = days_at(known)
    if not totals:
        return f"The first release here was on {short_date(known[0].start)}. No whole day has been counted yet."
    levels = [f"level {n} for {days_in_words(totals[n])}" for n in sorted(k for k in totals if k is not None)]
    none = totals.get(None, 0)
    unknown = days_in_words(none)
    first, last = short_date(known[0].first_day), short_date(day_of(known[-1].end) - DAY)
    spent = f"{listed(levels)}, and no current level for {unknown}" if levels else f"no current level for {unknown}"
    if levels and not none:
        return f"From {first} to {last}: {listed(levels)}. There was no day without a level."
    return f"From {first} to {last}: {spent}."


def changes_sentence(history_runs: Sequence[Interval]) -> str:
    """How often the level moved since there first was one, and the highest it reached. Of a part of a history it says
    nothing of the rest."""
    since_first = list(dropwhile(lambda run: run.level is None, history_runs))
    levels = [run.level for run in since_first if run.level is not None]
    if not levels:
        return "No level was published in that time." if history_runs else ""
    moves = len(since_first) - 1
    return (
        f"It changed {counted(moves, 'time')}. The highest level was {max(levels)}."
        if moves
        else (f"It has stayed at level {levels[-1]}.")
    )


def told(known: Sequence[Interval]) -> str:
    """Both sentences, where there is anything to say."""
    return f"{history_sentence(known)} {changes_sentence(runs(known))}".rstrip()


def run_words(run: Interval, book: Rulebook) -> str:
    """A run's level as the table prints it."""
    if run.level is None:
        return book.no_level.name
    least = {"floor_only": f"At least {run.level}", SEVERAL: f"{run.level} or at least {run.level}"}
    return f"{least.get(run.status, run.level)}, {book.level(run.level).name}"


def how_long(run: Interval) -> str:
    """Whole days of a run that is over."""
    return days_in_words(run.days) if run.days else "less than a day"


def strip_said(levels: Levels, book: Rulebook) -> str:
    """Every run of the strip, oldest first."""
    told = ", ".join(f"{_word(level, book)} {counted(count, 'week')}" for level, count in _runs(levels))
    return f"{YEAR}, oldest first: {told}."


def family_level(level: int | None, book: Rulebook) -> str:
    """High."""
    if level is None:
        return "too few figures"
    word = _word(level, book)
    return f"{word[:1].upper()}{word[1:]}"


def of_all(level: int | None, book: Rulebook) -> str:
    """3 of 4, after the word."""
    return f"({level} of {len(book.levels)})" if level else ""


def of_points(own: int, possible: int) -> str:
    return f"{own} of {possible} points"


def _word(level: int | None, book: Rulebook) -> str:
    return NOT_KNOWN if level is None else book.level(level).name.lower().removesuffix(" pressure")


def _runs(levels: Levels) -> list[tuple[int | None, int]]:
    return [(level, len(list(run))) for level, run in groupby(levels)]
