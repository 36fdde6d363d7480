"""A council's history in one sentence, always with the days that are not known."""

from collections.abc import Sequence
from itertools import pairwise

from pressure.domain.rulebook import Rulebook
from pressure.view.steps import Run, days_at
from pressure.view.words_dates import days_in_words, short_date
from pressure.view.words_numbers import counted, listed


def history_sentence(history_runs: Sequence[Run]) -> str:
    """Days at each level since the first release, the unknown ones last."""
    if not history_runs:
        return "Nothing has been published here before today."
    totals = days_at(history_runs)
    known = [f"level {n} for {days_in_words(totals[n])}" for n in sorted(k for k in totals if k is not None)]
    none = totals.get(None, 0)
    unknown = days_in_words(none)
    first, last = short_date(history_runs[0].start), short_date(history_runs[-1].end)
    spent = f"{listed(known)}, and no current level for {unknown}" if known else f"no current level for {unknown}"
    if known and not none:
        return f"From {first} to {last}: {listed(known)}. There was no day without a level."
    return f"From {first} to {last}: {spent}."


def changes_sentence(history_runs: Sequence[Run]) -> str:
    """How often the level moved, and the highest it reached."""
    levels = [run.level for run in history_runs if run.level is not None]
    if not levels:
        return "There has been no level yet."
    moves = sum(a.level != b.level for a, b in pairwise(history_runs))
    return f"It changed {counted(moves, 'time')}. The highest level was {max(levels)}." if moves else (
        f"It has stayed at level {levels[-1]}.")


def run_words(run: Run, book: Rulebook) -> str:
    """A run's level as the table prints it."""
    if run.level is None:
        return book.no_level.name
    least = "At least " if run.status == "floor_only" else ""
    return f"{least}{run.level}, {book.level(run.level).name}"
