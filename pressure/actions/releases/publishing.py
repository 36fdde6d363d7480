"""Publishing: everything known becomes one immutable release, or nothing does."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pressure.access.permissions import Act, Actor, require
from pressure.actions.installation import Installation, track_of
from pressure.actions.ratings.following import followed
from pressure.actions.ratings.rating import rated_by_two
from pressure.actions.ratings.restating import restate
from pressure.actions.releases.agreeing import parted, require_agreeing, roots
from pressure.document import entries
from pressure.document.values import moment
from pressure.domain.councils import Council
from pressure.domain.moments import day_of
from pressure.domain.refusals import Refusal
from pressure.domain.written import written
from pressure.publish import clearing
from pressure.publish import release as making
from pressure.publish.record.checkpoints_kept import remember
from pressure.publish.record.record_files import CHECKPOINT, add_record, files_sha256
from pressure.publish.release_inputs import ReleaseInputs
from pressure.publish.release_line import ReleaseLine
from pressure.release import site
from pressure.release.pieces import forget_pieces
from pressure.store import councils as council_store
from pressure.store import ratings, record, releases, restatements
from pressure.store.engine import Connection, forget_deleted, reading, writing
from pressure.store.record import commitments
from pressure.store.releases import DEMONSTRATION, REAL, SCHEDULED

LONGEST = 1500


class NotDue(Refusal):
    """A release that was due is made already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What `pressure publish` prints."""

    release_id: str
    files: int
    bytes: int
    path: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def site_of(site_dir: Path, track: str) -> Path:
    """Real and simulated never share a directory."""
    return site_dir / "demo" if track == DEMONSTRATION else site_dir


def publish(
    installation: Installation,
    *,
    by: Actor,
    reason: str = SCHEDULED,
    note: str = "",
    track: str = REAL,
    switch: bool = True,
    pages: bool = True,
    still: Callable[[Connection], bool] | None = None,
) -> Published:
    """Rate every council, write the release, and switch to it. A failure on the way leaves the last release. Without
    `switch` it is kept, not put in force; without `pages` it holds its data only: for history made under a simulated
    clock. `still` is asked within the transaction; NotDue when it says no."""
    if reason not in releases.REASONS:
        raise Refusal(f"Choose the reason: {', '.join(releases.REASONS)}. A sentence of your own is a --note.")
    role, note = require(by, Act.PUBLISH, ()), written(note, "The note", LONGEST)
    root = site_of(installation.site_dir, track)
    with _nothing_left(installation), writing(installation.engine) as connection:
        if still and not still(connection):
            raise NotDue("Somebody else has made this release.")
        at = installation.moment(connection)
        members = [c for c in council_store.load_all(connection).all if track_of(c) == track]
        installation.check_reality(members)
        require_agreeing(installation, connection)
        line = _line(installation, connection, track, at, reason=reason, note=note)
        inputs = inputs_for(installation, connection, track, line, members)
        restate(
            installation,
            connection,
            track=track,
            codes=[c.code for c in members],
            line=line,
            before=inputs.releases[-2] if len(inputs.releases) > 1 else None,
        )
        rate_members(installation, connection, members, line, track)
        inputs = inputs_for(installation, connection, track, line, members)
        draft = making.draft_of(inputs, root, pages=pages, current=switch, executor=installation.executor)
        nonce = commitments.nonce()
        record.append(
            connection,
            entries.PUBLISH.of(what=_told(connection, track, line, draft.manifest(), nonce)),
            at=at,
            by_person=by.person_id,
            by_role=role,
        )
        add_record(draft, inputs, page=pages)
        manifest = making.save(draft, durable=switch)
        releases.add(connection, track=track, manifest_sha256=manifest, nonce=nonce, **asdict(line))
    _in_force(installation, root, line.id, manifest, switch=switch)
    with suppress(OSError):
        draft.keep_cache()
    return Published(
        release_id=line.id,
        files=len(draft.files),
        bytes=sum(e["bytes"] for e in draft.files.values()),
        path=str(root / "current"),
    )


@contextmanager
def _nothing_left(installation: Installation) -> Iterator[None]:
    """Of a release that came to nothing no piece is used again: the next one has other rows of the same numbers."""
    try:
        yield
    except BaseException:
        forget_pieces()
        if installation.executor:
            installation.executor.submit(forget_pieces)
        raise


def _told(connection: Connection, track: str, line: ReleaseLine, files: bytes, nonce: str) -> entries.Published:
    """What the record says of a release: its files but the record, its ratings under their nonce, and the whole
    manifest of the release before it, which had to have its own entry within."""
    before = releases.last(connection, track)
    told: entries.Published = {
        "release_id": line.id,
        "track": track,
        "reason": line.reason,
        "files_sha256": files_sha256(files),
        "rules_digest": line.rules_digest,
        "ratings": commitments.of_release(connection, track, line.id, nonce),
    }
    if before:
        told["before"] = {"release_id": before.id, "manifest_sha256": before.manifest_sha256}
    return told


def _in_force(installation: Installation, root: Path, release_id: str, sha256: str, *, switch: bool) -> None:
    """What the database has is published: the manifest first, what was signed beside the database, then the switch."""
    if not making.settle(root, release_id, sha256):
        return
    with reading(installation.engine) as connection:
        remember(connection, site.release(root, release_id).read(CHECKPOINT).decode())
    if switch:
        making.make_current(root, release_id)


def _line(
    installation: Installation, connection: Connection, track: str, at: datetime, *, reason: str, note: str
) -> ReleaseLine:
    """Only a scheduled release knows the figures of its own moment: any other shows its act, and for the rest what
    the release before it knew."""
    before = releases.last(connection, track)
    return ReleaseLine(
        id=releases.next_id(connection, track, at),
        published_at=at,
        facts_as_of=at if reason == SCHEDULED or before is None else before.facts_as_of,
        rules_digest=installation.rules.digest,
        reason=reason,
        note=note,
        public_address=installation.public_address,
    )


def finish_interrupted(installation: Installation) -> None:
    """A release that was stored but not switched to, because the process died in between, is switched to now. Never
    an older one than the public sees, and none while the site and the database tell two histories."""
    with reading(installation.engine) as connection:
        if parted(installation, connection):
            return
        stored = {track: releases.of_track(connection, track) for track in roots(installation)}
    for track, rows in stored.items():
        root = site_of(installation.site_dir, track)
        for row in rows:
            if site.pending_path(root, row.id).is_file():
                making.settle(root, row.id, row.manifest_sha256)
        try:
            shown = site.current(root).published_at
        except site.NotPublished:
            shown = ""
        if rows and (moment(rows[-1].published_at) or "") > shown:
            _in_force(installation, root, rows[-1].id, rows[-1].manifest_sha256, switch=True)
    finish_removal(installation)


def finish_removal(installation: Installation) -> bool:
    """Files of releases from which words were removed are those of the database, also after an interruption. False
    while the database is in use, so that the words may still stand in its free pages: the next start tries again."""
    begun = {track: root for track, root in roots(installation).items() if clearing.flag(root).is_file()}
    if begun:
        with writing(installation.engine) as connection:
            for track, root in begun.items():
                clearing.clear(root, {r.id: r.manifest_sha256 for r in releases.of_track(connection, track)})
    done = not begun or forget_deleted(installation.engine)
    for root in begun.values() if done else ():
        clearing.flag(root).unlink(missing_ok=True)
    return done


def inputs_for(
    installation: Installation, connection: Connection, track: str, line: ReleaseLine, members: Iterable[Council]
) -> ReleaseInputs:
    """Everything a release is made from; for a past release, as it was known then."""
    past = [ReleaseLine.of(r) for r in releases.of_track(connection, track) if r.published_at < line.published_at]
    councils = tuple(members)
    return ReleaseInputs(
        connection=connection,
        track=track,
        rules=installation.rules,
        releases=(*past, line),
        councils=councils,
        current=ratings.current_of_track(connection, track, line.published_at),
        contacts=installation.contacts(councils).by_council,
        settings=installation.settings,
        served_at=installation.served_at,
    )


def rate_members(
    installation: Installation, connection: Connection, members: list[Council], line: ReleaseLine, track: str
) -> None:
    """A new row for every council of which any public field changed. It follows the row before as believed now, with
    what this release puts right."""
    last, at = ratings.current_of_track(connection, track), line.published_at
    present = [c.code for c in members if c.existed_on(day_of(at))]
    put_right = restatements.of_release(connection, track, line.id)
    follows = {code: followed(connection, code, at, at) for code in put_right}
    rated_in_turn = rated_by_two(installation, connection, present, at, line.known, follows)
    for done, (code, rated) in enumerate(rated_in_turn, start=1):
        if not ratings.unchanged(last.get(code), rated.shown):
            ratings.add(
                connection,
                rated.rating,
                track=track,
                release_id=line.id,
                explained=rated.exact,
                shown=rated.shown,
                cause=rated.cause,
            )
        installation.progress("rating councils", done, len(present))
