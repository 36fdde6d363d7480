"""`pressure record …`: the record checked here, and taken away to be checked elsewhere."""

import os
from collections.abc import Iterator
from pathlib import Path

import typer

from pressure.access.permissions import OPERATOR
from pressure.actions.installation import Installation
from pressure.actions.record.changing_key import change_key
from pressure.actions.record.handing_over import hand_over
from pressure.actions.releases.agreeing import OTHER_KEY, begin_again, confirm_time, other_key, parted, roots
from pressure.commands.answering import print_json
from pressure.commands.installations import ready_installation
from pressure.domain.refusals import Refusal
from pressure.publish.check.verify_history import program
from pressure.publish.record.altered_files import altered_files
from pressure.publish.record.record_files import chain_named
from pressure.publish.record.signing_key import record_name, signing_key, told_key
from pressure.settings import settings
from pressure.store import record
from pressure.store.engine import Connection, reading
from pressure.store.record import merkle
from pressure.store.record.altered import altered
from pressure.store.record.checkpoint import BadCheckpoint, Checkpoint, read, verifier_key
from pressure.words.dates import uk_moment

ONLY_ELSEWHERE = (
    "Give --against a checkpoint kept elsewhere: a record rewritten as a whole shows only there, if "
    "rows, site and signing key were rewritten with it."
)


def run_verify(against: Path | None, *, as_json: bool) -> None:
    """Check the chain, and what a checkpoint was signed over; exit 1 at the first thing that does not hold."""
    installation = ready_installation()
    note = against.read_text("utf-8") if against else None
    try:
        with reading(installation.engine) as connection:
            record.verify(record.entries_before(connection))
            count, last = record.verify(record.entries(connection))
            wrong = list(not_as_recorded(installation, connection))
        checkpoint, ours = _compare(installation, note) if note else (None, None)
    except (record.BrokenRecord, BadCheckpoint) as problem:
        raise Refusal(f"The record does not hold: {problem}.") from None
    if wrong:
        raise Refusal(f"The record holds, but what is stored is not what it tells of: {'; '.join(wrong)}.")
    if checkpoint and not ours:
        raise Refusal(
            f"The checkpoint over {checkpoint.size} entries holds, but it is NOT signed with our present "
            "key: it is somebody else's, or the key was replaced. Put back the key it was signed with."
        )
    if as_json:
        print_json(
            {
                "entries": count,
                "last_hash": last,
                "signed_by_us": ours,
                "checkpoint_entries": checkpoint.size if checkpoint else None,
            }
        )
        return
    typer.echo(f"{count} entries, each follows the one before. Last: {last}")
    if checkpoint:
        typer.echo(f"The checkpoint over {checkpoint.size} entries holds; signed with our key.")
    else:
        typer.echo(ONLY_ELSEWHERE)


def altered_here(installation: Installation, connection: Connection, *, whole: bool) -> Iterator[str]:
    """What in the database and the releases on disk is not what the record tells of; each of their files if `whole`."""
    yield from altered(connection)
    for track, root in roots(installation).items():
        yield from altered_files(connection, track, root, whole=whole)


def not_as_recorded(installation: Installation, connection: Connection) -> Iterator[str]:
    """Everything stored or published that the record does not tell of, in words."""
    yield from altered_here(installation, connection, whole=True)
    if problem := parted(installation, connection):
        yield problem.removesuffix(".")
    elif other_key(installation, connection):
        yield OTHER_KEY.removesuffix(".")
    entries = list(record.entries(connection))
    if told := told_key(entries, record_name(connection, installation.settings, entries)):
        try:
            program().keys_of([body.encode() for _, body, _ in entries], told)
        except ValueError as wrong:
            yield str(wrong)


def run_export(file: Path) -> None:
    """Write every entry, one a line, byte for byte as hashed."""
    installation = ready_installation()
    unfinished = file.with_name(f"{file.name}.unfinished")
    with reading(installation.engine) as connection, unfinished.open("wb") as out:
        count = 0
        for count, (_, body, _) in enumerate(record.entries(connection), start=1):  # noqa: B007 counted
            out.write(body.encode() + b"\n")
        out.flush()
        os.fsync(out.fileno())
    unfinished.replace(file)
    typer.echo(f"{count} entries written to {file}.")


def run_begin_again(reason: str) -> None:
    """The operator's decision after a loss, with its public reason."""
    name = begin_again(ready_installation(), by=OPERATOR, reason=reason)
    typer.echo(f"The record is now {name}. The reason is public with the next release. Now run: pressure publish")


def run_change_key(reason: str) -> None:
    """The record goes on under a new key."""
    new, path = change_key(ready_installation(), by=OPERATOR, reason=reason)
    typer.echo(f"The record is handed over to the key with the fingerprint {new}, in {path}. Keep a copy of it apart.")
    typer.echo(
        "Set PRESSURE_SIGNING_KEY to what that file holds, then run: pressure publish"
        if settings.signing_key
        else "Now run: pressure publish"
    )


def run_confirm_time() -> None:
    """The operator's word that the clock is right."""
    before = confirm_time(ready_installation(), by=OPERATOR)
    typer.echo(f"Confirmed: nothing was recorded since {uk_moment(before)}. Acts can be dated again.")


def run_hand_over() -> None:
    """Give the checkpoints that wait to whoever keeps them."""
    if not settings.checkpoint_repository:
        raise Refusal("Name somebody else's git repository first: PRESSURE_CHECKPOINT_REPOSITORY.")
    new = hand_over(ready_installation(), settings.checkpoint_repository, by=OPERATOR)
    typer.echo("\n".join(new) or "Nothing waits: the repository has the checkpoint of every release.")


def _compare(installation: Installation, note: str) -> tuple[Checkpoint, bool]:
    """The checkpoint, and whether our key signed it. Raises BadCheckpoint when the record is not what it says."""
    checkpoint = read(note)
    with reading(installation.engine) as connection:
        chain = chain_named(connection, installation.settings, checkpoint.origin)
        if checkpoint.size > len(chain):
            raise BadCheckpoint(f"it has {len(chain)} entries and the checkpoint was signed over {checkpoint.size}")
        if merkle.root(body.encode() for _, body, _ in chain[: checkpoint.size]) != checkpoint.root:
            raise BadCheckpoint(f"its first {checkpoint.size} entries are not what the checkpoint was signed over")
        try:
            program().check(
                "".join(f"{body}\n" for _, body, _ in chain).encode(),
                [note],
                verifier_key(checkpoint.origin, signing_key(connection, installation.settings).public_key()),
            )
        except ValueError:
            return checkpoint, False
    return checkpoint, True
