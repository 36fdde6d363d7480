"""What a measure's figure says, in the words of someone who has never read the method. Titles are rule data."""

from collections.abc import Mapping
from typing import Any

from pressure.words.numbers import plain

FOUND: Mapping[str, str] = {
    "wl_assess_rate": "{n} in every 100,000 adults were waiting to find out what care they can get.",
    "wl_assess_over_6m": "{n} in every 100,000 adults had waited more than six months for an assessment.",
    "wl_care_start_rate": "{n} in every 100,000 adults had been assessed, had no care yet, and were waiting for it "
    "to start.",
    "wl_reviews_overdue": "{n}% of people with care for a year or more had not had it reviewed in the last 12 months.",
    "wl_discharge_rate": "On an average day, {n} in every 100,000 adults were ready to leave hospital but still there, "
    "for health or social care reasons.",
    "cap_home_occupancy": "{n}% of care home beds were taken.",
    "cap_homecare_unfilled": "{n}% of planned home care hours were not given because no worker or provider was free.",
    "cap_vacancy_rate": "{n}% of care jobs were empty.",
    "cap_quality_ri_inad": "{n}% of residential care providers were rated “requires improvement” or “inadequate”.",
}

AVERAGES = frozenset({"wl_discharge_rate"})
"""Counted on each day of the period and divided by its days; the others are what stood or happened in it."""


def is_average(measure_id: str) -> bool:
    """Whether the measure's figure is the average over the days of its period."""
    return measure_id in AVERAGES


def name(measure: Mapping[str, Any]) -> str:
    """The measure's public title."""
    return str(measure.get("title") or measure["measure_id"])


def in_sentence(measure_id: str, rating: Mapping[str, Any]) -> str:
    """The title of one of a rating's measures, for the middle of a sentence."""
    title = next((name(m) for m in rating["measures"] if m["measure_id"] == measure_id), measure_id)
    return title[:1].lower() + title[1:]


def found(measure: Mapping[str, Any]) -> str:
    """What the figure says, as one sentence. Empty when no figure may be shown."""
    value = measure.get("value")
    if value is None:
        return ""
    edges = [e["from"] for e in (measure.get("bands") or {}).values() if e.get("from") is not None]
    percent = measure.get("unit") == "percent"
    number = plain(value, edges, 1 if percent or abs(value) < 1 else 0)
    sentence = FOUND.get(str(measure["measure_id"]))
    if sentence:
        return sentence.format(n=number)
    return f"{name(measure)}: {number}{'%' if percent else ' in every 100,000 adults'}."


def counts_people(measure: Mapping[str, Any]) -> bool:
    """Whether the numerator is a number of people worth printing beside a rate."""
    return measure.get("unit") == "per_100k" and measure.get("numerator") is not None
