"""The words of the table of figures: units that are smaller than values, and a change that is said, not only drawn."""

from pressure.document.shapes import CountingLine, MeasureLine
from pressure.domain.national import NationWords
from pressure.words.dates import short_date
from pressure.words.numbers import figure, plain, starts

HEAD = ("Figure", "Now", "On its own four bands", "Last 26 weeks", "Change", "To")
CAPTION = (
    "Each figure on {bands} bands of its own: the dot is now, further right is harder. Change is over four weeks, or "
    "since the figure before. A name opens what is behind it."
)
NONE = "–"
LONG, SHORT = " per 100,000 adults", "per 100,000"
NO_FIGURE, NOT_SCORED = "no figure", "not scored"
ASSUMED = "No national figure stands behind these bands yet. They are assumed, and are to be reviewed."
SAID_HOW, NOT_SAID_HOW = "How the {body} counts this, as it says:", "The {body} has not said how it counts this."
NOT_SAID, SINCE = "It has not said.", " Since {day}."
IN_ITS_WORDS = " In the {body}'s own words: “{words}”."
WAYS = {1: "up", -1: "down"}


def value(measure: MeasureLine) -> tuple[str, str]:
    """A number and its unit; a dash, with the mark its publisher gave, where there is none."""
    if measure["value"] is None:
        return NONE, measure["marker"]
    said = figure(measure["value"], measure["unit"], starts(measure["bands"]))
    if said.endswith("%"):
        return said[:-1], "%"
    number, _, unit = said.partition(" ")
    return number, SHORT if f" {unit}" == LONG else unit


def how_counted(line: CountingLine, nation: NationWords) -> str:
    """When a worker is given the case. In the council's own words: “…”. Since 5 October 2026."""
    own = IN_ITS_WORDS.format(body=nation.body, words=line["own_words"].rstrip(".")) if line["own_words"] else ""
    since = SINCE.format(day=short_date(line["since"])) if line["since"] else ""
    return f"{nation.say(line['says'])}{own}{since}"


def band(measure: MeasureLine) -> str:
    """Band 3; or what a figure counts as that has none."""
    if measure["band"] is not None:
        return f"band {measure['band']}"
    if measure["missing_counted_as"]:
        return f"counts as {measure['missing_counted_as']}"
    return NO_FIGURE if measure["value"] is None else NOT_SCORED


def moved(way: int, by: str) -> str:
    """Up 31, down 0.4 points, or no change."""
    short = by.removesuffix(LONG).replace("percentage point", "point")
    return f"{WAYS[way]} {short}" if way else "no change"


def line(count: int, low: str, high: str, now: str) -> str:
    """What a line shows."""
    if count == 1:
        return f"One figure: {now}"
    return f"{count} figures, from {low} to {high}, now {now}"


def before(was: str, day: str, *, average: bool) -> str:
    """What it was four weeks, or one figure, before."""
    return f"It was {was} {'on average ' if average else ''}in the period to {day}."


def edges(measure: MeasureLine) -> str:
    """Where the bands begin."""
    found = [
        f"band {n} {'from' if edge['inclusive'] else 'above'} {plain(edge['from'])}"
        for n, edge in sorted(measure["bands"].items())
        if edge["from"] is not None
    ]
    said = ", ".join(found)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def steps(measure: MeasureLine, worse: str, better: str) -> str:
    """How far the next band is, each way, where it may be printed."""
    own = measure["band"] or 0
    up = f"{worse} more would reach band {own + 1}." if worse else ""
    fall = f"A fall of more than {better}" if measure["to_better"] else "Any fall"
    down = f"{fall} would reach band {own - 1}." if better and own > 1 else ""
    return f"{up} {down}".strip()


def points(scored: int, most: int) -> str:
    return f"Points: {scored} of {most}."


def source(title: str) -> str:
    return f"Source: {title}."
