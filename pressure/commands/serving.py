"""`pressure serve` and `pressure demo`: one process that serves everything."""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import typer

from pressure.actions.office import open_office
from pressure.actions.starting import upgrade
from pressure.commands.printing import progress
from pressure.commands.upgrading import say
from pressure.settings import ROOT, Settings

CONTACTS = ROOT / "data" / "templates" / "contacts.csv"


def serve_site(host: str, port: int, environment: dict[str, str] | None = None) -> None:
    """What `streamlit run app.py` does, until stopped."""
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"),
               "--server.address", host, "--server.port", str(port)]
    given = {**os.environ, **(environment or {})}
    given.setdefault("PRESSURE_COOKIE_SECRET", secrets.token_hex(32))
    try:
        raise typer.Exit(subprocess.run(command, env=given, cwd=ROOT, check=False).returncode)  # noqa: S603
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


def run_demo(port: int, weeks: int) -> None:
    """A fresh demonstration in a directory of its own, gone when it ends; never touches another database."""
    with tempfile.TemporaryDirectory(prefix="care-pressure-demonstration-") as folder:
        place = Path(folder)
        environment = {"PRESSURE_DATABASE_URL": f"sqlite:///{place / 'pressure.sqlite'}",
                       "PRESSURE_SITE_DIR": str(place / "site"), "PRESSURE_DEMONSTRATION": "true",
                       "PRESSURE_CONTACTS_FILE": str(CONTACTS),
                       "PRESSURE_PUBLIC_ADDRESS": f"http://127.0.0.1:{port}"}
        began = time.monotonic()
        accounts = build_demo(Settings(database_url=environment["PRESSURE_DATABASE_URL"], site_dir=place / "site"),
                              place, weeks)
        typer.echo(f"Ready after {time.monotonic() - began:.0f} seconds.")
        typer.echo(f"Plain pages:          http://127.0.0.1:{port}/")
        typer.echo(f"Demonstration Region: http://127.0.0.1:{port}/demo/")
        typer.echo(f"Explore:              http://127.0.0.1:{port}/app/")
        for line in accounts:
            typer.echo(line.format(address=f"http://127.0.0.1:{port}"))
        serve_site("127.0.0.1", port, environment)


def build_demo(configured: Settings, place: Path, weeks: int) -> list[str]:
    """Real publications and the fictional region, loaded and published; returns what to say about its accounts."""
    from pressure.demo import accounts
    from pressure.demo.story import tell

    office = open_office(configured.model_copy(update={"contacts_file": CONTACTS}))
    with progress() as report:
        office.progress = report
        started = upgrade(office)
        tell(office, place / "returns", length=weeks, progress=report)
    say(started)
    return accounts.lines(accounts.make(office.engine), "{address}")
