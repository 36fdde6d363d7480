"""How often somebody may try to sign in. Strangers' wrong passwords never keep an officer out: tries at an account
count for the network they come from, and a browser that has signed in there before has tries of its own (device
cookies: https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies). Wrong codes after the
right password count for the account, from anywhere: only somebody who has the password can make any."""

import hashlib
import math
import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from pressure.settings import settings

CLIENT, ACCOUNT, BROWSER, CODES, AGAIN = "client", "account", "browser", "codes", "again"
_limiter = MovingWindowRateLimiter(MemoryStorage())

Counted = tuple[RateLimitItem, str, str]


def count_attempt(client: str, account: str | None = None, browser: str | None = None) -> int:
    """Count a sign-in attempt; unknown accounts count too. Returns seconds to wait, 0 when it may go on.
    `browser` is one that is known to be this account's."""
    if account and browser:
        return _hit(_per_account(), BROWSER, f"{_key(account)} {browser}")
    waits = [_hit(parse(settings.sign_in_per_client), CLIENT, client)]
    if account:
        waits += [_hit(_per_account(), ACCOUNT, f"{_key(account)} {client}"), _full(*_codes(account))]
    return max(waits)


def again(person_id: str) -> int:
    """Count an attempt to prove once more who is signed in."""
    return _hit(_per_account(), AGAIN, person_id)


def wrong_code(account: str) -> None:
    """The password was right and the code was not."""
    _hit(*_codes(account))


def forgive(client: str, account: str, browser: str | None = None) -> None:
    """A sign-in that worked clears the tries before it."""
    for item, kind, key in (
        (_per_account(), ACCOUNT, f"{_key(account)} {client}"),
        _codes(account),
        (_per_account(), BROWSER, f"{_key(account)} {browser}"),
    ):
        _limiter.clear(item, kind, key)


def forget_all() -> None:
    """Start counting anew."""
    _limiter.storage.reset()


def _hit(item: RateLimitItem, kind: str, key: str) -> int:
    return 0 if _limiter.hit(item, kind, key) else _wait(item, kind, key)


def _full(item: RateLimitItem, kind: str, key: str) -> int:
    return 0 if _limiter.test(item, kind, key) else _wait(item, kind, key)


def _wait(item: RateLimitItem, kind: str, key: str) -> int:
    return max(1, math.ceil(_limiter.get_window_stats(item, kind, key).reset_time - time.time()))


def _per_account() -> RateLimitItem:
    return parse(settings.sign_in_per_account)


def _codes(account: str) -> Counted:
    return _per_account(), CODES, _key(account)


def _key(account: str) -> str:
    """No address is kept, not even in memory."""
    return hashlib.sha256(account.strip().lower().encode()).hexdigest()
