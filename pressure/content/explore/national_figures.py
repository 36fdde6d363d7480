"""National figures from surveys and official statistics, with the band each would have had. Never a council's."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

from pressure.content.explore.explorer import of
from pressure.content.past.build import NOT_FIGURES
from pressure.domain.rating.figures import band_at
from pressure.domain.rating.points import FamilyPoints, family_points
from pressure.domain.rulebook import Rulebook

FILE = "data/national.csv"
NEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class National:
    """One line of the file that counts exactly what a measure counts. `row` is where the source's own file has it."""

    nation: str
    nation_code: str
    measure_id: str
    day: date
    value: Fraction
    source_id: str
    row: str


@lru_cache(maxsize=4)
def national_figures(key: str) -> tuple[National, ...] | None:
    """The newest version of every figure that the release stands by, oldest first; None for a release without the
    file."""
    release = of(key).release
    if not release.has(FILE):
        return None
    newest: dict[tuple[str, ...], Mapping[str, str]] = {}
    for row in release.rows(FILE):
        if row["status"] != "withdrawn":
            newest[row["area_code"], row["measure_id"], row["period_end"], row["source_id"]] = row
    found = (
        National(
            nation=row["area_name"],
            nation_code=row["area_code"],
            measure_id=row["measure_id"],
            value=Fraction(row["value"]),
            day=date.fromisoformat(row["period_end"]),
            source_id=row["source_id"],
            row=row["source_row"],
        )
        for row in newest.values()
        if row["value"] and row["status"] not in NOT_FIGURES
    )
    return tuple(sorted(found, key=lambda f: (f.nation, f.day, f.measure_id)))


def band(figure: National, book: Rulebook) -> int | None:
    """The band by the rules in force there; None for a measure that is only shown."""
    measure = book.measure_in(figure.nation_code, figure.measure_id)
    return band_at(measure, figure.value) if measure else None


def families_at(every: Iterable[National], nation: str, day: date, book: Rulebook) -> dict[str, FamilyPoints]:
    """Each family on the newest figures of the year up to a day."""
    near = [f for f in every if f.nation == nation and day - NEAR < f.day <= day]
    bands = {f.measure_id: found for f in near if (found := band(f, book))}
    measures = book.set_of(near[0].nation_code) if near else book.measures
    families = family_points(measures, bands, bands, (), book)
    return {name: own if own.enough else replace(own, level=None) for name, own in families.items()}
