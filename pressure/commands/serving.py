"""`pressure serve` and `pressure demo`: one process that serves everything."""

import os
import secrets
import signal
import sys
import tempfile
import time
from pathlib import Path

import typer
import uvicorn

from pressure.actions.office import open_office
from pressure.actions.starting import upgrade
from pressure.commands.printing import progress
from pressure.commands.upgrading import say
from pressure.domain.declarations import Refusal
from pressure.settings import ROOT, Settings, settings
from pressure.web.sockets import listening

CONTACTS = ROOT / "data" / "templates" / "contacts.csv"
FINISH_SECONDS = 3
"""How long answers under way may take to end once the process was told to stop."""


def serve_site(host: str, port: int, environment: dict[str, str] | None = None) -> None:
    """Plain pages, files and the Streamlit pages from this process, until it is told to stop; then the command ends
    with status 0. Refused where nothing can listen there."""
    os.environ.update({"PRESSURE_COOKIE_SECRET": secrets.token_hex(32), **os.environ, **(environment or {})})
    settings.__init__()  # type: ignore[misc]  # read again, in place, for every module that holds them
    try:
        here = listening(host, port)
    except OSError as problem:
        why = str(problem.strerror).partition(" (while")[0]
        raise Refusal(f"nothing can listen on {host} port {port}: {why}") from None
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, _stop)
    _server(host, port).run(sockets=[here])


def _stop(*_: object) -> None:
    raise typer.Exit(0)


def _server(host: str, port: int) -> uvicorn.Server:
    """The app with what `streamlit run` reads from its settings, and a bound on how long a slow reader delays the
    end."""
    from streamlit import config

    os.chdir(ROOT)  # where Streamlit looks for its settings
    sys.path.insert(0, str(ROOT))
    for name, value in (("address", host), ("port", port)):
        config.set_option(f"server.{name}", value)
    from app import app

    return uvicorn.Server(uvicorn.Config(
        app, host=host, port=port, access_log=False, use_colors=False, ws="websockets-sansio",
        ws_max_size=config.get_option("server.maxWidgetStateSize") << 20, proxy_headers=False,
        ws_per_message_deflate=config.get_option("server.enableWebsocketCompression"),
        timeout_graceful_shutdown=FINISH_SECONDS))


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
