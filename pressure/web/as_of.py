"""Which release was in force at a moment."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

from pressure.domain.moments import UK, end_of
from pressure.view import site
from pressure.view.site import NotPublished

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def moment_meant(text: str) -> datetime:
    """A moment from an address. A bare date is the end of that day and a time without an offset is UK time."""
    try:
        if _DAY.fullmatch(text):
            return end_of(date.fromisoformat(text))
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text} is not a date such as 2026-11-16 or a time such as 2026-11-16T09:30Z") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UK)).astimezone(UTC)


def release_in_force(root: Path, moment: datetime) -> str:
    """The newest release published by then. Ids sort by time, so a few manifests are read, not all of them."""
    ids = sorted(path.stem for path in (root / "releases").glob("*.json"))
    low, high = 0, len(ids)
    while low < high:
        middle = (low + high) // 2
        if datetime.fromisoformat(site.release(root, ids[middle]).published_at) <= moment:
            low = middle + 1
        else:
            high = middle
    if not low:
        raise NotPublished(f"nothing had been published by {moment:%Y-%m-%d %H:%M} UTC")
    return ids[low - 1]
