"""How real councils stand on the thresholds: each measure's official figures as strokes on its bands, no council named,
beside a table of how many are in each band."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pressure.document.shapes import OfficialDocument, OfficialPart
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Block, Grid, Pair, Section, says
from pressure.drawing.marks.bullet import place
from pressure.drawing.marks.dots import narrow_dots
from pressure.words import official as words
from pressure.words.numbers import counted, lowered, starts_by_band

TITLE = "Real councils on these thresholds"
SAID = (
    "Each stroke is one council’s newest official figure, on the four bands of the rules; the numbers are where the "
    "bands begin. No council is named. An official figure alone gives no level."
)
NAME = "{nation}: {title}"
ONE = "{name}: of {councils}, {bands}; figures of {when}."
IN_BAND = "{n} in band {band}"
HEAD = ("Figure", "Of", "Councils", *(f"Band {band}" for band in range(1, 5)))
CAPTION = "Councils in each band"
HERE, MARKED = "Here {value}", "{named}. {said}"
FEWEST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """One measure of one nation: what every council's newest figure is, without names."""

    name: str
    measure_id: str
    nation_code: str
    when: str
    values: tuple[float, ...]
    edges: dict[int, float]
    written: dict[int, str]

    @property
    def counts(self) -> tuple[int, ...]:
        """How many are in each band."""
        bands = [int(place(value, self.edges)) + 1 for value in self.values]
        return tuple(bands.count(band) for band in range(1, len(self.edges) + 2))


def spreads(documents: Iterable[OfficialDocument]) -> tuple[Spread, ...]:
    """Of every measure with bands and enough councils, by nation; the newest figure of each, also one too old to
    count."""
    parts = defaultdict[tuple[str, str, str], list[OfficialPart]](list)
    for document in documents:
        for part in document["figures"]:
            if part["bands"]:
                parts[document["nation"], document["nation_code"], part["measure_id"]].append(part)
    return tuple(_spread(*of, own) for of, own in sorted(parts.items()) if len(own) >= FEWEST)


def section(found: Sequence[Spread], book: Rulebook) -> Section:
    """The strips, and the table that says the same; nothing in it where no council has a figure."""
    blocks: list[Block] = []
    if found:
        drawn = tuple((one.name, narrow_dots(one.values, one.edges, (), _said(one), one.written)) for one in found)
        rows = tuple((one.name, one.when, str(len(one.values)), *map(str, one.counts)) for one in found)
        head = HEAD[: 3 + len(book.levels)]
        blocks = [
            says(SAID),
            says(words.HIGHER_MEANS, tone="quiet"),
            Pair(drawn),
            Grid(CAPTION, head, rows, titled=True, stacks=True),
        ]
    return Section("councils", TITLE, tuple(blocks))


def of_nation(every: Iterable[Spread], nation_code: str) -> dict[str, Spread]:
    """Those of one nation, by measure."""
    return {one.measure_id: one for one in every if one.nation_code == nation_code}


def marked(one: Spread, part: OfficialPart, nation: str) -> str:
    """The same strip with one council's own figure upon it, and its nation's."""
    here = (HERE.format(value=words.number(part, part["value"])), part["value"])
    there = part["nation_value"]
    named = (here, *(((f"{nation} {words.number(part, there)}", there),) if there is not None else ()))
    said = MARKED.format(named=", ".join(name for name, _ in named), said=_said(one))
    return narrow_dots(one.values, one.edges, named, said, one.written)


def _spread(nation: str, nation_code: str, measure_id: str, parts: Sequence[OfficialPart]) -> Spread:
    newest = max(parts, key=lambda part: part["period_end"])
    edges = starts_by_band(newest["bands"])
    return Spread(
        measure_id=measure_id,
        nation_code=nation_code,
        name=NAME.format(nation=nation, title=lowered(newest["short_title"])),
        when=words.month(newest),
        values=tuple(sorted(part["value"] for part in parts)),
        edges=edges,
        written={band: words.number(newest, edge) for band, edge in edges.items() if edge},
    )


def _said(one: Spread) -> str:
    bands = ", ".join(IN_BAND.format(n=n, band=band) for band, n in enumerate(one.counts, 1))
    return ONE.format(name=one.name, councils=counted(len(one.values), "council"), bands=bands, when=one.when)
