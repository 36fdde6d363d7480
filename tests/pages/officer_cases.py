"""A demonstration installation with real session rows, and pages opened with somebody's cookie."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from pressure.access.permissions import OPERATOR, Role
from pressure.access.sessions import cookie_name, open_session
from pressure.actions.installation import Installation
from pressure.actions.releases.publishing import publish
from pressure.actions.returns import confirming
from pressure.actions.returns.loading import load
from pressure.actions.statements import replying
from pressure.demo.places import HUB, PLACES, Place, actor, person_id
from pressure.store.engine import writing
from pressure.store.releases import DEMONSTRATION
from pressure.store.statements import STATEMENT
from pressure.words.officers import pages
from pressure.words.shell import FAULT_TITLE
from tests.app_pages import deep_link
from tests.installations import SUNDAY, new_installation, return_of

PLACE, OTHER = PLACES[0], PLACES[1]
NOW = datetime(2026, 9, 8, 9, tzinfo=UTC)


def build(folder: Path) -> None:
    """Two weeks of returns of two councils, published."""
    installation, clock = new_installation(folder)
    before = SUNDAY - timedelta(days=7)
    for sunday, at in ((before, NOW - timedelta(days=7)), (SUNDAY, NOW)):
        clock.at = at
        for place in (PLACE, OTHER):
            if (place, sunday) != (OTHER, SUNDAY):
                load(installation, by=HUB, source_id="weekly-return", data=return_of(place, sunday), name="r.csv")
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    installation.engine.dispose()


def read_for_names(page: AppTest) -> AppTest:
    """Tick that the words name nobody, wherever that is asked."""
    for box in page.checkbox:
        if box.label == pages.NAMES_NOBODY:
            box.check()
    return page


class Pages:
    """Opens officer pages as somebody; `installation` is the one they see."""

    def __init__(self, installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
        self.installation, self.monkeypatch = installation, monkeypatch
        self.cookies: dict[str, str] = {}
        monkeypatch.setattr(ContextProxy, "cookies", property(lambda _: self.cookies))

    def sign_in(self, role: Role, place: Place = PLACE, *, ago: float = 0) -> str:
        """A session row; `ago` minutes since they proved who they are."""
        return self.sign_in_as(person_id(place, role), ago=ago)

    def sign_in_as(self, who: str, *, ago: float = 0) -> str:
        at = self.installation.now()
        with writing(self.installation.engine) as connection:
            token = open_session(connection, person_id=who, at=at, authenticated_at=at - timedelta(minutes=ago))
        self.cookies = {cookie_name(demonstration=False): token}
        return token

    def open(self, page: str, **query: str) -> AppTest:
        return checked(deep_link(f"{page}.py", **query))


def figures_now(installation: Installation, week: date = SUNDAY) -> str:
    """The digest of what the first council's return says of a week, as its page shows it."""
    return confirming.to_confirm(
        installation, by=actor(PLACE, Role.DIRECTOR), council_code=PLACE.code, week_ending=week
    ).sha256


def checked(app: AppTest) -> AppTest:
    """No page of officers may fail."""
    assert not app.exception, [e.value for e in app.exception]
    assert not [e.value for e in app.error if FAULT_TITLE in e.value]
    return app


def keep_a_statement(pages: Pages) -> None:
    """The director's own, of which no release is made."""
    replying.say(
        pages.installation,
        by=actor(PLACE, Role.DIRECTOR),
        council_code=PLACE.code,
        kind=STATEMENT,
        words="We act.",
        names_nobody=True,
    )
