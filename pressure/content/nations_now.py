"""What is known of the four nations, before any level: a card each on the front page, a table on their own pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pressure.content.notice.official import drawn_and_dated
from pressure.document.shapes import OfficialDocument, OfficialPart
from pressure.drawing.blocks import Cell, Grid, Section, says
from pressure.drawing.blocks import Items as List
from pressure.drawing.marks.shape import hatch, picture
from pressure.drawing.marks.sparkline import sparkline
from pressure.words import official as words

NOTHING = "No official figure on our bands is published or read yet."
HEAD = ("Figure", "Now", "On its bands", "Three years", "Since last year", "Of")
CAPTION = "The newest of each figure"
SHOWN = 3
MONTHS = 12
ARROWS = {words.HIGHER: "up", words.LOWER: "down"}
CARDS_TITLE = "The newest figure of each nation"
CARDS_LEAD = "Each nation counts in its own way: read a figure against its own past, not against the others."
NO_CARD = "No figure is published, or none is read yet"
ONE_FIGURE = "Nothing to compare it with"
BOTH_WAYS = "Higher than in {lower} and lower than in {higher} of the {of} months before"
THE_SAME = "The same as a year before"
WIDE, TALL = 134, 30


@dataclass(frozen=True, slots=True)
class Card:
    """One nation: its figure, what the figure counts, its past as a line with both ends, how it went, and of when it is
    and whose. A nation without a figure has no number."""

    name: str
    href: str
    number: str
    counts: str
    svg: str
    ends: tuple[str, str]
    went: str
    arrow: str
    dated: str


def cards(documents: Sequence[OfficialDocument], base: str) -> list[Card]:
    """A card a nation, in the order given."""
    return [_card(document, f"{base}/areas/{document['nation_code']}/") for document in documents]


def _card(document: OfficialDocument, to: str) -> Card:
    part = words.leading(document)
    if part is None:
        return Card(
            document["nation"],
            to,
            "",
            NO_CARD,
            picture(WIDE, TALL, hatch(1, 1, WIDE - 2, TALL - 2), NO_CARD),
            ("", ""),
            "",
            "",
            "",
        )
    past = [(date.fromisoformat(point["period_end"]), point["value"]) for point in part["past"]]
    went, arrow = _went(part)
    ends = tuple(words.short_period(p["period_start"], p["period_end"]) for p in (part["past"] or [part]))
    said = f"{document['nation']}: {len(past)} periods, at last {words.number(part, part['value'])}"
    source = document["sources"][part["source_id"]]
    return Card(
        document["nation"],
        to,
        words.number(part, part["value"]),
        words.counts(part),
        sparkline(past, said),
        (ends[0], ends[-1]),
        went,
        arrow,
        f"{words.month(part)}. {source['publisher'].split('; ')[0]}",
    )


def _went(part: OfficialPart) -> tuple[str, str]:
    """Beside its own past, and an arrow: of twelve months, else of the year before, else nothing."""
    before = [p["value"] for p in part["past"][:-1]][-MONTHS:] if part["cadence"] == "monthly" else []
    lower, higher = (sum(sign * (part["value"] - value) > 0 for value in before) for sign in (1, -1))
    if lower > higher:
        return words.months_higher(lower, len(before)), "up"
    if higher > lower:
        return words.months_lower(higher, len(before)), "down"
    if before:
        return BOTH_WAYS.format(lower=lower, higher=higher, of=len(before)), ""
    way = words.since_last_year(part)
    if way not in ARROWS:
        return (THE_SAME if way == words.SAME else ONE_FIGURE), ""
    return f"{way[:1].upper()}{way[1:]} than a year before", ARROWS[way]


def of_nation(document: OfficialDocument, bands: int) -> Section:
    """The official figures of a nation on its own page, which says by its heading whose they are: a line a figure, then
    the table with pictures."""
    parts = document["figures"][:SHOWN]
    if not parts:
        return Section("official", words.TITLE, (says(NOTHING),))
    each = List(tuple((words.line(part, ""),) for part in parts))
    grid = Grid(CAPTION, HEAD, tuple(_row(part, bands) for part in parts), titled=True)
    return Section("official", words.TITLE, (each, grid, says(words.HIGHER_MEANS, tone="quiet")))


def _row(part: OfficialPart, bands: int) -> tuple[Cell, ...]:
    return (words.nation_name(part), words.number(part, part["value"]), *drawn_and_dated(part, "", bands))
