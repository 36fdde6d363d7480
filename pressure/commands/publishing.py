"""`pressure publish`."""

import typer

from pressure.access.permissions import OPERATOR
from pressure.actions.publishing import publish
from pressure.cli import print_json
from pressure.commands.offices import ready_office
from pressure.commands.printing import progress


def run_publish(reason: str, note: str, *, as_json: bool) -> None:
    """Publish with progress; prints id, files, bytes."""
    office = ready_office()
    with progress() as report:
        office.progress = report
        done = publish(office, by=OPERATOR, reason=reason, note=note)
    if as_json:
        print_json(done.as_json())
    else:
        typer.echo(f"Published release {done.release_id}: {done.files} files, {done.bytes:,} bytes, at {done.path}")
