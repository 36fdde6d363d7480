"""An attacker with the method in one hand and all public files in the other: which exact counts are left?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pressure.domain.measures import UNIT_BASE, Measure, Unit

STEP = 5
WEEKS = 4
TENTHS = {"wl_discharge_rate"}
MOST = 1_500
"""The largest count tried where none is printed. More would only leave more open."""
FIELDS = ("numerator", "band", "denominator", "value", "marker", "method_version")

Row = tuple[str, str, Mapping[str, Any]]
Said = tuple[str, ...]
Cell = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Left:
    """The counts left open of one figure as it stood from one moment on."""

    cell: Cell
    counts: frozenset[Fraction]

    @property
    def people(self) -> int:
        """How many whole numbers of people that is; a hundred times the tenths is still so many people."""
        return len({int(n + Fraction(1, 2)) for n in self.counts})

    @property
    def promised(self) -> int:
        """What the rule leaves open at least: 0, 1 and 2 together where nobody is among them, else a step."""
        return 3 if 0 in self.counts else STEP


def band(measure: Measure, count: Fraction, of: Fraction) -> int:
    """The band of a count, as the rules give it; of a block of weeks that of its mean week."""
    if not of:
        return 1
    value = count / of * UNIT_BASE[measure.unit] / (WEEKS if measure.mean_week else 1)
    return max((b for b, edge in measure.edges.items() if edge.met_by(value, count)), default=1)


def rounded(count: Fraction) -> int:
    """To the nearest step, halves upward."""
    return STEP * int(count / STEP + Fraction(1, 2))


def left(rows: Iterable[Row], measures: Mapping[str, Measure], adults: Mapping[str, int]) -> list[Left]:
    """Of each figure, in each state it had, the counts that every public row about it allows, narrowest first."""
    rows = [each for each in rows if each[2]["measure_id"] in measures and each[2]["council_code"] in adults]
    told: dict[Cell, set[Said]] = defaultdict(set)
    state = _states(rows)
    for release, _, row in rows:
        when = row.get("received_at") or state.get((_figure(row), str(row.get("release_id") or release)), release)
        told[(*_figure(row), str(when))].add(tuple(str(row[k]) if row.get(k) is not None else "" for k in FIELDS))
    found = [
        Left(cell, counts)
        for cell, said in told.items()
        if (counts := _allowed(measures[cell[1]], adults[cell[0]], said)) is not None
    ]
    return sorted(found, key=lambda each: (each.people - each.promised, each.cell))


def _figure(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return row["council_code"], row["measure_id"], str(row["period_end"])


def _states(rows: Iterable[Row]) -> dict[tuple[tuple[str, str, str], str], str]:
    """When the figure that a release went by was received: the newest that the same release lists."""
    newest: dict[tuple[tuple[str, str, str], str], str] = {}
    for release, _, row in rows:
        if row.get("received_at"):
            key = _figure(row), release
            newest[key] = max(newest.get(key, ""), str(row["received_at"]))
    return newest


def _allowed(measure: Measure, adults: int, said: set[Said]) -> frozenset[Fraction] | None:
    rows = [dict(zip(FIELDS, each, strict=True)) for each in said if any(each[:2])]
    if not rows:
        return None
    return frozenset(
        n
        for n in _tried(measure, adults, rows)
        if any(all(_fits(measure, n, of, row) for row in rows) for of in _wholes(measure, n, adults, rows))
    )


def _wholes(measure: Measure, count: Fraction, adults: int, rows: list[dict[str, str]]) -> Iterable[int]:
    """The denominators a count may have: around the printed one, else one for every band that it can be in."""
    if measure.unit is Unit.PER_100K:
        return (adults,)
    known = [int(Fraction(row["denominator"])) for row in rows if row["denominator"]]
    if known:
        return range(known[0] - STEP // 2, known[0] + STEP // 2 + 1)
    turns = [int(count * 100 / edge.value) + by for edge in measure.edges.values() if edge.value for by in (-1, 0, 1)]
    return [of for of in {max(1, int(count)), adults, *turns} if max(Fraction(1), count) <= of <= adults]


def _tried(measure: Measure, adults: int, rows: list[dict[str, str]]) -> Iterable[Fraction]:
    """Counts near a printed number, else all up to a little above the highest edge."""
    parts = 10 if measure.id in TENTHS else 1
    printed = [Fraction(row["numerator"]) for row in rows if row["numerator"]]
    if printed:
        low, high = max(Fraction(0), printed[0] - STEP), printed[0] + STEP
    else:
        edge = max(e.value for e in measure.edges.values()) * adults / UNIT_BASE[measure.unit]
        low, high = Fraction(0), min(edge + 3 * STEP, Fraction(MOST))
    return (Fraction(n, parts) for n in range(int(low * parts), int(high * parts) + 1))


def _fits(measure: Measure, count: Fraction, of: int, row: Mapping[str, str]) -> bool:
    """Whether a row could have been printed of a count. A number that is no multiple of the step is taken as exact."""
    number = row["numerator"]
    if number and Fraction(number) not in (count, rounded(count)):
        return False
    below = Fraction(rounded(Fraction(of))) if measure.unit is Unit.PERCENT else Fraction(of)
    if row["band"] and int(row["band"]) != band(measure, Fraction(rounded(count)), below):
        return False
    return not row["value"] or _quotient(measure, count, of, row)


def _quotient(measure: Measure, count: Fraction, of: int, row: Mapping[str, str]) -> bool:
    """Whether a ratio, to the decimals it is printed with, is that of the published figures or else of the exact."""
    half = Fraction(6, 10 ** (len(row["value"].partition(".")[2]) + 1))
    base, said = UNIT_BASE[measure.unit], Fraction(row["value"])
    below, weeks = Fraction(row["denominator"] or of), (1, WEEKS) if measure.mean_week else (1,)
    ratios = [rounded(count) / below if below else Fraction(0), count / of]
    return any(abs(said - ratio * base / each) <= half for ratio in ratios for each in weeks)
