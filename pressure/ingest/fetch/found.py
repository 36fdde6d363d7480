"""A file that a publisher lists, and why one could not be had."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import unquote

from pressure.domain.refusals import Refusal

LONGEST_NAME = 200


class NotFetched(Refusal):
    """Nothing usable came from a publisher: what was found, and what to do next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file as its publisher lists it. `changed` is when the publisher says that it changed, as text that sorts;
    `by_api` says that the publisher offers this very address to programs; `note` is what it says of its last change."""

    address: str
    title: str = ""
    changed: str = ""
    by_api: bool = False
    note: str = ""
    period_end: date | None = None

    @property
    def name(self) -> str:
        """The file's own name: the last part of its address, as it can be printed."""
        last = unquote(self.address.partition("?")[0].partition("#")[0].rstrip("/").rsplit("/", 1)[-1])
        return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in last)[:LONGEST_NAME]

    def of(self, period_end: date) -> "Found":
        return replace(self, period_end=period_end)
