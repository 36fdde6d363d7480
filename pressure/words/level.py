"""The level itself: what it is, since when, which rule decided it, and how sure it can be."""

from datetime import date

from pressure.document.shapes import RatingPart
from pressure.domain.national import NationWords
from pressure.domain.rulebook import Rulebook
from pressure.words.dates import as_moment, last_good, short_date, uk_date, uk_moment
from pressure.words.measures import in_sentence
from pressure.words.numbers import counted, listed, share

DECIDED_BY = {
    "points": "Each figure scores points. Together they make {points} of {possible} points. "
    "That is level {from_points}.",
    "family_floor": "It is level {level}, because the level must also reflect each group of figures: {families}. "
    "Good figures in one part cannot hide poor figures in another. "
    "The points alone would give level {from_points}.",
    "register_floor": "The council has signed an exceptional measure. "
    "While it is in force, the level is at least {level}, whatever the figures say.",
    "settling": "It is still level {level}. The level goes up at once, and comes down only when the figures of two "
    "weeks running say so. This week's figures alone give level {unsettled}. {will_be}",
    "missing": "Some figures were not sent: {missing}. Each counts as high until it comes. Without that the level "
    "would be lower.",
    "raised": "Two senior officers of the council have raised the level to {level}. {calculated} "
    "The reason they gave: “{why}” They must look at it again by {review_by}.",
}
SIGNED = {
    "register_floor": "The council has declared an exceptional measure.",
    "raised": "The council has raised the level.",
}
TOO_SMALL_SAID = (
    "So few adults live here that a level would be chance. We show the figures and the exceptional measures, "
    "and no level."
)
FLOOR_ONLY = "floor_only"
ENGLISH, WELSH = "en-GB", "cy"
"""Languages of a page."""
CHALLENGE, CHALLENGE_AT = "How to challenge this level", "/method/#challenge"
MEASURE_FLOOR = "This figure alone keeps the level from being lower than {floor}: {measure}."


def level_line(number: int | None, book: Rulebook, status: str = "") -> str:
    """Level 3 of 4; at least level 4 of 4, where it stands on a signature alone; or the words for none."""
    least = "At least level" if status == FLOOR_ONLY else "Level"
    return f"{least} {number} of {len(book.levels)}" if number else book.no_level.name


def level_words(number: int | None, book: Rulebook, status: str = "") -> str:
    """Level 3 of 4: High pressure."""
    line = level_line(number, book, status)
    return f"{line}: {book.level(number).name}" if number else line


def bare_level(number: int | None) -> str:
    """Level 3, where the rules are not at hand."""
    return f"level {number}" if number else "no current level"


CORRECTION, PUT_RIGHT = "correction", "earlier figures were corrected"
"""What moved a level that a correction of past weeks moved, and how it is told."""


def short_level(number: int | None, book: Rulebook) -> str:
    """Level 3 (high pressure), for the middle of a sentence."""
    name = book.level(number).name.lower()
    return f"level {number} ({name})" if number else name


def by_figures(level: int | None) -> str:
    """By figures alone level 2: what stands beside a level wherever several councils do, so that who declares an
    exceptional measure does not only look worse."""
    return f"by figures alone {bare_level(level)}"


def since(rating: RatingPart) -> str:
    """The first day of the unbroken run at this level."""
    return uk_date(rating["since"])


def direction(rating: RatingPart, book: Rulebook, *, first: bool) -> str:
    """The level before, and which way it moved; or that nothing was published before."""
    now, before = rating["level_published"], rating["level_before"]
    if first:
        return "This is the first level we have published here."
    if before is None:
        return "Before that there was no current level."
    if now is None or now == before:
        return f"Before that it was {short_level(before, book)}."
    cause = rating["cause"]
    why = f", because {PUT_RIGHT}" if cause and cause["moved"] == CORRECTION else ""
    return f"It has gone {'up' if now > before else 'down'}{why}. Before that it was {short_level(before, book)}."


def by_rules_before(moved_by: str | None, level: int | None, rules_of: date | None) -> str:
    """That a changed rule moved the level, by itself or with the figures; empty where figures alone did."""
    if moved_by not in {"rules", "both"} or rules_of is None:
        return ""
    start = f"The rules changed on {short_date(rules_of.isoformat())}"
    if level is None:
        return f"{start}, and the level was worked out in another way before."
    still = f"by the rules before it would {'still be' if moved_by == 'rules' else 'be'} level {level}."
    return f"{start}: {still}" if moved_by == "rules" else f"{start}, and the figures moved too: {still}"


