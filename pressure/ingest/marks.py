"""Marks that publishers put where a number would be. Each becomes a status and a letter, never a number."""

import re
from dataclasses import dataclass

from pressure.domain.readings import Status


@dataclass(frozen=True, slots=True)
class Mark:
    """What a mark says. `stands_alone` marks replace the figure; the others stand beside it."""

    status: Status
    marker: str
    stands_alone: bool = True


SUPPRESSED = Mark(Status.SUPPRESSED, "[c]")
UNAVAILABLE = Mark(Status.NOT_SUBMITTED, "[x]")
NOT_APPLICABLE = Mark(Status.NOT_APPLICABLE, "[z]")
REFUSED = Mark(Status.REFUSED, "[x]")
PROVISIONAL = Mark(Status.PROVISIONAL, "[p]", stands_alone=False)
REVISED = Mark(Status.OK, "[r]", stands_alone=False)
ESTIMATED = Mark(Status.ESTIMATED, "[e]", stands_alone=False)
BREAK = Mark(Status.OK, "[b]", stands_alone=False)

_ALONE = {
    "[c]": SUPPRESSED,
    "c": SUPPRESSED,
    "*": SUPPRESSED,
    "suppressed": SUPPRESSED,
    "[low]": SUPPRESSED,
    "[x]": UNAVAILABLE,
    "x": UNAVAILABLE,
    "..": UNAVAILABLE,
    "-": UNAVAILABLE,
    ":": UNAVAILABLE,
    "not held": UNAVAILABLE,
    "nor held": UNAVAILABLE,
    "not given": UNAVAILABLE,
    "not submitted": UNAVAILABLE,
    "na": UNAVAILABLE,
    "[z]": NOT_APPLICABLE,
    "z": NOT_APPLICABLE,
    ".": NOT_APPLICABLE,
    "n/a": NOT_APPLICABLE,
    "not applicable": NOT_APPLICABLE,
    "refused": REFUSED,
    "cost exceeded": REFUSED,
}
_BESIDE = {"p": PROVISIONAL, "r": REVISED, "e": ESTIMATED, "b": BREAK}
_TAIL = re.compile(r"\s*\[([preb])\]\s*$", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\s*\[note \d+\]|(?<=[\d.%])\s*[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+\s*$", re.IGNORECASE)
"""In brackets, as publishers write it and as a raised number of a workbook is read, or raised after a figure."""


def standing_alone(text: str) -> Mark | None:
    """The mark that stands in place of a figure; a blank was not submitted, and is not zero."""
    shown = text.strip().casefold()
    return UNAVAILABLE if not shown else _ALONE.get(shown)


def without_flags(text: str) -> tuple[str, Mark | None]:
    """The text with footnotes and one trailing flag such as [p] taken off, and that flag."""
    text = _FOOTNOTE.sub("", text).strip()
    found = _TAIL.search(text)
    return (text[: found.start()].strip(), _BESIDE[found[1].lower()]) if found else (text, None)
