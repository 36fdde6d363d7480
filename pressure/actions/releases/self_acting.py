"""What an installation publishes by itself: scheduled releases, and each moment a public sentence stops being so."""

from datetime import datetime, timedelta
from functools import partial

from pressure.access.permissions import OPERATOR, Actor
from pressure.actions.installation import Installation, track_of
from pressure.actions.releases.publishing import NotDue, Published, publish
from pressure.domain.calendar import next_release, slot_due
from pressure.domain.changes import Change, changes, due
from pressure.publish.asked_for import asked_for
from pressure.publish.own_words import waiting
from pressure.store import councils, declarations, ratings, releases
from pressure.store.engine import Connection, reading
from pressure.store.releases import DEMONSTRATION, REAL, SCHEDULED

TRACKS = (REAL, DEMONSTRATION)
MAY_TAKE = timedelta(minutes=15)
"""How long after its time a scheduled release may come before it counts as missed."""


def coming(installation: Installation, connection: Connection, track: str) -> tuple[Change, ...]:
    """Every moment at which the newest release of a track will say something that is no longer so, and the scheduled
    one; none for a track that has no release, and none while the clock is behind the newest release."""
    made, now, book = releases.of_track(connection, track), installation.now(), installation.book()
    if not made or made[-1].published_at > now:
        return ()
    own = {c.code: c for c in councils.load_all(connection).all if track_of(c) == track}
    current, released = ratings.current_of_track(connection, track), [r.published_at for r in made]
    signed = [
        f
        for f in declarations.filed(connection, book.declarations, known_at=now)
        if f.declaration.signed_at
        and f.declaration.council_code in own
        and not ((ended := own[f.declaration.council_code].ended_at) and ended <= now)
    ]
    return changes(
        after=made[-1].published_at,
        slot=slot(installation, connection, track) or next_release(book.calendar, now),
        reviews=[f.declaration.review_by for f in signed if not f.declaration.ended_at],
        asked_for=asked_for(connection, signed, book, {code: c.nation_code for code, c in own.items()}, now),
        valid_until=[
            until
            for code, row in current.items()
            if (until := row.valid_until) and not ((ended := own[code].ended_at) and ended < until)
        ],
        bodies=[day for c in own.values() for day in (c.valid_from, c.day_after)],
        statements=waiting(connection, own, current, released, installation.rules, now).values(),
    )


def publish_changes(installation: Installation, *tracks: str) -> list[Published]:
    """Publish what has come, once: whoever else looks at the same time, or looks again after a crash, finds it made. Of
    every track, or of those named."""
    done = []
    for track in tracks or TRACKS:
        with reading(installation.engine) as connection:
            found = due(coming(installation, connection, track), installation.now())
        if found is None:
            continue
        try:
            done.append(
                publish(
                    installation,
                    by=OPERATOR,
                    reason=found.reason,
                    note=found.note,
                    track=track,
                    still=partial(_comes_still, installation, track, found),
                )
            )
        except NotDue:
            continue
    return done


def _comes_still(installation: Installation, track: str, change: Change, connection: Connection) -> bool:
    return change in coming(installation, connection, track)


def next_moment(installation: Installation, *tracks: str) -> datetime | None:
    """When there is next something to publish, on every track or on those named."""
    with reading(installation.engine) as connection:
        return min((c.at for track in tracks or TRACKS for c in coming(installation, connection, track)), default=None)


def missed(installation: Installation, track: str, *, after: timedelta = MAY_TAKE) -> datetime | None:
    """The scheduled time that passed longer ago than this without a release; None for a track without any."""
    with reading(installation.engine) as connection:
        due_at = slot(installation, connection, track)
    return due_at if due_at and due_at + after <= installation.now() else None


def missed_of(installation: Installation, by: Actor) -> list[datetime]:
    """The scheduled times that were missed for the councils this person acts for."""
    codes = {code for code, _ in by.roles}
    with reading(installation.engine) as connection:
        tracks = {track_of(c) for c in councils.load_all(connection).all if c.code in codes}
    return sorted(due_at for track in tracks if (due_at := missed(installation, track)))


def slot(installation: Installation, connection: Connection, track: str) -> datetime | None:
    """The newest scheduled time that no scheduled release of a track has served."""
    made = releases.of_track(connection, track)
    return (
        slot_due(
            installation.book().calendar, installation.now(), [r.published_at for r in made if r.reason == SCHEDULED]
        )
        if made
        else None
    )
