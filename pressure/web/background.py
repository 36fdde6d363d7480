"""What the serving process does by itself: the first load, and every release whose moment has come."""

import threading
from dataclasses import asdict

import structlog

from pressure.access.permissions import OPERATOR
from pressure.actions import telling
from pressure.actions.accounts.asking import forget_old
from pressure.actions.installation import Installation, open_installation
from pressure.actions.installation_upgrade import upgrade
from pressure.actions.readers.asking import forget_everyone
from pressure.actions.readers.notifying import notify
from pressure.actions.readers.offer import switched_on
from pressure.actions.record.handing_over import hand_over
from pressure.actions.releases.agreeing import roots
from pressure.actions.releases.self_acting import next_moment, publish_changes
from pressure.actions.releases.unpublished import OWN_RELEASE, publish_owed
from pressure.actions.reminders.reminding import remind_and_post
from pressure.actions.reminders.signing import write_and_post
from pressure.domain.refusals import Refusal
from pressure.release import site
from pressure.settings import settings
from pressure.store import schema
from pressure.web import installation_now, lifespan

LONGEST_WAIT_SECONDS = 60
LOOK_SECONDS = 0.5
LONGEST_PAUSE_SECONDS, MOST_DOUBLINGS = 900, 4
REMIND_SECONDS, RETRY_SECONDS = 3600, 300
NOTIFY_SECONDS = 20


def prepare(stop: threading.Event) -> None:
    """Bring an empty or earlier database up and publish; one already served from is left as it is. Where another
    process does so and tells the demonstration's story, wait for it: until it is told nothing else publishes."""
    if settings.demonstration and telling.under_way(settings.site_dir):
        while telling.under_way(settings.site_dir) and not stop.wait(LOOK_SECONDS):
            pass
        return
    installation = open_installation(settings)
    log = structlog.get_logger()
    installation.progress = lambda message, done, of: (
        log.info("starting", work=message, done=done, of=of) if (done in (0, of)) else None
    )
    upgrade(installation)


def publish_when_due(stop: threading.Event) -> None:
    """Publish at each scheduled time and at each moment a public sentence stops being so, and what officers decided
    while a release could not be made. What fails is tried again, less often each time."""
    installation, failures, pause = open_installation(settings), 0, 1.0
    while not stop.wait(pause):
        try:
            publish_due(installation)
            failures, pause = 0, _seconds_to_wait(installation)
        except Exception:
            structlog.get_logger().exception("release_failed", failures=failures + 1)
            pause = min(LONGEST_WAIT_SECONDS * 2**failures, LONGEST_PAUSE_SECONDS)
            failures = min(failures + 1, MOST_DOUBLINGS)


def publish_due(installation: Installation) -> None:
    """One look: what has come by itself, then acts that are owed. A release for the first shows the second too.
    Asks for an account that nobody answered in time are deleted."""
    if not schema.is_current(installation.engine):
        return
    for made in publish_changes(installation):
        structlog.get_logger().info("release", release_id=made.release_id)
    for made in publish_owed(installation, before=installation.now() - OWN_RELEASE):
        structlog.get_logger().info("owed_release", release_id=made.release_id)
    if gone := forget_old(installation):
        structlog.get_logger().info("asks_forgotten", asks=gone)


def remind_when_due(stop: threading.Event) -> None:
    """Write reminders every hour and send them, where the operator has set an address they come from; sooner again
    while any wait. Nothing else waits for this, and no address is written down."""
    pause = REMIND_SECONDS
    while settings.reminders_from and not stop.wait(pause):
        try:
            written, posted = remind_and_post(open_installation(settings), settings)
            structlog.get_logger().info("reminders", written=written, **asdict(posted))
            pause = RETRY_SECONDS if posted.problem else REMIND_SECONDS
        except Exception as problem:
            said = str(problem) if isinstance(problem, Refusal) else type(problem).__name__
            structlog.get_logger().error("reminders_failed", problem=said)


def tell_signatories_when_due(stop: threading.Event) -> None:
    """Write to whoever may sign what was just proposed, where the operator has set an address it comes from. Nothing
    else waits for this, and no address is written down."""
    pause = NOTIFY_SECONDS
    while settings.reminders_from and not stop.wait(pause):
        try:
            written, posted = write_and_post(installation_now.installation(), settings)
            if written:
                structlog.get_logger().info("signatories_told", written=written, **asdict(posted))
            pause = NOTIFY_SECONDS
        except Exception as problem:
            said = str(problem) if isinstance(problem, Refusal) else type(problem).__name__
            structlog.get_logger().error("signatories_not_told", problem=said)
            pause = RETRY_SECONDS


def notify_when_due(stop: threading.Event) -> None:
    """Write to readers who asked, and tell those who confirmed, soon after each release; where the operator has
    switched it off, delete every address there is. Nothing else waits for this, and no address is written down."""
    if not switched_on(settings):
        installation = open_installation(settings)
        if schema.is_current(installation.engine) and (gone := forget_everyone(installation.engine)):
            structlog.get_logger().info("readers_forgotten", requests=gone)
        return
    pause = NOTIFY_SECONDS
    while not stop.wait(pause):
        try:
            done = notify(installation_now.installation())
            if done.asked or done.told or done.forgotten or done.problem:
                structlog.get_logger().info("readers", **asdict(done))
            pause = RETRY_SECONDS if done.problem else NOTIFY_SECONDS
        except Exception as problem:
            said = str(problem) if isinstance(problem, Refusal) else type(problem).__name__
            structlog.get_logger().error("readers_not_told", problem=said)
            pause = RETRY_SECONDS


def hand_over_when_due(stop: threading.Event) -> None:
    """Give somebody else the checkpoint of each new release to keep, where the operator has named a repository. What
    could not be handed over waits for the next time; nothing else waits for it, and its address is not written down."""
    handed: tuple[str, ...] = ()
    while settings.checkpoint_repository and not stop.wait(LONGEST_WAIT_SECONDS):
        installation = open_installation(settings)
        shown = tuple(one for root in roots(installation).values() for one in site.published(root))
        if shown == handed:
            continue
        try:
            new = hand_over(installation, settings.checkpoint_repository, by=OPERATOR)
            handed = shown
            structlog.get_logger().info("checkpoints_handed_over", files=len(new))
        except Exception as problem:
            said = str(problem) if isinstance(problem, Refusal) else type(problem).__name__
            structlog.get_logger().error("checkpoints_not_handed_over", problem=said)
            stop.wait(LONGEST_PAUSE_SECONDS)


def _seconds_to_wait(installation: Installation) -> float:
    if not schema.is_current(installation.engine):
        return LONGEST_WAIT_SECONDS
    due = next_moment(installation)
    if due is None:
        return LONGEST_WAIT_SECONDS
    return min(max((due - installation.now()).total_seconds(), 1), LONGEST_WAIT_SECONDS)


def register() -> None:
    """Have the process do all of it; called once, when the app is put together."""
    for work, where in (
        (prepare, lifespan.before_serving),
        (publish_when_due, lifespan.while_serving),
        (remind_when_due, lifespan.while_serving),
        (tell_signatories_when_due, lifespan.while_serving),
        (notify_when_due, lifespan.while_serving),
        (hand_over_when_due, lifespan.while_serving),
    ):
        if work not in where:
            where.append(work)
