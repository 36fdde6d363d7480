"""What was known when: figures up to one moment, officers' acts up to another."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class AsKnown:
    """What a release knows. `figures` is the moment up to which returns, publications and confirmations count, and
    `acts` the one up to which signatures, statements and withdrawals do. A load withdrawn between the two is gone,
    and what had replaced its figures by then counts."""

    figures: datetime
    acts: datetime


KnownAt = datetime | AsKnown
"""One moment stands for both."""


def as_known(known: KnownAt) -> AsKnown:
    """What one moment, or two, stands for."""
    return known if isinstance(known, AsKnown) else AsKnown(known, known)
