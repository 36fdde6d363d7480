"""Whether a published band can follow from the published number, within its rounding."""

from collections.abc import Mapping
from fractions import Fraction

from pressure.domain.measures import UNIT_BASE, Measure
from pressure.domain.rating.reasons import band_of
from pressure.domain.readings import RETURN
from pressure.domain.rulebook import Rulebook

PRINTED_TO = Fraction(1, 20_000)  # half of the fourth decimal place: how exactly values are printed


def impossible_band(row: Mapping[str, str], book: Rulebook) -> str | None:
    """None when the band and the points can be right; else what is wrong with them."""
    measure = book.measure(row["measure_id"])
    if measure is None:
        return f"{row['measure_id']} is not a measure of this method version"
    if not row["band"]:
        return "it has points without a band" if row["points"] not in ("", "0") else None
    band = int(row["band"])
    if int(row["points"]) != (band - 1) * measure.weight or int(row["weight"]) != measure.weight:
        return f"band {band} gives {(band - 1) * measure.weight} points, not {row['points']}"
    if measure.from_register:
        stage = int(row["stage"] or 0)
        return None if measure.stage_bands[stage] == band else f"stage {stage} is not band {band}"
    if not row["value"]:
        return None
    lowest, highest = _spread(row, measure, book)
    bands = {band_of(measure, v, None) for v in (lowest, highest)}
    return None if min(bands) <= band <= max(bands) else f"a value of {row['value']} cannot be band {band}"


def _spread(row: Mapping[str, str], measure: Measure, book: Rulebook) -> tuple[Fraction, Fraction]:
    """The least and greatest exact value behind a printed one."""
    value = Fraction(row["value"])
    if not (measure.about_people and row["source_id"] == RETURN and row["numerator"]):
        return value - PRINTED_TO, value + PRINTED_TO
    step = Fraction(book.disclosure.round_to, 2)
    below = Fraction(row["denominator"])
    around = step if measure.unit.value == "percent" else Fraction(0)
    base = UNIT_BASE[measure.unit]
    count = Fraction(row["numerator"])
    return (count - step) / (below + around) * base, (count + step) / (below - around) * base
