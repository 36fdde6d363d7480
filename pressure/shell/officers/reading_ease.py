"""How hard a text is to read: the Flesch–Kincaid grade, with syllables counted by rule and no dictionary."""

import re

SENTENCE = re.compile(r"[.!?]+(?=\s|$)|\n+")
WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
VOWELS = re.compile(r"[aeiouy]+")
SILENT = re.compile(r"(?:[^laeiouy]es|[^td]ed|[^l]e)$")
TWO = re.compile(r"(?:ia|io(?!us|n)|eo|iu|ua(?!r)|[^q]ue[nt]|ying|ism$)")
AGE_FROM_GRADE = 5


def syllables(word: str) -> int:
    """At least one; a hyphen joins words that are counted apart."""
    if "-" in word:
        return sum(syllables(part) for part in word.split("-") if part)
    plain = re.sub(r"['’]s?$", "", word.lower())
    groups = len(VOWELS.findall(plain)) + len(TWO.findall(plain))
    if len(VOWELS.findall(plain)) > 1 and SILENT.search(plain):
        groups -= 1
    return max(1, groups)


def grade(text: str) -> float | None:
    """The school grade the text asks for; None without a word."""
    words = WORD.findall(text)
    if not words:
        return None
    sentences = max(1, len([part for part in SENTENCE.split(text) if WORD.search(part)]))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def age(text: str) -> int | None:
    """The age at which most people read it with ease."""
    found = grade(text)
    return None if found is None else max(AGE_FROM_GRADE, round(found) + AGE_FROM_GRADE)
