"""A bad winter that is made up: the last figures of a rehearsal, times factors that are data. It is played for an
invented council alone (ADR 0075)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

import yaml
from pydantic import BaseModel, ConfigDict, Field

from pressure.access.permissions import Act, Actor, Role, require
from pressure.actions.installation import Installation
from pressure.actions.rehearsal.cells import cells
from pressure.actions.returns.loading import load
from pressure.domain.calendar import week_ended
from pressure.domain.moments import day_of
from pressure.domain.rating.confirming import items
from pressure.domain.readings import REGISTER_CONFIRMED, RETURN, Reading
from pressure.domain.refusals import Refusal
from pressure.ingest.readers.weekly_return import WeeklyReturn
from pressure.ingest.sources import source
from pressure.ingest.templates import HEADER, Line, template_csv
from pressure.store import councils, loads_list, readings
from pressure.store.engine import reading

FILE = Path("rehearsal") / "bad_winter.yaml"
PLAYER, MOST = "made-up-winter", 1_000
"""Who sends a made-up return: nobody. So its weeks are told from the council's own."""
NOTE = "invented: a bad winter, week {week}"


class Winter(BaseModel):
    """By week, what the figures of each family are multiplied by; `spread` is the standard deviation of chance."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    seed: int
    spread: float = Field(ge=0)
    weeks: tuple[dict[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """The week of a winter that comes next, from 1, of how many, and the Sunday it would be of."""

    week: int
    weeks: int
    ending: date


def winter(installation: Installation) -> Winter:
    """As it stands in the data folder."""
    file = installation.settings.data_dir / FILE
    return Winter.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))


def to_come(installation: Installation, council_code: str, sent: int) -> Next | None:
    """The next week, when so many have been sent; None when all have. Raises Refusal."""
    _invented(installation, council_code)
    weeks = len(winter(installation).weeks)
    ending = week_ended(day_of(installation.now()))
    return Next(week=sent + 1, weeks=weeks, ending=ending) if sent < weeks else None


def play(installation: Installation, *, by: Actor, council_code: str, base: Mapping[str, Reading], week: int) -> int:
    """Load the week's return, and return how many figures count. `base` are the last figures before the winter. What
    would be held for a second look is accepted: whoever plays knows it to be invented. Raises Refusal."""
    require(by, Act.LOAD_RETURN, [council_code])
    _invented(installation, council_code)
    player = Actor(person_id=PLAYER, roles=frozenset({(council_code, Role.DATA_OFFICER)}))
    told, book, sunday = winter(installation), installation.book(), week_ended(day_of(installation.now()))
    if not base:
        raise Refusal("There is no figure yet to make a winter from. Load a return first.")
    with reading(installation.engine) as connection:
        council = councils.load_all(connection).get(council_code)
    chance = Random(f"{told.seed}:{council_code}:{week}")  # noqa: S311 invented figures, not secrets
    asked = {m.id: m for m in book.asked(council.nation_code if council else None, sunday)}
    start = (council_code, sunday.isoformat())
    shares, yes_or_no = shares_of(installation), {*items(book), REGISTER_CONFIRMED}
    rows: list[Line] = [HEADER]
    for measure_id, one in sorted(base.items()):
        measure = asked.get(measure_id)
        if measure is None and measure_id not in yes_or_no:
            continue
        factor = told.weeks[week - 1].get(measure.family, 1.0) * (1 + chance.gauss(0, told.spread)) if measure else 1.0
        if said := cells(measure, one, max(factor, 0.0), shares=shares):
            rows.append((*start, measure_id, *said, NOTE.format(week=week)))
    data = template_csv(rows)
    loaded = load(installation, by=player, source_id=RETURN, data=data, name="winter.csv")
    if loaded.acceptable and loaded.load_id is not None:
        loaded = load(
            installation,
            by=player,
            source_id=RETURN,
            data=data,
            name="winter.csv",
            accept_held=loaded.load_id,
            reason="A made-up winter.",
        )
    return len(loaded.readings)


def shares_of(installation: Installation) -> Iterable[str]:
    """Measures whose whole stands in another row of a return."""
    reader = source(RETURN, installation.settings.sources_dir).reader
    return reader.shares if isinstance(reader, WeeklyReturn) else ()


def before(installation: Installation, council_code: str) -> tuple[dict[str, Reading], list[date]]:
    """The newest figure of each measure that the council sent itself before the winter, and the weeks of the winter
    that have been sent and stand."""
    found, now = dict[str, Reading](), installation.now()
    with reading(installation.engine) as connection:
        rows = loads_list.of_councils(connection, RETURN, [council_code], PLAYER, MOST)
        made = {row.id: row.newest_week for row in rows if row.by_person == PLAYER and not row.withdrawn_at}
        for one in readings.history(connection, known_at=now, council_code=council_code):
            newest = found.get(one.measure_id)
            if one.from_council and one.load_id not in made and (newest is None or one.period_end >= newest.period_end):
                found[one.measure_id] = one
    return found, sorted({week for week in made.values() if week})


def _invented(installation: Installation, council_code: str) -> None:
    """A winter that is made up is never one of a council that exists."""
    with reading(installation.engine) as connection:
        council = councils.load_all(connection).get(council_code)
    if council is None or not council.demonstration:
        raise Refusal("A made-up winter is played for an invented council alone.")
