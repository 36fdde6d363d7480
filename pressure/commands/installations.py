"""The installation a command works on."""

from pressure.actions.installation import Installation, open_installation
from pressure.domain.refusals import Refusal
from pressure.settings import Settings, settings
from pressure.store import schema
from pressure.web import set_clock


def ready_installation(configured: Settings = settings) -> Installation:
    """The installation the settings name. Refuses a database that has not been made or migrated."""
    set_clock.follow(configured)
    installation = open_installation(configured)
    if not schema.is_current(installation.engine):
        raise Refusal("The database is empty or of an earlier version. Run: pressure upgrade")
    return installation
