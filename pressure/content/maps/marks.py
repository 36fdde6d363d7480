"""What a map says of each body, made once: its tile, its line in a list and its row in a table are drawn from this."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pressure.content.maps import words
from pressure.content.maps.words import LEVEL, MAPS, MapOf
from pressure.document.lines import ListedCouncil
from pressure.document.shapes import OfficialDocument, OfficialPart
from pressure.domain.councils import alphabetical
from pressure.domain.rulebook import Rulebook
from pressure.drawing.maps.shades import Legend, Shaded, Shades, band_shades, level_shades
from pressure.words import official as official_words
from pressure.words.dates import short_date
from pressure.words.level import by_figures
from pressure.words.numbers import counted, listed

Documents = Mapping[str, OfficialDocument]


@dataclass(frozen=True, slots=True)
class Mark:
    """One body: its band or level, and what is said of it."""

    code: str
    name: str
    nation: str
    number: int | None
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One map: what it is of, every body in the order of names, the finding, and where the figures are from."""

    of: MapOf
    marks: tuple[Mark, ...]
    finding: str
    sources: tuple[str, ...]
    legend: Legend
    shades: Shades

    def shaded(self, to: Callable[[str], str]) -> list[Shaded]:
        """The same for a drawing, each leading to a page."""
        return [Shaded(m.code, m.name, m.said, m.number, to(m.code)) for m in self.marks]


def maps_of(
    rows: Sequence[ListedCouncil], documents: Documents, book: Rulebook, *, foot: Sequence[str] = ()
) -> dict[str, Shown]:
    """Every map there is something for, by its slug: measures of which any body has a figure, and the level. `foot`
    stands below each picture."""
    known = {part["measure_id"] for document in documents.values() for part in document["figures"]}
    own = [each for each in MAPS if each.measure_id in known or each == LEVEL]
    return {each.slug: shown(each, rows, documents, book, foot=foot) for each in own}


def opening(maps: Mapping[str, Shown]) -> Shown:
    """What is shown first: the level where anybody has one, else the measure on whose bands most bodies are."""
    if any(mark.number for mark in maps[LEVEL.slug].marks):
        return maps[LEVEL.slug]
    return max(maps.values(), key=lambda each: sum(mark.number is not None for mark in each.marks))


def shown(
    of: MapOf, rows: Sequence[ListedCouncil], documents: Documents, book: Rulebook, *, foot: Sequence[str] = ()
) -> Shown:
    """One map."""
    ordered = sorted(rows, key=lambda row: (alphabetical(row["council_name"]), row["council_code"]))
    marks = tuple(_level(row, book) if of == LEVEL else _measure(row, of, documents, book) for row in ordered)
    sources = () if of == LEVEL else tuple(_sources(marks, of, documents))
    finding = _levels_found(marks) if of == LEVEL else _bands_found(marks, of, book)
    return Shown(
        of=of,
        marks=marks,
        finding=finding,
        sources=sources,
        legend=Legend(of.tab, tuple(_key(marks, of, book)), (*sources, *foot)),
        shades=level_shades(book) if of == LEVEL else band_shades(),
    )


def part_of(document: OfficialDocument | None, measure_id: str) -> OfficialPart | None:
    """The newest official figure of a measure, if there is one."""
    return next((part for part in document["figures"] if part["measure_id"] == measure_id), None) if document else None


def _measure(row: ListedCouncil, of: MapOf, documents: Documents, book: Rulebook) -> Mark:
    part = part_of(documents.get(row["council_code"]), of.measure_id)
    return Mark(
        row["council_code"],
        row["council_name"],
        row["nation"],
        part["band"] if part else None,
        _said(part, len(book.levels)) if part else words.NO_FIGURE,
    )


def _said(part: OfficialPart, bands: int) -> str:
    """8.2%, 2024-25, band 3 of 4; or why it has none."""
    band = words.BAND.format(n=part["band"], bands=bands) if part["band"] else official_words.no_band(part)
    return f"{official_words.number(part, part['value'])}, {official_words.month(part)}, {band}"


def _level(row: ListedCouncil, book: Rulebook) -> Mark:
    number = row["level_published"] or None
    name = book.level(number).name
    said = f"level {number}, {name.lower()}; {by_figures(row['level_figures'])}" if number else name.lower()
    return Mark(row["council_code"], row["council_name"], row["nation"], number, said)


def _bands_found(marks: Sequence[Mark], of: MapOf, book: Rulebook) -> str:
    """Where the highest band is, nation by nation, of those with a band."""
    banded, highest = Counter[str](), Counter[str]()
    for mark in marks:
        banded[mark.nation] += mark.number is not None
        highest[mark.nation] += mark.number == len(book.levels)
    counts = [
        words.COUNT.format(n=highest[nation], of=banded[nation], nation=nation)
        for nation in sorted(banded)
        if banded[nation]
    ]
    if not counts:
        return words.NOTHING_NEW.format(subject=of.subject)
    bands = official_words.BANDS[len(book.levels)]
    return words.HIGHEST.format(subject=of.subject, bands=bands, counts=listed(counts))


def _levels_found(marks: Sequence[Mark]) -> str:
    return words.LEVELS.format(n=sum(mark.number is not None for mark in marks), of=len(marks))


def _key(marks: Sequence[Mark], of: MapOf, book: Rulebook) -> Iterator[tuple[int | None, str]]:
    numbers = Counter(mark.number for mark in marks)
    for level in book.levels:
        line = words.LEVEL_KEY if of == LEVEL else words.BAND_KEY
        yield level.number, line.format(n=level.number, name=level.name, count=numbers[level.number])
    yield None, (words.NO_LEVEL_KEY if of == LEVEL else words.NO_FIGURE_KEY).format(count=numbers[None])


def _sources(marks: Sequence[Mark], of: MapOf, documents: Documents) -> Iterator[str]:
    """Of each nation whose bodies have a figure: of when the newest is, and who published it."""
    newest: dict[str, tuple[str, str, str]] = {}
    for mark in marks:
        document = documents.get(mark.code)
        part = part_of(document, of.measure_id)
        if document is not None and part is not None:
            publisher = document["sources"][part["source_id"]]["publisher"]
            found = (part["period_end"], official_words.month(part), publisher)
            newest[mark.nation] = max(newest.get(mark.nation, found), found)
    for nation, (_, month, publisher) in sorted(newest.items()):
        yield words.SOURCE.format(nation=nation, month=month, publisher=publisher)


def foot_of(published_at: str, site: str, *, demonstration: bool) -> tuple[str, ...]:
    """When it was published and where, as every copy of a picture says it."""
    day = words.PUBLISHED.format(day=short_date(published_at), site=f" at {site}" if site else "")
    return (words.INVENTED, day) if demonstration else (words.OWN_BANDS, day, words.RIGHTS)


def summary(shown: Shown) -> str:
    """The whole picture in a sentence, for whoever does not see it."""
    lines = ", ".join(text for _, text in shown.legend.lines)
    return words.ALT.format(of=counted(len(shown.marks), "council"), said=f"{shown.finding}. {lines}.")
