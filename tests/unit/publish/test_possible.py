"""Whether a published band can follow from the published number: within its rounding, and not further."""

from fractions import Fraction
from typing import Any

import pytest

from pressure.publish.check.possible import PRINTED_TO, impossible_band
from tests.rating_cases import BOOK

MEASURE = BOOK.measure("wl_assess_rate")
SHARE = next(m for m in BOOK.measures if m.unit.value == "percent" and m.about_people)
STAGE = next(m for m in BOOK.measures if m.from_register)


def reason(measure: Any, band: int | str, value: object = "", **more: str) -> dict[str, str]:
    points = "" if band == "" else str((int(band) - 1) * measure.weight)
    return {
        "measure_id": measure.id,
        "band": str(band),
        "points": points,
        "weight": str(measure.weight),
        "value": str(value),
        "stage": "",
        "source_id": "a-publication",
        "numerator": "",
        "denominator": "",
        **more,
    }


def edge(measure: Any, band: int) -> Fraction:
    found: Fraction = measure.edges[band].value
    return found


def printed(value: Fraction) -> str:
    return str(float(value))


OWN = {"source_id": "weekly-return"}
TINY = Fraction(1, 10_000)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"measure_id": "wl_guess_rate"}, "wl_guess_rate is not a measure of this method version"),
        (reason(MEASURE, ""), None),
        (reason(MEASURE, "", points="0"), None),
        (reason(MEASURE, "", points="3"), "it has points without a band"),
        (reason(MEASURE, 2, points="0"), f"band 2 gives {MEASURE.weight} points, not 0"),
        (reason(MEASURE, 2, weight="1"), f"band 2 gives {MEASURE.weight} points, not {MEASURE.weight}"),
        (reason(MEASURE, 3), None),  # withheld: the band alone
        (reason(MEASURE, 1, printed(edge(MEASURE, 2) - 1)), None),
        (reason(MEASURE, 2, printed(edge(MEASURE, 2))), None),
        (reason(MEASURE, 1, printed(edge(MEASURE, 2))), None),  # printed to four places, it may be just below
        (reason(MEASURE, 1, printed(edge(MEASURE, 2) + PRINTED_TO / 2)), None),
        (reason(MEASURE, 1, printed(edge(MEASURE, 2) + PRINTED_TO)), "cannot be band 1"),
        (reason(MEASURE, 2, printed(edge(MEASURE, 2) - PRINTED_TO)), None),
        (reason(MEASURE, 2, printed(edge(MEASURE, 2) - 2 * PRINTED_TO)), "cannot be band 2"),
        (reason(MEASURE, 4, printed(edge(MEASURE, 3))), "cannot be band 4"),
        (reason(MEASURE, 4, "9999"), None),
        # counts of a return are rounded to 5: 2.5 people either way, of 100,000 adults
        (reason(MEASURE, 2, printed(edge(MEASURE, 2)), numerator="1", denominator="100000"), None),
        (reason(STAGE, 1), None),
        (reason(STAGE, 1, stage="0"), None),
        (reason(STAGE, 1, stage="2"), "stage 2 is not band 1"),
        (reason(STAGE, 3, stage="2"), None),
        (reason(STAGE, 4, stage="3"), None),
        (reason(STAGE, 3, stage="3"), "stage 3 is not band 3"),
    ],
)
def test_a_band_is_possible_or_it_is_said_why_not(row: dict[str, str], problem: str | None) -> None:
    """Within what printing to four places leaves open, and not further."""
    found = impossible_band(row, BOOK)
    assert (found is None) == (problem is None), found
    assert problem is None or (found or "").endswith(problem), found


@pytest.mark.parametrize("measure", [MEASURE, SHARE], ids=lambda m: str(m.id))
@pytest.mark.parametrize("of", [("weekly-return", True), ("a-publication", False)])
def test_a_rounded_count_of_a_return_leaves_its_band_open_by_as_much_as_it_was_rounded(
    measure: Any, of: tuple[str, bool]
) -> None:
    """Half of the step either way in the count, and in what a share is of; a publication's figures are exact."""
    source, open_ = of
    base, denominator = (100_000, 2_000) if measure is MEASURE else (100, 1000)
    limit = edge(measure, 2)
    step = Fraction(BOOK.disclosure.round_to, 2)
    around = step if measure is SHARE else Fraction(0)

    def row(band: int, numerator: Fraction) -> dict[str, str]:
        value = printed(numerator * base / denominator)
        said = {"numerator": printed(numerator), "denominator": str(denominator)}
        return reason(measure, band, value, source_id=source, **said)

    least = limit * (denominator - around) / base - step  # the smallest count that could have been on the edge
    most = limit * (denominator + around) / base + step  # the greatest that could have been below it
    for band, numerator, possible in (
        (2, least, open_),
        (2, least - TINY, False),
        (1, most - TINY, open_),
        (1, most + TINY, False),
    ):
        found = impossible_band(row(band, numerator), BOOK)
        assert (found is None) == possible, (band, numerator, found)


def test_a_return_without_its_count_is_as_exact_as_it_is_printed() -> None:
    """Nothing was rounded that is not shown."""
    near = printed(edge(MEASURE, 2) - 1)
    assert impossible_band(reason(MEASURE, 2, near, **OWN), BOOK) is not None
    about = reason(MEASURE, 2, near, numerator="1000", denominator="400000", **OWN)
    assert impossible_band(about, BOOK) is None or "cannot be" in str(impossible_band(about, BOOK))


def test_a_count_of_things_is_never_rounded() -> None:
    """Beds and posts are not people."""
    things = next(m for m in BOOK.measures if not m.about_people and not m.from_register and m.unit.value == "percent")
    near = edge(things, 2) - Fraction(1, 10)
    row = reason(things, 2, printed(near), numerator=printed(near * 10), denominator="1000", **OWN)
    assert (impossible_band(row, BOOK) or "").endswith("cannot be band 2")
