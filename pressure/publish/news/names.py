"""Whose names the entries of a feed have: an installation's own, and the same for ever."""

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from pressure.document.events import AUTHORITY
from pressure.publish.release_line import ReleaseLine

OWN_SINCE = datetime(2026, 11, 30, tzinfo=UTC)
"""An installation that published before this has told its names already, and keeps them."""
NOBODY = "care-pressure.invalid"


def authority(releases: Sequence[ReleaseLine]) -> str:
    """What every name begins with (RFC 4151), from the first release alone: the host it was published at, which nobody
    need have, its day and its name. A site that moves keeps it; two sites never share it."""
    first = releases[0]
    if first.published_at < OWN_SINCE:
        return AUTHORITY
    host = urlsplit(first.public_address).hostname or NOBODY
    return f"tag:{host},{first.published_at.astimezone(UTC):%Y-%m-%d}:{first.id}/"
