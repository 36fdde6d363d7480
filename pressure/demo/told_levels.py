"""How often a level changes in the story of the Demonstration Region, by the returns it tells of and these rules."""

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from functools import partial

import numpy as np
from numpy.typing import NDArray

from pressure.demo.events import timeline
from pressure.demo.figures import Row as Sent
from pressure.demo.figures import as_csv, weeks
from pressure.demo.places import PLACES, councils
from pressure.demo.story import own_rows, returns
from pressure.domain.calendar import shown_from
from pressure.domain.councils import Councils
from pressure.domain.moments import at_uk_time, day_of
from pressure.domain.rating.method import rate
from pressure.domain.rating.results import Previous
from pressure.domain.readings import RETURN, Reading
from pressure.domain.register import Register
from pressure.domain.rulebook import Rulebook
from pressure.domain.rules_history import Rules
from pressure.ingest.read import read_file
from pressure.ingest.source import Source
from pressure.ingest.sources import source
from pressure.ingest.workbooks.limits import Limits, limits_of
from pressure.robustness.england import Demonstration, read_england
from pressure.robustness.rows import Row
from pressure.robustness.trials import changes
from pressure.settings import Settings

LOOKED_BACK = timedelta(days=750)
"""The oldest a figure may be that a rating still asks for, and some."""


def demonstration_rows(rules: Rules, day: date, configured: Settings, told: Demonstration | None = None) -> list[Row]:
    """Changes of the level by figures a council-year, and how many are undone within four weeks."""
    per_year, undone = changes(levels_told(rules, day, configured, told or read_england().demonstration))
    said = f"{len(PLACES)} invented councils"
    return [
        Row("demonstration", "demonstration", f"{said}: level changes a council-year", "number", per_year),
        Row("demonstration", "demonstration", f"{said}: of them undone within four weeks", "percent", undone),
    ]


def levels_told(rules: Rules, day: date, configured: Settings, told: Demonstration) -> NDArray[np.int8]:
    """The level by figures of each week and place, 0 where there is none, by the rules of a day. What is declared is
    left out, and so is the one file that is withdrawn again."""
    when, book = timeline(told.told_on, told.weeks), rules.in_force(day)
    before: dict[str, Previous] = {}
    kept: dict[str, list[Reading]] = {p.code: [] for p in PLACES}
    described = source(RETURN, configured.sources_dir)
    take = partial(_readings, described, limits_of(configured, described))
    found = np.zeros((told.weeks, len(PLACES)), np.int8)
    for number, sunday in enumerate(weeks(when.first, when.last)):
        on_time, late = returns(book, sunday, when)
        sent = [*on_time, *(row for place in late for row in own_rows(book, place, sunday, when))]
        for one in take(sent, sunday, book, kept):
            kept[one.council_code].append(one)
        at = shown_from(book.calendar, sunday)
        for column, council in enumerate(councils()):
            rows = [r for r in kept[council.code] if at.date() - r.period_end <= LOOKED_BACK]
            rating = rate(rows, rules, at, Register(), before.get(council.code), council=council)
            kept[council.code], before[council.code] = rows, rating.as_previous()
            found[number, column] = rating.level_figures or 0
    return found


def _readings(
    described: Source,
    limits: Limits,
    sent: list[Sent],
    sunday: date,
    book: Rulebook,
    kept: Mapping[str, list[Reading]],
) -> Iterable[Reading]:
    """What the rows of a week say, read as the file they come in."""
    at = at_uk_time(sunday + timedelta(days=2), time(10))

    def before(council_code: str, week: date) -> Mapping[str, Reading]:
        return {r.measure_id: r for r in kept[council_code] if r.period_end == week}

    taken = read_file(
        described,
        as_csv(sent),
        name=f"{sunday}.csv",
        limits=limits,
        councils=Councils(councils()),
        book=book,
        today=day_of(at),
        recorded_at=at,
        known=before,
    )
    return taken.readings
