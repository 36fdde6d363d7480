"""Official figures in the words of somebody who has never read the method: one line a figure, and one count."""

from collections.abc import Iterable
from datetime import date

from pressure.document.shapes import OfficialDocument, OfficialPart
from pressure.domain.rating.figures import LOW_COVERAGE, STALE
from pressure.words.numbers import change, counted, figure, plain, starts
from pressure.words.periods import period

TITLE = "Official figures"
BANDS = ("no", "one", "two", "three", "four")
COUNT = "{high} of {counted} {are} in the two highest of {bands} bands. This is not a level."
HIGHER_MEANS = "Higher bands mean more pressure."
KEY = "● here, ❘ {nation}."
COUNTED = "Beside a name: how many of its official figures are in the two highest of four bands. This is not a level."
NONE_RECENT = "No official figure here has a band now."
NONE = "No official figure on our bands is published for this {body}."
OLD = "too old for a band"
UNSCORED = "no band"
THIN = "of too few hospitals for a band"
UNBANDED = {"ctx_discharged_late": ("wl_discharge_rate", " No band: what it covers is unknown.")}
"""Why a figure is on no band that people would look for on one, while the figure that has the bands is not there."""
ON_BAND = "{band} of {bands}"
HIGHER, LOWER, SAME, UNKNOWN = "higher", "lower", "the same", "not known"
SAID = {
    "wl_discharge_rate": ("Hospital", "of every 100,000 adults, {n} {when}were ready to leave and still there"),
    "wl_assess_rate": ("Assessment", "of every 100,000 adults, {n} were waiting to be told what care they can get"),
    "wl_over_6m_share": ("Assessment", "{n} of people waiting had waited over six months"),
    "wl_care_start_rate": ("Care to start", "of every 100,000 adults, {n} were waiting for agreed care to start"),
    "wl_reviews_overdue": ("Reviews", "{n} of yearly care reviews were late"),
    "cap_home_unavailable": ("Care-home beds", "{n} were taken or could not be used"),
    "cap_homecare_unfilled": ("Home care", "{n} of the hours agreed were not given"),
    "cap_vacancy_rate": ("Care jobs", "{n} were empty"),
    "ctx_discharged_late": ("Left hospital late", "{n} left a day or more after they were ready"),
    "ctx_health_board_delays": (
        "Hospital, all of the health board",
        "of every 100,000 adults, {n} were ready to leave and still there on one day",
    ),
    "ctx_home_care_waiting": ("Home care", "of every 100,000 adults, {n} waited for all of it to start"),
    "ctx_home_care_part_waiting": ("Home care, a part", "of every 100,000 adults, {n} waited for the rest of it"),
    "cap_quality_ri_inad": ("Care homes", "{n} were rated below good"),
}
"""The short name of a measure and what its figure says, with {n} for the number."""
COUNTS = {
    "wl_discharge_rate": "of 100,000 adults were ready to leave hospital and still there{a_day}",
    "wl_assess_rate": "of 100,000 adults waited to be told what care they can get",
    "wl_over_6m_share": "of people waiting had waited over six months",
    "wl_care_start_rate": "of 100,000 adults waited for agreed care to start",
    "wl_reviews_overdue": "of yearly care reviews were late",
    "cap_home_unavailable": "of care-home beds were taken or could not be used",
    "cap_homecare_unfilled": "of the home-care hours agreed were not given",
    "cap_vacancy_rate": "of care jobs were empty",
    "ctx_discharged_late": "of people who left hospital left a day or more after they were ready",
    "ctx_health_board_delays": "of 100,000 adults were ready to leave hospital and still there, on one day",
    "ctx_home_care_waiting": "of 100,000 adults waited for all of their home care to start",
    "ctx_home_care_part_waiting": "of 100,000 adults waited for the rest of their home care",
    "cap_quality_ri_inad": "of care homes were rated below good",
}
"""What the number of a card counts."""
AVERAGE_DAY = ", on an average day"
OF_A_NATION = {"ctx_health_board_delays": "Hospital"}
"""Short names that say of which area a figure is, where that area is the nation itself."""
LEADING = ("wl_discharge_rate", "ctx_health_board_delays", "ctx_discharged_late", "ctx_home_care_waiting")
"""What a nation is led with, the first that it has: people kept in hospital, else people who wait for home care."""
A_DAY = "a day "
OF_HUNDRED_THOUSAND = "per_100k"


def count(official: OfficialDocument, body: str, bands: int) -> str:
    """2 of 4 official figures are in the two highest of four bands."""
    if not official["figures"]:
        return NONE.format(body=body)
    if not official["with_band"]:
        return NONE_RECENT
    return COUNT.format(
        high=official["in_two_highest"],
        counted=counted(official["with_band"], "official figure"),
        are="is" if official["with_band"] == 1 else "are",
        bands=BANDS[bands],
    )


