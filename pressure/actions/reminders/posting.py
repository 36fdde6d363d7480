"""Sending what waits in the outbox through a mail server. Without one the files wait there for a mailer.

A server that fails costs nothing but time: a message stays in the outbox until it is sent, refused for good, or
replaced by the next day's. What is written down or printed names no address: kinds of failure and numbers alone.
"""

import contextlib
import smtplib
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from email import message_from_bytes, policy
from ipaddress import ip_address
from pathlib import Path

from pressure.domain.refusals import Refusal
from pressure.settings import Settings

WAITS, SENDING, SENT, REFUSED = ".eml", ".sending", ".sent", ".refused"
OURS = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]-*"
STATES = (WAITS, SENDING, SENT, REFUSED)
FOR_GOOD = 500
STUCK_SECONDS, DAYS_KEPT = 600, 7
SECURITY = ("starttls", "tls", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """Where to send. `security` is "starttls", "tls" from the first byte, or "none" on this machine alone."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = field(default="", repr=False)
    timeout_seconds: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """What one round did and what still waits; `problem` is the last failure's kind, never its text."""

    sent: int = 0
    refused: int = 0
    waiting: int = 0
    problem: str = ""


def server_of(configured: Settings) -> Server | None:
    """The mail server of the settings, if any. Raises Refusal for one that would send passwords or names in clear."""
    if not configured.smtp_host:
        return None
    if configured.smtp_security not in SECURITY:
        raise Refusal(f"PRESSURE_SMTP_SECURITY must be one of {', '.join(SECURITY)}.")
    if configured.smtp_security == "none" and not _this_machine(configured.smtp_host):
        raise Refusal("PRESSURE_SMTP_SECURITY=none is only for a mail server on this machine. Use starttls or tls.")
    return Server(
        host=configured.smtp_host,
        port=configured.smtp_port,
        security=configured.smtp_security,
        user=configured.smtp_user,
        password=configured.smtp_password,
        timeout_seconds=configured.smtp_timeout_seconds,
    )


def post(outbox: Path, server: Server, today: date) -> Posted:
    """Send everything of today that waits. Never raises for what a server or a network does."""
    _tidy(outbox, today)
    outcomes: list[str] = []
    problem = ""
    try:
        with connected(server) as connection:
            for path in sorted(outbox.glob(f"{OURS}{WAITS}")):
                outcome, said = _posted(connection, path)
                outcomes.append(outcome)
                problem = said or problem
    except (OSError, smtplib.SMTPException) as failed:
        problem = kind(failed)
    return Posted(
        sent=outcomes.count(SENT), refused=outcomes.count(REFUSED), waiting=standing(outbox).waiting, problem=problem
    )


def standing(outbox: Path) -> Posted:
    """How many messages there are in each state; nothing is sent."""
    return Posted(
        sent=_count(outbox, SENT),
        refused=_count(outbox, REFUSED),
        waiting=_count(outbox, WAITS) + _count(outbox, SENDING),
    )


def written(path: Path) -> bool:
    """Whether a message is in the outbox already, in whatever state."""
    return any(path.with_suffix(state).exists() for state in STATES)


@contextlib.contextmanager
def connected(server: Server) -> Iterator[smtplib.SMTP]:
    where, timeout = (server.host, server.port), server.timeout_seconds
    trusted = ssl.create_default_context()
    opened = (
        smtplib.SMTP_SSL(*where, timeout=timeout, context=trusted)
        if server.security == "tls"
        else smtplib.SMTP(*where, timeout=timeout)
    )
    with opened as connection:
        if server.security == "starttls":
            connection.starttls(context=trusted)
        if server.user:
            connection.login(server.user, server.password)
        yield connection


def _posted(connection: smtplib.SMTP, path: Path) -> tuple[str, str]:
    """The state of one message after a try, and what kind of failure there was. It is marked first, so that no other
    process sends it too. Raises, with the message waiting again, when the failure is not the message's own."""
    mine = path.with_suffix(SENDING)
    try:
        path.rename(mine)
    except FileNotFoundError:
        return SENDING, ""
    outcome, said = WAITS, ""
    try:
        outcome, said = _tried(connection, mine)
    finally:
        if outcome != WAITS:
            mine.write_bytes(b"")  # nobody's address is kept longer than it is needed
        mine.rename(path.with_suffix(outcome))
    return outcome, said


def _tried(connection: smtplib.SMTP, path: Path) -> tuple[str, str]:
    try:
        connection.send_message(message_from_bytes(path.read_bytes(), policy=policy.SMTP))
    except smtplib.SMTPRecipientsRefused as refused:
        code = max(code for code, _ in refused.recipients.values())
        return (REFUSED if code >= FOR_GOOD else WAITS), f"recipient refused ({code})"
    except smtplib.SMTPDataError as refused:
        return (REFUSED if refused.smtp_code >= FOR_GOOD else WAITS), kind(refused)
    return SENT, ""


def _tidy(outbox: Path, today: date) -> None:
    """Messages of an earlier day go: what is still true was written again today. So do old marks."""
    for path in (p for p in outbox.glob(OURS) if p.suffix in STATES):
        late = (today - date.fromisoformat(path.name[:10])).days
        stuck = path.suffix == SENDING and time.time() - path.stat().st_mtime > STUCK_SECONDS
        if late > DAYS_KEPT or (late > 0 and path.suffix == WAITS):
            path.unlink(missing_ok=True)
        elif stuck:
            path.rename(path.with_suffix(WAITS))


def _count(outbox: Path, state: str) -> int:
    return sum(1 for _ in outbox.glob(f"{OURS}{state}"))


def kind(problem: Exception) -> str:
    """The failure's class and the server's code: its text may quote an address."""
    code = getattr(problem, "smtp_code", None)
    return type(problem).__name__ + (f" ({code})" if code else "")


def _this_machine(host: str) -> bool:
    with contextlib.suppress(ValueError):
        return ip_address(host).is_loopback
    return host == "localhost"
