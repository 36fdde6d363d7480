"""How often somebody may ask for mail to be sent, or for an account: one client, and everybody together."""

import math
import time

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from pressure.settings import settings

_limiter = MovingWindowRateLimiter(MemoryStorage())


def count_request(client: str) -> int:
    """Count a request. Returns seconds to wait, 0 when it may go on."""
    return _hit(settings.readers_per_client, client) or _hit(settings.readers_in_all, "everybody")


def count_ask(client: str) -> int:
    """The same of asks for an account."""
    return _hit(settings.asks_per_client, f"asks of {client}") or _hit(settings.asks_in_all, "asks of everybody")


def forget_all() -> None:
    """Start counting anew."""
    _limiter.storage.reset()


def _hit(rule: str, who: str) -> int:
    item = parse(rule)
    if _limiter.hit(item, who):
        return 0
    return max(1, math.ceil(_limiter.get_window_stats(item, who).reset_time - time.time()))
