"""Weekly figures for the fictional councils: a strain that moves with the seasons, spread over the measures."""

import math
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random

from pressure.demo.places import Place
from pressure.domain.measures import Measure, Unit
from pressure.domain.national import From
from pressure.domain.rating.confirming import items
from pressure.domain.readings import REGISTER_CONFIRMED
from pressure.domain.rulebook import Rulebook

SEED = 20_220_113
HEADER = "council_code,week_ending,measure_id,numerator,denominator,value,status,note\n"
Row = dict[str, str]

LEAST_OF = 40
TROUBLE = 0.62
SHARE, WHOLE = "wl_over_6m_share", "wl_assess_rate"


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
    used: frozenset[str] = frozenset(),
    trouble: bool = False,
    confirmed: bool = True,
) -> list[Row]:
    """One council's return for one week. The same place, week and story give the same rows. `used` are the items of the
    register that are said to be used; `trouble` says that the place's hardest measure is in trouble."""
    chance = Random(f"{SEED}:{place.code}:{week.isoformat()}")  # noqa: S311 invented figures, not secrets
    hard = strain(place, week, crisis)
    asked = {m.id: m for m in (*book.asked(place.nation_code, week), *_own(place, week, book))}
    strains = {m.id: hard + chance.gauss(0, 0.045) + _lean(place, m) for m in book.set_of(place.nation_code)}
    if trouble and place.hardest:
        strains[place.hardest] = TROUBLE
    rows = [_row(place, week, m, strains[m.id], book) for m in asked.values()]
    waiting = {r["measure_id"]: r["numerator"] for r in rows}
    rows = [r | _share(place, r, strains, waiting, book) for r in rows if r["measure_id"] not in leave_out]
    if confirmed:
        rows += [_blank(place, week, item) | {"value": "yes" if item in used else "no"} for item in items(book)]
        rows.append(_blank(place, week, REGISTER_CONFIRMED) | {"value": "yes"})
    return rows


def _own(place: Place, week: date, book: Rulebook) -> tuple[Measure, ...]:
    """What a publication gives elsewhere: nobody publishes anything of a place that does not exist, so it counts
    itself, once a block."""
    blocks = book.calendar.blocks
    if blocks is None or not blocks.ends(week):
        return ()
    nation = book.nation(place.nation_code)
    return tuple(m for m in book.set_of(place.nation_code) if nation.source_of(m.id).comes_from is From.PUBLICATION)


def _share(
    place: Place, row: Row, strains: Mapping[str, float], waiting: Mapping[str, str], book: Rulebook
) -> dict[str, str]:
    """The numerator of a share of those waiting, out of the count of the same week."""
    if row["measure_id"] != SHARE:
        return {}
    measure = next(m for m in book.set_of(place.nation_code) if m.id == SHARE)
    return {"numerator": str(round(_value(measure, strains[SHARE]) * int(waiting[WHOLE]) / 100)), "denominator": ""}


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


def _row(place: Place, week: date, measure: Measure, hard: float, book: Rulebook) -> Row:
    value = _value(measure, hard)
    row = _blank(place, week, measure.id)
    if measure.unit is Unit.PER_100K:
        weeks = book.calendar.blocks.weeks if book.calendar.blocks and measure.mean_week else 1
        people = value * weeks * place.adults / 100_000
        tenths = measure.average_of_days
        said = row | {"numerator": f"{people:.1f}" if tenths else str(round(people))}
        return said | {"value": _way(place, measure)} if measure.how_we_looked else said
    of = max(LEAST_OF, round((measure.demonstration_per_100k_adults or 0) * place.adults / 100_000))
    return row | {"numerator": str(round(min(value, 100) * of / 100)), "denominator": str(of)}


def _way(place: Place, measure: Measure) -> str:
    """How a place looks for what it counts: each has its own way, so that all are seen."""
    ways = list(measure.how_we_looked)
    return ways[int(place.code[-2:]) % len(ways)]


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
