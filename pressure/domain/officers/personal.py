"""What in free words may be about one person: titles with a surname, ages, addresses, numbers of people too small to
tell. It finds what is written, and says nothing of what is meant: whoever wrote it decides."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pressure.domain.refusals import Refusal

_PEOPLE = (
    r"people|persons?|adults?|residents?|men|women|man|woman|clients?|users?|patients?|families|family|households?|"
    r"carers?|tenants?|of them|of whom"
)
_FEW = r"(?:[1-7]|one|two|three|four|five|six|seven)"
_STREET = (
    r"street|st|road|rd|lane|ln|avenue|ave|close|drive|court|crescent|gardens?|grove|hill|place|square|terrace|way|"
    r"walk|row|mews|park|parade|view|green"
)
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "a title with a surname",
        re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Rev|Sir|Lady|Dame|Lord|Cllr|Councillor)\b\.?\s+[A-Z][\w'’-]+"),
    ),
    (
        "an age",
        re.compile(
            r"\baged?\s+(?:of\s+)?\d{1,3}\b|\b\d{1,3}[ -]years?[ -]olds?\b|\b\d{1,3}\s*(?:yo|y/o|yrs old)\b|"
            r"\bborn\s+(?:in|on)\s+\d|\bDOB\b",
            re.IGNORECASE,
        ),
    ),
    ("a postcode", re.compile(r"\b(?:[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})\b", re.IGNORECASE)),
    (
        "a house number and street",
        re.compile(rf"\b(?:(?i:flat)\s+\d+\w?|\d{{1,4}}[a-z]?,?\s+(?:[A-Z][\w'’-]+\s+){{1,3}}(?i:{_STREET})\b)"),
    ),
    ("an e-mail address", re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")),
    ("an NHS number", re.compile(r"(?<![\w/])\d{3}[ -]?\d{3}[ -]?\d{4}(?!\w)")),
    ("a phone number", re.compile(r"(?<!\w)(?:\+44\s?(?:\(0\))?|0)(?:[ -]?\d){9,10}(?!\w)")),
    (
        "a number of people from 1 to 7",
        re.compile(rf"(?<![\d,.:/-])(?<!\w)(?<!in ){_FEW}\s+(?:[a-z][\w-]*\s+){{0,2}}?(?:{_PEOPLE})\b", re.IGNORECASE),
    ),
)
"""What is looked for, in words and as a pattern. A ten-digit number that begins with 0 is taken for a telephone's."""
_TWO_OFFICERS = re.compile(r"^(?:one|two)\s+(?:senior|other)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, and the words themselves: for whoever wrote them, and for nobody's log."""

    kind: str
    words: str


def personal(texts: Iterable[object]) -> tuple[Found, ...]:
    """Everything found in some texts and lists of texts, each once."""
    return tuple(dict.fromkeys(one for text in texts for one in _in(text)))


def _in(text: object) -> Iterator[Found]:
    if isinstance(text, list | tuple):
        for one in text:
            yield from _in(one)
    if not isinstance(text, str):
        return
    taken: list[tuple[int, int]] = []
    for kind, pattern in KINDS:
        for match in pattern.finditer(text):
            if kind == "an NHS number" and match[0].startswith("0"):
                continue
            if any(start < match.end() and match.start() < end for start, end in taken) or _TWO_OFFICERS.match(
                match[0]
            ):
                continue
            taken.append(match.span())
            yield Found(kind, " ".join(match[0].split()))


def check_personal(texts: Iterable[object], *, agreed: bool) -> None:
    """Refuse words that may be about one person while nobody has looked at them and said that they are not. The refusal
    names what was found and repeats none of it. Raises Refusal."""
    kinds = dict.fromkeys(one.kind for one in personal(texts))
    if kinds and not agreed:
        raise Refusal(
            f"The words may be about one person: {'; '.join(kinds)}. Take it out, or read it once more and say that it "
            "names nobody."
        )
