"""`pressure publish`."""

from dataclasses import asdict
from functools import partial

import typer

from pressure.access.permissions import OPERATOR
from pressure.actions.installation import Installation
from pressure.actions.record.handing_over import NotHandedOver, hand_over
from pressure.actions.releases.publishing import publish
from pressure.actions.releases.rebuilding import rebuild
from pressure.actions.releases.self_acting import slot
from pressure.actions.releases.unpublished import OWN_RELEASE, publish_owed
from pressure.actions.returns.revision_reasons import reason_told, without_numbers
from pressure.commands.answering import print_json
from pressure.commands.installations import ready_installation
from pressure.commands.printing import progress
from pressure.document.values import moment
from pressure.domain.calendar import next_release
from pressure.domain.rulebook import GivenFor
from pressure.settings import settings
from pressure.store import councils, releases
from pressure.store.engine import Connection, reading
from pressure.store.releases import DEMONSTRATION, REAL


def run_publish(reason: str, note: str, *, when_due: bool, as_json: bool) -> None:
    """Publish with progress; prints id, files, bytes. For a timer: only when a scheduled release is due."""
    installation = ready_installation()
    with reading(installation.engine) as connection:
        due = not when_due or _due(installation, connection)
    if not due:
        for late in publish_owed(installation, before=installation.now() - OWN_RELEASE):
            typer.echo(f"Published release {late.release_id}, which an act of officers was owed.")
        soonest = next_release(installation.book().calendar, installation.now())
        typer.echo(f"Not due yet. The next release is at {moment(soonest)}.")
        return
    if reason == "correction" and note:
        note = without_numbers(reason_told(installation.book(), GivenFor.TAKEN_BACK, note))
    with progress() as report:
        installation.progress = report
        done = publish(
            installation, by=OPERATOR, reason=reason, note=note, still=partial(_due, installation) if when_due else None
        )
    with reading(installation.engine) as connection:
        for fault in installation.contacts(councils.load_all(connection).all).faults:
            typer.echo(f"Contacts: {fault}", err=True)
    if as_json:
        print_json(done.as_json())
    else:
        typer.echo(f"Published release {done.release_id}: {done.files} files, {done.bytes:,} bytes, at {done.path}")
    if settings.checkpoint_repository:
        try:
            hand_over(installation, settings.checkpoint_repository, by=OPERATOR)
        except NotHandedOver as problem:
            typer.echo(f"Published, and the checkpoint was not handed over. {problem}", err=True)


def run_owed(*, as_json: bool) -> None:
    """Publish what officers decided while no release could be made; nothing when the pages show everything."""
    made = publish_owed(ready_installation())
    if as_json:
        print_json([one.as_json() for one in made])
    else:
        typer.echo(
            "\n".join(f"Published release {one.release_id}, at {one.path}" for one in made)
            or "Nothing is owed: the public pages show everything that was decided."
        )


def run_rebuild(release_id: str, *, as_json: bool) -> None:
    """Make a release again; exit 1 and name the files if any byte differs."""
    installation = ready_installation()
    with reading(installation.engine) as connection:
        tracks = [t for t in (REAL, DEMONSTRATION) if any(r.id == release_id for r in releases.of_track(connection, t))]
    done = rebuild(installation, release_id, tracks[0] if tracks else REAL)
    if as_json:
        print_json(asdict(done))
    elif done.manifest_same:
        typer.echo(
            f"Release {release_id}: {done.files} CSV and JSON files and the manifest are the same, byte for byte."
        )
    else:
        typer.echo(f"Release {release_id} differs: {', '.join(done.different) or 'the manifest'}", err=True)
    if not done.manifest_same:
        raise typer.Exit(1)


def _due(installation: Installation, connection: Connection) -> bool:
    """Whether the last scheduled time has passed without a release for it, or nothing is published yet."""
    return releases.last(connection, REAL) is None or slot(installation, connection, REAL) is not None
