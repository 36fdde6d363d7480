"""The figures of one row of a weekly return, by the measure's unit."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from pressure.domain.councils import Council
from pressure.domain.rating.disclosure import MEDIAN
from pressure.ingest.columns import count_and_scale, decimal_number, whole_number
from pressure.ingest.intake import Intake
from pressure.ingest.report import RowRejected, quoted
from pressure.ingest.returns.numbers import NUMBERS, check_no_share
from pressure.ingest.tables import Row

Figures = dict[str, Any]
ANSWERS = {"yes": 1, "no": 0}


def confirmation(row: Row) -> Figures:
    """`register_confirmed` says yes and nothing else."""
    for column in ("numerator", "denominator"):
        _empty(row, column, "the confirmation is the word yes in the value column")
    if row["value"].strip().casefold() != "yes":
        raise RowRejected(
            "value",
            found=quoted(row["value"]),
            expected="yes",
            next_step="Write yes if the register is right for this week; if it is not, leave the row out.",
        )
    return {"value": Decimal(1)}


def answer(row: Row) -> Figures:
    """Whether an exceptional measure is used: yes or no."""
    for column in ("numerator", "denominator"):
        _empty(row, column, "the answer is yes or no in the value column")
    said = row["value"].strip().casefold()
    if said not in ANSWERS:
        raise RowRejected(
            "value",
            found=quoted(row["value"]),
            expected="yes or no",
            next_step="Write yes if the measure is used anywhere in the area, whether or not it is declared, else no.",
        )
    return {"value": Decimal(ANSWERS[said])}


def part(row: Row) -> Figures:
    """A part of a count that another row gives; its denominator may repeat that count, or stay empty."""
    for column in NUMBERS:
        check_no_share(row[column], column)
    _empty(row, "value", "the percentage is worked out from the counts")
    numerator = whole_number(row["numerator"], "numerator")
    below = whole_number(row["denominator"], "denominator") if row["denominator"].strip() else None
    return {"numerator": numerator, "denominator": below}


def percent(row: Row, *, decimals: bool = False) -> Figures:
    """Numerator and denominator; the percentage itself is worked out, never typed in. Hours may carry `decimals`, and
    those they are out of are whole."""
    for column in NUMBERS:
        check_no_share(row[column], column)
    _empty(row, "value", "the percentage is worked out from the numerator and the denominator")
    text = row["numerator"]
    counted, scale = count_and_scale(text, "numerator") if decimals else (whole_number(text, "numerator"), 1)
    denominator = whole_number(row["denominator"], "denominator")
    numerator = Decimal(counted) / scale
    if denominator == 0 and numerator:
        raise RowRejected(
            "denominator",
            found=f"{numerator:f} out of 0",
            expected="a denominator above zero",
            next_step="Correct the two figures; 0 out of 0 says that there was nothing to count.",
        )
    if numerator > denominator:
        raise RowRejected(
            "numerator",
            found=f"{numerator:f}, above the denominator {denominator}",
            expected="a numerator no larger than the denominator",
            next_step="Check whether the two were swapped.",
        )
    return {"numerator": counted, "scale": scale, "denominator": denominator}


def way(row: Row, ways: Collection[str]) -> Figures:
    """How the council looked for what it counted: one of the ways the rules name, in the value column. Empty where it
    does not say."""
    said = "_".join(row["value"].casefold().split())
    if said and said not in ways:
        raise RowRejected(
            "value",
            found=quoted(row["value"]),
            expected=f"how you looked: {listed_or(ways)}",
            next_step="Write one of them: the one that says most about how this count was made.",
        )
    return {"looked": said}


def listed_or(names: Collection[str]) -> str:
    """One, two or three."""
    *before, last = names
    return f"{', '.join(before)} or {last}" if before else last


def per_100k(
    row: Row, adults: int | None, council: Council, intake: Intake, *, decimals: bool, ways: Collection[str] = ()
) -> Figures:
    """Numerator only; the denominator is `adults`, the published population aged 18 or over. With `ways` the value
    says how the council looked."""
    looked = way(row, ways) if ways else {}
    if not ways:
        _empty(row, "value", "the rate is worked out from the numerator")
    return looked | _of_adults(row, adults, council, intake, decimals=decimals)


def adults_of(council: Council, measure_id: str, week_ending: date, intake: Intake) -> int | None:
    """The population that a rate of a week is worked out by: for a figure that corrects one, that of the one before."""
    before = intake.known(council.code, week_ending).get(measure_id)
    return before.denominator if before and before.denominator else intake.book.adults_of(council)


def _of_adults(row: Row, adults: int | None, council: Council, intake: Intake, *, decimals: bool) -> Figures:
    _empty(row, "denominator", "the denominator is the published population aged 18 or over")
    numerator, scale = (
        count_and_scale(row["numerator"], "numerator") if decimals else (whole_number(row["numerator"], "numerator"), 1)
    )
    if adults is None:
        intake.warn(
            row.number,
            "council_code",
            found=f"no published population aged 18 or over for {council.name}",
            expected="a population to work out a rate",
            next_step="Accepted. The count is shown, and no rate is worked out.",
        )
        return {"numerator": numerator, "scale": scale}
    if numerator > adults * scale:
        raise RowRejected(
            "numerator",
            found=quoted(row["numerator"]),
            expected=f"at most the {adults:,} residents aged 18 or over",
            next_step="Correct the count.",
        )
    return {"numerator": numerator, "scale": scale, "denominator": adults}


def context(row: Row, unit: str) -> Figures:
    """A figure shown and never scored: a value, or a count with or without what it is out of. A median comes with the
    number of people it is of."""
    if row["value"].strip():
        _empty(row, "numerator", "send either a value or a count")
        if unit == MEDIAN and row["denominator"].strip():
            return {
                "value": decimal_number(row["value"], "value"),
                "denominator": whole_number(row["denominator"], "denominator"),
            }
        _empty(row, "denominator", "send either a value or a count")
        return {"value": decimal_number(row["value"], "value")}
    numerator = whole_number(row["numerator"], "numerator")
    if not row["denominator"].strip():
        return {"numerator": numerator}
    denominator = whole_number(row["denominator"], "denominator")
    if denominator == 0:
        raise RowRejected(
            "denominator",
            found="0",
            expected="a denominator above zero, or an empty cell",
            next_step="Leave the denominator empty, or send not_applicable.",
        )
    return {"numerator": numerator, "denominator": denominator}


def _empty(row: Row, column: str, why: str) -> None:
    if row[column].strip():
        raise RowRejected(
            column, found=quoted(row[column]), expected="an empty cell", next_step=f"Leave it empty: {why}."
        )
