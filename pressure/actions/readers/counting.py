"""How many readers there are, for whoever runs this; nobody by name."""

from dataclasses import dataclass

from pressure.access import reader_addresses
from pressure.actions.installation import Installation
from pressure.actions.readers.asking import keys_of
from pressure.store.engine import reading
from pressure.store.readers import requests
from pressure.store.readers.requests import CONFIRMED


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Requests that were confirmed, of any state, whose mail failed, and whose address the present key cannot open."""

    confirmed: int
    any: int
    failing: int
    unreadable: int


def count(installation: Installation) -> Counted:
    with reading(installation.engine) as connection:
        every, failing = requests.everything(connection), requests.failing(connection)
    if not every:
        return Counted(confirmed=0, any=0, failing=0, unreadable=0)
    keys = keys_of(installation)
    return Counted(
        confirmed=sum(one.state == CONFIRMED for one in every),
        any=len(every),
        failing=failing,
        unreadable=sum(reader_addresses.opened(keys, one.id, one.address_sealed) is None for one in every),
    )
