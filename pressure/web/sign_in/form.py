"""The form that asks somebody to prove who they are, and the few at once whose proof is looked at."""

from collections.abc import Callable
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from pressure.access.demonstration import password_is_enough
from pressure.settings import settings
from pressure.store.engine import open_engine, reading
from pressure.web import signed_cookies
from pressure.web.request_origin import seen_here
from pressure.web.sign_in import pages

HASHES_AT_ONCE = 2
_limiter = CapacityLimiter(HASHES_AT_ONCE)
Result = TypeVar("Result")


async def page(request: Request, onward: str, *, again: bool = False, wrong: bool = False) -> Response:
    """The form, bound to this browser."""
    state = signed_cookies.opened(request)
    enough = await run_in_threadpool(_password_is_enough, seen_here(request))
    return signed_cookies.keep(
        pages.sign_in(signed_cookies.token_of(state), onward, again=again, needs_code=not enough, wrong=wrong),
        state,
    )


async def hashing(check: Callable[[], Result]) -> Result:
    """Run a check that takes a processor and 64 MiB for a while: two at once, the others wait."""
    return await to_thread.run_sync(check, limiter=_limiter)


def _password_is_enough(client: str) -> bool:
    if not settings.demonstration:
        return False
    with reading(open_engine(settings.database_url)) as connection:
        return password_is_enough(connection, client, settings)
