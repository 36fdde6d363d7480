"""Readings and ratings made to order for version 2 of the method: a council, its weeks, and figures in each band."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pressure.domain.measures import Asked, Cadence, Measure, Unit
from pressure.domain.national import From
from pressure.domain.rating.method import rate
from pressure.domain.rating.results import Previous, Rating, Reason
from pressure.domain.readings import REGISTER_CONFIRMED, RETURN, Reading, Status
from pressure.domain.register import Entry, RaisedLevel, Register
from pressure.rules import load_rules

RULES = load_rules()
WEEK = timedelta(weeks=1)
SUNDAY = date(2026, 11, 29)  # a block ends
AT = datetime(2026, 12, 9, 9, 30, tzinfo=UTC)  # the release ten days after it
DAY = AT.date()
BOOK = RULES.in_force(DAY)
ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND = "E92000001", "W92000004", "S92000003", "N92000002"
ADULTS, BASE = 1_000_000, 1_000
ITEMS = tuple(f"em_{m.id}" for m in BOOK.declarations.catalogue if m.stage >= 2)


@dataclass(frozen=True, slots=True)
class Somewhere:
    """A council as the method sees it."""

    nation_code: str = ENGLAND
    adults_18plus: int | None = ADULTS
    code: str = "X99000001"


OXFORDSHIRE, FIFE = Somewhere(), Somewhere(SCOTLAND)
CARDIFF, BELFAST = Somewhere(WALES), Somewhere(NORTHERN_IRELAND, None)
PLACES = (OXFORDSHIRE, FIFE, CARDIFF, BELFAST)


def measure(measure_id: str, place: Somewhere = OXFORDSHIRE) -> Measure:
    return next(m for m in BOOK.set_of(place.nation_code) if m.id == measure_id)


def from_return(place: Somewhere) -> tuple[Measure, ...]:
    """The measures that a council of the nation sends itself."""
    nation = BOOK.nations[place.nation_code]
    return tuple(m for m in BOOK.set_of(nation.code) if nation.source_of(m.id).comes_from is From.RETURN)


def released(week: int) -> datetime:
    """The scheduled release of a week, the first of them at AT. No clock changes in between."""
    return AT + week * WEEK


def sunday(week: int, own: Measure | None = None) -> date:
    """The Sunday of a week's return; of a block the last one that has ended by then."""
    day = SUNDAY + week * WEEK
    blocks = BOOK.calendar.blocks
    return blocks.due(day) if own is not None and own.asked is Asked.BLOCK and blocks else day


def row(measure_id: str, count: Fraction | int | None, below: int | None, week: int = 0, **other: Any) -> Reading:
    """A row of a return."""
    own = BOOK.measure(measure_id)
    block = own is not None and own.asked is Asked.BLOCK
    ends = other.pop("period_end", sunday(week, own))
    known: dict[str, Any] = {}
    if count is not None:
        known = {"numerator": Fraction(count).numerator, "scale": Fraction(count).denominator, "denominator": below}
    return Reading(
        **{
            "council_code": OXFORDSHIRE.code,
            "measure_id": measure_id,
            "period_start": ends - timedelta(days=27 if block else 6),
            "period_end": ends,
            "status": Status.OK,
            "cadence": Cadence.FOUR_WEEKLY if block else Cadence.WEEKLY,
            "source_id": RETURN,
            "recorded_at": datetime(2026, 12, 1, 11, tzinfo=UTC) + week * WEEK,
            "from_council": True,
            **known,
            **other,
        }
    )


