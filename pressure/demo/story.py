"""Three years told week by week: return files are written, loaded, rated and published under a moving clock."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from pressure import clock
from pressure.access.permissions import OFFICES, OPERATOR, Role
from pressure.actions.installation import Installation, silent
from pressure.actions.releases.publishing import publish
from pressure.actions.releases.self_acting import next_moment, publish_changes
from pressure.actions.returns.loading import load, withdraw
from pressure.demo.counted import answer_how_counted
from pressure.demo.events import Happening, Timeline, events, timeline
from pressure.demo.figures import SEED, Row, as_csv, week_rows, weeks
from pressure.demo.places import HUB, PLACES, Place, councils, person_id
from pressure.domain.calendar import WEEK, shown_from
from pressure.domain.moments import at_uk_time, day_of
from pressure.domain.rating.confirming import ITEM
from pressure.domain.readings import RETURN
from pressure.domain.refusals import Refusal
from pressure.domain.rulebook import Rulebook
from pressure.store import councils as council_store
from pressure.store import people
from pressure.store.engine import writing
from pressure.store.releases import DEMONSTRATION
from pressure.words.dates import uk_date
from pressure.words.numbers import spaced

WEEKS = 156
MANAGED = frozenset({Role.DATA_OFFICER, Role.PRINCIPAL_SOCIAL_WORKER})
WORST = frozenset({"cap_homecare_unfilled", "ll_safeguarding_wait"})
TROUBLED_WEEKS = 10
PAGES_KEPT = timedelta(weeks=13)  # older releases of the story keep their data only, so that it is told in a minute


@dataclass
class MovingClock:
    """The time it is in the story."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at


def tell(
    installation: Installation,
    folder: Path,
    *,
    today: date | None = None,
    until: datetime | None = None,
    length: int = WEEKS,
    progress: Callable[[str, int, int], None] | None = None,
) -> Timeline:
    """Make the Demonstration Region in an installation. `folder` receives every return file. The story is told up to
    today. Seen from a moment before that, `until`, only what had happened by then is told; from one after it, what
    comes by itself when nobody does anything more. Raises Refusal for a moment before the story begins."""
    when = timeline(today or day_of(clock.real()), length)
    if until is not None and until < shown_from(installation.rules.in_force(when.first).calendar, when.first):
        raise Refusal(f"The story begins on {uk_date(when.first)}. Choose a later day.")
    moving = MovingClock(at_uk_time(when.first, time(8)))
    simulated = replace(installation, now=moving, simulated=True, progress=silent)
    _settle(simulated)
    happenings = events(when)
    calendar = installation.book().calendar
    every = [s for s in weeks(when.first, when.last) if until is None or shown_from(calendar, s) <= until]
    for done, sunday in enumerate(every, start=1):
        recent = when.last - sunday <= PAGES_KEPT
        moving.at = at_uk_time(sunday + timedelta(days=1), time(15))
        for happen in happenings.get(sunday, ()):
            happen(simulated)
            publish(simulated, by=OPERATOR, reason="declaration", track=DEMONSTRATION, switch=False, pages=recent)
            moving.at += timedelta(minutes=5)
        wrong = _week(simulated, moving, folder, sunday, when)
        moving.at = shown_from(installation.book().calendar, sunday)
        publish(simulated, by=OPERATOR, track=DEMONSTRATION, switch=done == len(every), pages=recent)
        if wrong is not None:
            moving.at += timedelta(days=1)
            _found_out(simulated, wrong)
        if progress:
            progress("telling the story of the Demonstration Region", done, len(every))
    if until is not None:
        _go_on(simulated, moving, folder, when, happenings, until)
    return when


def _go_on(
    installation: Installation,
    moving: MovingClock,
    folder: Path,
    when: Timeline,
    happenings: Mapping[date, Sequence[Happening]],
    until: datetime,
) -> None:
    """From the last release to a moment: what of the next week had happened by then, and after the story what comes by
    itself."""
    calendar = installation.book().calendar
    sunday = next((s for s in weeks(when.first, when.last) if shown_from(calendar, s) > until), None)
    monday = at_uk_time(sunday + timedelta(days=1), time(15)) if sunday else until
    for happen in happenings.get(sunday, ()) if sunday and monday <= until else ():
        moving.at = max(monday, moving.at + timedelta(minutes=5))
        happen(installation)
        publish(installation, by=OPERATOR, reason="declaration", track=DEMONSTRATION)
    if sunday and at_uk_time(sunday + timedelta(days=2), time(10)) <= until:
        _week(installation, moving, folder, sunday, when)
    while (due := next_moment(installation, DEMONSTRATION)) is not None and due <= until:
        moving.at = max(due, moving.at)
        if not publish_changes(installation, DEMONSTRATION):
            break
    moving.at = until


