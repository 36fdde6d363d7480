"""Readers' mail on a real installation: plain addresses answered, a real SMTP server, letters read as they came."""

import contextlib
import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from pressure.access.permissions import OPERATOR
from pressure.actions.readers.notifying import Round, notify
from pressure.actions.releases.publishing import publish
from pressure.settings import settings
from pressure.store.engine import reading
from pressure.store.readers import requests
from pressure.store.readers.requests import Request
from pressure.store.releases import DEMONSTRATION
from pressure.web.readers import limits
from pressure.web.routes import ROUTES
from tests.pages.officer_cases import PLACE, Pages
from tests.pages.test_mail import Letterbox, mail_server

HERE = "https://care.example"
FROM = "Care Pressure <levels@care.example>"
READER = "Ann.Reader@post.example"
SET = {
    "readers_from": FROM,
    "smtp_host": "localhost",
    "smtp_security": "none",
    "smtp_timeout_seconds": 5,
    "operated_by": "The Ayford Hub",
    "feedback_address": "hello@care.example",
    "public_address": HERE,
}
TELL_ME = f"/demo/councils/{PLACE.code}/tell-me/"


class Readers:
    """One installation with its mail server, as a reader and an operator see it."""

    def __init__(self, pages: Pages, box: Letterbox) -> None:
        self.installation, self.box = pages.installation, box
        self.client = TestClient(Starlette(routes=ROUTES), base_url=HERE, follow_redirects=False)

    def ask(self, address: str = READER, *, at: str = TELL_ME, origin: str = HERE, token: str | None = None) -> Any:
        """Fill the form in as a browser does."""
        found = re.search(r'name="token" value="([^"]*)"', self.client.get(at).text)
        token = (found[1] if found else "") if token is None else token
        return self.client.post(at, data={"token": token, "address": address}, headers={"Origin": origin})

    def round(self) -> Round:
        return notify(self.installation)

    def letters(self) -> list[tuple[str, EmailMessage]]:
        """(to, letter) in the order they came."""
        return [(to, message_from_bytes(content, policy=policy.default)) for to, content in self.box.letters]

    def newest(self) -> str:
        return str(self.letters()[-1][1].get_content()).replace("\r\n", "\n")

    def link(self, kind: str) -> str:
        """The link to confirm or to stop of the newest letter."""
        (found,) = re.findall(rf"^{HERE}(/tell-me/{kind}/\S+/)$", self.newest(), re.M)
        return str(found)

    def subscribe(self, address: str = READER) -> str:
        """Ask, be written to, confirm; returns the path of the link to stop."""
        limits.forget_all()
        self.ask(address)
        self.round()
        stop = self.link("stop")
        assert self.client.post(self.link("confirm")).status_code == 200
        return stop

    def kept(self) -> list[Request]:
        with reading(self.installation.engine) as connection:
            return requests.everything(connection)

    def publish(self) -> None:
        """As if the weeks between had been told: no clock is doubted."""
        publish(replace(self.installation, simulated=True), by=OPERATOR, track=DEMONSTRATION)


@contextlib.contextmanager
def readers_of(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> Iterator[Readers]:
    limits.forget_all()
    with mail_server() as (box, port):
        for name, value in {**SET, "smtp_port": port}.items():
            monkeypatch.setattr(settings, name, value)
        yield Readers(pages, box)
