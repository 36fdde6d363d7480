"""How to challenge a level: where to write, what follows, and who would change the method."""

from pressure.content import method_words as words
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Link, Section, Words, lines, says


def challenge(book: Rulebook, feedback: str) -> Section:
    """What anybody may do who thinks that a level or a rule is wrong. `feedback` is the operator's address, if any."""
    newest = max(book.parts.values(), key=lambda version: version.published_on)
    change = words.WHO_CHANGES.format(author=newest.authored_by, checker=newest.checked_by)
    return Section("challenge", words.CHALLENGE_TITLE, (says(*_where(feedback)), lines(*words.CHALLENGE), says(change)))


def _where(feedback: str) -> Words:
    if not feedback:
        return (words.NO_ADDRESS,)
    address = f"mailto:{feedback}" if "@" in feedback and "://" not in feedback else feedback
    return (words.CHALLENGE_TO, Link(feedback, address), ".")
