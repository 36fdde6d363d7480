"""Reminders through a real mail server on loopback: sent once, in a way nobody reads on, and never in anyone's way."""

import contextlib
import datetime as dt
import io
import json
import logging
import os
import ssl
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
import structlog
import typer
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from pressure.access.permissions import Role
from pressure.actions.reminders import posting
from pressure.actions.reminders.reminding import remind
from pressure.commands.reminders import run_remind
from pressure.demo.places import person_id
from pressure.domain.refusals import Refusal
from pressure.settings import Settings, settings
from pressure.store import people
from pressure.store.engine import writing
from pressure.web import background, logs
from tests.browser.serving import free_port
from tests.pages.officer_cases import NOW, OTHER, PLACE, Pages
from tests.pages.test_officer_declare import sign
from tests.pages.test_officer_desk import propose
from tests.pages.test_reminders import with_addresses

SENDER, SECRET, TODAY = "care-pressure@council.example", "a-password-in-no-log", NOW.date()
TO = f"signatory@{PLACE.code.lower()}.example"


def with_addresses_but_of_a_return(pages: Pages) -> None:
    """Of everybody but those who would be told that a return is due: one letter is enough here."""
    with_addresses(pages)
    with writing(pages.installation.engine) as connection:
        for role in (Role.DATA_OFFICER, Role.DIRECTOR):
            people.change(connection, person_id(OTHER, role), email=None)


class Stop(threading.Event):
    """Lets some rounds pass at once and keeps how long each would have waited."""

    def __init__(self, rounds: int) -> None:
        super().__init__()
        self.rounds, self.waited = rounds, list[float]()

    def wait(self, timeout: float | None = None) -> bool:
        self.waited.append(timeout or 0)
        return len(self.waited) > self.rounds


