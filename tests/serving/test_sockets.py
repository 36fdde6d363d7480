"""Answers leave at once on every kind of listening socket: our own, and those made without naming TCP."""

import asyncio
import http.client
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
from streamlit.web.server.starlette.starlette_server import _bind_socket

from pressure.web import sockets
from tests.serving.looked_at import has_nodelay
from tests.serving.test_one_process import HERE, HERE_6, needs_ipv6

WAIT_SECONDS = sockets.SOON_SECONDS[-1] + 5


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    sockets.all_at_once(asyncio.get_running_loop())
    yield


async def small(_: object) -> Response:
    return Response("small")


@contextmanager
def serving(listening: socket.socket) -> Iterator[None]:
    """A server on a socket, in a thread."""
    app = Starlette(routes=[Route("/", small)], lifespan=lifespan)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


def at_once(asking: http.client.HTTPConnection) -> bool:
    """Whether the other end of a connection that was answered sends without waiting."""
    asking.request("GET", "/")
    asking.getresponse().read()
    return has_nodelay(asking.sock)


def streamlit_makes(host: str, port: int) -> socket.socket:
    return _bind_socket(host, port, 100)


def uvicorn_makes(host: str, port: int) -> socket.socket:
    made = uvicorn.Config("", host=host, port=port).bind_socket()
    made.listen()
    return made


@pytest.mark.parametrize("make", [sockets.listening, streamlit_makes, uvicorn_makes])
@pytest.mark.parametrize(
    ("host", "asked"),
    [(HERE, HERE), pytest.param(HERE_6, HERE_6, marks=needs_ipv6), pytest.param("::", HERE_6, marks=needs_ipv6)],
)
def test_connections_accepted_send_at_once(make: Callable[[str, int], socket.socket], host: str, asked: str) -> None:
    """Whoever made the socket, and whether somebody connected before the server was ready or after."""
    listening = make(host, 0)
    port = listening.getsockname()[1]
    before, after = (http.client.HTTPConnection(asked, port, timeout=10) for _ in range(2))
    before.connect()
    with serving(listening):
        assert soon(lambda: at_once(before))
        assert at_once(after)
        before.close()
        after.close()


def soon(holds: Callable[[], bool]) -> bool:
    """Whether something comes to hold in a while."""
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return False


def test_a_socket_without_the_option_is_told_apart() -> None:
    """The look itself can fail: a listener nobody mended gives connections that wait."""
    with streamlit_makes(HERE, 0) as listening:
        listening.setblocking(True)
        with socket.create_connection(listening.getsockname()) as asking:
            one, _ = listening.accept()
            with one:
                assert not has_nodelay(asking)
                sockets.at_once(one)
                assert has_nodelay(asking)