def _settle(installation: Installation) -> None:
    """The councils and their officers."""
    with writing(installation.engine) as connection:
        council_store.replace_all(connection, councils())
        people.add(
            connection,
            person_id=HUB.person_id,
            name="Demonstration hub",
            created_at=installation.now(),
            roles=[(p.code, Role.DATA_OFFICER) for p in PLACES],
        )
        for place in PLACES:
            for role in OFFICES:
                people.add(
                    connection,
                    person_id=person_id(place, role),
                    created_at=installation.now(),
                    name=f"{spaced(role.value).capitalize()}, {place.name}",
                    managed_by=person_id(place, Role.DIRECTOR) if role in MANAGED else None,
                    roles=[(place.code, role)],
                )


def _week(installation: Installation, moving: MovingClock, folder: Path, sunday: date, when: Timeline) -> int | None:
    """The returns of a week: most on Tuesday, a few late, some corrected, and once a wrong one, returned by load."""
    on_time, late = returns(installation.book(), sunday, when)
    for place in late:  # last week's late returns came on Friday; this week's come with the next clock tick
        moving.at = at_uk_time(sunday + timedelta(days=1), time(20))
        _send(installation, folder, f"{sunday}-{place.code}", own_rows(installation.book(), place, sunday, when))
    moving.at = at_uk_time(sunday + timedelta(days=2), time(10))
    answer_how_counted(installation, sunday, when)
    _send(installation, folder, f"{sunday}", on_time)
    return _wrong(installation, folder, sunday, when) if (when.last - sunday).days == 7 * 20 else None


def returns(book: Rulebook, sunday: date, when: Timeline) -> tuple[list[Row], list[Place]]:
    """What comes in time for a week, last week's corrections among it, and whose return comes by itself."""
    chance = Random(f"{SEED}:{sunday.isoformat()}")  # noqa: S311 invented figures, not secrets
    on_time: list[Row] = []
    late: list[Place] = []
    for place in PLACES:
        if _sends(place, sunday, when, chance.random()):
            if chance.random() < 0.04:
                late.append(place)
            else:
                on_time += own_rows(book, place, sunday, when)
        if place.story == "revises" and (when.last - sunday).days % 63 == 7 and sunday > when.first:
            on_time += _corrected(book, place, sunday - WEEK, when)
    return on_time, late


def _sends(place: Place, sunday: date, when: Timeline, chance: float) -> bool:
    weeks_left = (when.last - sunday).days // 7
    if place.story == "joined_late" and weeks_left > 60:
        return False
    if place.story == "went_quiet" and weeks_left < 8:
        return False
    return chance > 0.02 or weeks_left < 2


def own_rows(book: Rulebook, place: Place, sunday: date, when: Timeline) -> list[Row]:
    weeks_left = (when.last - sunday).days // 7
    dropped = WORST if place.story == "stops_sending_worst" and weeks_left < 7 else frozenset()
    lately = weeks_left < TROUBLED_WEEKS
    used = frozenset({f"{ITEM}fewer_or_shorter_visits"}) if place.story == "went_quiet" else frozenset[str]()
    return week_rows(place, sunday, book, when.crisis, leave_out=dropped, used=used, trouble=lately)


def _corrected(book: Rulebook, place: Place, sunday: date, when: Timeline) -> list[Row]:
    """Last week's figures again, a little higher: what a recount finds."""
    rows = [r for r in own_rows(book, place, sunday, when) if r["measure_id"] == "wl_assess_rate"]
    return [r | {"numerator": str(int(r["numerator"]) + 40)} for r in rows]


def _wrong(installation: Installation, folder: Path, sunday: date, when: Timeline) -> int:
    """A file in which one figure was counted twice."""
    place = next(p for p in PLACES if p.story == "withdraws")
    rows = [
        r | {"numerator": str(2 * int(r["numerator"]))}
        for r in own_rows(installation.book(), place, sunday, when)
        if r["measure_id"] == "wl_care_start_rate"
    ]
    return _send(installation, folder, f"{sunday}-{place.code}-wrong", rows)


def _found_out(installation: Installation, load_id: int) -> None:
    """The wrong file is withdrawn, and a release says so."""
    withdraw(installation, by=HUB, load_id=load_id, reason="The people waiting for care to start were counted twice.")
    publish(
        installation,
        by=OPERATOR,
        track=DEMONSTRATION,
        switch=False,
        reason="correction",
        note="Marlhaven: people waiting for care to start had been counted twice.",
    )


def _send(installation: Installation, folder: Path, name: str, rows: list[Row]) -> int:
    """Write the file a council would send and load it; returns the load."""
    content = as_csv(rows)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.csv").write_bytes(content)
    loaded = load(installation, by=HUB, source_id=RETURN, data=content, name=f"{name}.csv")
    if loaded.load_id is None:
        raise RuntimeError(f"{name}.csv was not stored")
    return loaded.load_id