class Letterbox:
    """What the server received; it can be told to refuse."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, bytes]] = []
        self.refuse = ""
        self.drop = False

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if self.refuse:
            return self.refuse
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.drop:
            server.transport.close()
        self.letters.append((envelope.rcpt_tos[0], envelope.content))
        return "250 Kept"


@pytest.fixture
def outbox(tmp_path: Path) -> Path:
    place = tmp_path / "outbox"
    place.mkdir()
    return place


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for localhost that only this test trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW.replace(tzinfo=None) - dt.timedelta(days=400))
        .not_valid_after(NOW.replace(tzinfo=None) + dt.timedelta(days=400))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    place = tmp_path_factory.mktemp("certificate") / "localhost.pem"
    place.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return place


@contextlib.contextmanager
def mail_server(certificate: Path | None = None, **options: Any) -> Iterator[tuple[Letterbox, int]]:
    """aiosmtpd, an SMTP server of its own, in a thread."""
    box, context = Letterbox(), None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
    more = {"ssl_context": context} if options.pop("implicit", False) else {"tls_context": context}
    running = Controller(box, hostname="localhost", port=free_port(), **(more if context else {}), **options)
    running.start()
    try:
        yield box, running.port
    finally:
        running.stop()


def server(port: int, security: str = "none", **more: Any) -> posting.Server:
    return posting.Server(host="localhost", port=port, security=security, timeout_seconds=5, **more)


def one_waits(pages: Pages, outbox: Path) -> Path:
    with_addresses_but_of_a_return(pages)
    propose(pages)
    return remind(pages.installation, outbox, SENDER)[0]


def states(outbox: Path) -> list[str]:
    return sorted(p.suffix for p in outbox.glob("*"))


def test_a_reminder_is_sent_once_and_its_address_is_kept_no_longer(pages: Pages, outbox: Path) -> None:
    one_waits(pages, outbox)
    with mail_server() as (box, port):
        assert posting.post(outbox, server(port), TODAY) == posting.Posted(sent=1)
        assert remind(pages.installation, outbox, SENDER) == []
        assert posting.post(outbox, server(port), TODAY).sent == 0
    ((to, content),) = box.letters
    letter = message_from_bytes(content, policy=policy.default)
    assert (to, letter["To"], letter["From"]) == (TO, TO, SENDER)
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].endswith("@council.example>")
    assert "waits for your signature" in letter.get_content()
    assert states(outbox) == [".sent"]
    assert next(outbox.glob("*")).read_bytes() == b""


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # TLS from the first byte needs no more
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_letters_and_passwords_travel_only_under_tls_that_is_checked(
    pages: Pages, outbox: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch, security: str
) -> None:
    seen: list[bytes] = []

    def let_in(_server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        seen.append(data.password)
        return AuthResult(success=data.password == SECRET.encode(), handled=False)

    one_waits(pages, outbox)
    options = {
        "authenticator": let_in,
        "auth_required": True,
        "implicit": security == "tls",
        **({"auth_require_tls": False} if security == "tls" else {"require_starttls": True}),
    }
    with mail_server(certificate, **options) as (box, port):
        own = server(port, security, user="mailer", password=SECRET)
        unknown = posting.post(outbox, own, TODAY)
        assert (unknown.sent, unknown.waiting, unknown.problem) == (0, 1, "SSLCertVerificationError")
        assert seen == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        wrong = posting.post(outbox, server(port, security, user="mailer", password="wrong"), TODAY)
        assert (wrong.waiting, wrong.problem) == (1, "SMTPAuthenticationError (535)")
        assert posting.post(outbox, own, TODAY).sent == 1
    assert len(box.letters) == 1
    assert (set(seen), seen[-1]) == ({b"wrong", SECRET.encode()}, SECRET.encode())


def test_a_server_without_starttls_is_given_nothing(pages: Pages, outbox: Path) -> None:
    one_waits(pages, outbox)
    with mail_server() as (box, port):
        posted = posting.post(outbox, server(port, "starttls", user="mailer", password=SECRET), TODAY)
    assert (posted.waiting, posted.problem, box.letters) == (1, "SMTPNotSupportedError", [])


@pytest.mark.parametrize(
    ("refuse", "state", "problem"),
    [("550 No such person", ".refused", "recipient refused (550)"), ("451 Later", ".eml", "recipient refused (451)")],
)
def test_a_refusal_for_good_is_not_tried_again_and_one_for_now_is(
    pages: Pages, outbox: Path, refuse: str, state: str, problem: str
) -> None:
    one_waits(pages, outbox)
    with mail_server() as (box, port):
        box.refuse = refuse
        assert posting.post(outbox, server(port), TODAY).problem == problem
        assert states(outbox) == [state]
        box.refuse = ""
        posting.post(outbox, server(port), TODAY)
    assert len(box.letters) == (1 if state == ".eml" else 0)


def test_one_person_who_cannot_be_reached_does_not_stop_the_others(pages: Pages, outbox: Path) -> None:
    with_addresses(pages)
    pages.installation.now = lambda: (
        NOW + dt.timedelta(hours=4)
    )  # after Tuesday noon: two people are told of a late return
    assert len(remind(pages.installation, outbox, SENDER)) == 2
    with mail_server() as (box, port):
        first = {"left": 1}
        accept = box.handle_RCPT

        async def refuse_first(*arguments: Any) -> str:
            if first["left"]:
                first["left"] = 0
                return "550 Gone"
            return await accept(*arguments)

        box.handle_RCPT = refuse_first  # type: ignore[method-assign]
        posted = posting.post(outbox, server(port), TODAY)
    assert (posted.sent, posted.refused, posted.waiting) == (1, 1, 0)


def test_a_line_that_breaks_in_the_middle_leaves_the_letter_waiting(pages: Pages, outbox: Path) -> None:
    one_waits(pages, outbox)
    with mail_server() as (box, port):
        box.drop = True
        posted = posting.post(outbox, server(port), TODAY)
        assert (posted.sent, posted.waiting, posted.problem) == (0, 1, "SMTPServerDisconnected")
        box.drop = False
        assert posting.post(outbox, server(port), TODAY).sent == 1


def test_a_dead_mail_server_stops_neither_an_act_nor_a_release_and_is_tried_again(
    pages: Pages, outbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sign while it is down; five minutes later it is back."""
    port = free_port()
    for name, value in {
        "reminders_from": SENDER,
        "outbox_dir": outbox,
        "smtp_host": "localhost",
        "smtp_port": port,
        "smtp_security": "none",
    }.items():
        monkeypatch.setattr(settings, name, value)
    with_addresses_but_of_a_return(pages)
    found = propose(pages)
    down, up = Stop(rounds=2), Stop(rounds=2)
    background.remind_when_due(down)
    assert down.waited == [3600, 300, 300]
    assert states(outbox) == [".eml"]
    assert sign(pages, found).public
    with mail_server() as (box, other):
        monkeypatch.setattr(settings, "smtp_port", other)
        background.remind_when_due(up)
    assert up.waited == [3600, 3600, 3600]
    assert [to for to, _ in box.letters] == [TO]


