"""A row's cells to one figure, by its rule. A blank is never zero, a mark never a number."""

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from functools import partial
from typing import Any

from pressure.domain.readings import Reading, Status
from pressure.ingest.columns import MOST_DIGITS, count_and_scale, decimal_number, percentage, whole_number
from pressure.ingest.intake import Intake
from pressure.ingest.marks import standing_alone, without_flags
from pressure.ingest.readers.table.description import ADULTS, FigureRule
from pressure.ingest.readers.table.when import Period
from pressure.ingest.readers.table.where import Area
from pressure.ingest.report import RowRejected, quoted

COVERAGE_PLACES, LONG_PLACES = 6, 15
_LONG = re.compile(rf"[0-9]{{1,{MOST_DIGITS}}}\.[0-9]{{{LONG_PLACES},40}}")
_MARKS = {Status.SUPPRESSED: "[c]", Status.NOT_SUBMITTED: "[x]", Status.REFUSED: "[x]", Status.NOT_APPLICABLE: "[z]"}


def readings_of(
    rule: FigureRule, cells: Mapping[str, str], area: Area, period: Period, intake: Intake
) -> tuple[Reading, ...]:
    """One figure for each council that the area has, or for the area itself."""
    owners: list[dict[str, Any]] = [{"council": c} for c in area.councils] or [{"area": area.code}]
    text = cells.get(rule.numerator or rule.value, "")
    said = next((s for p, s in rule.words.items() if re.search(p, text, re.IGNORECASE)), None)
    if said == "leave_out":
        return ()
    status = Status.SUPPRESSED if said is None and _too_few(rule, cells) else said
    whose = ({**owner, "period": period} for owner in owners)
    if status is not None:
        marker = _MARKS.get(status, "")
        return tuple(intake.reading(measure_id=rule.measure, status=status, marker=marker, **w) for w in whose)
    return tuple(_reading(rule, cells, area, intake, w) for w in whose)


def _reading(rule: FigureRule, cells: Mapping[str, str], area: Area, intake: Intake, whose: dict[str, Any]) -> Reading:
    texts = [cells.get(c, "") for c in (rule.numerator or rule.value, _below(rule) or rule.over) if c]
    said = partial(_count if rule.numerator else _value, rule, area, whose["period"], cells)
    return intake.mark_or(said, *texts, measure_id=rule.measure, **whose)


def _below(rule: FigureRule) -> str:
    return "" if rule.denominator == ADULTS else rule.denominator


def _too_few(rule: FigureRule, cells: Mapping[str, str]) -> bool:
    """Whether the figure is known to be of too few."""
    text = without_flags(cells.get(rule.base, ""))[0] if rule.base else ""
    return bool(text) and standing_alone(text) is None and decimal_number(text, rule.base) < Decimal(rule.least_base)


def _count(
    rule: FigureRule, area: Area, period: Period, cells: Mapping[str, str], part: str, whole: str = ""
) -> dict[str, Any]:
    numerator, scale = (
        count_and_scale(part, rule.numerator) if rule.decimals else (whole_number(part, rule.numerator), 1)
    )
    said: dict[str, Any] = {"numerator": numerator, "scale": scale, **_flags(rule), **_coverage(rule, cells)}
    if rule.per_day:
        said["scale"] *= (period[1] - period[0]).days + 1
    if rule.denominator == ADULTS:
        said["denominator"] = area.adults
        return said if area.adults else {**said, "status": Status.NOT_APPLICABLE}
    if whole:
        said["denominator"] = whole_number(whole, rule.denominator)
        if numerator > said["denominator"] * scale:
            raise RowRejected(
                rule.numerator,
                found=f"{part} out of {whole}",
                expected="a part no larger than the whole",
                next_step="Ask the publisher.",
            )
    return said


def _value(
    rule: FigureRule, _area: Area, _period: Period, cells: Mapping[str, str], text: str, over: str = ""
) -> dict[str, Any]:
    if rule.most == 100 and rule.times == 1:
        value = percentage(text, rule.value)
    else:
        value = _exact(text, rule.value) * rule.times
    if over:
        whole = decimal_number(over, rule.over)
        if not whole:
            return {"status": Status.NOT_APPLICABLE, "marker": "[z]"}
        value /= whole
    if rule.most is not None and value > rule.most:
        expected = f"at most {Decimal(rule.most) / rule.times}"
        raise RowRejected(rule.value, found=quoted(text), expected=expected, next_step="Ask the publisher.")
    if rule.rest_of is not None:
        value = rule.rest_of - value
    if rule.places is not None:
        value = value.quantize(Decimal(1).scaleb(-rule.places), ROUND_HALF_EVEN)
    return {"value": value, **_flags(rule), **_coverage(rule, cells)}


def _exact(text: str, column: str) -> Decimal:
    """A spreadsheet's share can have more digits than it means."""
    if _LONG.fullmatch(text):
        text = str(round(Decimal(text), LONG_PLACES - text.index(".") + 1).normalize().__format__("f"))
    return decimal_number(text, column)


def _flags(rule: FigureRule) -> dict[str, Any]:
    said: dict[str, Any] = {"value_is_rounded": True} if rule.rounded else {}
    if rule.status is not Status.OK:
        said |= {"status": rule.status, "marker": {"estimated": "[e]", "provisional": "[p]"}[rule.status.value]}
    return said


def _coverage(rule: FigureRule, cells: Mapping[str, str]) -> dict[str, Any]:
    """Which part of all that happened the figure holds; nothing where the publisher does not say."""
    text = without_flags(cells.get(rule.coverage, ""))[0] if rule.coverage else ""
    if not rule.coverage or standing_alone(text) is not None:
        return {}
    share = round(_exact(text, rule.coverage), COVERAGE_PLACES)
    if share > 1:
        raise RowRejected(
            rule.coverage, found=quoted(text), expected="a share of at most 1", next_step="Ask the publisher."
        )
    return {"coverage": Fraction(share)} if share else {}
