"""Levels over time: a sentence, a picture and a table that say the same."""

from datetime import timedelta

from pressure.content.notice.parts import Parts
from pressure.content.past.build import levels_only
from pressure.content.past.saying import written
from pressure.domain.level_history import Interval
from pressure.drawing.blocks import Block, Grid, Link, Picture, Section, Words, says
from pressure.drawing.timeline import Timeline
from pressure.drawing.timeline_svg import PHONE, timeline_svg
from pressure.words.dates import days_in_words, table_date
from pressure.words.history import history_sentence, how_long, run_words, told
from pressure.words.measures import changed_days, counted_otherwise, name
from pressure.words.nations import place_of

RUNS_SHOWN = 12
DRAWN = timedelta(weeks=104)
WHOLE = "The whole history as a picture"
GOES_ON, FROM_TODAY = "goes on", "from today, {day}"


def history(parts: Parts) -> Section:
    """As published; a later correction never rewrites it."""
    sentence = history_sentence(parts.runs)
    blocks: list[Block] = [says(told(parts.runs))]
    if line := _line(parts):
        title = f"Pressure level in {place_of(parts.council, parts.book)} over time"
        said = written(line, title=title, description=sentence, every_lane=False)
        blocks += [Picture(timeline_svg(line, said, PHONE, alone=False)), says(_key(parts), tone="quiet")]
    blocks.append(
        says(
            Link(WHOLE, f"{parts.place}history/"),
            " · ",
            Link("Days at each level, counted for you", f"{parts.place}days/"),
        )
    )
    return Section("history", "How it has changed", (*blocks, *_counted(parts), *_table(parts)), printed=False)


def _counted(parts: Parts) -> tuple[Block, ...]:
    """Each break in a figure's series that the council has told of."""
    every = parts.document.get("counting", [])
    return tuple(
        says(counted_otherwise(day, name(measure)))
        for measure in parts.rating["measures"]
        for day in changed_days(every, measure["measure_id"])
    )


def _line(parts: Parts) -> Timeline | None:
    """The last two years of it; the rest is on its own page."""
    end = parts.steps[-1].end if parts.steps else None
    line = end and levels_only(parts.steps, parts.declarations, parts.book, end)
    return line.within(end - DRAWN, end) if line and end else None


def _key(parts: Parts) -> str:
    """Only what is really in the picture."""
    unknown = any(step.level is None for step in parts.steps)
    return " ".join(["Higher means more pressure.", *(["Hatched: no current level."] if unknown else [])])


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
