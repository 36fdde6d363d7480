"""What is written in a picture of the past, and said of it: the same wherever it is drawn."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from pressure.content.past import words
from pressure.content.past.finding import long
from pressure.content.past.lines import Lines
from pressure.domain.counting.answers import Told
from pressure.domain.day_counts import days_at
from pressure.domain.level_history import DAY, Interval, runs
from pressure.domain.rulebook import Rulebook
from pressure.drawing.timeline import Beneath, Kind, Timeline
from pressure.drawing.timeline_svg import LANES, LaneNames, Said
from pressure.words.dates import days_in_words, short_date
from pressure.words.history import changes_sentence
from pressure.words.measures import counted_otherwise
from pressure.words.numbers import counted, listed, plain

ALWAYS = ("stage3", "stage2", "corrections", "returns")
MOST_RUNS = 3


def written(
    line: Timeline, *, title: str, description: str, foot: tuple[str, ...] = (), every_lane: bool = True
) -> Said:
    """The words of a picture. A lane that is seldom used is there only when something stands in it."""
    below = line.beneath
    return Said(
        title=title,
        description=description,
        lanes=lanes_of(line, every=every_lane),
        head=words.LEVELS if every_lane else "",
        foot=foot,
        unknown=words.UNKNOWN,
        band=words.BAND,
        value_now=words.VALUE_NOW.format(value=value(below.known[-1][1], below)) if below else "",
        value_most=value(max(v for _, v in below.known), below) if below else "",
    )


def counted_of(lines: Lines, book: Rulebook) -> Iterator[tuple[str, ...]]:
    """Each break in a figure's series that the council has told of, figure by figure."""
    for measure in book.measures:
        own = [line for line in lines.counting if line["measure_id"] == measure.id]
        days = {
            line["counting_changed_on"]
            for line, after in zip(own, [*own[1:], None], strict=False)  # none of none
            if after is None or (after["question"], after["told"]) != (line["question"], Told.PUT_RIGHT)
        }
        yield from ((counted_otherwise(day, measure.title),) for day in sorted(filter(None, days)))


def lanes_of(line: Timeline, *, every: bool = True) -> LaneNames:
    """The lanes by their names, long and short, from the top down."""
    used = {name for name, own in LANES.items() if any(own(mark) for mark in line.marks)}
    return {name: words.LANES[name] for name in LANES if name in used or (every and name in ALWAYS)}


def value(number: float, of: Beneath) -> str:
    """A figure as it is written beside its line: its unit stands in the title."""
    return plain(number, of.edges, 1 if of.unit == "percent" else 0)


def said_of(line: Timeline, known: Sequence[Interval], book: Rulebook) -> Iterator[tuple[str, ...]]:
    """What the picture says, line by line. Days are those of the history; nothing is counted from the drawing."""
    unbroken = runs(known)
    yield (changes_sentence(unbroken),)
    top = max((run.level for run in unbroken if run.level), default=None)
    if top:
        own = [run for run in unbroken if run.level == top]
        told = [words.RUN.format(long=long(run.days), day=short_date(run.start)) for run in own[-MOST_RUNS:]]
        more = [words.AND_MORE.format(count=len(own) - MOST_RUNS)] if len(own) > MOST_RUNS else []
        yield (
            words.HIGHEST.format(level=book.level(top).name, runs=f"{listed(told)}{''.join(f', {m}' for m in more)}"),
        )
    unknown = days_at(known).get(None, 0)
    yield (words.NOT_KNOWN.format(days=days_in_words(unknown)) if unknown else words.ALL_KNOWN,)
    yield from _happened(line)


def _happened(line: Timeline) -> Iterator[tuple[str, ...]]:
    measures = len(line.of(Kind.MEASURE))
    said = words.MEASURES.format(measures=counted(measures, "exceptional measure"))
    yield (said if measures else words.NO_MEASURES,)
    if corrections := line.of(Kind.CORRECTION):
        days = counted(len(corrections), "day")
        yield (words.CORRECTIONS.format(corrections="Corrections", days=days),)
    if missed := line.of(Kind.NOT_SENT):
        yield (words.NOT_SENT.format(weeks=counted(len(missed), "week")),)
    if line.beneath:
        (at, last), most = line.beneath.known[-1], max(v for _, v in line.beneath.known)
        said = words.FIGURE_NOW.format(
            title=f"{line.beneath.title}, {line.beneath.unit_said}",
            value=value(last, line.beneath),
            day=short_date(_day(at)),
            most=value(most, line.beneath),
        )
        yield (said,)


def _day(at: datetime) -> datetime:
    """The day a figure's period ended with; it stands at its end on the axis."""
    return at - DAY
