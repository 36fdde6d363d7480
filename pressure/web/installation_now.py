"""The cached installation for web requests, renewed each day, and the releases of its site."""

from datetime import date
from functools import lru_cache

from pressure import clock
from pressure.actions.installation import Installation, open_installation
from pressure.content.explore import explorer
from pressure.content.explore.explorer import Explorer
from pressure.domain.moments import day_of
from pressure.settings import settings


def installation() -> Installation:
    """The installation the settings name now, with the rules known today."""
    return _opened(settings.database_url, str(settings.site_dir), str(settings.rules_dir), day_of(clock.now()))


def published() -> Explorer:
    """The releases in force on the site the settings name now. Raises NotPublished before the first real one."""
    return explorer.opened(settings.site_dir, settings.rules_dir)


@lru_cache(maxsize=4)
def _opened(*_: str | date) -> Installation:
    return open_installation(settings)
