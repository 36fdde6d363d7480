"""Which release was in force at a moment."""

from datetime import datetime
from pathlib import Path

from pressure.release import site
from pressure.release.site import NotPublished


def release_in_force(root: Path, moment: datetime) -> str:
    """The newest release published by then. Ids sort by time, so a few manifests are read, not all of them."""
    ids = site.published(root)
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
