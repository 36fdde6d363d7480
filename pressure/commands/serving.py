"""`pressure serve` and `pressure demo`: one process that serves everything."""

import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import typer
import uvicorn

from pressure.commands.printing import progress
from pressure.demo import telling as telling_command
from pressure.domain.declarations import Refusal
from pressure.settings import ROOT, settings
from pressure.view.words_doors import DOORS
from pressure.web import telling
from pressure.web.sockets import listening

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
    """A fresh demonstration in a directory of its own, gone when it ends; never touches another database. It is served
    from the first moment; the story is told meanwhile by another process, which ends with this one."""
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="care-pressure-demonstration-") as folder:
        given, story = telling_command.environment(Path(folder), address), telling.begin()
        teller = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "pressure.demo.telling", folder, address, str(weeks)], cwd=ROOT,
            stdout=subprocess.PIPE, text=True, env={**os.environ, **given})
        threading.Thread(target=_follow, args=(teller, story, address), daemon=True).start()
        typer.echo(f"Open {address}/ now: it says how far the demonstration is.")
        try:
            serve_site("127.0.0.1", port, given)
        finally:
            teller.kill()
            teller.wait()


def _follow(teller: "subprocess.Popen[str]", story: telling.Telling, address: str) -> None:
    """Pass on how far the teller is, to the terminal and to every page, and at the end what it says."""
    began, doors = time.monotonic(), None
    with progress() as report:
        for line in teller.stdout or ():
            said = json.loads(line)
            if "accounts" in said:
                doors = said["accounts"]
                continue
            story.at(telling.Part(**said))
            report(said["work"], said["done"], said["of"])
    if doors is None:
        story.failed.set()
        typer.echo("The demonstration could not be made; the reason stands above. End this with Ctrl-C and start it "
                   "again.")
        return
    story.told.set()
    typer.echo(f"Ready after {time.monotonic() - began:.0f} seconds. Three doors:")
    for who, path, _ in DOORS:
        typer.echo(f"  {who:12}  {address}{path}")
    for line in doors:
        typer.echo(line)