def at_least(rating: RatingPart, out_of_date_since: str | None, nation: NationWords) -> str:
    """The words of a level that stands on a signature alone. Empty when figures support the level."""
    if rating["status"] != "floor_only":
        return ""
    how = nation.say("raised by the council") if rating["deciding_rule"] == "raised" else "declared"
    old = (
        f"Figures out of date since {uk_date(out_of_date_since)}."
        if out_of_date_since
        else "We do not have enough up-to-date figures."
    )
    return f"At least level {rating['level_published']} ({how}). {old}"


def signed(rating: RatingPart, nation: NationWords) -> str:
    """That people signed this level; empty when figures decided it."""
    return nation.say(SIGNED.get(str(rating["deciding_rule"]), ""))


def will_be(rating: RatingPart) -> str:
    """What next week brings if its figures say the same; empty when nothing settles."""
    level = rating["will_be"]
    return f"It will be level {level} if next week's figures say so again." if level else ""


def counted_as(rating: RatingPart) -> list[str]:
    """The measures that were not sent and count as high, as sentences name them."""
    return [in_sentence(m["measure_id"], rating) for m in rating["measures"] if m["missing_counted_as"]]


def decided(rating: RatingPart, book: Rulebook, nation: NationWords) -> str:
    """The rule that decided the level, with this rating's own figures."""
    rule = rating["deciding_rule"]
    if rule is None:
        return ""
    if rule not in DECIDED_BY:
        return _measure_floor(rating, rule)
    raised = rating["raised"]
    alone = rating["level_calculated"]
    text = nation.say(DECIDED_BY[rule]).format(
        points=rating["points"],
        possible=rating["points_possible"],
        from_points=rating["level_points"],
        level=rating["level_published"],
        families=_families(rating, book),
        missing=listed(counted_as(rating)),
        unsettled=rating["level_unsettled"],
        will_be=will_be(rating),
        why=raised["reason"].strip() if raised else "",
        review_by=uk_date(raised["review_by"] if raised else None),
        calculated=f"Without that it would be level {alone}." if alone else "",
    )
    return " ".join(text.split())


def how_sure(rating: RatingPart) -> str:
    """The range the level could move in if what is missing arrived."""
    best, worst = rating["level_if_missing_best"], rating["level_if_missing_worst"]
    missing = [m for m in rating["measures"] if m["state"] != "scored"]
    if not missing:
        return "We have every figure."
    start = f"{counted(len(missing), 'figure')} of {len(rating['measures'])} could not count."
    if rating["level_published"] is None:
        return f"{start} With them, the level could be anything from {best} to {worst}."
    if best == worst == rating["level_published"]:
        return f"{start} They could not change the level, whatever they said."
    return f"{start} If we had them, the level could be from {best} to {worst}."


def evidence(rating: RatingPart, book: Rulebook) -> str:
    """How much is known, and how much a level needs."""
    rule = book.evidence
    return (
        f"The figures we have carry {rating['evidence_percent']}% of the weight. A level needs "
        f"{share(rule.whole_at_least)}, and at least {share(rule.family_at_least)} in each family of figures."
    )


def rely_until(rating: RatingPart) -> str:
    """Every page about a rating carries this sentence."""
    if not rating.get("valid_until"):
        return "Do not rely on this after the day new figures come out."
    return f"Do not rely on this after {last_good(rating['valid_until'])}."


def next_update(rating: RatingPart) -> str:
    """When the next figures should show."""
    due, at = as_moment(rating.get("next_due")), as_moment(rating["at"])
    if due is None:
        return "No date is known. No weekly figures have been sent."
    if at and due < at:
        return f"It was due at {uk_moment(due)}. The figures have not come."
    return f"{uk_moment(due)}."


def _measure_floor(rating: RatingPart, rule: str) -> str:
    measure_id = rule.removesuffix("_floor")
    level = next((f["level"] for f in rating["floors"] if f["rule"] == rule), rating["level_published"])
    return MEASURE_FLOOR.format(floor=level, measure=in_sentence(measure_id, rating))


def _families(rating: RatingPart, book: Rulebook) -> str:
    return listed(
        [
            f"“{book.family(family).title}” at level {own['level']}"
            for family, own in rating["families"].items()
            if own["level"]
        ]
    )
