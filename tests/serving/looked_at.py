"""Runs a command of ours as it is, and says from inside its process how it sends: `python -m … PORT HOST… -- COMMAND`.

A thread asks over one connection for each host, finds the socket that accepted it among the files of the process,
prints one JSON line, and has the process stopped as an operator does.
"""

import contextlib
import http.client
import json
import os
import runpy
import signal
import socket
import sys
import threading
import time
from pathlib import Path

PATIENCE_SECONDS = 100
TYPED = "ZZ99+9ZZ+Notwritten"
INTERNET = (socket.AF_INET, socket.AF_INET6)


def has_nodelay(asking: socket.socket) -> bool:
    """Whether the other end of a connection, which this process has accepted, sends without waiting. Raises
    LookupError when it is not here."""
    for name in os.listdir("/dev/fd"):
        with contextlib.suppress(OSError):
            one = socket.socket(fileno=int(name))
            try:
                if one.family in INTERNET and one.getpeername()[1] == asking.getsockname()[1]:
                    return one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0
            finally:
                one.detach()
    raise LookupError(f"nothing here has accepted {asking}")


def sends_at_once(host: str, port: int) -> bool:
    """Whether a connection made once an address answers there sends without waiting."""
    answered(host, port)
    return has_nodelay(answered(host, port))


def answered(host: str, port: int) -> socket.socket:
    """A connection over which a question was answered, as soon as that is so."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        asking = http.client.HTTPConnection(host, port, timeout=10)
        with contextlib.suppress(OSError):
            asking.request("GET", f"/councils/?q={TYPED}")  # after which no line of output may have it
            asking.getresponse().read()
            asking.request("GET", "/healthz")
            asking.getresponse().read()
            return asking.sock
        time.sleep(0.1)
    raise TimeoutError(f"nothing answered on {host} port {port}")


def look(port: int, hosts: list[str]) -> None:
    try:
        said = {host: sends_at_once(host, port) for host in hosts}
        children = [c for file in Path("/proc/self/task").glob("*/children") for c in file.read_text().split()]
        print(json.dumps({"sends_at_once": said, "children": children}), flush=True)
    finally:
        os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    port, *hosts = sys.argv[1 : sys.argv.index("--")]
    sys.argv = sys.argv[sys.argv.index("--") + 1 :]
    threading.Thread(target=look, args=(int(port), hosts), daemon=True).start()
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
