"""Whether the process is alive, and whether it can do its work."""

from collections.abc import Callable
from dataclasses import asdict
from threading import Event

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from pressure.actions import telling
from pressure.release import site
from pressure.settings import settings

Check = Callable[[], object]
NOT_KEPT = {"Cache-Control": "no-store"}

start_failed = Event()
"""Set when work of the first start failed; pages then say so instead of asking for patience."""

checks: dict[str, Check] = {"release": lambda: site.current(settings.site_dir)}
"""By public name; a check that raises is not ready. The database adds its own."""


async def alive(_: Request) -> Response:
    """The process answers."""
    return JSONResponse({"alive": True}, headers=NOT_KEPT)


async def ready(_: Request) -> Response:
    """Every check passes, else 503 naming those that do not, without their details; while the story of the
    demonstration is told, how far it is."""
    results = {name: await run_in_threadpool(_passes, name, check) for name, check in checks.items()}
    said = {name: "ok" if passed else "failed" for name, passed in results.items()}
    now = telling.under_way(settings.site_dir) if settings.demonstration else None
    ok = all(results.values()) and now is None
    return JSONResponse(
        {"ready": ok, "checks": said} | ({"demonstration": asdict(now)} if now else {}),
        200 if ok else 503,
        headers=NOT_KEPT,
    )


def _passes(name: str, check: Check) -> bool:
    try:
        check()
    except Exception as problem:  # whatever fails, the answer is "not ready"
        structlog.get_logger().warning("not_ready", check=name, error=repr(problem))
        return False
    return True
