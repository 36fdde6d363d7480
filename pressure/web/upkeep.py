"""What the serving process does by itself: the first load, and the release at the moment a rating runs out."""

import threading

import structlog

from pressure.access.permissions import OPERATOR
from pressure.actions.office import Office, open_office
from pressure.actions.publishing import publish, soonest_expiry
from pressure.actions.reminding import remind
from pressure.actions.starting import upgrade
from pressure.settings import settings
from pressure.store import schema
from pressure.store.releases import REAL
from pressure.web import lifespan

LONGEST_WAIT_SECONDS = 60
REMIND_SECONDS = 3600


def prepare() -> None:
    """Bring an empty or earlier database up and publish; one already served from is left as it is."""
    office = open_office()
    log = structlog.get_logger()
    office.progress = lambda message, done, of: log.info("starting", work=message, done=done, of=of) if (
        done in (0, of)) else None
    upgrade(office)


def publish_when_due(stop: threading.Event) -> None:
    """Publish at each moment a published rating stops being true, so that no page shows an old level as current."""
    office = open_office()
    while not stop.wait(_seconds_to_wait(office)):
        try:
            due = soonest_expiry(office, REAL)
            if due is not None and due <= office.now():
                publish(office, by=OPERATOR, reason="expiry", note="Figures went out of date.")
        except Exception:
            structlog.get_logger().exception("expiry_release_failed")


def remind_when_due(stop: threading.Event) -> None:
    """Write reminders into the outbox every hour, where the operator has set an address they come from."""
    while settings.reminders_from and not stop.wait(REMIND_SECONDS):
        try:
            written = remind(open_office(), settings.outbox_dir, settings.reminders_from)
            structlog.get_logger().info("reminders", written=len(written))
        except Exception:
            structlog.get_logger().exception("reminders_failed")


def _seconds_to_wait(office: Office) -> float:
    if not schema.is_current(office.engine):
        return LONGEST_WAIT_SECONDS
    due = soonest_expiry(office, REAL)
    if due is None:
        return LONGEST_WAIT_SECONDS
    return min(max((due - office.now()).total_seconds(), 1), LONGEST_WAIT_SECONDS)


def register() -> None:
    """Have the process do all of it; called once, when the app is put together."""
    for work, where in ((prepare, lifespan.before_serving), (publish_when_due, lifespan.while_serving),
                        (remind_when_due, lifespan.while_serving)):
        if work not in where:
            where.append(work)  # type: ignore[arg-type]
