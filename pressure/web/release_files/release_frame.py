"""What a page that is made when asked for shares with the pages of its release: its frame, and the rules of its day."""

from datetime import datetime
from functools import lru_cache
from pathlib import Path

from pressure.domain.moments import day_of
from pressure.domain.rulebook import Rulebook
from pressure.domain.rules_history import Rules
from pressure.drawing.templating import Frame
from pressure.release import site
from pressure.release.site import Release
from pressure.rules import load_rules
from pressure.settings import settings


def frame_of(release: Release) -> Frame:
    """The frame of a page of a release."""
    invented = release.root != settings.site_dir
    return Frame(
        release_id=release.id,
        published_at=release.published_at,
        method_version=book_of(release).method_version,
        base=site.base(demonstration=invented),
        demonstration=invented,
        address=settings.shared_address,
    )


def book_of(release: Release) -> Rulebook:
    """The rules in force when it was published."""
    return _rules(settings.rules_dir).in_force(day_of(datetime.fromisoformat(release.published_at)))


@lru_cache(maxsize=1)
def _rules(directory: Path) -> Rules:
    return load_rules(directory)
