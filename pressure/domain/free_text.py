"""Words that people write: they hold what can be seen, in the order it is seen, and are no longer than their place."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from pressure.domain.declarations import Refusal

LONGEST, LONGEST_NAME, LONGEST_FILE_NAME = 1_500, 200, 255
JOINER, EMOJI_STYLE = "\u200d", "\ufe0f"
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Control, format (bidirectional marks, zero width, soft hyphen, tags), surrogate, private, unassigned, separators."""
BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Of other categories, and drawn as nothing."""


def plain(text: str, what: str, *, most: int = LONGEST, lines: bool = False) -> str:
    """The words without space around them; in one line unless `lines`. `what` names them as a sentence begins.
    A joiner is kept only inside an emoji. Raises Refusal, which names the character and its place."""
    check(text, what, most=most)
    return text.replace("\r\n", "\n").strip() if lines else " ".join(text.split())


def check(text: str, what: str, *, most: int = LONGEST) -> None:
    """Raises Refusal for a text that is too long, or that hides or turns round any of its words."""
    if len(text) > most:
        raise Refusal(f"{what} has {len(text):,} characters. Keep it to {most:,}.")
    for place, character in enumerate(text.replace("\r\n", " \n")):
        if character in "\n\t" or not (unicodedata.category(character) in HIDDEN or character in BLANK):
            continue
        if character == JOINER and _in_emoji(text, place):
            continue
        name = unicodedata.name(character, "a character without a name").lower()
        raise Refusal(f"{what} holds a character that cannot be seen or that turns words round: {name} "
                      f"(U+{ord(character):04X}), character {place + 1:,} of the text, in line "
                      f"{text.count(chr(10), 0, place) + 1:,}. Take it out, or type the words again.")


def check_all(texts: Mapping[str, Any], *, most: int = LONGEST) -> None:
    """The same of every text in a form, wherever it lies. Raises Refusal, which names the field."""
    for name, value in texts.items():
        what = f"“{name.replace('_', ' ')}”"
        if isinstance(value, str):
            check(value, what, most=most)
        elif isinstance(value, Mapping):
            check_all(value, most=most)
        elif isinstance(value, (list, tuple)):
            check_all({f"{name} {number}": one for number, one in enumerate(value, 1)}, most=most)


def _in_emoji(text: str, place: int) -> bool:
    before = text[:place].removesuffix(EMOJI_STYLE)[-1:]
    after = text[place + 1:place + 2]
    return all(one and unicodedata.category(one) in {"So", "Sk"} for one in (before, after))
