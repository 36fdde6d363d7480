"""What is kept in memory for a while: by key, so many at most, for so long. Several threads ask at once."""

from datetime import timedelta
from threading import Lock
from typing import Generic, TypeVar

from cachetools import TTLCache

from pressure import clock

K = TypeVar("K")
V = TypeVar("V")


class Expiring(Generic[K, V]):
    """Beyond `most` the one asked for longest ago goes first."""

    def __init__(self, most: int, kept_for: timedelta) -> None:
        self._lock = Lock()
        self._kept: TTLCache[K, V] = TTLCache(most, kept_for.total_seconds(), timer=lambda: clock.now().timestamp())

    def keep(self, key: K, value: V) -> None:
        with self._lock:
            self._kept[key] = value

    def found(self, key: K) -> V | None:
        with self._lock:
            return self._kept.get(key)

    def taken(self, key: K) -> V | None:
        """Given back once."""
        with self._lock:
            return self._kept.pop(key, None)
