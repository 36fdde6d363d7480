"""Levels over time: a sentence, a picture and a table that say the same."""

from datetime import datetime

from pressure.view.blocks import Block, Grid, Link, Picture, Section, Words, says
from pressure.view.notice_parts import Parts
from pressure.view.step_chart import step_chart
from pressure.view.steps import Run
from pressure.view.words_began import in_force_from
from pressure.view.words_dates import days_in_words, table_date
from pressure.view.words_history import changes_sentence, history_sentence, run_words

RUNS_SHOWN = 12


def history(parts: Parts) -> Section:
    """As published; a later correction never rewrites it."""
    sentence = history_sentence(parts.runs)
    blocks: list[Block] = [says(f"{sentence} {changes_sentence(parts.runs)}")]
    chart = step_chart(parts.runs, parts.book, title=f"Pressure level in {parts.council['name']} over time",
                       description=sentence, declared=_starts(parts))
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
    if any(run.level is None for run in parts.runs):
        keys.append("Stripes: no current level.")
    if any(run.status == "floor_only" for run in parts.runs):
        keys.append("Broken line: signed by the council, without enough figures.")
    if _starts(parts):
        keys.append("Triangle: an exceptional measure came into force.")
    return " ".join(["Higher means more pressure.", *keys])


def _to(run: Run, parts: Parts) -> tuple[str, str]:
    """When it ended and how long it was. The page stays as it is until something changes, so it never says "now"."""
    if run is parts.runs[-1]:
        return "goes on", f"{days_in_words(run.days)} by {table_date(run.end)}"
    return table_date(run.end), days_in_words(run.days)


def _table(parts: Parts) -> tuple[Block, ...]:
    if not parts.runs:
        return ()
    newest = tuple(reversed(parts.runs))[:RUNS_SHOWN]
    rows = tuple((run_words(run, parts.book), table_date(run.start), *_to(run, parts)) for run in newest)
    note: Words = (Link("Every change since the first, as a file", parts.history_file), ".")
    return (Grid("Levels as published, newest first", ("Level", "From", "To", "For"), rows, note),)
