"""Sentences of the Streamlit pages that the notice does not have."""

from collections.abc import Mapping

from pressure.document.shapes import ChangePart, MeasureLine
from pressure.domain.measures import Edge, Measure
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Link
from pressure.words.dates import short_date
from pressure.words.level import short_level
from pressure.words.measures import name
from pressure.words.numbers import difference, plain, with_unit
from pressure.words.periods import of_figure

FIND = "Find your council"
FIND_START = "Start typing a name"
FIND_HELP = "Type any part of its name, or of a name people use for it."
OTHER_NAME = "{other}: see {name}"
ELSEWHERE = Link("Your place is not in the list? Search, or look through all councils", "/councils/")
LABEL_DEMONSTRATION = "{name} (invented)"
NOTHING_YET = "Nothing has been published yet. The first figures are being loaded. Try again in a minute."
CHOOSE = "Choose a council to read its level, why it has it, and since when."

FAMILIES = "The level of each family of figures"
FAMILIES_HEAD = ("Family", "Level", "Points", "How much is known")
CHANGE = "What would change the level"
NO_CHANGE = "No single figure moving by one band would change the level."
SURE = "How sure this is"
DATES = "Where each figure comes from"
DATES_HEAD = ("Figure", "Source", "Dates")
PERIOD, DATED = "Of {}.", ("We received it on {}.", "It counts until {}.")
FROM_REGISTER = "Register of exceptional measures"
LINKS = "Read, print or download"
HISTORY = "History"
COUNCILS_AXIS = "Councils"
NOT_KNOWN = "not known"
CHART = (
    "Each bar is the level published; a dotted line is what the figures alone gave, where that was another. "
    "Hatched time is not known. The tables below say the same."
)

OUT_OF_DATE = "This level is not up to date since {day}. Do not rely on it. New figures are needed."
DEMONSTRATION = "Demonstration: {name} and its figures are invented."
REAL = "Real figures, published {day}."
INVENTED_RELEASE = "Invented figures, published {day}."
MIXED = "Places marked “invented” are a demonstration and have figures of their own."
FOOTER = "Care Pressure, method version {method}. Release {release}, published {day}. {not_this}"
RUN_BY = "Run by {who}."
RUN_BY_NOBODY = "Whoever runs this installation has not given a name yet."
FOOTER_LINKS = (
    ("/", "Plain pages"),
    ("/method/", "Method"),
    ("/data/", "All data"),
    ("/corrections/", "Corrections"),
    ("/accessibility/", "Accessibility statement"),
    ("/privacy/", "Privacy"),
)
FEEDBACK = "Ask a question or report a fault"

ALL = "All councils"
ALL_PLAIN = Link("The same list as a plain page", "/councils/")
DEMONSTRATION_REGION = "Demonstration Region (invented)"


def distances(measure: MeasureLine) -> str:
    """How far the next band is, each way, where it may be printed."""
    parts, band = [], measure["band"] or 0
    if measure["to_worse"] is not None:
        parts.append(f"{difference(measure['to_worse'], measure['unit'])} more would reach band {band + 1}")
    if measure["to_better"] is not None and band > 1:
        fall = f"A fall of more than {difference(measure['to_better'], measure['unit'])}"
        fall = fall if measure["to_better"] else "Any fall"
        parts.append(f"{fall} would reach band {band - 1}")
    return " ".join(f"{part}." for part in parts)


def would_change(change: ChangePart, measures: Mapping[str, MeasureLine], book: Rulebook) -> str:
    """One measure's single step that gives another level by itself."""
    measure = measures[change["measure_id"]]
    way = "got worse" if change["to_band"] > (measure["band"] or 0) else "got better"
    return (
        f"If “{name(measure)}” {way} by one band, to band {change['to_band']}, "
        f"the figures would give {short_level(change['level'], book)}."
    )


def band_limits(measure: Measure, edge: Edge) -> str:
    """A band's lower edge in words."""
    unit = measure.unit.value
    start = "from" if edge.at_least is not None else "more than"
    people = f", and at least {edge.people_at_least} people" if edge.people_at_least else ""
    return f"{start} {with_unit(plain(float(edge.value), (), 1), unit)}{people}"


def limits(measure: Measure, band: int) -> str:
    """What puts a measure in a band."""
    if band in measure.edges:
        return band_limits(measure, measure.edges[band])
    return "below band 2" if band == 1 else "–"


def day(text: str | None) -> str:
    return short_date(text) if text else "–"


def dated(measure: MeasureLine, book: Rulebook) -> str:
    """What time a figure is of, when it came, and until when it counts."""
    first = [PERIOD.format(of_figure(measure, book))] if measure["period_end"] else []
    days = (measure["received_at"], measure["fresh_until"])
    return " ".join([*first, *(text.format(short_date(day)) for day, text in zip(days, DATED, strict=True) if day)])


def points(scored: int, possible: int) -> str:
    return f"{scored} of {possible}"


def weight(scored: int, whole: int) -> str:
    return f"{scored} of {whole} parts"


NOT_NAMED = "not named in this release; /data/ has those of today"


def source(source_id: str | None) -> str:
    """A source without a title of its own, by its id."""
    return source_id.replace("-", " ").capitalize() if source_id else FROM_REGISTER


PLAIN_PAGE = "The plain page of this notice, to read or print"
AS_DATA = "This rating as data (JSON)"
HISTORY_FILE = "Every level published here (CSV)"
FEED = "News feed of changes"
BADGE = "Badge for a website"
GO_ON = (
    ("history", "Its levels over time"),
    ("method", "Its figures over time, against the thresholds"),
    ("compare", "Beside its own past, and beside others"),
)


def label(council: str, demonstration: bool) -> str:
    """A council's name in the finder; an invented one says so."""
    return LABEL_DEMONSTRATION.format(name=council) if demonstration else council
