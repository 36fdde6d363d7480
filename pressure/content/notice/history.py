"""Levels over time: a sentence, a picture and a table that say the same."""

from datetime import datetime

from pressure.content.notice.parts import Parts
from pressure.domain.level_history import Interval
from pressure.drawing.blocks import Block, Grid, Link, Picture, Section, Words, says
from pressure.drawing.step_chart import step_chart
from pressure.words.began import in_force_from
from pressure.words.dates import days_in_words, table_date
from pressure.words.history import changes_sentence, history_sentence, how_long, run_words
from pressure.words.nations import place_of

RUNS_SHOWN = 12
GOES_ON, FROM_TODAY = "goes on", "from today, {day}"


def history(parts: Parts) -> Section:
    """As published; a later correction never rewrites it."""
    sentence = history_sentence(parts.runs)
    blocks: list[Block] = [says(f"{sentence} {changes_sentence(parts.runs)}")]
    chart = step_chart(
        parts.steps,
        parts.book,
        title=f"Pressure level in {place_of(parts.council)} over time",
        description=sentence,
        declared=_starts(parts),
    )
    if chart:
        blocks += [Picture(chart), says(_key(parts), tone="quiet")]
    blocks.append(says(Link("Days at each level, counted for you", f"{parts.place}days/")))
    return Section("history", "How it has changed", (*blocks, *_table(parts)), printed=False)


def _starts(parts: Parts) -> list[datetime]:
    """When each measure, ended or not, came into force."""
    rows = [*(d for d in parts.declarations if d.get("ended_at")), *parts.rating["register"]]
    return [m for m in map(in_force_from, rows) if m]


def _key(parts: Parts) -> str:
    """Only what is really in the picture."""
    keys = []
    if any(step.level is None for step in parts.steps):
        keys.append("Stripes: no current level.")
    if any(step.status == "floor_only" for step in parts.steps):
        keys.append(parts.nation.say("Broken line: signed by the council, without enough figures."))
    if _starts(parts):
        keys.append("Triangle: an exceptional measure came into force.")
    return " ".join(["Higher means more pressure.", *keys])


def _to(run: Interval, now: Interval) -> tuple[str, str]:
    """Its last whole day and how many there were. The page stays as it is until something changes, so what goes on
    has the day it was counted on."""
    if run is not now:
        return table_date(run.last_day or run.first_day), how_long(run)
    by = table_date(run.end)
    return GOES_ON, f"{days_in_words(run.days)} by {by}" if run.days else FROM_TODAY.format(day=by)


def _table(parts: Parts) -> tuple[Block, ...]:
    if not parts.steps:
        return ()
    newest = parts.runs[::-1][:RUNS_SHOWN]
    rows = tuple((run_words(run, parts.book), table_date(run.start), *_to(run, newest[0])) for run in newest)
    note: Words = (Link("Every change since the first, as a file", parts.history_file), ".")
    return (Grid("Levels as published, newest first", ("Level", "From", "To", "For"), rows, note),)
