"""A file that a publisher lists, and why one could not be had."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import unquote, urlsplit

from pressure.domain.refusals import Refusal


class NotFetched(Refusal):
    """Nothing usable came from a publisher: what was found, and what to do next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file as its publisher lists it. `changed` is when the publisher says that it changed, as text that sorts;
    `by_api` says that the publisher offers this very address to programs."""

    address: str
    title: str = ""
    changed: str = ""
    by_api: bool = False
    period_end: date | None = None

    @property
    def name(self) -> str:
        """The file's own name: the last part of its address."""
        return unquote(urlsplit(self.address).path.rstrip("/").rsplit("/", 1)[-1])

    def of(self, period_end: date) -> "Found":
        return replace(self, period_end=period_end)
