"""`pressure upgrade`."""

import typer

from pressure.actions.installation import open_installation
from pressure.actions.installation_upgrade import Started
from pressure.actions.installation_upgrade import upgrade as bring_up
from pressure.commands.printing import progress
from pressure.settings import settings


def run_upgrade(*, bare: bool, as_json: bool) -> None:
    """Migrate and load, with progress."""
    installation = open_installation(settings)
    with progress() as report:
        installation.progress = report
        started = bring_up(installation, bare=bare)
    if as_json:
        from pressure.commands.answering import print_json

        print_json(
            {
                "loads": [one.as_json() | {"errors": len(one.notes)} for one in started.loads],
                "release_id": started.release_id,
                "problem": started.problem,
            }
        )
    else:
        say(started)


def say(started: Started) -> None:
    """One line a publication, and the release if there is a new one."""
    for one in started.loads:
        done = (
            "already loaded"
            if one.already_loaded
            else (f"read {one.read} = accepted {one.accepted} + held {one.held} + rejected {one.rejected}")
        )
        typer.echo(f"{one.source}: {done}")
    if started.problem:
        typer.echo(f"The site is left as it is. {started.problem}", err=True)
        return
    typer.echo(f"Published release {started.release_id}." if started.release_id else "Nothing new to publish.")
