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
    return _kept(settings.database_url, str(settings.site_dir), str(settings.data_dir), day_of(clock.now()))


def published() -> Explorer:
    """The releases in force on the site the settings name now. Raises NotPublished before the first real one."""
    return explorer.opened(settings.site_dir, settings.rules_dir)


@lru_cache(maxsize=4)
def _kept(*_as_long_as_these_are_the_same: str | date) -> Installation:
    """Opened by the settings of the process; what is given only says when to open another."""
    return open_installation(settings)
