"""The level, since when, and how long it can be relied on."""

from pressure.content.notice.parts import Parts
from pressure.content.steps import last_level, out_of_date_since
from pressure.document.shapes import RatingDocument, RatingPart
from pressure.domain.national import NationWords
from pressure.domain.rating.results import TOO_SMALL
from pressure.domain.readings import RETURN
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import DefinitionList, Section, Term
from pressure.words import level
from pressure.words.dates import last_good, uk_date
from pressure.words.level import SIGNED, TOO_SMALL_SAID, at_least, direction, next_update, signed, since, will_be
from pressure.words.quote import lead

CONFIRMED = "Confirmed by the director."
CONFIRMED_FOR = {"deputy_director": "Confirmed by the deputy director, for the director."}
UNCONFIRMED = "Not confirmed by the director."
CHANGED = "Changed after the director had confirmed it."
NEVER = "We have never had enough figures for a level here. We began to publish on {day}."
SETTLING = "The level comes down only when two weeks running say so."
MISSING = "Figures that were not sent count as high."
CHANCE = "In a place this small, chance alone can move the level."
UNDECLARED = "At figures like these we ask whether exceptional measures are in use. The {body} has declared none."
SENT = "Sent {sent} of the last {weeks} weeks."
SPEAKS_FOR_ITSELF = frozenset({*SIGNED, "settling", "missing"})
"""Rules whose level never borrows the words of a measured one."""


def level_line(rating: RatingPart, book: Rulebook) -> str:
    """Level 3 of 4, at least level 4, or the words for none."""
    return level.level_line(rating["level_published"], book, rating["status"])


def sentence(rating: RatingPart, book: Rulebook, nation: NationWords, *, after: bool = False) -> str:
    """What was measured. A level that was signed, not measured, never borrows the words of a measured one. `after`
    leaves out what the lead has just said: why the level is what it is."""
    if rating["status"] == "floor_only":
        return "" if after else signed(rating, nation)
    if rating["level_published"] is None and rating["why_no_level"] == TOO_SMALL:
        return TOO_SMALL_SAID
    alone = rating["level_figures"] if rating["deciding_rule"] in SIGNED else rating["level_unsettled"]
    if rating["deciding_rule"] not in SPEAKS_FOR_ITSELF or alone is None:
        return book.level(rating["level_published"]).sentence
    kept = signed(rating, nation) or {"settling": SETTLING, "missing": MISSING}[str(rating["deciding_rule"])]
    if rating["deciding_rule"] == "missing":
        return "" if after else kept
    return f"{'' if after else kept} Figures alone give level {alone}. {book.level(alone).sentence}".strip()


def first_words(document: RatingDocument, book: Rulebook, nation: NationWords) -> str:
    """The paragraph beside the level, which stands by itself. Without a level the heading has said whose it is."""
    rating = document["rating"]
    start = lead(document, book, nation)
    if rating["level_published"] is None:
        start = book.no_level.name + start.partition(book.no_level.name.lower())[2]
    return f"{start} {sentence(rating, book, nation, after=True)}".strip()


def caveat(parts: Parts) -> str:
    """What must be read together with the level: declared without figures, settling, undeclared pressure, or a place
    so small that chance moves it."""
    rating = parts.rating
    said = (
        at_least(rating, out_of_date_since(parts.steps, rating), parts.nation),
        f"It is level {rating['level_published']} now. {will_be(rating)}" if rating["will_be"] else "",
        UNDECLARED.format(body=parts.body) if rating["undeclared"] else "",
        CHANCE if rating["chance_alone"] and rating["level_published"] else "",
    )
    return " ".join(one for one in said if one)


def confirmed(rating: RatingPart) -> str:
    """Whether the director stands behind the newest return as it is now."""
    if rating.get("changed_after_confirmation"):
        return CHANGED
    role = rating.get("confirmed_by_role")
    return CONFIRMED_FOR.get(role, CONFIRMED) if role else UNCONFIRMED


def dates(parts: Parts) -> Section:
    """Since and before, figures to, next update, relied on until."""
    rating, number = parts.rating, parts.rating["level_published"]
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
    if rating["weeks_sent"]:
        facts.append(
            Term("Weekly returns", (SENT.format(sent=rating["weeks_sent"], weeks=rating["weeks_looked_back"]),))
        )
    if any(m["source_id"] == RETURN for m in rating["measures"]):
        facts.append(Term("Newest return", (confirmed(rating),)))
    if statement := parts.document.get("statement"):
        said = f"“{statement['words']}” ({uk_date(statement['written_at'])})"
        facts.append(Term(f"In the {parts.body}'s own words", (said,)))
    printed = number is None or bool(statement)  # the panel of a level has the days already
    return Section("level", "The level and its dates", (DefinitionList(tuple(facts)),), printed=printed)
