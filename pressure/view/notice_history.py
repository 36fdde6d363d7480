"""Levels over time: a sentence, a picture and a table that say the same."""

from pressure.view.blocks import Block, Grid, Link, Picture, Section, Words, says
from pressure.view.notice_parts import Parts
from pressure.view.step_chart import step_chart
from pressure.view.steps import Run
from pressure.view.words_dates import as_moment, days_in_words, table_date
from pressure.view.words_history import changes_sentence, history_sentence, run_words
from pressure.view.words_nations import place_of

RUNS_SHOWN = 12


def history(parts: Parts) -> Section:
    """As published; a later correction never rewrites it."""
    sentence = history_sentence(parts.runs)
    blocks: list[Block] = [says(f"{sentence} {changes_sentence(parts.runs)}")]
    chart = step_chart(parts.runs, parts.book, title=f"Pressure level in {place_of(parts.council)} over time",
                       description=sentence, declared=[m for m in map(as_moment, _starts(parts)) if m])
    if chart:
        blocks += [Picture(chart), says(_key(parts), tone="quiet")]
    blocks.append(says(Link("Days at each level, counted for you", f"{parts.place}days/")))
    return Section("history", "How it has changed", (*blocks, *_table(parts)), printed=False)


def _starts(parts: Parts) -> list[str]:
    past = [str(d["starts_at"]) for d in parts.declarations if d.get("ended_at")]
    return past + [str(e["in_force_from"]) for e in parts.rating["register"]]


def _key(parts: Parts) -> str:
    """Only what is really in the picture."""
    keys = []
    if any(run.level is None for run in parts.runs):
        keys.append("Stripes: no current level.")
    if any(run.status == "floor_only" for run in parts.runs):
        keys.append(parts.nation.say("Broken line: signed by the council, without enough figures."))
    if _starts(parts):
        keys.append("Triangle: an exceptional measure began.")
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
