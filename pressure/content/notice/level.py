"""The level, since when, and how long it can be relied on."""

from pressure.content.notice.parts import Parts
from pressure.content.steps import last_level, out_of_date_since
from pressure.document.shapes import RatingPart
from pressure.domain.readings import RETURN
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import DefinitionList, Section, Term
from pressure.nation_list import Nation
from pressure.words import level
from pressure.words.dates import last_good, uk_date
from pressure.words.level import SIGNED, at_least, direction, held, measured_level, next_update, signed, since

CONFIRMED = "Confirmed by the director."
UNCONFIRMED = "Not confirmed by the director."
CHANGED = "Changed after the director had confirmed it."
NEVER = "We have never had enough figures for a level here. We began to publish on {day}."
KEPT = "This level is kept from before, because figures are missing."


def level_line(rating: RatingPart, book: Rulebook) -> str:
    """Level 3 of 4, at least level 4, or the words for none."""
    return level.level_line(rating["level_published"], book, rating["status"])


def sentence(rating: RatingPart, book: Rulebook, nation: Nation) -> str:
    """What was measured. A level that was signed, not measured, never borrows the words of a measured one."""
    if rating["status"] == "floor_only":
        return signed(rating, nation)
    alone = measured_level(rating)
    if rating["deciding_rule"] not in {*SIGNED, "held"} or alone is None:
        return book.level(rating["level_published"]).sentence
    kept = signed(rating, nation) or KEPT
    return f"{kept} The figures we have would give level {alone}. {book.level(alone).sentence}"


def caveat(parts: Parts) -> str:
    """What must be read together with the level: declared without figures, or held."""
    return at_least(parts.rating, out_of_date_since(parts.steps, parts.rating), parts.nation) or _held(parts.rating)


def confirmed(rating: RatingPart) -> str:
    """Whether the director stands behind the newest return as it is now."""
    if rating.get("changed_after_confirmation"):
        return CHANGED
    return CONFIRMED if rating.get("confirmed_by_role") else UNCONFIRMED


def _held(rating: RatingPart) -> str:
    return f"{held(rating)}. The level can go up but not down until they return." if rating["held"] else ""


def dates(parts: Parts) -> Section:
    """Since and before, figures to, next update, relied on until."""
    rating = parts.rating
    first = rating["level_before"] is None and all(run.level == rating["level_published"] for run in parts.runs)
    since_words = f"{since(rating)}. {direction(rating, parts.book, first=first)}"
    if rating["level_published"] is None:
        ever = last_level(parts.runs) is not None or rating["level_before"] is not None
        since_words = f"{since(rating)}." if ever else NEVER.format(day=since(rating))
    figures = f"{uk_date(rating['data_to'])}." if rating["data_to"] else "We have no figures that are recent enough."
    facts = [
        Term("Since", (since_words,)),
        Term("Figures up to", (figures,)),
        Term("Next update", (next_update(rating),)),
    ]
    until = f"{last_good(rating['valid_until'])}." if rating.get("valid_until") else "The day new figures come out."
    facts.append(Term("Do not rely on this after", (until,)))
    if any(m["source_id"] == RETURN for m in rating["measures"]):
        facts.append(Term("Newest return", (confirmed(rating),)))
    if statement := parts.document.get("statement"):
        said = f"“{statement['words']}” ({uk_date(statement['written_at'])})"
        facts.append(Term(f"In the {parts.body}'s own words", (said,)))
    return Section("level", "The level and its dates", (DefinitionList(tuple(facts)),))
