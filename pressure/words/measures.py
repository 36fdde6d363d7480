"""What a measure's figure says, in the words of someone who has never read the method: rule data, as titles are."""

from collections.abc import Iterable

from pressure.document.shapes import CountingLine, MeasureLine, RatingPart
from pressure.domain.rulebook import Rulebook
from pressure.words.dates import short_date
from pressure.words.numbers import plain, starts

COUNTED_OTHERWISE = "Counted differently since {day}: figures before that day are not like those after it."
OF_MEASURE = "{title}: {said}"


def is_average(measure_id: str, book: Rulebook) -> bool:
    """Whether the measure's figure is the average over the days of its period."""
    rule = book.as_rated(measure_id)
    return rule is not None and rule.average_of_days


def name(measure: MeasureLine) -> str:
    """The measure's public title."""
    return measure["title"] or measure["measure_id"]


def in_sentence(measure_id: str, rating: RatingPart) -> str:
    """The title of one of a rating's measures, for the middle of a sentence."""
    title = next((name(m) for m in rating["measures"] if m["measure_id"] == measure_id), measure_id)
    return title[:1].lower() + title[1:]


def found(measure: MeasureLine, book: Rulebook) -> str:
    """What the figure says, as one sentence of the rules it was rated by. Empty when no figure may be shown."""
    value = measure.get("value")
    if value is None:
        return ""
    percent = measure["unit"] == "percent"
    number = plain(value, starts(measure["bands"]), 1 if percent or abs(value) < 1 else 0)
    rule = book.as_rated(measure["measure_id"], measure.get("rule_effective_from"))
    if rule and rule.found:
        return rule.found.replace("{n}", number)
    return f"{name(measure)}: {number}{'%' if percent else ' in every 100,000 adults'}."


def counts_people(measure: MeasureLine) -> bool:
    """Whether the numerator is a number of people worth printing beside a rate."""
    return measure.get("unit") == "per_100k" and measure.get("numerator") is not None


def changed_days(lines: Iterable[CountingLine], measure_id: str) -> list[str]:
    """The days on which a council's counting of a figure changed, oldest first."""
    return sorted({day for line in lines if line["measure_id"] == measure_id for day in line["changed_on"]})


def counted_otherwise(day: str, title: str = "") -> str:
    """A break in a series, beside its history; with the figure's title where more than one stands there."""
    said = COUNTED_OTHERWISE.format(day=short_date(day))
    return OF_MEASURE.format(title=title, said=said[:1].lower() + said[1:]) if title else said
