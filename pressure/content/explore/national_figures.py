"""National figures from surveys and official statistics, with the band each would have had. Never a council's."""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

from pressure.domain.rating import levels
from pressure.domain.rating.ranges import scores
from pressure.domain.rating.reasons import band_of
from pressure.domain.rulebook import Rulebook
from pressure.ingest.readers.national_survey import NationalSurvey
from pressure.ingest.sources import source

SOURCE = "anchors"
NEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class National:
    """One line of the file that counts exactly what a measure counts."""

    nation: str
    measure_id: str
    day: date
    value: Fraction
    source: str


@lru_cache(maxsize=1)
def national_figures() -> tuple[National, ...]:
    """Every line that stands for a nation and a measure of the rules, oldest first."""
    described = source(SOURCE)
    file, reader = described.shipped_file, described.reader
    if file is None or not isinstance(reader, NationalSurvey):
        return ()
    columns = {name: own[0] for name, own in described.columns.items()}
    found = []
    with file.open(encoding=described.encoding, newline="") as lines:
        for row in csv.DictReader(lines):
            figure = reader.figures.get(row[columns["measure"]])
            text = row[columns[figure.column]] if figure else ""
            if figure and text and row[columns["area"]] in reader.nations:
                found.append(
                    National(
                        nation=row[columns["area"]],
                        measure_id=figure.measure,
                        value=Fraction(text),
                        day=date.fromisoformat(row[columns["date"]]),
                        source=row[columns["source"]].partition(" (file")[0],
                    )
                )
    return tuple(sorted(found, key=lambda f: (f.nation, f.day, f.measure_id)))


def band(figure: National, book: Rulebook) -> int | None:
    """The band by the rules in force; None for a measure that is only shown."""
    measure = book.measure(figure.measure_id)
    return band_of(measure, figure.value, None) if measure else None


def families_at(nation: str, day: date, book: Rulebook) -> dict[str, levels.FamilyScore]:
    """Each family on the newest figures of the year up to a day."""
    near = [f for f in national_figures() if f.nation == nation and day - NEAR < f.day <= day]
    bands = {f.measure_id: found for f in near if (found := band(f, book))}
    return levels.family_scores(scores(bands, book), book)
