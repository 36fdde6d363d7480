"""Sockets whose answers leave at once.

An answer leaves as two segments: its head, then its body. Without TCP_NODELAY the second waits until the reader has
acknowledged the first, on Linux 40 milliseconds, for every answer after the first of a connection. asyncio sets the
option only where the listening socket was made naming TCP; Streamlit's and uvicorn's own are not. What is set on a
listening socket, every connection it accepts has too.
"""

import asyncio
import os
import socket
import stat
from contextlib import suppress

FAMILIES = {socket.AF_INET, socket.AF_INET6}
OPEN_FILES = "/dev/fd"
SOON_SECONDS = (0.1, 1)
"""When those who connected before the start have been accepted."""


def listening(host: str, port: int) -> socket.socket:
    """A socket that accepts connections at an address, IPv4 or IPv6; `::` takes both. Raises OSError."""
    family, _, _, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    both = host == "::" and socket.has_dualstack_ipv6()
    made = socket.create_server(where[:2], family=family, backlog=2048, dualstack_ipv6=both)
    at_once(made)
    return made


def all_at_once(loop: asyncio.AbstractEventLoop) -> None:
    """Have every connection of this process send at once, whoever made the socket that listens: those to come now,
    those that came before the start soon after."""
    _every_one()
    for later in SOON_SECONDS:
        loop.call_later(later, _every_one)


def _every_one() -> None:
    """The listening socket is among the open files of the process, and so is each connection it has accepted."""
    for name in os.listdir(OPEN_FILES) if os.path.isdir(OPEN_FILES) else ():
        with suppress(OSError):
            if stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                borrowed = socket.socket(fileno=int(name))
                try:
                    at_once(borrowed)
                finally:
                    borrowed.detach()


def at_once(one: socket.socket) -> None:
    """Send without waiting for the reader's acknowledgement, where it is a TCP socket."""
    if one.family in FAMILIES and one.type == socket.SOCK_STREAM:
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
