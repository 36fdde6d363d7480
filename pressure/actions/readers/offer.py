"""Whether this installation takes readers' addresses at all: only where somebody answers for them and mail can go."""

from email.utils import parseaddr
from urllib.parse import urlsplit

from pressure.settings import Settings

LOOPBACK = frozenset({None, "localhost", "127.0.0.1", "::1"})


def switched_on(configured: Settings) -> bool:
    """The operator's own decision; where it is not made, every address goes."""
    return bool(configured.readers_from)


def lacking(configured: Settings) -> tuple[str, ...]:
    """The settings without which no address is taken, though the operator wants to: a sender, a mail server, who is
    answerable and how to reach them, and an address at which links in a letter are answered."""
    reached = configured.demonstration or urlsplit(configured.public_address).hostname not in LOOPBACK
    there = {
        "PRESSURE_READERS_FROM": "@" in parseaddr(configured.readers_from)[1],
        "PRESSURE_SMTP_HOST": configured.smtp_host,
        "PRESSURE_OPERATED_BY": configured.operated_by,
        "PRESSURE_FEEDBACK_ADDRESS": configured.feedback_address,
        "PRESSURE_PUBLIC_ADDRESS": reached,
    }
    return tuple(name for name, given in there.items() if not given)


def offered(configured: Settings) -> bool:
    """Whether an address is taken and written to."""
    return switched_on(configured) and not lacking(configured)
