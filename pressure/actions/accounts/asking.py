"""Somebody asks for an account; whoever manages the people of that council lets them in or turns them down. Nothing of
it is public, and what the form answers never tells whether an address is known."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import urlsplit

from pressure.access import reader_addresses
from pressure.access.permissions import Act, Actor, Role, require
from pressure.access.reader_addresses import ASKS, Keys
from pressure.actions.installation import Installation
from pressure.actions.people import officers, staffing
from pressure.actions.people.officers import New
from pressure.actions.readers.offer import LOOPBACK
from pressure.domain.moments import day_of
from pressure.domain.refusals import Refusal
from pressure.domain.written import written
from pressure.release.blobs import write_whole
from pressure.settings import Settings
from pressure.store import councils
from pressure.store.accounts import asks
from pressure.store.accounts.asks import Ask
from pressure.store.engine import Connection, reading, writing
from pressure.words.officers import accounts as words

LASTS, MOST = timedelta(days=30), 500
"""How long an ask waits for an answer, and how many wait at once."""
ROLES = tuple(role for role in Role if role is not Role.OPERATOR)
UNKNOWN = "There is no ask of that name. `pressure officer asks` lists them; after 30 days they are deleted."
LOST = "The present key does not open this ask. Turn it down and have it sent again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One ask as whoever answers it sees it. Name and address are empty where the present key does not open them."""

    id: str
    council_code: str
    council: str
    role: Role
    name: str
    email: str
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LetIn:
    """Who was added, the link that lets them in, and whether a letter with it waits to be sent."""

    person_id: str
    link: str
    written_to: bool


def lacking(configured: Settings) -> tuple[str, ...]:
    """The settings without which nobody can ask: who is answerable for what is kept, how to reach them, and an address
    at which the invitation is answered. No mail server is needed: the link is then handed over."""
    there = {
        "PRESSURE_OPERATED_BY": configured.operated_by,
        "PRESSURE_FEEDBACK_ADDRESS": configured.feedback_address,
        "PRESSURE_PUBLIC_ADDRESS": urlsplit(configured.public_address).hostname not in LOOPBACK,
    }
    return tuple(name for name, given in there.items() if not given)


def refused(configured: Settings) -> str:
    """Why nobody can ask here; empty where anybody can."""
    if configured.demonstration:
        return words.DEMONSTRATION
    return words.OFF if lacking(configured) else ""


def ask(installation: Installation, *, council_code: str, role: str, name: str, email: str) -> None:
    """Keep an ask, sealed. Whether it is new, was kept before, or is of somebody who is in already is not said. Raises
    Refusal for what cannot be answered."""
    if why := refused(installation.settings):
        raise Refusal(why)
    if role not in ROLES:
        raise Refusal(words.NO_ROLE)
    said = " ".join(written(name, "Your name", officers.LONGEST_NAME, lines=False).split())
    if not said:
        raise Refusal(words.NO_NAME)
    address, keys, now = reader_addresses.address_of(email), keys_of(installation), installation.now()
    digest, ask_id = reader_addresses.digest(keys, address), reader_addresses.new_id()[:8]
    new = Ask(
        id=ask_id,
        council_code=council_code,
        role=role,
        address_digest=digest,
        person_sealed=reader_addresses.sealed(keys, ask_id, json.dumps({"name": said, "email": address})),
        asked_at=now,
    )
    with writing(installation.engine) as connection:
        asks.remove_old(connection, now - LASTS)
        known = councils.load_all(connection).get(council_code)
        if known is None or not known.existed_on(day_of(now)):
            raise Refusal(words.NO_COUNCIL)
        if asks.number(connection) >= MOST:  # for everybody, or the answer would tell who asked before
            raise Refusal(words.FULL)
        if asks.of_address(connection, council_code, digest) is None:
            asks.add(connection, new)


