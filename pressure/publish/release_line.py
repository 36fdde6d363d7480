"""One release as the list of releases knows it."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from pressure.domain.as_known import AsKnown
from pressure.store.engine import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseLine:
    """One release as its list shows it. `facts_as_of` is the moment up to which figures count: that of the release
    before, for one that shows an act alone."""

    id: str
    published_at: datetime
    facts_as_of: datetime
    rules_digest: str
    reason: str
    note: str
    public_address: str = ""

    @classmethod
    def of(cls, row: Row[Any]) -> "ReleaseLine":
        """A row of the list of releases."""
        return cls(**{each.name: getattr(row, each.name) for each in fields(cls)})

    @property
    def known(self) -> AsKnown:
        """What the release was made from: figures up to its `facts_as_of`, acts up to itself."""
        return AsKnown(self.facts_as_of, self.published_at)
