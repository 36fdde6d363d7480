"""Actions that were stored but not published because the release failed. They are found by comparing with the current
release, and published as soon as that works again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from pressure.access.permissions import OPERATOR, Act, Actor
from pressure.actions.installation import Installation, track_of
from pressure.actions.releases.publishing import Published, publish, site_of
from pressure.domain.calendar import may_state
from pressure.domain.moments import day_of
from pressure.domain.refusals import Refusal
from pressure.release import site
from pressure.store import councils
from pressure.store import unpublished as store
from pressure.store.engine import reading
from pressure.store.releases import DEMONSTRATION, REAL

REASONS = {
    store.SIGNED: "declaration",
    store.WITHDRAWN: "correction",
    store.SAID: "statement",
    store.VIEWED: "declaration",
    store.CHECKED: "declaration",
}
PUBLIC_AT_ONCE = (Act.SIGN, Act.PROPOSE, Act.WITHDRAW_LOAD, Act.PUBLISH_STATEMENT, Act.WRITE_VIEW, Act.RECORD_CHECK)
LATE = "An earlier attempt to publish this failed."
OWN_RELEASE = timedelta(minutes=2)
"""How long the release of an act may take before somebody else makes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One act that the release in force does not show. `action` is the record's word for it."""

    track: str
    council_code: str
    council: str
    nation_code: str
    action: str
    at: datetime
    note: str


def owed(installation: Installation, track: str) -> tuple[Owed, ...]:
    """What the release in force lacks and the next would show, oldest first; nothing while there is no release to
    compare with. A statement that an election keeps back is owed on its first day after it."""
    day = day_of(installation.now())
    calendar = installation.rules.in_force(day).calendar
    try:
        current = site.current(site_of(installation.site_dir, track)).id
    except site.NotPublished:
        return ()
    with reading(installation.engine) as connection:
        known = store.acts_as_of(connection, track, current)
        if known is None:
            return ()
        named = {c.code: c for c in councils.load_all(connection).all if track_of(c) == track}
        owed_now = [
            row
            for row in store.acts_since(connection, known)
            if (council := named.get(row.council_code))
            and (row.action != store.SAID or may_state(calendar, council, day))
        ]
    return tuple(
        Owed(
            track=track,
            council_code=r.council_code,
            council=named[r.council_code].name,
            nation_code=named[r.council_code].nation_code,
            action=r.action,
            at=r.at,
            note=r.note,
        )
        for r in owed_now
    )


def owed_of(installation: Installation, by: Actor) -> tuple[Owed, ...]:
    """What is owed to councils for which this person does acts that become public at once."""
    return tuple(
        o
        for track in (REAL, DEMONSTRATION)
        for o in owed(installation, track)
        if any(by.role_for(act, o.council_code) for act in PUBLIC_AT_ONCE)
    )


def publish_owed(
    installation: Installation, *, tracks: Iterable[str] = (REAL, DEMONSTRATION), before: datetime | None = None
) -> list[Published]:
    """Publish what is owed, if anything is; `before` leaves alone acts whose own release may still be in the
    making. A failure is raised, and everything stays owed."""
    found = {t: [o for o in owed(installation, t) if before is None or o.at < before] for t in tracks}
    made = []
    for track, acts in ((t, acts) for t, acts in found.items() if acts):
        note = next((o.note for o in acts if o.note), LATE)
        made.append(publish(installation, by=OPERATOR, reason=REASONS[acts[0].action], note=note, track=track))
    return made


def publish_again(installation: Installation, *, by: Actor) -> None:
    """What the button does, for those whose own councils are owed something. Raises Refusal when it fails again."""
    own = owed_of(installation, by)
    if not own:
        raise Refusal("Everything your councils decided is public already.")
    try:
        publish_owed(installation, tracks=sorted({o.track for o in own}))
    except Exception:
        structlog.get_logger().exception("release_failed", again=True)
        raise Refusal(
            "It failed again. Nothing is lost, and it is tried again by itself. Tell the people who run this service."
        ) from None
