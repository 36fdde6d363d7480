"""The Welsh address of a council in Wales goes on to answer when it has ended, in the Welsh words that there are."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from pressure.release.site import Release
from pressure.settings import settings
from pressure.store import councils
from pressure.store.engine import reading, writing
from pressure.web.release_files import serve_release
from pressure.web.routes import READ, of_tree
from tests.ended_cases import Reorganisation, installed

CARDIFF, NEWPORT = "W06000015", "W06000998"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Reorganisation:
    """Cardiff ends on 31 March 2027 and an invented council follows."""
    here = installed(tmp_path_factory.mktemp("cardiff"))
    with reading(here.installation.engine) as connection:
        cardiff = councils.load_all(connection).get(CARDIFF)
    assert cardiff
    heir = replace(cardiff, code=NEWPORT, name="South Wales", valid_from=date(2027, 4, 1), aliases=(), gov_uk_slug="")
    ends = replace(cardiff, valid_to=date(2027, 3, 31), successors=(NEWPORT,))
    here.at(2027, 3, 25, 9)
    with writing(here.installation.engine) as connection:
        councils.replace_all(connection, [ends, heir], at=here.clock.at)
    here.publish("eve", 2027, 3, 31, 8, 30)
    here.publish("week", 2027, 4, 7, 8, 30)
    return here


def page(release: Release, code: str) -> str:
    return release.read(f"cy/councils/{code}/index.html").decode()


def test_the_welsh_address_says_in_welsh_that_there_is_no_level_and_where_the_rest_is(told: Reorganisation) -> None:
    """A page in English says that it is; nobody has put the end of a council into Welsh yet."""
    before, after = page(told.made["eve"], CARDIFF), page(told.made["week"], CARDIFF)
    assert '<html lang="cy"' in before
    assert '<html lang="en-GB"' in after
    assert '<p class="strong" lang="cy">Gofal cymdeithasol i oedolion: Caerdydd. Dim lefel gyfredol.</p>' in after
    assert f'href="/councils/{CARDIFF}/" hreflang="en-GB">y dudalen yn Saesneg</a>' in after
    assert "Cardiff ended on Wednesday 31 March 2027. From Thursday 1 April 2027 South Wales follows it." in after


def test_it_leads_to_the_last_notice_in_welsh(told: Reorganisation, monkeypatch: pytest.MonkeyPatch) -> None:
    """As it was published, in a release that has it, and served with a line that says it is of before."""
    last = told.made["week"].json(f"councils/{CARDIFF}/rating.json")["last"]["release_id"]
    assert f'href="/releases/{last}/cy/councils/{CARDIFF}/"' in page(told.made["week"], CARDIFF)
    (kept,) = [release for release in told.made.values() if release.id == last]
    assert '<html lang="cy"' in page(kept, CARDIFF)
    monkeypatch.setattr(settings, "site_dir", told.installation.site_dir)
    routes = [*of_tree(""), Route("/{path:path}", serve_release.current, methods=READ)]
    with time_machine.travel("2027-04-07T12:00:00Z", tick=False):
        client = TestClient(Starlette(routes=routes))
        assert client.get(f"/cy/councils/{CARDIFF}/").text == page(told.made["week"], CARDIFF)
        assert "Cardiff ended on" in client.get(f"/releases/{last}/cy/councils/{CARDIFF}/").text


def test_its_english_page_and_the_welsh_page_of_who_follows_are_as_they_were(told: Reorganisation) -> None:
    english = told.made["week"].read(f"councils/{CARDIFF}/index.html").decode()
    assert 'lang="cy"' not in english
    assert '<html lang="cy"' in page(told.made["week"], NEWPORT)
