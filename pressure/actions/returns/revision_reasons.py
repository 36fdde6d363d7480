"""Why a load is taken back, or a held figure is right: from the list of the rules, then in words without a number."""

import re
from collections.abc import Mapping

from pressure.domain.refusals import Refusal
from pressure.domain.rulebook import GivenFor, Rulebook
from pressure.domain.written import written

LONGEST = 500


class PublicReason(str):
    """The public text that `reason_told` made. It is told once: told again, words that look like an id of the list
    would become that id's sentence."""

    __slots__ = ()


WRITTEN_AS_AN_ID = re.compile("[a-z]+(_[a-z]+)+")


def choices(book: Rulebook, given_for: GivenFor) -> Mapping[str, str]:
    """What the list offers, by id."""
    return {r.id: r.sentence for r in book.revision_reasons if given_for in r.given_for}


def reason_told(book: Rulebook, given_for: GivenFor, reason: str, words: str = "") -> PublicReason:
    """The public text of a reason: the list's sentence for its id, then words. What is no id is another reason in
    words, and stays as it is. Raises Refusal."""
    if isinstance(reason, PublicReason):
        return reason
    reason, words = (written(text, "The reason", LONGEST, lines=False) for text in (reason, words))
    if not reason:
        raise Refusal("Say why: choose a reason from the list. The reason is public.")
    chosen = next((r for r in book.revision_reasons if r.id == reason and given_for in r.given_for), None)
    if not chosen and (words or WRITTEN_AS_AN_ID.fullmatch(reason)):
        listed = ", ".join(choices(book, given_for))
        raise Refusal(
            f"There is no reason {reason!r} for this. Choose one of: {listed}. Words of your own go beside it."
        )
    said = (words if chosen.own_words else f"{chosen.sentence} {words}".rstrip()) if chosen else reason
    if not said:
        raise Refusal("Say why in words of your own: it is a reason that the list does not have. The reason is public.")
    return PublicReason(written(said, "The reason", LONGEST, lines=False))


def without_numbers(said: str) -> str:
    """The text, unless it holds a number: that would say what rounding hides. Raises Refusal."""
    if any(character.isnumeric() for character in said):
        raise Refusal("Give the reason without numbers: it is public, and a number could tell what is rounded.")
    return said
