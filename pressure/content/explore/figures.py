"""Every figure of a release by measure, source and period: the newest version of each, read once per release."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

import pandas as pd

from pressure.content.explore.explorer import Explorer, of
from pressure.content.past.build import NOT_FIGURES
from pressure.document.lines import Dated
from pressure.document.names import csv_name
from pressure.domain.measures import Measure
from pressure.domain.rulebook import Rulebook
from pressure.release.site import Release

COLUMNS = (
    "council_code",
    "measure_id",
    "family",
    "period_start",
    "period_end",
    "value",
    "unit",
    "status",
    "marker",
    "band",
    "source_id",
    "received_at",
)
CATEGORIES = (
    "council_code",
    "measure_id",
    "family",
    "period_start",
    "period_end",
    "unit",
    "status",
    "marker",
    "source_id",
    "received_at",
)
KEY = ["source_id", "measure_id", "council_code", "period_end"]


@dataclass(frozen=True, slots=True)
class Series:
    """One measure as one source reports it: what one map, one table or one distribution may show together."""

    measure_id: str
    source_id: str

    @property
    def id(self) -> str:
        return f"{self.measure_id}.{self.source_id}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One council's figure of a period."""

    value: float
    band: int | None
    marker: str


def read(release: Release, name: str) -> pd.DataFrame:
    """The usable figures of a release, newest version of each; empty where the release has no such file."""
    path = f"data/{name}"
    if not release.has(path):
        return pd.DataFrame(columns=list(COLUMNS))
    table = pd.read_csv(
        BytesIO(release.read(path)),
        usecols=list(COLUMNS),
        keep_default_na=False,
        dtype=dict.fromkeys(CATEGORIES, "category") | {"value": str, "band": str},
    )
    for column in ("value", "band"):
        table[column] = pd.to_numeric(table[column], errors="coerce")
    table["received_at"] = table["received_at"].astype(str)
    newest = table.sort_values("received_at", kind="stable").drop_duplicates(KEY, keep="last")
    return newest[~newest["status"].isin(NOT_FIGURES) & newest["value"].notna()]


@lru_cache(maxsize=4)
def figures(key: str, *, demonstration: bool) -> pd.DataFrame:
    """Real figures, or those of the Demonstration Region: never both in one table."""
    explorer: Explorer = of(key)
    if demonstration:
        none = pd.DataFrame(columns=list(COLUMNS))
        return read(explorer.invented, csv_name("readings.csv", demonstration=True)) if explorer.invented else none
    return read(explorer.release, "readings.csv")


def series(table: pd.DataFrame) -> list[Series]:
    """Every measure and source there is a figure of."""
    pairs = table[["measure_id", "source_id"]].drop_duplicates()
    return sorted((Series(str(m), str(s)) for m, s in pairs.itertuples(index=False)), key=lambda s: s.id)


def only(table: pd.DataFrame, wanted: Series) -> pd.DataFrame:
    """The figures of one series."""
    return table[(table["measure_id"] == wanted.measure_id) & (table["source_id"] == wanted.source_id)]


def measure_of(book: Rulebook, series: Series, nations: Iterable[str]) -> Measure | None:
    """The measure with the edges of the nations its figures are of. None where they have different ones."""
    found = [m for nation in sorted(nations) if (m := book.measure_in(nation, series.measure_id))]
    if any(m.edges != found[0].edges for m in found):
        return None
    return found[0] if found else book.measure(series.measure_id)


def periods(table: pd.DataFrame) -> list[str]:
    """The last days of the periods there are, newest first."""
    return sorted({str(day) for day in table["period_end"]}, reverse=True)


def dated(table: pd.DataFrame, period_end: str) -> Dated:
    """What time the figures of a period are of, for words: its measure and first day, where all have the same."""
    rows = table[table["period_end"] == period_end]

    def shared(name: str) -> str | None:
        return str(rows[name].iloc[0]) if rows[name].nunique() == 1 else None

    return {
        "measure_id": shared("measure_id"),
        "period_start": shared("period_start"),
        "period_end": period_end,
    }


def by_council(table: pd.DataFrame, period_end: str) -> Mapping[str, Figure]:
    """Each council's figure of one period."""
    rows = table[table["period_end"] == period_end]
    return {
        str(row.council_code): Figure(
            float(row.value),
            None if pd.isna(row.band) else int(row.band),
            str(row.marker),
        )
        for row in rows.itertuples(index=False)
    }
