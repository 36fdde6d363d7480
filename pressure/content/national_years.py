"""How the bands of England's national figures went, year by year, beside how often the rules gave each level when they
were tried on an invented England. A nation has no level."""

import calendar
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from pressure.domain.measures import Measure
from pressure.domain.rating.figures import band_at
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Block, Grid, Pair, says
from pressure.drawing.marks.cells import Line, cells
from pressure.robustness.england import England
from pressure.robustness.pictures import levels
from pressure.robustness.rows import Row
from pressure.words.dates import short_date
from pressure.words.nations import ENGLAND
from pressure.words.numbers import figure, listed, lowered

BANDS = "England’s figures: the band of each year’s newest"
SHARES = "Councils of the invented England: at each level, in percent of weeks"
NO_LEVEL = (
    "A nation has no level: these are single national figures on the bands for councils, and the hatch is a year "
    "without one. Beside them is how often the same rules give each level to councils of an invented England, in three "
    "kinds of year."
)
ROSE = "{of} of England’s figures on our bands: {n} stood in the highest band between {first} and {last}: {names}."
NEVER = "{of} of England’s figures on our bands: none stood in the highest band between {first} and {last}."
CAPTION = "England’s national figures and their bands"
HEAD = ("Figure", "On", "Value", "Band")
SAID_LINE = "{name}: {bands}"
IN_YEAR = "{year} band {band}"


@dataclass(frozen=True, slots=True)
class Dated:
    """One national figure."""

    measure_id: str
    day: date
    value: Fraction


@dataclass(frozen=True, slots=True)
class Years:
    """The newest figure of each measure and year, by measure in the order of the rules."""

    figures: dict[str, dict[int, Dated]]
    measures: dict[str, Measure]

    @property
    def years(self) -> range:
        """Every year from the first figure to the last."""
        every = [year for own in self.figures.values() for year in own]
        return range(min(every), max(every) + 1)

    def band(self, of: Dated) -> int:
        return band_at(self.measures[of.measure_id], of.value)

    def lines(self) -> list[Line]:
        """A line a measure, with its band in each year, or None."""
        return [
            (
                self.measures[measure_id].short_title,
                [self.band(own[year]) if year in own else None for year in self.years],
            )
            for measure_id, own in self.figures.items()
        ]


def years_of(figures: Iterable[Dated], england: England, book: Rulebook) -> Years:
    """`figures` are England's as published; those the trials were set from stand in where they have none."""
    measures, found = {measure.id: measure for measure in book.set_of(ENGLAND)}, dict[str, dict[int, Dated]]()
    every = [*sorted(_set_from(england), key=lambda f: f.day), *sorted(figures, key=lambda f: f.day)]
    for measure_id in measures:
        if own := {f.day.year: f for f in every if f.measure_id == measure_id}:
            found[measure_id] = own
    return Years(found, measures)


def picture(known: Years, rows: Sequence[Row] | None, england: England, book: Rulebook) -> tuple[Block, ...]:
    """The finding and both pictures; `rows` is None where no table was made of these rules."""
    lines = known.lines()
    pictures = [(BANDS, cells([str(year) for year in known.years], lines, _said(lines, known.years)))]
    if rows:
        pictures.append((SHARES, levels(rows, england, book)))
    return (
        says(_finding(lines, len(book.levels), known.years), tone="strong"),
        Pair(tuple(pictures)),
        says(NO_LEVEL, tone="quiet"),
    )


def table(known: Years) -> Grid:
    """Every figure of the picture."""
    rows = tuple(
        (
            known.measures[measure_id].short_title,
            short_date(f.day.isoformat()),
            figure(float(f.value), known.measures[measure_id].unit.value),
            str(known.band(f)),
        )
        for measure_id, own in known.figures.items()
        for _, f in sorted(own.items())
    )
    return Grid(CAPTION, HEAD, rows, titled=True)


def _set_from(england: England) -> Iterator[Dated]:
    """The national figures that the trials name, each as of the last day of its month."""
    for when, values in england.national.items():
        first = datetime.strptime(when, "%B %Y").date()  # noqa: DTZ007 a month, not a moment
        day = first.replace(day=calendar.monthrange(first.year, first.month)[1])
        yield from (Dated(measure_id, day, Fraction(str(value))) for measure_id, value in values.items())


def _finding(lines: Sequence[Line], highest: int, years: range) -> str:
    """Which figures ever were in the highest band."""
    names = [lowered(name) for name, bands in lines if highest in bands]
    return (ROSE if names else NEVER).format(
        n=len(names), of=len(lines), first=years[0], last=years[-1], names=listed(names)
    )


def _said(lines: Sequence[Line], years: Sequence[int]) -> str:
    told = (
        SAID_LINE.format(
            name=name,
            bands=", ".join(IN_YEAR.format(year=y, band=b) for y, b in zip(years, bands, strict=True) if b),
        )
        for name, bands in lines
    )
    return f"{BANDS}. {'; '.join(told)}."
