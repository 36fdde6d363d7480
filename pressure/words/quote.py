"""A sentence a journalist can print as it stands, how to cite it, and what nobody may conclude from it."""

from pressure.document.shapes import MeasureLine, RatingDocument, RatingPart
from pressure.domain.national import NationWords
from pressure.domain.rulebook import Rulebook
from pressure.words.dates import short_date, uk_date
from pressure.words.measures import in_sentence
from pressure.words.nations import place_of
from pressure.words.numbers import counted, listed
from pressure.words.periods import period
from pressure.words.reasons import NO_POPULATION, SCORED, lacking

NOT_WHAT_IT_IS = "This is not a CQC rating, not the NHS's OPEL, and not a judgement of staff."
MAY_NOT = ("that one council is worse than another", "that level 1 means no one waits", "that a level judges staff")
BY = {
    "register_floor": ", because the council has declared an exceptional measure",
    "raised": ", because the council has raised it",
    "settling": ", because it comes down only when two weeks running say so",
    "missing": ", because figures that were not sent count as high",
}
IS_AT = "Adult social care in {name} has been at level {level} of {levels}{least} ({word}) since {since}{why}."
HAS_NONE = "Adult social care in {name} has no current level{since}."
BY_FAMILY = ", because of the figures on {families}"
BY_FIGURE = ", because of one figure: {measure}"
BY_POINTS = ", because of all its figures together"
LICENCE = "Open Government Licence v3.0"
LICENCE_URL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


def quotable(document: RatingDocument, book: Rulebook, nation: NationWords) -> str:
    """One true sentence with place, level, day, figures and method in it."""
    rating, name = document["rating"], place_of(document["council"], book)
    day = short_date(document["published_at"])
    if document["demonstration"]:
        return f"{name} is an invented place in a demonstration. Do not quote its level."
    if rating["level_published"] is None:
        missing = sum(m["state"] != "scored" for m in rating["measures"])
        return (
            f"On {day} there was no current pressure level for adult social care in {name}, because "
            f"{missing} of {counted(len(rating['measures']), 'figure')} were {lacking(rating['measures'])}."
        )
    by = nation.say(BY.get(str(rating["deciding_rule"]), ""))
    alone = rating["level_unsettled"] if rating["deciding_rule"] == "settling" else rating["level_figures"]
    by += (
        f"; the figures alone would give level {alone}" if by and alone and rating["deciding_rule"] != "missing" else ""
    )
    least = "at least " if rating["status"] == "floor_only" else ""
    figures = f" from figures up to {short_date(rating['data_to'])}" if rating["data_to"] else ""
    level = rating["level_published"]
    return (
        f"On {day} the pressure level for adult social care in {name} was {least}{level} of {len(book.levels)} "
        f"({book.level(level).name.lower()}), worked out{figures} by version {rating['method_version']} "
        f"of the Care Pressure method{by}."
    )


def lead(document: RatingDocument, book: Rulebook, nation: NationWords) -> str:
    """Level, word, since and why in one sentence that stands by itself, wherever it is read, heard or lifted to."""
    rating, name, since = document["rating"], place_of(document["council"], book), uk_date(document["rating"]["since"])
    level = rating["level_published"]
    if level is None:
        return HAS_NONE.format(name=name, since=f" since {since}" if rating["level_before"] else "")
    return IS_AT.format(
        name=name,
        least=" at least" if rating["status"] == "floor_only" else "",
        level=level,
        levels=len(book.levels),
        word=book.level(level).name.lower(),
        since=since,
        why=nation.say(_because(rating, book)),
    )


def _because(rating: RatingPart, book: Rulebook) -> str:
    """The rule that decided, without any other level: what nearly was is said further down."""
    rule = str(rating["deciding_rule"])
    if rule == "points":
        return BY_POINTS
    if rule == "family_floor":
        most = max((own["level"] or 0 for own in rating["families"].values()), default=0)
        high = [book.family(family).title for family, own in rating["families"].items() if own["level"] == most]
        return BY_FAMILY.format(families=listed([title[:1].lower() + title[1:] for title in high]))
    return BY.get(rule) or BY_FIGURE.format(measure=in_sentence(rule.removesuffix("_floor"), rating))


def citation(document: RatingDocument, path: str) -> str:
    """Who, what, which release, when and where."""
    return (
        f"Care Pressure, “{document['council']['name']}”, release {document['release_id']}, "
        f"published {uk_date(document['published_at'])}, {path}"
    )


def absent(rating: RatingPart) -> list[MeasureLine]:
    """The measures of which no figure that could count was reported; a count without a rate was reported."""
    return [m for m in rating["measures"] if m["state"] not in {SCORED, NO_POPULATION}]


def not_reported(rating: RatingPart) -> list[str]:
    """Which figures were not there, and for how long, those of the same age together."""
    by_age: dict[str, list[str]] = {}
    for measure in absent(rating):
        title = str(measure["title"])
        by_age.setdefault(_age(measure), []).append(title[:1].lower() + title[1:])
    return [f"{age}: {'; '.join(titles)}." for age, titles in by_age.items()]


def _age(measure: MeasureLine) -> str:
    days = measure.get("age_days")
    if days is None:
        return "Never sent"
    of = period(measure.get("period_start"), measure["period_end"])
    return f"Last for {of}, {counted(days, 'day')} before this page came out"
