"""One round of readers' mail: who asked is written to once, who confirmed is told when the level of their council
changed. Each letter is taken in the database before it is sent, so that of two processes one sends it; what a server
or a network does costs nothing but time. What is returned names no address: kinds of failure and numbers alone."""

import smtplib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from email.utils import parseaddr
from functools import cache

from pressure.access import reader_addresses
from pressure.access.reader_addresses import Link
from pressure.actions.installation import Installation
from pressure.actions.readers import letters
from pressure.actions.readers.asking import LASTS, keys_of
from pressure.actions.readers.letters import Letter, Links
from pressure.actions.readers.offer import lacking, switched_on
from pressure.actions.readers.standing import Standing, standing
from pressure.actions.reminders import posting
from pressure.domain.refusals import Refusal
from pressure.store.engine import Busy, Connection, reading, writing
from pressure.store.readers import requests
from pressure.store.readers.requests import ASKED, CONFIRMED, WRITTEN, Request

MOST_A_ROUND = 500
LEASE, FIRST_WAIT, LONGEST_WAIT, MOST_DOUBLINGS = timedelta(minutes=10), timedelta(minutes=5), timedelta(hours=6), 7
REFUSED_WAIT, MOST_REFUSALS = timedelta(days=1), 3
"""An address that a server refuses for good is tried again the day after, and deleted at the third time."""
BUSY_TRIES = 30
OFF = "No mail is sent to readers: PRESSURE_READERS_FROM is not set. See docs/deploy.md."
LACKING = "No mail can be sent to readers before these are set too: {names}. See docs/deploy.md."

Standings = Callable[[str], Standing | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round did. `problem` is the last failure's kind, never its text; `waiting` is what is due and left."""

    asked: int = 0
    told: int = 0
    forgotten: int = 0
    waiting: int = 0
    problem: str = ""


def notify(installation: Installation) -> Round:
    """Send what is due, at most some hundreds. Raises Refusal where the settings send nothing."""
    if not switched_on(installation.settings):
        raise Refusal(OFF)
    if names := lacking(installation.settings):
        raise Refusal(LACKING.format(names=", ".join(names)))
    server = posting.server_of(installation.settings)
    if server is None:
        raise Refusal(LACKING.format(names="PRESSURE_SMTP_HOST"))
    stands = cache(lambda code: standing(installation.site_dir, code))
    over = installation.now() - LASTS
    with reading(installation.engine) as connection:
        found = due(connection, installation, stands, MOST_A_ROUND)
        late = requests.any_unconfirmed(connection, over)
    done = Round()
    if late:  # a round with nothing to do waits for nobody who writes
        with writing(installation.engine) as connection:
            done = Round(forgotten=requests.remove_unconfirmed(connection, over))
    if found:
        try:
            with posting.connected(server) as mail:
                for request in found:
                    done = _counted(done, request, *_sent(installation, mail, request, stands))
        except (OSError, smtplib.SMTPException) as failed:
            done = replace(done, problem=posting.kind(failed))
    if not found:
        return done
    with reading(installation.engine) as connection:
        return replace(done, waiting=len(due(connection, installation, stands, MOST_A_ROUND)))


def due(connection: Connection, installation: Installation, stands: Standings, most: int) -> list[Request]:
    """The requests a letter is to go to now: not written to yet, or confirmed and told of another level."""
    now = installation.now()
    found = requests.asked(connection, now, now - LASTS, most)
    for code in requests.councils(connection):
        if (current := stands(code)) is not None and len(found) < most:
            found += requests.not_told(connection, code, current.told, now, most - len(found))
    return found


def _sent(installation: Installation, mail: smtplib.SMTP, request: Request, stands: Standings) -> tuple[bool, str]:
    """Whether a letter went, and what kind of failure there was. Raises when the failure is the connection's."""
    current, now = stands(request.council_code), installation.now()
    address = reader_addresses.opened(keys_of(installation), request.id, request.address_sealed)
    if current is None or address is None:
        _note(installation, lambda c: _not_sent(c, request, installation, for_good=False))
        return False, "no such council" if current is None else "address sealed with another key"
    with writing(installation.engine) as connection:
        if not requests.claim(connection, request, now + LEASE):
            return False, ""
    links = links_of(installation, request.id)
    letter = _letter(installation, request, current, links)
    content = letters.as_bytes(installation, letter, request.id, address, links)
    try:
        mail.sendmail(parseaddr(installation.settings.readers_from)[1], [address], content)
    except smtplib.SMTPRecipientsRefused as refused:
        code = max(code for code, _ in refused.recipients.values())
        _note(installation, lambda c: _not_sent(c, request, installation, for_good=code >= posting.FOR_GOOD))
        return False, f"recipient refused ({code})"
    except smtplib.SMTPDataError as refused:
        _note(installation, lambda c: _not_sent(c, request, installation, for_good=False))
        return False, posting.kind(refused)
    except (OSError, smtplib.SMTPException):
        _note(installation, lambda c: _not_sent(c, request, installation, for_good=False))
        raise
    _note(installation, lambda c: _has_gone(c, request, current, installation))
    return True, ""


def links_of(installation: Installation, request_id: str) -> Links:
    """The links of one request's letters."""
    keys, site = keys_of(installation), installation.settings.public_address.rstrip("/")
    confirm, stop = (reader_addresses.token(keys, link, request_id) for link in (Link.CONFIRM, Link.STOP))
    return Links(site, f"{site}/tell-me/confirm/{confirm}/", f"{site}/tell-me/stop/{stop}/")


def _letter(installation: Installation, request: Request, current: Standing, links: Links) -> Letter:
    if request.state == CONFIRMED:
        return letters.of_change(current, links, installation.book())
    return letters.to_confirm(current, links)


def _has_gone(connection: Connection, request: Request, current: Standing, installation: Installation) -> None:
    """Note it, so that it goes once. After the last letter about a council nothing is left to be told."""
    now = installation.now()
    if request.state == ASKED:
        requests.change(connection, request.id, ASKED, state=WRITTEN, due_at=now, failures=0)
    elif current.over:
        requests.remove(connection, request.id)
    else:
        requests.change(connection, request.id, CONFIRMED, told=current.told, due_at=now, failures=0)


def _not_sent(connection: Connection, request: Request, installation: Installation, *, for_good: bool) -> None:
    """Try again later, less often each time; an address that nobody has goes."""
    now, failures = installation.now(), request.failures + 1
    if for_good and (request.state == ASKED or failures >= MOST_REFUSALS):
        requests.remove(connection, request.id)
        return
    wait = min(FIRST_WAIT * 2 ** min(request.failures, MOST_DOUBLINGS), LONGEST_WAIT)
    requests.change(
        connection, request.id, request.state, due_at=now + (REFUSED_WAIT if for_good else wait), failures=failures
    )


def _note(installation: Installation, write: Callable[[Connection], None]) -> None:
    """Write down what became of a letter, however long somebody else writes: forgotten, it would go a second time."""
    for last in _tries():
        try:
            with writing(installation.engine) as connection:
                write(connection)
            return
        except Busy:
            if last:
                raise


def _tries() -> Iterator[bool]:
    for number in range(BUSY_TRIES):
        yield number == BUSY_TRIES - 1
        time.sleep(0.5)


def _counted(done: Round, request: Request, went: bool, problem: str) -> Round:
    if went and request.state == ASKED:
        done = replace(done, asked=done.asked + 1)
    elif went:
        done = replace(done, told=done.told + 1)
    return replace(done, problem=problem or done.problem)
