"""Time moves on: whatever happens by itself on the way happens at its own time."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from pressure.access.permissions import Actor
from pressure.actions.desk.desk import desk
from pressure.actions.installation import Installation
from pressure.actions.releases.self_acting import coming, next_moment, publish_changes
from pressure.domain.calendar import next_release
from pressure.domain.changes import EXPIRY as RUNS_OUT
from pressure.domain.moments import start_of
from pressure.domain.refusals import Refusal
from pressure.store import sessions
from pressure.store.engine import reading, writing
from pressure.store.releases import DEMONSTRATION

DAY = timedelta(days=1)
MOST = 400
SetClock = Callable[[datetime], None]


def moments(installation: Installation, by: Actor) -> Mapping[str, datetime]:
    """Where an officer can go from here, by name: tomorrow, the next release, the day after the next review date, when
    the first proposal lapses and when the first level runs out."""
    now, found = installation.now(), desk(installation, by)
    reviews = [m.declaration.review_by for m in found.standing]
    with reading(installation.engine) as connection:
        known = coming(installation, connection, DEMONSTRATION)
    wanted: dict[str, list[datetime | None]] = {
        "tomorrow": [now + DAY],
        "release": [next_release(installation.book().calendar, now)],
        "review": [start_of(day + DAY) for day in reviews if day],
        "lapse": [m.waits_until for m in found.waiting],
        "expiry": [c.at for c in known if c.reason == RUNS_OUT],
    }
    return {name: min(later) for name, every in wanted.items() if (later := [at for at in every if at and at > now])}


def move_on(installation: Installation, to: datetime, set_clock: SetClock, *, releases: bool = True) -> list[str]:
    """Move the clock of a rehearsal or a demonstration on to a moment, and return the releases that came by themselves
    on the way. Without `releases` none is made, as when a process that should have made them was off. Sessions move
    along, so that nobody is signed out by it. Raises Refusal for a moment that has been, and outside both."""
    if not (installation.demonstration or installation.simulated):
        raise Refusal("The clock can be set in a demonstration or a rehearsal alone.")
    before = installation.now()
    if to <= before:
        raise Refusal("Time goes on only. Choose a later moment.")
    made: list[str] = []
    while releases and len(made) < MOST and (due := next_moment(installation)) is not None and due <= to:
        set_clock(max(due, installation.now()))
        done = publish_changes(installation)
        if not done and next_moment(installation) == due:  # the serving process may have made it meanwhile
            break
        made += [one.release_id for one in done]
    set_clock(max(to, installation.now()))
    with writing(installation.engine) as connection:
        sessions.move(connection, installation.now() - before)
    return made
