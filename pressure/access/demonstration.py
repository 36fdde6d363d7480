"""When a password alone is enough: on this machine, while nobody but demonstration officers is known."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from pressure.settings import Settings
from pressure.store import people
from pressure.store.engine import Connection


def is_loopback(host: str | None) -> bool:
    """Whether an address can only be reached from this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False


def password_is_enough(connection: Connection, client: str | None, configured: Settings) -> bool:
    """Whether no code is asked for. Needs all four: the setting, a loopback address, a client on this machine, and
    no officer of a council that exists."""
    return (
        configured.demonstration
        and is_loopback(urlsplit(configured.public_address).hostname)
        and is_loopback(client)
        and not people.any_real(connection)
    )
