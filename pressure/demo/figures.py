"""Weekly figures for the fictional councils: a strain that moves with the seasons, spread over the measures."""

import math
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from pressure.demo.places import Place
from pressure.domain.measures import Measure, Unit
from pressure.domain.rulebook import Rulebook

SEED = 20_220_113
HEADER = "council_code,week_ending,measure_id,numerator,denominator,value,status,note\n"
Row = dict[str, str]

LEAST_OF = 40


def strain(place: Place, week: date, crisis: tuple[date, date]) -> float:
    """How hard a week is, before chance: the place, the season and, for some, the crisis."""
    season = (1 + math.cos(2 * math.pi * (week.timetuple().tm_yday - 20) / 365)) / 2
    hard = place.strain + place.winter * season**3
    if place.story == "crisis" and crisis[0] <= week <= crisis[1]:
        length = (crisis[1] - crisis[0]).days
        hard += 0.5 * math.sin(math.pi * (week - crisis[0]).days / length)
    return hard


def week_rows(
    place: Place,
    week: date,
    book: Rulebook,
    crisis: tuple[date, date],
    *,
    leave_out: frozenset[str] = frozenset(),
    confirmed: bool = True,
) -> list[Row]:
    """One council's return for one week. The same place, week and story give the same rows."""
    chance = Random(f"{SEED}:{place.code}:{week.isoformat()}")  # noqa: S311 invented figures, not secrets
    hard = strain(place, week, crisis)
    rows = [
        _row(place, week, m, hard + chance.gauss(0, 0.045) + _lean(place, m))
        for m in book.measures
        if not m.from_register and m.id not in leave_out
    ]
    if confirmed:
        rows.append(_blank(place, week, "register_confirmed") | {"value": "yes"})
    return rows


def as_csv(rows: list[Row]) -> bytes:
    """Rows as the file a council would send."""
    names = HEADER.strip().split(",")
    return (HEADER + "".join(",".join(r[n] for n in names) + "\n" for r in rows)).encode()


def weeks(first: date, last: date) -> Iterator[date]:
    """Every Sunday from the first to the last."""
    while first <= last:
        yield first
        first += timedelta(days=7)


def _lean(place: Place, measure: Measure) -> float:
    """Each place finds some measures harder than others, always the same ones."""
    return Random(f"{SEED}:{place.code}:{measure.id}").uniform(-0.13, 0.13)  # noqa: S311


def _row(place: Place, week: date, measure: Measure, hard: float) -> Row:
    value = _value(measure, hard)
    row = _blank(place, week, measure.id)
    if measure.unit is Unit.PER_100K:
        people = value * place.adults / 100_000
        tenths = measure.average_of_days
        return row | {"numerator": f"{people:.1f}" if tenths else str(round(people))}
    of = max(LEAST_OF, round((measure.demonstration_per_100k_adults or 0) * place.adults / 100_000))
    return row | {"numerator": str(round(min(value, 100) * of / 100)), "denominator": str(of)}


def _value(measure: Measure, hard: float) -> float:
    """The value that a strain means for a measure: a quarter of the scale for each band of the rules."""
    edges = [float(measure.edges[band].value) for band in sorted(measure.edges)]
    if edges[0] == 0:  # any at all is band 2: none in an easy week
        edges[0] = edges[1] * 0.25
        if hard < 0.45:
            return 0.0
    start = max(0.0, edges[0] - 1.5 * (edges[1] - edges[0]))
    points = [start, *edges, edges[-1] + 1.2 * (edges[-1] - edges[-2])]
    place = max(0.0, min(hard, 0.999)) * (len(points) - 1)
    below = int(place)
    return points[below] + (place - below) * (points[below + 1] - points[below])


def _blank(place: Place, week: date, measure_id: str) -> Row:
    return {
        "council_code": place.code,
        "week_ending": week.isoformat(),
        "measure_id": measure_id,
        "numerator": "",
        "denominator": "",
        "value": "",
        "status": "ok",
        "note": "",
    }
