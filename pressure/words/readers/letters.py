"""The letters to readers: level, word, since and why come first, in words that are right when read aloud."""

from collections.abc import Sequence

from pressure.document.shapes import EndPart, RatingPart
from pressure.domain.national import NationWords
from pressure.domain.rulebook import Rulebook
from pressure.words import ended
from pressure.words.dates import short_date
from pressure.words.level import (
    FLOOR_ONLY,
    TOO_SMALL_SAID,
    at_least,
    decided,
    direction,
    level_line,
    rely_until,
    signed,
)

TOO_SMALL = "too_small"
INVENTED = "This is a demonstration. The place and its figures are invented."
INVENTED_SUBJECT = "Demonstration. {subject}"

CONFIRM_SUBJECT = "Please confirm: tell me when {name} changes"
CONFIRM = (
    "Somebody, we hope you, asked us to write to this address when the care pressure level of {name} changes.",
    "If it was you, open this page and press the button within 24 hours:\n{confirm}",
    "If it was not you, do nothing. You get no more mail from this, and we delete your address within a day or so.",
)
CHANGED_SUBJECT = "{name}: {level}"
CHANGED = ("{name}: {level}, since {since}. Why: {why}", "{direction} {rely}", "Everything behind it:\n{page}")
ENDED_SUBJECT = "{name} has ended"
ENDED = (
    "{said}",
    "It has no level any more. A council that follows starts without a level and without a history.",
    "{heirs}",
    "This is the last mail about {name}. We delete your address with it; where you live now, you can ask again.",
)
HEIR = "{name}:\n{page}"
NO_HEIR = "What was published about it stays at:\n{page}"
STOP = "To stop these mails, open this page and press the button. Your address is then deleted:\n{stop}"
FROM = "Sent by {who}, because somebody asked for it with this address. What we keep of you, and how long:\n{privacy}"


def level_and_word(rating: RatingPart, book: Rulebook) -> str:
    """Level 3 of 4, high pressure."""
    level = rating["level_published"]
    line = level_line(level, book, rating["status"])
    return f"{line}, {book.level(level).name.lower()}" if level else line.lower()


def why(rating: RatingPart, book: Rulebook, nation: NationWords) -> str:
    """The rule that decided. What officers wrote is on the page: a letter holds nobody's own words."""
    if rating["level_published"] is None:
        return TOO_SMALL_SAID if rating["why_no_level"] == TOO_SMALL else book.no_level.sentence
    if rating["status"] == FLOOR_ONLY:
        return f"{signed(rating, nation)} {at_least(rating, None, nation)}".strip()
    if rating["deciding_rule"] == "raised":
        return signed(rating, nation)
    return decided(rating, book, nation)


def subject_of_change(name: str, rating: RatingPart, book: Rulebook) -> str:
    return CHANGED_SUBJECT.format(name=name, level=_small(level_and_word(rating, book)))


def change(name: str, rating: RatingPart, book: Rulebook, nation: NationWords, page: str) -> list[str]:
    """The paragraphs of a letter about a changed level."""
    values = {
        "name": name,
        "level": _small(level_and_word(rating, book)),
        "since": short_date(rating["since"]),
        "why": why(rating, book, nation),
        "direction": direction(rating, book, first=False),
        "rely": rely_until(rating) if rating["level_published"] else "",
        "page": page,
    }
    return [part.format(**values).strip() for part in CHANGED]


def no_longer_rated(name: str, page: str, book: Rulebook) -> list[str]:
    """The same where there is no rating any more."""
    return [f"{name}: {book.no_level.name.lower()}. {book.no_level.sentence}", CHANGED[-1].format(page=page)]


def end(name: str, ends: EndPart, pages: Sequence[tuple[str, str]], page: str) -> list[str]:
    """The last letter about a council: that it ended, and who follows."""
    heirs = "\n\n".join(HEIR.format(name=heir, page=at) for heir, at in pages) or NO_HEIR.format(page=page)
    said = ended.ends(name, ends["last_day"], ends["successors"], over=True)
    return [part.format(said=said, heirs=heirs, name=name) for part in ENDED]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