def test_no_log_line_and_no_output_names_an_address_a_person_or_the_password(
    pages: Pages,
    outbox: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    with mail_server() as (box, port):
        for name, value in {
            "reminders_from": SENDER,
            "outbox_dir": outbox,
            "smtp_host": "localhost",
            "smtp_port": port,
            "smtp_security": "none",
            "smtp_password": SECRET,
        }.items():
            monkeypatch.setattr(settings, name, value)
        with_addresses_but_of_a_return(pages)
        propose(pages)
        box.refuse = f"550 {TO} is unknown"
        before = structlog.get_config()
        logs.configure()
        lines = io.StringIO()
        structlog.configure(logger_factory=lambda *_: structlog.PrintLogger(lines))
        try:
            background.remind_when_due(Stop(rounds=1))
        finally:
            structlog.configure(**before)
        run_remind(status=True, as_json=False)
    said = (
        lines.getvalue()
        + "".join(capsys.readouterr())
        + "".join(r.getMessage() for r in caplog.records if not r.name.startswith("mail"))
    )  # the server's own log
    assert json.loads(lines.getvalue())["refused"] == 1
    for secret in (TO, "@", SECRET, "signatory "):
        assert secret not in said
    assert SECRET not in repr(settings)
    assert SECRET not in repr(server(port, password=SECRET))


def test_yesterdays_letters_are_replaced_and_old_marks_go(outbox: Path) -> None:
    (outbox / "not-ours.eml").write_bytes(b"")
    for name in ("2026-09-07-a.eml", "2026-09-08-b.refused", "2026-08-20-c.sent", "2026-09-07-d.sent"):
        (outbox / name).write_bytes(b"")
    with mail_server() as (_, port):
        assert posting.post(outbox, server(port), TODAY) == posting.Posted()
    assert states(outbox) == [".eml", ".refused", ".sent"]


def test_a_letter_left_half_sent_by_a_process_that_died_is_sent_by_the_next(pages: Pages, outbox: Path) -> None:
    path = one_waits(pages, outbox)
    mine = path.rename(path.with_suffix(".sending"))
    with mail_server() as (_, port):
        assert posting.post(outbox, server(port), TODAY) == posting.Posted(waiting=1)
        os.utime(mine, (0, 0))
        assert posting.post(outbox, server(port), TODAY).sent == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"smtp_security": "none", "smtp_host": "mail.council.example"}, "only for a mail server on this machine"),
        ({"smtp_security": "ssl", "smtp_host": "localhost"}, "must be one of"),
    ],
)
def test_settings_that_would_send_names_in_clear_are_refused(more: dict[str, str], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        posting.server_of(Settings(**more))
    assert posting.server_of(Settings(smtp_security="none", smtp_host="127.0.0.1")) is not None
    assert posting.server_of(Settings()) is None


def test_the_command_counts_and_fails_while_something_waits(
    pages: Pages, outbox: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(Refusal, match="PRESSURE_REMINDERS_FROM"):
        run_remind(status=False, as_json=False)
    monkeypatch.setattr(settings, "reminders_from", SENDER)
    monkeypatch.setattr(settings, "outbox_dir", outbox)
    with_addresses_but_of_a_return(pages)
    propose(pages)
    run_remind(status=False, as_json=True)
    assert json.loads(capsys.readouterr().out) == {
        "written": 1,
        "sent": 0,
        "refused": 0,
        "waiting": 1,
        "problem": "",
        "mail_server": False,
    }
    monkeypatch.setattr(settings, "smtp_host", "localhost")
    monkeypatch.setattr(settings, "smtp_port", free_port())
    with pytest.raises(typer.Exit):
        run_remind(status=False, as_json=False)
    assert "0 written, 0 sent, 0 refused, 1 waiting (ConnectionRefusedError)." in capsys.readouterr().out
