"""`pressure serve`: one process that serves everything."""

import os
import secrets
import signal
import sys

import typer
import uvicorn

from pressure.domain.refusals import Refusal
from pressure.settings import SHIPPED, settings
from pressure.web import set_clock
from pressure.web.sockets import listening

FINISH_SECONDS = 3
"""How long answers under way may take to end once the process was told to stop."""


def serve_site(host: str, port: int, environment: dict[str, str] | None = None) -> None:
    """Plain pages, files and the Streamlit pages from this process, until it is told to stop; then the command ends
    with status 0. Refused where nothing can listen there."""
    os.environ.update({"PRESSURE_COOKIE_SECRET": secrets.token_hex(32), **os.environ, **(environment or {})})
    settings.__init__()  # type: ignore[misc]  # read again, in place, for every module that holds them
    set_clock.follow(settings)
    try:
        here = listening(host, port)
    except OSError as problem:
        why = str(problem.strerror).partition(" (while")[0]
        raise Refusal(f"nothing can listen on {host} port {port}: {why}") from None
    end_when_told()
    _server(host, port).run(sockets=[here])


def end_when_told() -> None:
    """From now on Ctrl-C and SIGTERM end the command with status 0, and what it began with it."""
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, _stop)


def _stop(*_: object) -> None:
    raise typer.Exit(0)


def _server(host: str, port: int) -> uvicorn.Server:
    """The app with what `streamlit run` reads from its settings, and a bound on how long a slow reader delays the
    end."""
    from streamlit import config

    os.chdir(SHIPPED)  # where Streamlit looks for its settings
    sys.path.insert(0, str(SHIPPED))
    for name, value in (("address", host), ("port", port)):
        config.set_option(f"server.{name}", value)
    from app import app

    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            access_log=False,
            use_colors=False,
            ws="websockets-sansio",
            ws_max_size=config.get_option("server.maxWidgetStateSize") << 20,
            proxy_headers=False,
            ws_per_message_deflate=config.get_option("server.enableWebsocketCompression"),
            timeout_graceful_shutdown=FINISH_SECONDS,
        )
    )
