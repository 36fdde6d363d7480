"""A rehearsal of one council: an invented council stands in for it, with its own last figures and its own nation, so
that no figure made up in it is ever one of a real council's (ADR 0075)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from pressure.access.permissions import OFFICES, OPERATOR, Actor, Role
from pressure.actions.installation import Installation, silent
from pressure.actions.rehearsal.cells import cells
from pressure.actions.rehearsal.winter import shares_of
from pressure.actions.releases.publishing import publish
from pressure.actions.returns.loading import load
from pressure.demo.figures import weeks
from pressure.demo.story import MovingClock
from pressure.domain.calendar import WEEK, shown_from, week_ended
from pressure.domain.councils import Council
from pressure.domain.moments import at_uk_time, day_of
from pressure.domain.national import From
from pressure.domain.rating.confirming import items
from pressure.domain.readings import REGISTER_CONFIRMED, RETURN, Reading
from pressure.domain.refusals import Refusal
from pressure.ingest.templates import HEADER, Line, template_csv
from pressure.store import councils as council_store
from pressure.store import people, readings
from pressure.store.engine import Engine, reading, writing
from pressure.store.releases import DEMONSTRATION
from pressure.words.numbers import spaced
from pressure.words.officers import rehearsal as words

CODE = "X99900001"
REGION_CODE = "X99900000"
WEEKS = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What an installation knows of a council: its returns by the end of their week, and by measure the newest figure
    that a publication has of it."""

    council: Council
    returns: Mapping[date, Mapping[str, Reading]]
    published: Mapping[str, Reading]


def known(engine: Engine, listed: Council, at: datetime, measures: list[str]) -> Known:
    """Read from an installation's own database, or a copy of it: nothing is written there."""
    last = week_ended(day_of(at))
    with reading(engine) as connection:
        council = council_store.load_all(connection).get(listed.code) or listed
        every = weeks(last - (WEEKS - 1) * WEEK, last)
        found = {
            sunday: told
            for sunday in every
            if (told := readings.return_of_week(connection, council.code, sunday, known_at=at))
        }
        published: dict[str, Reading] = {}
        for one in readings.published(connection, councils=[council.code], measures=measures, known_at=at).get(
            council.code, []
        ):
            newest = published.get(one.measure_id)
            if newest is None or one.period_end >= newest.period_end:
                published[one.measure_id] = one
    return Known(council=council, returns=found, published=published)


def stand_in(council: Council) -> Council:
    """Invented, with the nation, kind and adults of the council it stands in for, and the watermark for a name."""
    return Council(
        code=CODE,
        name=words.WATERMARK,
        official_name=words.WATERMARK,
        kind=council.kind,
        demonstration=True,
        region_code=REGION_CODE,
        region=words.REGION,
        nation_code=council.nation_code,
        nation=words.REGION,
        adults_18plus=council.adults_18plus,
        adults_year=council.adults_year,
    )


def person_id(role: Role) -> str:
    return f"{CODE}-{role.value}"


def actor(role: Role) -> Actor:
    return Actor(person_id=person_id(role), roles=frozenset({(CODE, role)}))


def begin(installation: Installation, about: Known) -> int:
    """Make the stand-in and its officers, load its weeks under a moving clock as they came, and publish each on its
    day, in this copy alone. Returns how many weeks were told."""
    council, now = stand_in(about.council), installation.now()
    with writing(installation.engine) as connection:
        if people.any_real(connection) or council_store.load_all(connection).all:
            raise Refusal("A rehearsal begins in a folder of its own. Choose an empty one.")
        council_store.replace_all(connection, [council])
        for role in OFFICES:
            people.add(
                connection,
                person_id=person_id(role),
                created_at=now,
                name=spaced(role.value).capitalize(),
                roles=[(CODE, role)],
            )
    told = 0
    moving = MovingClock(now)
    simulated = replace(installation, now=moving, simulated=True, progress=silent)
    for sunday in sorted(about.returns):
        moving.at = at_uk_time(sunday + timedelta(days=2), time(10))
        if moving.at > now:
            break
        rows = _rows(simulated, about, sunday)
        load(simulated, by=OPERATOR, source_id=RETURN, data=template_csv(rows), name=f"{sunday}.csv")
        told += 1
        moving.at = shown_from(simulated.book().calendar, sunday)
        if moving.at <= now:
            publish(simulated, by=OPERATOR, track=DEMONSTRATION)
    if not told:
        publish(installation, by=OPERATOR, track=DEMONSTRATION)
    return told


def _rows(installation: Installation, about: Known, sunday: date) -> list[Line]:
    """The week's own return; what a publication gives elsewhere the stand-in counts itself, at the end of a block."""
    book, told = installation.book(), about.returns[sunday]
    nation = book.nation(about.council.nation_code)
    asked = {m.id: m for m in book.asked(about.council.nation_code, sunday)}
    yes_or_no, shares = {*items(book), REGISTER_CONFIRMED}, shares_of(installation)
    found = {m: one for m, one in told.items() if m in asked or m in yes_or_no}
    if book.calendar.blocks is not None and book.calendar.blocks.ends(sunday):
        for measure in book.set_of(about.council.nation_code):
            if nation.source_of(measure.id).comes_from is From.PUBLICATION and measure.id in about.published:
                asked[measure.id] = measure
                found.setdefault(measure.id, about.published[measure.id])
    start = (CODE, sunday.isoformat())
    rows = [
        (*start, measure_id, *said, "")
        for measure_id, one in sorted(found.items())
        if (said := cells(asked.get(measure_id), one, shares=shares))
    ]
    return [HEADER, *rows]
