"""What a measure's figure says, in the words of someone who has never read the method: rule data, as titles are."""

from pressure.document.shapes import MeasureLine, RatingPart
from pressure.domain.rulebook import Rulebook
from pressure.words.numbers import plain, starts


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