def in_band(measure_id: str, band: int, week: int = 0, place: Somewhere = OXFORDSHIRE, **other: Any) -> Reading:
    """A row whose public figure stands on the band's lower edge or the next multiple of five above it."""
    own = measure(measure_id, place)
    below = ADULTS if own.unit is Unit.PER_100K else BASE * 20
    if band == 1:
        return row(measure_id, 0, below, week, **other)
    base = 100_000 if own.unit is Unit.PER_100K else 100
    count = own.edges[band].value * below / base * (4 if own.mean_week else 1)
    return row(measure_id, -(-count // 5) * 5, below, week, **other)


def publication(measure_id: str, value: str, **other: Any) -> Reading:
    """An officially published value."""
    return Reading(
        **{
            "council_code": OXFORDSHIRE.code,
            "measure_id": measure_id,
            "period_start": SUNDAY - timedelta(days=365),
            "period_end": SUNDAY,
            "status": Status.OK,
            "cadence": Cadence.YEARLY,
            "source_id": "a-publication",
            "recorded_at": AT - timedelta(days=5),
            "value": Decimal(value),
            **other,
        }
    )


def confirmed(week: int = 0, **other: Any) -> list[Reading]:
    """The rows that confirm the register and answer for each of its items."""
    answers = {REGISTER_CONFIRMED: Decimal(1), **dict.fromkeys(ITEMS, Decimal(0))}
    return [row(name, None, None, week, value=said, **other) for name, said in answers.items()]


def whole_return(
    bands: Mapping[str, int] | int = 1,
    week: int = 0,
    place: Somewhere = OXFORDSHIRE,
    *,
    without: Iterable[str] = (),
    **other: Any,
) -> list[Reading]:
    """A return with every measure that the nation asks a council for, and the register confirmed."""
    ids = [m.id for m in from_return(place) if m.id not in set(without)]
    of = {i: bands if isinstance(bands, int) else bands.get(i, 1) for i in ids}
    return [*(in_band(i, band, week, place, **other) for i, band in of.items()), *confirmed(week, **other)]


def everything(bands: Mapping[str, int] | int = 1, week: int = 0, **other: Any) -> list[Reading]:
    """A whole English return, and a fresh publication of everything that is published."""
    of = {m.id: bands if isinstance(bands, int) else bands.get(m.id, 1) for m in BOOK.set_of(ENGLAND)}
    return [*whole_return(of, week, **other), *official(of, week)]


def official(bands: Mapping[str, int], week: int = 0) -> list[Reading]:
    """The publications of England, each in its band."""
    own = {m.id for m in from_return(OXFORDSHIRE)}
    told = [(m, bands.get(m.id, 1)) for m in BOOK.set_of(ENGLAND) if m.id not in own]
    return [
        publication(
            m.id,
            str(m.edges[band].value) if band > 1 else "0",
            period_end=SUNDAY + week * WEEK,
            coverage=Fraction(1),
        )
        for m, band in told
    ]


def entry(stage: int, **other: Any) -> Entry:
    begun = AT - timedelta(days=3)
    return Entry(
        **{
            "declaration_id": f"D{stage}",
            "council_code": OXFORDSHIRE.code,
            "measure_id": "longer_periods_alone",
            "stage": stage,
            "area": "the north of the area",
            "starts_at": begun,
            "signed_at": begun,
            "review_by": DAY + timedelta(days=10),
            **other,
        }
    )


def raised(level: int, **other: Any) -> RaisedLevel:
    return RaisedLevel(
        **{
            "council_code": OXFORDSHIRE.code,
            "level": level,
            "reason": "A provider closes this week.",
            "from_at": AT - timedelta(hours=1),
            "review_by": DAY + timedelta(days=10),
            **other,
        }
    )


def rated(
    readings: Iterable[Reading],
    *signed: Entry | RaisedLevel,
    at: datetime = AT,
    previous: Rating | Previous | None = None,
    place: Somewhere = OXFORDSHIRE,
    rules: Any = RULES,
) -> Rating:
    before = previous.as_previous() if isinstance(previous, Rating) else previous
    return rate(readings, rules, at, register_of(signed), before, council=place)


def register_of(signed: Iterable[Entry | RaisedLevel]) -> Register:
    """What was signed, as a rating takes it."""
    acts = list(signed)
    return Register(
        tuple(s for s in acts if isinstance(s, Entry)), tuple(s for s in acts if isinstance(s, RaisedLevel))
    )


def history(weeks: Iterable[Iterable[Reading]], *signed: Entry | RaisedLevel, **other: Any) -> list[Rating]:
    """The scheduled releases of some weeks, each with everything sent until then."""
    known: list[Reading] = []
    ratings: list[Rating] = []
    for number, came in enumerate(weeks):
        known += came
        last = ratings[-1] if ratings else None
        ratings.append(rated(known, *signed, at=released(number), previous=last, **other))
    return ratings


def reason(rating: Rating, measure_id: str) -> Reason:
    return next(r for r in rating.reasons if r.measure.id == measure_id)


def not_submitted(reading: Reading, hours: int = 1) -> Reading:
    """The same row again, later, as not submitted."""
    later = reading.recorded_at + timedelta(hours=hours)
    return replace(
        reading, status=Status.NOT_SUBMITTED, numerator=None, scale=1, denominator=None, value=None, recorded_at=later
    )


def withdrawn(reading: Reading) -> Reading:
    return replace(reading, withdrawn=True)


def without(rows: Iterable[Reading], *measure_ids: str) -> list[Reading]:
    return [r for r in rows if r.measure_id not in measure_ids]


def bands_worth(points: int) -> dict[str, int]:
    """Bands of the eleven measures that add up to a number of points."""
    ways: dict[int, dict[str, int]] = {0: {}}
    for m in BOOK.measures:
        ways = {
            total + (band - 1) * m.weight: {**bands, m.id: band}
            for total, bands in ways.items()
            for band in (4, 3, 2, 1)
        }
    return ways[points]