def of_figures(high: int, banded: int) -> str:
    """2 of 4, where a sentence above says of what; nothing where no figure has a band."""
    return f"{high} of {banded}" if banded else ""


def short_count(high: int, banded: int) -> str:
    """The same in a list: 2 of 4 official figures in the two highest bands."""
    return f"{high} of {counted(banded, 'official figure')} in the two highest bands" if banded else ""


def leading(document: OfficialDocument) -> OfficialPart | None:
    """The one figure that a nation's card shows, on our bands or not, old or not: `line` says it, `month` of when it is
    and `no_band` why it has none; its `past` is its line. None where nothing at all is known of the nation."""
    parts = {part["measure_id"]: part for part in document["figures"]}
    first = next((parts[m] for m in LEADING if m in parts), None)
    return first or max(parts.values(), key=lambda part: part["period_end"], default=None)


def name(part: OfficialPart) -> str:
    """Hospital."""
    return SAID[part["measure_id"]][0] if part["measure_id"] in SAID else part["short_title"]


def nation_name(part: OfficialPart) -> str:
    """The same of a whole nation."""
    return OF_A_NATION.get(part["measure_id"]) or name(part)


def line(part: OfficialPart, nation: str) -> str:
    """Hospital, July 2026: of every 100,000 adults, 20 a day were ready to leave and still there. England: 21. Without
    the name of a nation it is of a nation itself."""
    called = name(part) if nation else nation_name(part)
    when = A_DAY if part["average_of_days"] else ""
    said = SAID[part["measure_id"]][1] if part["measure_id"] in SAID else "{n}"
    told = said.format(n=number(part, part["value"]), when=when)
    old = f" ({no_band(part)})" if part["bands"] and not part["band"] else ""
    there = f" {nation}: {number(part, part['nation_value'])}." if part["nation_value"] is not None else ""
    return f"{called}, {month(part)}{old}: {told}.{there}{_past(part)}"


def why_no_band(part: OfficialPart, beside: Iterable[OfficialPart]) -> str:
    """What follows that line, where the figures beside it have not the one that would be on bands."""
    banded, said = UNBANDED.get(part["measure_id"], ("", ""))
    return "" if banded in {other["measure_id"] for other in beside} else said


def counts(part: OfficialPart) -> str:
    """Of 100,000 adults were ready to leave hospital and still there, on an average day: after the number."""
    said = COUNTS.get(part["measure_id"], part["title"])
    return said.format(a_day=AVERAGE_DAY if part["average_of_days"] else "")


def months_higher(lower: int, compared: int) -> str:
    """Higher than in 9 of the 12 months before, without a full stop."""
    return _months(lower, compared).rstrip(".")


def months_lower(higher: int, compared: int) -> str:
    """Lower than in 11 of the 12 months before."""
    if compared == 1:
        return "Lower than the month before"
    if higher == compared:
        return f"Lower than in any of the {compared} months before"
    return f"Lower than in {higher} of the {compared} months before"


def no_band(part: OfficialPart) -> str:
    """Why a figure has none: too old, or of too few hospitals, or never on our bands."""
    if not part["bands"]:
        return UNSCORED
    return {STALE: OLD, LOW_COVERAGE: THIN}.get(part["state"], UNSCORED)


def month(part: OfficialPart) -> str:
    """What the figure is of: Jul 2026, 31 Mar 2025, or 2024-25."""
    return short_period(part["period_start"], part["period_end"])


def short_period(start: str, end: str) -> str:
    """A period in a column, a financial year by its two years."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    if (first.month, first.day, last) == (4, 1, date(first.year + 1, 3, 31)):
        return f"{first.year}-{last:%y}"
    return period(start, end, narrow=True)


def number(part: OfficialPart, value: float | None) -> str:
    """A figure in a table whose first column says what it counts."""
    if value is None:
        return "–"
    if part["unit"] != OF_HUNDRED_THOUSAND:
        return figure(value, part["unit"], starts(part["bands"]))
    return plain(value, starts(part["bands"]), 1 if abs(value) < len(BANDS) * 2 else 0)


def since_last_year(part: OfficialPart) -> str:
    """Higher, lower or the same as a year before, by the figures as they are printed."""
    before = part["year_before"]
    if before is None:
        return UNKNOWN
    return {1: HIGHER, -1: LOWER, 0: SAME}[change(part["value"], before["value"], part["unit"])[0]]


def _past(part: OfficialPart) -> str:
    """Beside the twelve months before, where it is monthly."""
    lower, compared = part["months_lower"], part["months_compared"]
    if lower is not None and compared:
        return f" {_months(lower, compared)}"
    return ""


def _months(lower: int, compared: int) -> str:
    """Higher than in 9 of the 12 months before."""
    if compared == 1:
        return "Higher than the month before." if lower else "Not higher than the month before."
    if lower == 0:
        return f"Not higher than in any of the {compared} months before."
    if lower == compared:
        return f"Higher than in all of the {compared} months before."
    return f"Higher than in {lower} of the {compared} months before."
