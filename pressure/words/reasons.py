"""Why a measure scored what it did, or why it could not be scored: one short paragraph a measure."""

from collections.abc import Sequence

from pressure.document.shapes import MeasureLine, NewerUnusable, OwnFigure
from pressure.domain.national import NationWords
from pressure.domain.readings import RETURN
from pressure.domain.rulebook import Rulebook
from pressure.words.dates import short_date
from pressure.words.measures import counts_people, found
from pressure.words.numbers import figure, people, plain, starts
from pressure.words.periods import averaged, during, of_figure, period

SCORED = "scored"
NO_POPULATION = "no_population"
COUNTS_AS_HIGH = "Until a figure comes it counts as high: band {band}."
KNOWS_OF_NONE, DID_NOT_SAY = "The council knows of none.", "It did not say how it looked."
WHY_NOT = {
    "missing": "We have no figure.",
    "suppressed": "The figure is not shown because it is so small that it could point to a person.",
    "too_few": "There are too few here to make a figure of, so it does not count either way.",
    "none_of_none": "There was nothing to count.",
    "does_not_apply": "This does not apply here.",
    "withdrawn": "The figure was taken back and has not been sent again.",
    "no_counts": "The figure was sent without the counts behind it.",
    "too_short": "The weeks that were counted are too few.",
    "low_coverage": "Too few hospitals are in the publication for this place, so it does not count.",
    "no_population": "We have no number of adults for this place, so no rate can be worked out.",
    "not_applicable": "This does not apply here, or there was nothing to count.",
    "not_submitted": "The council did not send this figure.",
    "refused": "The figure that was sent could not be right, so it was not used.",
}


def reason(measure: MeasureLine, book: Rulebook, nation: NationWords, *, usual_date: str | None = None) -> str:
    """The sentences of one measure: band, figure, people, date; or why there is none.

    A date that the page has already given for all its figures (`usual_date`) is not said again.
    """
    return (
        _scored(measure, book, usual_date, nation) if measure["state"] == SCORED else not_scored(measure, book, nation)
    )


def not_scored(measure: MeasureLine, book: Rulebook, nation: NationWords) -> str:
    """Why a measure could not count today, and what it counts as meanwhile. A figure too old to count is dated and
    never given a band."""
    why = _why_not_scored(measure, book, nation)
    return (
        f"{why} {COUNTS_AS_HIGH.format(band=measure['missing_counted_as'])}" if measure["missing_counted_as"] else why
    )


def _why_not_scored(measure: MeasureLine, book: Rulebook, nation: NationWords) -> str:
    if measure["state"] == "stale":
        return f"The last figure is {_dated(measure, book)}, which is too old to count."
    if measure["state"] == NO_POPULATION:
        return nation.say(_no_rate(measure))
    why = nation.say(WHY_NOT.get(measure["state"], "We have no figure we can use."))
    if measure.get("value") is not None and measure.get("period_end"):
        return f"{why} The last figure we could use is {_dated(measure, book)}."
    return why


def _no_rate(measure: MeasureLine) -> str:
    """A count that was sent for a place whose number of adults is not known."""
    who = "The council sent" if measure.get("source_id") == RETURN else "The figure published is"
    count = measure["numerator"]
    if count is None:
        return WHY_NOT[NO_POPULATION]
    number = plain(count, (), 1)
    about = "about " if _about(measure, count) else ""
    return (
        f"{who} {about}{number}, but we have no number of adults for this place, so no rate can be worked out. "
        f"The figure is from {short_date(measure['period_end'])}."
    )


def lacking(measures: Sequence[MeasureLine]) -> str:
    """What is the matter with the figures that could not count; a count that was sent is not called missing."""
    sent = any(measure["state"] == NO_POPULATION for measure in measures)
    return "missing, too old, or counts without a number of adults to make a rate" if sent else "missing or too old"


def last_known(measure: MeasureLine, book: Rulebook) -> str:
    """An old figure, with its date, for a page that has no current level."""
    what = found(measure, book)
    return f"{what} This was {during(measure, book)}." if what else ""


def band_words(measure: MeasureLine, book: Rulebook) -> str:
    """Band 3 of 4. A band is of one measure, so it never has the name of a level."""
    return f"Band {measure['band']} of {len(book.levels)}"


def worst_first(measures: list[MeasureLine]) -> list[MeasureLine]:
    """Scored measures by points, then band, then the order of the rules."""
    scored = [m for m in measures if m["state"] == SCORED]
    return sorted(scored, key=lambda m: (-m["points"], -(m["band"] or 0)))


def _scored(measure: MeasureLine, book: Rulebook, usual_date: str | None, nation: NationWords) -> str:
    parts = [f"{band_words(measure, book)}."]
    what, count = found(measure, book), measure["numerator"]
    parts += [what] if what else []
    if what and count is not None and counts_people(measure):
        parts.append(f"That is {people(count, about=_about(measure, count))}.")
    if measure.get("period_end") and measure["period_end"] != usual_date:
        parts.append(f"The figure is {_dated(measure, book)}.")
    if looked := how_it_looked(measure, book, nation):
        parts.append(looked)
    if own := measure["beside"]:
        parts.append(_beside(own, measure, nation))
    return " ".join(parts)


def how_it_looked(measure: MeasureLine, book: Rulebook, nation: NationWords) -> str:
    """How a council looked for what it counted, where its return is to say so; and that it knows of none."""
    rule = book.measure(measure["measure_id"])
    if rule is None or not rule.how_we_looked or measure["source_id"] != RETURN:
        return ""
    said = rule.how_we_looked.get(measure.get("how_we_looked") or "", DID_NOT_SAY)
    none = measure["numerator"] == 0
    return nation.say(f"{KNOWS_OF_NONE} {said}" if none else said.replace("It ", "The council ", 1))


def _dated(measure: MeasureLine, book: Rulebook) -> str:
    """From the week to 22 November 2026; or that it is the average of a month."""
    return of_figure(measure, book) if averaged(measure, book) else f"from {of_figure(measure, book)}"


def _about(measure: MeasureLine, count: float) -> bool:
    """Counts from a council's return are rounded before anyone sees them; a daily average is not a whole number."""
    whole = float(count).is_integer()
    return measure.get("source_id") == RETURN or bool(measure["value_is_rounded"]) or not whole


def newer_unusable(newer: NewerUnusable, nation: NationWords) -> str:
    """That a later figure exists, and why the older one is shown all the same."""
    of = period(newer.get("period_start"), newer["period_end"])
    return f"There is a later figure, for {of}, that we could not use. {why_not(newer['status'], nation)}"


def why_not(state: str, nation: NationWords) -> str:
    """Why there is no figure to print."""
    return nation.say(WHY_NOT.get(state, WHY_NOT["missing"]))


def _beside(own: OwnFigure, measure: MeasureLine, nation: NationWords) -> str:
    """The council's own figure next to a publication that counts."""
    value = "no rate" if own["value"] is None else figure(own["value"], measure["unit"], starts(measure["bands"]))
    return f"The {nation.body}'s own figure, which does not count, is {value}, up to {short_date(own['period_end'])}."
