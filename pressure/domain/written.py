"""What somebody writes for others to read: one check for every such text, whoever writes it, wherever it is shown."""

import unicodedata

from pressure.domain.redactions import MARK
from pressure.domain.refusals import Refusal

UNSEEN = {
    "Cc": "a control character",
    "Cf": "an invisible or direction-changing character",
    "Cs": "half a character",
    "Co": "a character without a meaning",
    "Cn": "a character without a meaning",
    "Zl": "a line separator",
    "Zp": "a paragraph separator",
}
"""Unicode's categories of what is not seen, or makes what is seen another text than what is stored and signed."""
BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters, marks and a sign by category, drawn as nothing: they hide a difference as a zero-width space does."""
BEFORE = 20


def written(text: str, what: str, most: int, *, lines: bool = True) -> str:
    """The text, trimmed, if a reader sees all of it: no character that hides or reorders others, at most so many
    characters, line breaks and tabs only where several lines are meant. Raises Refusal with the character and place."""
    said = text.replace("\r\n", "\n").strip()
    if len(said) > most:
        raise Refusal(f"{what}: keep it to {most:,} characters. It has {len(said):,}.")
    if MARK in said:
        raise Refusal(f"{what}: say it anew. “{MARK.strip()} …” stands where words were taken out, and nowhere else.")
    for place, character in enumerate(said):
        kind = "Cf" if character in BLANK else unicodedata.category(character)
        if kind in UNSEEN and not (lines and character in "\n\t"):
            before = " ".join(said[max(place - BEFORE, 0) : place].split())
            where = f"after “{before}”" if before else "at its beginning"
            raise Refusal(f"{what}: take out {UNSEEN[kind]} (U+{ord(character):04X}) {where}. Nobody could see it.")
    return said


def check_names(names_nobody: bool, what: str) -> None:
    """Whoever makes words public has been asked whether they name a person. Raises Refusal while nobody said no."""
    if not names_nobody:
        raise Refusal(
            f"{what}: read it once more and say that it names no person. A name, an address or somebody's "
            "health cannot be taken back once it is public."
        )
