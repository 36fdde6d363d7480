"""The notice in short sentences and everyday words, one idea a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from pressure.content.where_to_turn import body, medical, ombudsman, reached
from pressure.document.lines import RegisterEntry
from pressure.document.shapes import ContactPart, CouncilPart, RatingDocument, RatingPart, RegisterLine
from pressure.domain.national import NationWords
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Block, Items, Link, Section, Words, lines, says
from pressure.words.began import began_in_short_lines
from pressure.words.dates import last_good, short_date
from pressure.words.level import level_line
from pressure.words.nations import nation_of, place_of, unchecked
from pressure.words.register import measure_meaning

KEPT = {
    "register_floor": "The council has told everyone that some care has changed.",
    "raised": "The council has set this level. It is higher than our numbers say.",
    "settling": "The numbers of this week are better. We wait one more week to be sure.",
    "missing": "Some numbers were not sent. We count them as high.",
}

NOT_CHECKED = "We say here what the law is and who can help. Nobody has checked this yet."


@dataclass(frozen=True, slots=True, kw_only=True)
class EasyRead:
    """One easy-read page, as data."""

    name: str
    heading: str
    level: int | None
    level_line: str
    sections: tuple[Section, ...]


def easy_read(
    document: RatingDocument, book: Rulebook, register_past: Sequence[RegisterEntry] = (), *, base: str = ""
) -> EasyRead:
    """The easy-read page of one council. A declaration's own easy-read words are used where they were signed."""
    rating, council = document["rating"], document["council"]
    number = rating["level_published"]
    name = book.level(number).name
    return EasyRead(
        name=council["name"],
        heading=f"Care in {place_of(council, book)}",
        level=number,
        level_line=f"{level_line(number, book)}. {name}." if number else f"{name}.",
        sections=(
            _level(rating, book, nation_of(council, book)),
            _help(council, document.get("contact", {}), book),
            _you(council, book),
            changes(rating["register"], rating["register_confirmed"], book, register_past, nation_of(council, book)),
            _complain(council, book),
            _more(council, base),
        ),
    )


def _level(rating: RatingPart, book: Rulebook, nation: NationWords) -> Section:
    number = rating["level_published"]
    texts = [nation.say(text) for text in _sentences(rating, book)]
    if number:
        least = "at least " if rating["status"] == "floor_only" else ""
        texts.insert(0, f"The level is {least}{number}.")
        texts.insert(1, f"It has been like this since {short_date(rating['since'])}.")
        texts.append(f"Level 1 is the lowest. Level {len(book.levels)} is the highest.")
    if rating["status"] == "floor_only":
        texts.append("We do not have enough new numbers to check it.")
    if rating["will_be"]:
        texts.append(f"It will be level {rating['will_be']} if next week's numbers say so again.")
    if rating.get("valid_until"):
        texts.append(f"Do not rely on this after {last_good(rating['valid_until'])}.")
    return Section("what", "What the level says", (lines(*texts),))


def _sentences(rating: RatingPart, book: Rulebook) -> list[str]:
    """What was measured, and beside it what was signed, or why it is not lower."""
    rule = rating["deciding_rule"] or ""
    alone = rating["level_unsettled"] if rule == "settling" else rating["level_figures"] if rule != "missing" else None
    kept = KEPT.get(rule)
    if kept is None:
        return book.level(rating["level_published"]).sentence.replace(". ", ".\n").split("\n")
    return [kept, f"Our numbers say level {alone}.", book.level(alone).sentence] if alone else [kept]


def _help(council: CouncilPart, contact: ContactPart, book: Rulebook) -> Section:
    to_council = reached(council, contact, "To ask for care", book)
    return Section(
        "help",
        "If you need help now",
        (says("Is someone in danger? Call 999.", tone="urgent"), Items((*to_council, medical(council, book)))),
    )


def _you(council: CouncilPart, book: Rulebook) -> Section:
    return Section(
        "you",
        "What this means for you",
        (
            lines(
                "This is about the whole area. It does not say how long you will wait.",
                "You can still ask for help.",
                "Your rights are the same at every level.",
                f"Has something changed? Tell the {body(council, book)}.",
                "Do you look after someone? You can ask for help for yourself too.",
            ),
        ),
    )


def changes(
    register: Sequence[RegisterLine],
    confirmed: bool,
    book: Rulebook,
    rows: Sequence[RegisterEntry],
    nation: NationWords,
) -> Section:
    """Exceptional measures: what is in force, none, or not known."""
    blocks: list[Block] = []
    for entry in register:
        row = next((r for r in rows if r["declaration_id"] == entry["declaration_id"]), None)
        words = (row and row.get("easy_read")) or nation.say(measure_meaning(entry["measure_id"], book))
        blocks.append(lines(words, f"Where: {entry['area']}.", *began_in_short_lines(entry)))
    if register:
        blocks.append(says("Your rights have not changed."))
    else:
        blocks.append(
            says("No. Care is given in the usual way." if confirmed else "We do not know. No one has told us.")
        )
    return Section("changes", "Has the way care is given changed?", tuple(blocks))


def _complain(council: CouncilPart, book: Rulebook) -> Section:
    return Section(
        "complain",
        "If you are not happy",
        (
            Items(((f"You can complain. Tell the {body(council, book)} first.",), _ombudsman(council, book))),
            *((says(NOT_CHECKED, tone="quiet"),) if unchecked(nation_of(council, book), book) else ()),
        ),
    )


def _ombudsman(council: CouncilPart, book: Rulebook) -> Words:
    return "Still not happy? Go to: ", *ombudsman(council, book)[1:]


def _more(council: CouncilPart, base: str) -> Section:
    full = Link("The full page", f"{base}/councils/{council['code']}/")
    return Section("more", "More", (Items(((full,), (Link("What the levels mean", f"{base}/"),))),))
