"""Two councils of the Demonstration Region, a token of the first, and a program that sends with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from httpx import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient

from pressure.access.permissions import Role
from pressure.actions.installation import Installation, open_installation
from pressure.actions.tokens import managing
from pressure.actions.tokens.managing import Made
from pressure.demo.places import PLACES, Place, actor
from pressure.settings import settings
from pressure.store import record
from pressure.store.engine import reading
from pressure.web.edges.middleware import MIDDLEWARE
from pressure.web.routes import ROUTES
from pressure.web.tokens import limits
from tests.installations import SUNDAY, copy_folder, return_of
from tests.pages import officer_cases

HERE = "https://127.0.0.1:8501"
PLACE, OTHER = PLACES[0], PLACES[1]
NEW = return_of(PLACE, SUNDAY, wl_assess_rate="333")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass
class Sending:
    """An installation, the clock of the machine, a client and the token of the first council."""

    installation: Installation
    clock: time_machine.Traveller
    client: TestClient
    made: Made

    def token_of(self, place: Place) -> str:
        return managing.make(self.installation, by=actor(place, Role.DATA_OFFICER), council_code=place.code).token

    def post(
        self, data: bytes = NEW, query: str = "", token: str | None = None, form: bool = True, **more: Any
    ) -> Response:
        """A return in a form, or by itself."""
        headers = {"Authorization": f"Bearer {self.made.token if token is None else token}"} | more.pop("headers", {})
        if form:
            return self.client.post(
                f"/returns{query}", files={"file": ("return.csv", data, "text/csv")}, headers=headers, **more
            )
        return self.client.post(
            f"/returns{query}", content=data, headers={"Content-Type": "text/csv"} | headers, **more
        )

    def entries(self) -> list[str]:
        with reading(self.installation.engine) as connection:
            return [body for _, body, _ in record.entries(connection)]


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sending")
    officer_cases.build(folder)
    return folder


@pytest.fixture
def sending(begun: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sending]:
    """A copy for one test, ten minutes after its release."""
    copy_folder(begun, tmp_path / "own")
    monkeypatch.setattr(settings, "database_url", f"sqlite:///{tmp_path / 'own' / 'pressure.sqlite'}")
    monkeypatch.setattr(settings, "site_dir", tmp_path / "own" / "site")
    limits.forget_all()
    with time_machine.travel(officer_cases.NOW + timedelta(minutes=10)) as clock:
        installation = open_installation(settings)
        app = Starlette(routes=ROUTES, middleware=MIDDLEWARE)
        client = TestClient(app, base_url=HERE, follow_redirects=False, raise_server_exceptions=False)
        made = managing.make(installation, by=actor(PLACE, Role.DATA_OFFICER), council_code=PLACE.code)
        yield Sending(installation, clock, client, made)
        installation.engine.dispose()
    limits.forget_all()