def waiting(installation: Installation, by: Actor) -> list[Asked]:
    """What waits for an answer of somebody's, the oldest first. Raises nothing: who manages nobody sees nothing."""
    with reading(installation.engine) as connection:
        return list(_opened(installation, connection, by))


def accept(installation: Installation, *, by: Actor, ask_id: str) -> LetIn:
    """Add the person who asked, by the same act as anybody is added, and make their invitation. The ask is deleted.
    Raises Refusal."""
    with writing(installation.engine) as connection:
        asked = _one(installation, connection, by, ask_id)
        if not asked.email:
            raise Refusal(LOST)
        new = New(name=asked.name, email=asked.email, roles=((asked.council_code, asked.role),))
        person_id = officers.added(installation, connection, by=by, new=new)
        token = officers.invited(installation, connection, by=by, person_id=person_id)
        asks.remove(connection, ask_id)
    link = staffing.link_of(installation, token)
    return LetIn(person_id=person_id, link=link, written_to=_write(installation, asked, person_id, link))


def decline(installation: Installation, *, by: Actor, ask_id: str) -> None:
    """Delete an ask; nobody is written to. Raises Refusal."""
    with writing(installation.engine) as connection:
        _one(installation, connection, by, ask_id)
        asks.remove(connection, ask_id)


def forget_old(installation: Installation) -> int:
    """Delete what nobody answered in time. Nothing is written where there is nothing to delete."""
    before = installation.now() - LASTS
    with reading(installation.engine) as connection:
        if not any(one.asked_at < before for one in asks.everything(connection)):
            return 0
    with writing(installation.engine) as connection:
        return asks.remove_old(connection, before)


def keys_of(installation: Installation) -> Keys:
    return reader_addresses.keys_of(installation.engine, installation.settings.secrets_key, ASKS)


def _opened(installation: Installation, connection: Connection, by: Actor) -> Iterator[Asked]:
    known, since = councils.load_all(connection), installation.now() - LASTS
    every = [one for one in asks.everything(connection) if one.asked_at >= since]
    keys = keys_of(installation) if every else None
    for one in every:
        if keys is None or by.role_for(Act.MANAGE_PEOPLE, one.council_code) is None:
            continue
        sealed = reader_addresses.opened(keys, one.id, one.person_sealed)
        said = json.loads(sealed) if sealed else {"name": "", "email": ""}
        council = known.get(one.council_code)
        yield Asked(
            id=one.id,
            council_code=one.council_code,
            council=council.name if council else one.council_code,
            role=Role(one.role),
            asked_at=one.asked_at,
            **said,
        )


def _one(installation: Installation, connection: Connection, by: Actor, ask_id: str) -> Asked:
    found = next((one for one in _opened(installation, connection, by) if one.id == ask_id), None)
    if found is None:
        raise Refusal(UNKNOWN)
    require(by, Act.MANAGE_PEOPLE, [found.council_code])
    return found


def _write(installation: Installation, asked: Asked, person_id: str, link: str) -> bool:
    """A letter with the invitation into the outbox, where the operator has set who such letters come from. The
    person is added by then, so an outbox that cannot be written to costs the letter alone."""
    configured, now = installation.settings, installation.now()
    if not configured.reminders_from:
        return False
    message = EmailMessage()
    message["To"], message["From"] = asked.email, configured.reminders_from
    message["Subject"], message["Date"] = words.LETTER_SUBJECT.format(council=asked.council), format_datetime(now)
    message["Auto-Submitted"] = "auto-generated"
    facts = {"council": asked.council, "hours": configured.enrolment_hours, "link": link, "who": configured.operated_by}
    message.set_content("\n\n".join(part.format(**facts) for part in words.LETTER) + "\n")
    path = configured.outbox_dir / f"{day_of(now).isoformat()}-invitation-{person_id}.eml"
    try:
        write_whole(path, message.as_bytes())
        path.chmod(0o600)  # it names a person's address, and holds the link
    except OSError:
        return False
    return True
