"""Whether the database and the public site tell one history, and what the operator decides when they do not."""

import json
from datetime import datetime
from pathlib import Path

from pressure.access.permissions import Act, Actor, require
from pressure.actions.installation import ClockDoubted, Installation
from pressure.document import entries as kinds
from pressure.domain.refusals import Refusal
from pressure.domain.written import written
from pressure.publish.record.checkpoints_kept import kept
from pressure.publish.record.record_files import KEY, Entries, contradicted
from pressure.publish.record.signing_key import key_path, origin, record_name, signing_key, told_key
from pressure.release import site
from pressure.release.blobs import write_whole
from pressure.release.pieces import make_anew
from pressure.store import record, releases
from pressure.store.engine import Connection, writing
from pressure.store.record import reasons_given
from pressure.store.record.checkpoint import Checkpoint, verifier_key
from pressure.store.releases import DEMONSTRATION, REAL
from pressure.words.numbers import counted

DECIDE = (
    "Restore the newest copy. If there is none, say publicly why and begin a new record: "
    'pressure record begin-again --reason "…"'
)
LONGEST = 1500
OTHER_KEY = "The key here is not the one the public record is signed with. Put that key back."


def roots(installation: Installation) -> dict[str, Path]:
    """The sites this installation may compare with; a simulated clock knows the Demonstration Region alone."""
    demonstration = {DEMONSTRATION: installation.site_dir / "demo"}
    return demonstration if installation.simulated else {REAL: installation.site_dir, **demonstration}


def parted(installation: Installation, connection: Connection) -> str | None:
    """What the public saw that this database does not know, in a sentence; None when the two agree."""
    return _parted(installation, connection, list(record.entries(connection)))


def _parted(installation: Installation, connection: Connection, entries: Entries) -> str | None:
    lost = sum(len(_unknown(connection, track, root, entries)) for track, root in roots(installation).items())
    broken = contradicted(
        kept(connection, *roots(installation).values()),
        record_name(connection, installation.settings, entries),
        entries,
    )
    if not lost and broken is None:
        return None
    acts = max(broken.size - len(entries), 0) if broken else 0
    return (
        f"The public site is newer than this database, or another record: {counted(lost, 'release')} and at least "
        f"{counted(acts, 'act')} that the public saw are not in it. The record no longer contains what was signed "
        "and published before."
    )


def other_key(installation: Installation, connection: Connection) -> bool:
    """Whether the site shows a key for this record that is not ours. Makes no key to find out."""
    return _other_key(installation, connection, list(record.entries(connection)))


def _other_key(installation: Installation, connection: Connection, entries: Entries) -> bool:
    name = record_name(connection, installation.settings, entries)
    told = told_key(entries, name)  # what the record hands itself over to; the site shows it from the next release on
    shown = (
        [told]
        if told
        else [key for root in roots(installation).values() if (key := _shown_key(root)).startswith(f"{name}+")]
    )
    path = key_path(connection.engine.url.database, connection.dialect.name)
    if not shown:
        return False
    if not installation.settings.signing_key and not path.is_file():
        return True
    return any(key != verifier_key(name, signing_key(connection, installation.settings).public_key()) for key in shown)


def require_agreeing(installation: Installation, connection: Connection) -> None:
    """Before a release: raises Refusal while the site and the database tell two histories."""
    entries = list(record.entries(connection))
    if problem := _parted(installation, connection, entries):
        raise Refusal(f"{problem} {DECIDE}")
    if _other_key(installation, connection, entries):
        raise Refusal(OTHER_KEY)


def begin_again(installation: Installation, *, by: Actor, reason: str) -> str:
    """Begin a record of a new name, publicly and with the reason. What was published stays. Returns the name."""
    role = require(by, Act.PUBLISH, ())
    reason = written(reason, "The reason", LONGEST)
    if not reason:
        raise Refusal("Give the public reason with --reason.")
    with writing(installation.engine) as connection:
        entries = list(record.entries(connection))
        if parted(installation, connection) is None and not other_key(installation, connection):
            raise Refusal("The site and the database agree. There is nothing to decide.")
        known = kept(connection, *roots(installation).values())
        name = _unused(origin(installation.settings), known, record_name(connection, installation.settings, entries))
        lost = {track: _unknown(connection, track, root, entries) for track, root in roots(installation).items()}
        given = reasons_given.reason_of(reason)
        record.append(
            connection,
            kinds.BEGIN_AGAIN.of(
                what={
                    "origin": name,
                    "before": record_name(connection, installation.settings, entries),
                    **given.told,
                    "releases": lost,
                }
            ),
            at=installation.moment_unchecked(connection),
            by_person=by.person_id,
            by_role=role,
        )
        reasons_given.keep(connection, given)
        for track, root in roots(installation).items():
            make_anew(root)
            if lost[track]:
                earlier = sorted({*site.earlier(root), *lost[track]})
                write_whole(site.earlier_path(root), "".join(f"{i}\n" for i in earlier).encode())
    return name


def confirm_time(installation: Installation, *, by: Actor) -> datetime:
    """Say that the clock is right although the newest act is long ago. Returns the time that act was dated."""
    role = require(by, Act.PUBLISH, ())
    with writing(installation.engine) as connection:
        doubt, before, at = installation.clock_doubt(connection), record.newest(connection), installation.now()
        if doubt is None or before is None:
            raise Refusal("The clock agrees with the record. There is nothing to confirm.")
        if at < before:
            raise ClockDoubted(doubt)
        record.append(
            connection,
            kinds.CONFIRM_TIME.of(what={"newest_before": before.strftime("%Y-%m-%dT%H:%M:%S.%fZ")}),
            at=installation.moment_unchecked(connection),
            by_person=by.person_id,
            by_role=role,
        )
    return before


def _unknown(connection: Connection, track: str, root: Path, entries: Entries) -> list[str]:
    """Releases in force on the site or before that, which neither the database nor a decision in it names."""
    known = {r.id for r in releases.of_track(connection, track)}
    for _, body, _ in entries:
        if '"action":"begin_again"' in body:
            known |= set(json.loads(body)["what"].get("releases", {}).get(track, ()))
    return [i for i in site.published(root) if i not in known]


def _shown_key(root: Path) -> str:
    try:
        return site.current(root).read(KEY).decode().strip()
    except site.NotPublished:
        return ""


def _unused(base: str, known: list[Checkpoint], now: str) -> str:
    """The first name nobody has seen a checkpoint of."""
    taken = {checkpoint.origin for checkpoint in known} | {base, now}
    return next(name for number in range(2, len(taken) + 3) if (name := f"{base}-{number}") not in taken)
