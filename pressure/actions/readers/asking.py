"""A reader asks to be told, confirms, and stops. Whoever holds a letter's link may do what it says and nothing else;
what is answered never says whether an address is known."""

from dataclasses import dataclass
from datetime import timedelta

from pressure.access import reader_addresses
from pressure.access.reader_addresses import Keys, Link
from pressure.actions.installation import Installation
from pressure.actions.readers.offer import offered
from pressure.actions.readers.standing import Standing, standing
from pressure.domain.refusals import Refusal
from pressure.store.engine import Engine, reading, writing
from pressure.store.readers import requests
from pressure.store.readers.requests import ASKED, CONFIRMED, WRITTEN, Request

LASTS, AGAIN = timedelta(hours=24), timedelta(hours=6)
"""How long a request waits for its answer, and after how long asking once more brings another letter."""
MOST_UNCONFIRMED, MOST = 3, 20
"""Of one address: nobody can have letters of many councils sent to somebody else."""
OFF = "This installation sends no e-mail. Use the feed."
OVER = "This council has ended, so its level does not change any more."
NO_PAGE = "Addresses are taken as soon as the next release says what is kept of them. Until then use the feed."
UNKNOWN = "We do not know this council."


@dataclass(frozen=True, slots=True)
class Known:
    """A request that a link was made for, while it stands."""

    council_code: str
    confirmed: bool


def refused(installation: Installation, council_code: str) -> str:
    """Why nobody can ask about this council by e-mail now; empty where anybody can."""
    try:
        _answered_here(installation, council_code)
    except Refusal as why:
        return str(why)
    return ""


def ask(installation: Installation, council_code: str, typed: str) -> None:
    """Keep a request, sealed, until a letter has gone and was answered. Whether it is new, kept before or one too many
    is not said. Raises Refusal for what is no address, an ended council, or where no mail is sent."""
    _answered_here(installation, council_code)
    address, keys, now = reader_addresses.address_of(typed), keys_of(installation), installation.now()
    digest = reader_addresses.digest(keys, address)
    request_id = reader_addresses.new_id()
    new = Request(
        id=request_id,
        council_code=council_code,
        address_digest=digest,
        address_sealed=reader_addresses.sealed(keys, request_id, address),
        state=ASKED,
        asked_at=now,
        due_at=now,
    )
    with writing(installation.engine) as connection:
        requests.remove_unconfirmed(connection, now - LASTS)
        own = requests.of_address(connection, digest)
        before = next((one for one in own if one.council_code == council_code), None)
        if before is not None:
            if before.state == WRITTEN and before.due_at <= now - AGAIN:
                requests.change(connection, before.id, WRITTEN, state=ASKED, due_at=now)
        elif len(own) < MOST and sum(one.state != CONFIRMED for one in own) < MOST_UNCONFIRMED:
            requests.add(connection, new)


def waiting(installation: Installation, token: str) -> Known | None:
    """What a link to confirm is for. Changes nothing."""
    request = _request(installation, Link.CONFIRM, token)
    return None if request is None else Known(request.council_code, request.state == CONFIRMED)


def confirm(installation: Installation, token: str) -> Known | None:
    """Say that the address is one's own: from now on its letters go. However often, it is as once. None for a link
    that ran out, was stopped or was never made."""
    request = _request(installation, Link.CONFIRM, token)
    if request is None or not offered(installation.settings):
        return None
    now, stands = installation.now(), standing(installation.site_dir, request.council_code)
    told = stands.told if stands and not stands.over else ""  # of one that ended meanwhile the last letter goes
    with writing(installation.engine) as connection:
        present = requests.by_id(connection, request.id)  # a letter may have gone, or been stopped, in between
        if present is None:
            return None
        if present.state != CONFIRMED:
            requests.change(connection, request.id, present.state, state=CONFIRMED, told=told, due_at=now, failures=0)
    return Known(request.council_code, True)


def to_stop(installation: Installation, token: str) -> str | None:
    """The code of the council whose letters a link stops, empty where they have stopped; None for a link that was
    never made. Changes nothing."""
    request_id = reader_addresses.request_of(keys_of(installation), Link.STOP, token)
    if request_id is None:
        return None
    with reading(installation.engine) as connection:
        request = requests.by_id(connection, request_id)
    return request.council_code if request else ""


def stop(installation: Installation, token: str) -> bool:
    """Delete the request and its address. However often, it is as once; False only for a link that was never made."""
    request_id = reader_addresses.request_of(keys_of(installation), Link.STOP, token)
    if request_id is None:
        return False
    with writing(installation.engine) as connection:
        requests.remove(connection, request_id)
    return True


def forget_address(installation: Installation, typed: str) -> int:
    """For the operator, when somebody writes that they want to be removed: everything of one address."""
    digest = reader_addresses.digest(keys_of(installation), reader_addresses.address_of(typed))
    with writing(installation.engine) as connection:
        return requests.remove_address(connection, digest)


def forget_everyone(engine: Engine) -> int:
    """For the operator: every address, as when no mail is to be sent any more."""
    with reading(engine) as connection:
        if not requests.number(connection, ASKED, WRITTEN, CONFIRMED):
            return 0
    with writing(engine) as connection:
        return requests.remove_all(connection)


def keys_of(installation: Installation) -> Keys:
    return reader_addresses.keys_of(installation.engine, installation.settings.secrets_key)


def _answered_here(installation: Installation, council_code: str) -> Standing:
    """How the council stands. Raises Refusal where nobody could be told of it, or where no page says yet what is kept
    of an address."""
    if not offered(installation.settings):
        raise Refusal(OFF)
    stands = standing(installation.site_dir, council_code)
    if stands is None:
        raise Refusal(UNKNOWN)
    if stands.over:
        raise Refusal(OVER)
    if not stands.privacy:
        raise Refusal(NO_PAGE)
    return stands


def _request(installation: Installation, link: Link, token: str) -> Request | None:
    """The request a link was made for, unless it is gone or was not confirmed in time."""
    request_id = reader_addresses.request_of(keys_of(installation), link, token)
    if request_id is None:
        return None
    with reading(installation.engine) as connection:
        request = requests.by_id(connection, request_id)
    if request is None or (request.state != CONFIRMED and request.asked_at < installation.now() - LASTS):
        return None
    return request
