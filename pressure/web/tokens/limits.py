"""How often a token may send, and how often a client may come without one that works."""

import math
import time

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from pressure.settings import settings

CLIENT, TOKEN = "client", "token"
_limiter = MovingWindowRateLimiter(MemoryStorage())


def count_guess(client: str) -> int:
    """Count a request without a token that works. Returns seconds to wait, 0 when it may be told why. A token that
    works is never kept waiting by what else its network sends."""
    return _hit(settings.returns_per_client, CLIENT, client)


def count_sent(token_id: str) -> int:
    """Count what a token sends. Returns seconds to wait, 0 when it may go on."""
    return _hit(settings.returns_per_sender, TOKEN, token_id)


def forget_all() -> None:
    """Start counting anew."""
    _limiter.storage.reset()


def _hit(rule: str, kind: str, key: str) -> int:
    item = parse(rule)
    if _limiter.hit(item, kind, key):
        return 0
    return max(1, math.ceil(_limiter.get_window_stats(item, kind, key).reset_time - time.time()))
