"""`pressure officer import`: people in bulk. The links go into a file that its owner alone can read, never on a screen
where everybody's would stand together."""

import csv
import io
import os
from pathlib import Path

import typer

from pressure.access.permissions import OPERATOR
from pressure.actions.accounts.importing import Imported, Invitation, imported
from pressure.commands.answering import print_json
from pressure.commands.installations import ready_installation
from pressure.domain.refusals import Refusal
from pressure.settings import settings
from pressure.words.numbers import counted

OURS = ("person_id", "name", "email", "roles", "invitation")
OWNER_ALONE = 0o600


def run_import(file: Path, invitations: Path | None, *, dry_run: bool, as_json: bool) -> None:
    """Add everybody of a file, or nobody; exit 1 with every fault by row and column."""
    out = invitations or file.with_name(f"{file.stem}-invitations.csv")
    if not file.is_file():
        raise Refusal(f"There is no file {file}.")
    if not dry_run and out.exists():
        raise Refusal(f"{out} exists already. Choose another name with --invitations: it is never overwritten.")
    handle = None if dry_run else _owned(out)
    done = None
    try:
        done = imported(ready_installation(), by=OPERATOR, data=file.read_bytes(), dry_run=dry_run)
    finally:
        if handle is not None:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as kept:
                kept.write(_as_csv(done.invitations) if done else "")
            if not (done and done.invitations):
                out.unlink()
    _say(done, out, dry_run=dry_run, as_json=as_json)


def _owned(out: Path) -> int:
    """A new file, before anybody is added: a link that could not be written down would be lost."""
    try:
        return os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ALONE)
    except OSError as problem:
        raise Refusal(f"{out} cannot be written ({problem.strerror}). Nobody was added.") from None


def _say(done: Imported, out: Path, *, dry_run: bool, as_json: bool) -> None:
    people = counted(len(done.people), "person", "people")
    if as_json:
        faults = [{"row": one.row, "column": one.column, "said": one.said} for one in done.faults]
        added = [{"person_id": one.person_id} for one in done.invitations]
        print_json({"people": len(done.people), "faults": faults, "added": added})
    elif done.faults:
        for fault in done.faults:
            where = f"row {fault.row}" + (f", {fault.column}" if fault.column else "") if fault.row else "the file"
            typer.echo(f"{where}: {fault.said}")
        typer.echo(f"{counted(len(done.faults), 'fault')}: nobody was added.")
    elif dry_run:
        typer.echo(f"{people} could be added. Nothing is stored.")
    else:
        typer.echo(f"{people} added. Their invitations are in {out}, which you alone can read.")
        typer.echo(
            f"Give each their own; it works once, within {settings.enrolment_hours} hours. Then delete the file."
        )
    if done.faults:
        raise typer.Exit(1)


def _as_csv(invitations: tuple[Invitation, ...]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(OURS)
    for one in invitations:
        roles = "; ".join(one.roles)
        writer.writerow([_cell(said) for said in (one.person_id, one.name, one.email, roles, one.link)])
    return text.getvalue()


def _cell(text: str) -> str:
    """No cell that a spreadsheet would run."""
    return f" {text}" if text.startswith(("=", "+", "-", "@")) else text
