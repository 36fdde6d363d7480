"""The installation a command works on."""

from pressure.actions.office import Office, open_office
from pressure.domain.refusals import Refusal
from pressure.settings import Settings, settings
from pressure.store import schema


def ready_office(configured: Settings = settings) -> Office:
    """The installation the settings name. Refuses a database that has not been made or migrated."""
    office = open_office(configured)
    if not schema.is_current(office.engine):
        raise Refusal("The database is empty or of an earlier version. Run: pressure upgrade")
    return office
