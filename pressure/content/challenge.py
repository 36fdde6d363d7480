"""How to challenge a level: where to write, what follows, and who would change the method."""

from pressure.content import method_words as words
from pressure.council_list import load_councils
from pressure.domain.national import who_checked
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Link, Section, Words, lines, says
from pressure.words.dates import short_date
from pressure.words.numbers import listed


def challenge(book: Rulebook, feedback: str) -> Section:
    """What anybody may do who thinks that a level or a rule is wrong. `feedback` is the operator's address, if any."""
    newest = max(book.parts.values(), key=lambda version: version.published_on)
    change = words.WHO_CHANGES.format(author=newest.authored_by, checker=newest.checked_by)
    follows = [said.format(periods=_periods(book)) for said in words.CHALLENGE]
    return Section("challenge", words.CHALLENGE_TITLE, (says(*_where(feedback)), lines(*follows), says(change)))


def _periods(book: Rulebook) -> str:
    """The weeks before elections that the rules know."""
    said = [
        words.PERIOD.format(
            first=short_date(period.first),
            last=short_date(period.last),
            where=listed([_named(code, book) for code in period.where]),
            checked=who_checked(period.checked),
        )
        for period in book.calendar.pre_election
    ]
    return words.PERIODS.format(periods="; ".join(said)) if said else words.NO_PERIOD


def _named(code: str, book: Rulebook) -> str:
    """A nation by its name; a council by its name, or by its code where the list has none."""
    if nation := book.nations.get(code):
        return nation.name
    council = load_councils().get(code)
    return council.name if council else code


def _where(feedback: str) -> Words:
    if not feedback:
        return (words.NO_ADDRESS,)
    address = f"mailto:{feedback}" if "@" in feedback and "://" not in feedback else feedback
    return (words.CHALLENGE_TO, Link(feedback, address), ".")
