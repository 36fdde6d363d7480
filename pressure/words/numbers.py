"""Numbers as pages print them. A printed figure never falls on the other side of a band edge than the real one."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from pressure.document.shapes import BandEdge

UNIT_WORDS = {"per_100k": "per 100,000 adults", "percent": "%", "hours_a_week": "hours a week"}
ONE = {"hours_a_week": "hour a week", "people": "person", "days": "day", "weeks": "week"}
POINTS = "percentage_points"
"""The unit of what lies between two percentages."""
SHARES = {
    Fraction(1, 2): "half",
    Fraction(1, 3): "one third",
    Fraction(2, 3): "two thirds",
    Fraction(1, 4): "one quarter",
    Fraction(3, 4): "three quarters",
}
SMALL = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
MOST_PLACES = 4

SIGNS = tuple(
    (re.compile(sign), said)
    for sign, said in (
        (r"\s*(?:->|=>|→|⇒)\s*", " to "),
        (r"(?:<=|≤)\s*", "at most "),
        (r"(?:>=|≥)\s*", "at least "),
        (r"(?:fewer than\s*)?<\s*(?=\d)", "fewer than "),
        (r"(?:more than\s*)?>\s*(?=\d)", "more than "),
        (r"\b(\d\d)(\d\d)\s*–\s*(\d\d)\b(?!\d)", r"\1\2 to \1\3"),  # a year of two years
        (r"(?<=\d)\s*–\s*(?=\d)", " to "),
        (r"<", "‹"),
        (r">", "›"),
    )
)
"""In this order: a sign before a number first, and what is left of them last, as it would be cut out."""


def spaced(name: str) -> str:
    """A name from code, such as data_officer or not_submitted, with spaces for underscores."""
    return name.replace("_", " ")


def plain(value: float, edges: Iterable[float] = (), places: int = 0) -> str:
    """The fewest decimals that keep the figure on its own side of every edge. Thousands have commas."""
    exact, sides = Decimal(str(value)), [Decimal(str(e)) for e in edges]
    for count in range(places, MOST_PLACES + 1):
        shown = exact.quantize(Decimal(1).scaleb(-count), ROUND_HALF_UP)
        if all(_side(shown, edge) == _side(exact, edge) for edge in sides):
            return _trimmed(shown)
    return _trimmed(exact)


def figure(value: float, unit: str, edges: Iterable[float] = ()) -> str:
    """A measure's value with its unit, on its own side of every edge: "312 per 100,000 adults", "4.8%"."""
    return with_unit(_number(value, unit, edges), unit)


def starts_by_band(bands: Mapping[str, BandEdge]) -> dict[int, float]:
    """Where each band of a measure begins; a band that begins nowhere is left out."""
    return {int(band): float(edge["from"]) for band, edge in bands.items() if edge["from"] is not None}


def starts(bands: Mapping[str, BandEdge]) -> list[float]:
    """Where the bands of a measure begin."""
    return list(starts_by_band(bands).values())


def lowered(title: str) -> str:
    """A title for the middle of a sentence."""
    return title[:1].lower() + title[1:]


def difference(value: float, unit: str, places: int | None = None) -> str:
    """What lies between two values, or between a value and an edge, without a sign: "0.4 percentage points".

    Something that is not nothing is never printed as 0. `places` is at least how many decimals to keep.
    """
    size, own = abs(value), POINTS if unit == "percent" else unit
    usual = 1 if unit == "percent" or size < 1 else 0
    return with_unit(plain(size, (0,), usual if places is None else places), own)


def change(now: float, before: float, unit: str) -> tuple[int, str]:
    """Which way a figure went (-1, 0, 1) and by how much, worked out from the two figures as they are printed."""
    by = sum(sign * Decimal(_number(value, unit).replace(",", "")) for sign, value in ((1, now), (-1, before)))
    return _side(Decimal(by), Decimal(0)), difference(float(by), unit, 1)


def with_unit(number: str, unit: str) -> str:
    """A printed number and its unit, one or many. A percent sign takes no space."""
    words = ONE.get(unit, unit.removesuffix("s") if unit == POINTS else "") if number == "1" else ""
    words = spaced(words or UNIT_WORDS.get(unit, unit))
    return f"{number}{words}" if words == "%" else f"{number} {words}"


def people(count: float, *, about: bool) -> str:
    """About 1,250 people."""
    whole = plain(count)
    return f"{'about ' if about else ''}{whole} {'person' if whole == '1' else 'people'}"


def share(part: Fraction) -> str:
    """Two thirds; a share without an everyday name is a percentage."""
    return SHARES.get(part) or f"{plain(float(part * 100))}%"


def small(count: int) -> str:
    """Words up to nine, figures from ten."""
    return SMALL[count] if 0 < count < len(SMALL) else f"{count:,}"


def counted(count: int, one: str, many: str = "") -> str:
    """1 figure, 2 figures."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def aloud(text: str) -> str:
    """Signs as the words they stand for: speech says "five" for "<5" and nothing for an arrow, and readers of feeds cut
    from "<" to ">". Whoever wrote the text, for feeds and mail."""
    for sign, said in SIGNS:
        text = sign.sub(said, text)
    return text


def listed(words: Sequence[str], last: str = "and") -> str:
    """One, two and three."""
    return "".join(f"{before}{word}" for before, word in zip(separators(len(words), last), words, strict=True))


def separators(count: int, last: str = "and") -> Sequence[str]:
    """What stands before each of so many words in a list."""
    return ["", *[", "] * (count - 2), *[f" {last} "] * (count > 1)][:count]


def _number(value: float, unit: str, edges: Iterable[float] = ()) -> str:
    return plain(value, edges, 1 if unit == "percent" or abs(value) < len(SMALL) else 0)


def _side(value: Decimal, edge: Decimal) -> int:
    return (value > edge) - (value < edge)


def _trimmed(value: Decimal) -> str:
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
