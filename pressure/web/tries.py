"""How often somebody may try to sign in, for each client and for each account."""

import hashlib
import math
import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from pressure.settings import settings

CLIENT, ACCOUNT = "client", "account"
_limiter = MovingWindowRateLimiter(MemoryStorage())


def taken(client: str, account: str | None = None) -> int:
    """Count a try. Returns how many seconds to wait, 0 when it may go on. An account nobody has counts like any."""
    wanted = [(parse(settings.sign_in_per_client), CLIENT, client)]
    if account:
        wanted.append((parse(settings.sign_in_per_account), ACCOUNT, _key(account)))
    waits = [0 if _limiter.hit(item, kind, key) else _wait(item, kind, key) for item, kind, key in wanted]
    return max(waits)


def forgive(account: str) -> None:
    """A sign-in that worked clears the tries at that account."""
    _limiter.clear(parse(settings.sign_in_per_account), ACCOUNT, _key(account))


def forget_all() -> None:
    """Start counting anew."""
    _limiter.storage.reset()


def _wait(item: RateLimitItem, kind: str, key: str) -> int:
    return max(1, math.ceil(_limiter.get_window_stats(item, kind, key).reset_time - time.time()))


def _key(account: str) -> str:
    """No address is kept, not even in memory."""
    return hashlib.sha256(account.strip().lower().encode()).hexdigest()
