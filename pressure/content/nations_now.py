"""What is known of everybody, before any level: official figures of the four nations, and a map of every council."""

from collections.abc import Callable, Sequence

from pressure.content.notice.official import band_picture, three_years
from pressure.document.lines import ListedCouncil
from pressure.document.shapes import OfficialDocument, OfficialPart
from pressure.drawing.blocks import Block, Cell, Grid, Link, Picture, Section, Words, says
from pressure.drawing.blocks import Items as List
from pressure.drawing.map_svg import BANDS, Shaded
from pressure.drawing.tiles import tiles
from pressure.words import official as words

TITLE = "The four nations in official figures"
NOTHING = "no official figure on our bands is published or read yet."
HEAD = ("Nation", "Figure", "Now", "On its bands", "Three years", "Since last year", "Of")
CAPTION = "Official figures of each nation, the newest of each"
OWN_CAPTION = "The newest of each figure"
SHOWN = 3
MAP_TITLE = "Every council, by official figures"
KEY = (
    "One square a council. Palest: none of its official figures is in the two highest of four bands; then one, two, "
    "three or more. Stripes: no figure recent enough. This is not a level and not a ranking; the list below says the "
    "same. "
)
MORE = "Maps of single figures"
MOST = len(BANDS) - 1


def nations(documents: Sequence[OfficialDocument], base: str, bands: int) -> Section:
    """A line a figure, then the table with pictures. A nation without a figure is named too."""
    lines: list[Words] = []
    rows: list[tuple[Cell, ...]] = []
    for document in documents:
        to = Link(document["nation"], f"{base}/areas/{document['nation_code']}/")
        shown = document["figures"][:SHOWN]
        lines += [(to, f". {words.line(part, '')}") for part in shown] or [(to, f": {NOTHING}")]
        rows += [_row(to, part, bands) for part in shown]
    blocks: list[Block] = [List(tuple(lines))] if lines else []
    if rows:
        blocks += [Grid(CAPTION, HEAD, tuple(rows), titled=True), says(words.HIGHER_MEANS, tone="quiet")]
    return Section("nations", TITLE, tuple(blocks))


def of_nation(document: OfficialDocument, bands: int) -> Section:
    """The same of one nation, on its own page, which says by its heading whose figures they are."""
    parts = document["figures"][:SHOWN]
    if not parts:
        return Section("official", words.TITLE, (says(f"{NOTHING[0].upper()}{NOTHING[1:]}"),))
    grid = Grid(OWN_CAPTION, HEAD[1:], tuple(_cells(part, bands) for part in parts), titled=True)
    each = List(tuple((words.line(part, ""),) for part in parts))
    return Section("official", words.TITLE, (each, grid, says(words.HIGHER_MEANS, tone="quiet")))


def _row(to: Link, part: OfficialPart, bands: int) -> tuple[Cell, ...]:
    return (to, *_cells(part, bands))


def _cells(part: OfficialPart, bands: int) -> tuple[Cell, ...]:
    return (
        words.nation_name(part),
        words.number(part, part["value"]),
        band_picture(part, "", bands),
        three_years(part),
        words.since_last_year(part),
        words.month(part),
    )


def council_map(rows: Sequence[ListedCouncil], to: Callable[[str], str]) -> Section:
    """Squares shaded by the count that the list says in words; nothing where no council has a figure on a band."""
    if not any(row.get("with_band") for row in rows):
        return Section("map", MAP_TITLE, ())
    drawn = tiles([_shaded(row, to) for row in rows])
    blocks = (Picture(drawn), says(KEY, Link(MORE, "/app/map"), ".", tone="quiet")) if drawn else ()
    return Section("map", MAP_TITLE, blocks)


def _shaded(row: ListedCouncil, to: Callable[[str], str]) -> Shaded:
    high, banded = row.get("in_two_highest", 0), row.get("with_band", 0)
    said = words.of_figures(high, banded) or words.NO_FIGURE
    band = min(high, MOST) + 1 if banded else None
    return Shaded(row["council_code"], to(row["council_code"]), f"{row['council_name']}: {said}", band)
