"""What can be counted from a council's published levels, in sentences that each have their definition."""

from collections.abc import Mapping
from datetime import date

from pressure.document.shapes import LastFall
from pressure.domain.level_history import Interval
from pressure.domain.rulebook import Rulebook
from pressure.words.dates import days_in_words, short_date
from pressure.words.level import short_level
from pressure.words.numbers import counted, listed

HEADING = "Counted for you"
DEFINITIONS = {
    "days": "A day is a calendar day in the United Kingdom. It counts at the level in force at the end of that day. "
    "“At least level 3” counts at level 3. Only whole days are counted, so today is not among them.",
    "days_unknown": "A day is unknown when there was no current level at its end, or the level had gone out of date.",
    "season": "Winter is December to February, spring March to May, summer June to August, autumn September to "
    "November.",
    "longest_run": "Days in a row at one level. Another level published between ends a run, also for part of a day, "
    "and so does an unknown day. Of two as long, the earlier is given.",
    "first_time_since": "The last day at the same level before the run that goes on now.",
    "highest_14_days": "The highest level at the end of any of the last 14 days counted, or the level now.",
    "last_fall": "The measures whose band was lower when the level last went down than at the level published before. "
    "Several may have fallen at once; none of them alone need have been enough.",
}
AS_PUBLISHED = "Counted from levels as they were published. Later corrections do not change these counts."


def total_sentence(totals: Mapping[int | None, int], name: str, first: date, last: date) -> str:
    """Days at each level, always with the days unknown."""
    known = [f"{days_in_words(totals[n])} at level {n}" for n in sorted(k for k in totals if k is not None)]
    unknown = f"{days_in_words(totals.get(None, 0))} unknown"
    return f"From {short_date(first)} to {short_date(last)}, {name} had {listed([*known, unknown])}."


def run_sentence(level: int, run: Interval) -> str:
    """Longest run at level 3: 35 days, from … to …."""
    return (
        f"Longest run at level {level}: {days_in_words(run.days)}, from {short_date(run.first_day)} "
        f"to {short_date(run.last_day)}."
    )


def first_time_sentence(level: int | None, since: date | None, last_before: date | None, first: date) -> str:
    """That a level is back, or new."""
    if level is None or since is None:
        return "There is no current level, so there is nothing to compare."
    start = f"At level {level} since {short_date(since)}"
    if since == first:
        return f"{start}, the first day counted."
    if last_before is None:
        return f"{start}, for the first time since counting began on {short_date(first)}."
    return f"{start}, for the first time since {short_date(last_before)}."


def highest_sentence(level: int | None, last: date, book: Rulebook, *, now: bool) -> str:
    """The highest of the last 14 days, or of them and now where there is a level now."""
    days = f"In the 14 days to {short_date(last)}"
    if level is None:
        return f"{days} there was no level."
    return f"{days}{', or now,' if now else ''} the highest was {short_level(level, book)}."


def fall_sentence(fall: LastFall | None) -> str:
    """What brought the level down last time."""
    if fall is None:
        return "The level has not gone down from one published level to another."
    start = (
        f"The level last went down on {short_date(fall['on'])}, from {fall['level_before']} to {fall['level_after']}."
    )
    causes = [f"{m['title']} went from band {m['band_before']} to {m['band_after']}" for m in fall["measures"]]
    causes += ["an exceptional measure had ended"] * bool(fall["measure_ended"])
    causes += ["a raised level had ended"] * bool(fall["raised_ended"])
    return f"{start} {'; '.join(causes)}." if causes else f"{start} No measure’s band was lower than before."


def not_counted(name: str) -> str:
    """Before the first whole day."""
    return f"No whole day has passed since {name} was first listed here. Nothing is counted yet."


def stretch_name(kind: str, name: str) -> str:
    """Winter 2026-27, 2026."""
    year, _, season = name.partition(" ")
    return f"{season.capitalize()} {year}" if kind == "season" else year


def unknown_note(totals: Mapping[int | None, int]) -> str:
    """How much is not known, said first when it is most."""
    none, every = totals.get(None, 0), sum(totals.values())
    return (
        f"Most days are unknown ({none:,} of {counted(every, 'day')}). Counts of levels say little here."
        if 2 * none > every
        else ""
    )
