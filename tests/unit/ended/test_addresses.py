"""Every address that a release before the end had still answers after it, and other codes of a council lead to it."""

import pytest
import time_machine
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from pressure.settings import settings
from pressure.web.release_files import serve_release
from pressure.web.routes import READ, of_tree
from tests.ended_cases import SURREY, installed, reorganised

NOW = "2027-04-07T12:00:00Z"


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    here = installed(tmp_path_factory.mktemp("served"))
    here.at(2027, 4, 7, 9)
    here.take(reorganised(here.folder / "new"))
    here.publish("week", 2027, 4, 7, 9, 30)
    return here


@pytest.fixture
def client(told, monkeypatch):
    monkeypatch.setattr(settings, "site_dir", told.installation.site_dir)
    routes = [*of_tree(""), Route("/{path:path}", serve_release.current, methods=READ)]
    with time_machine.travel(NOW, tick=False):
        yield TestClient(Starlette(routes=routes), follow_redirects=False)


def test_every_address_of_a_release_before_answers_asked_after(told, client):
    """Files, folders, the brief, and the release itself."""
    before = told.made["before"]
    asked = {path.removesuffix("index.html") for path in before.manifest["files"]}
    asked |= {f"councils/{SURREY}/brief/", f"releases/{before.id}/councils/{SURREY}/badge.svg"}
    asked |= {f"as-of/2027-03-24T12:00:00Z/councils/{SURREY}/"}
    found = {path: client.get(f"/{path}").status_code for path in sorted(asked)}
    assert {path: status for path, status in found.items() if status not in {200, 302}} == {}


def test_the_badge_and_the_brief_say_that_it_ended(told, client):
    assert "Ended on 31 March 2027" in client.get(f"/councils/{SURREY}/badge.svg").text
    assert "ended on Wednesday 31 March 2027" in client.get(f"/councils/{SURREY}/brief/").text
    assert client.get(f"/councils/{SURREY}/brief/?on=2027-03-25").status_code == 200


def test_a_page_of_before_says_at_its_top_that_the_council_has_ended(told, client):
    page = client.get(f"/releases/{told.made['before'].id}/councils/{SURREY}/").text
    assert "Surrey ended on Wednesday 31 March 2027." in page


@pytest.mark.parametrize(
    "rest", ["", "/", "/badge.svg", "/rating.json", "/easy-read/", "/brief/?on=2027-04-01", "/days.json"]
)
@pytest.mark.parametrize(("other", "present"), [("S12000046", "S12000049"), ("E08000038", "E08000016")])
def test_another_code_of_a_council_leads_to_the_same_place_under_its_own(client, other, present, rest):
    """Glasgow's until 2019, and Barnsley's later one: the same council, so nothing ended."""
    answer = client.get(f"/councils/{other}{rest}")
    while answer.status_code == 308 and other in answer.headers["location"]:
        answer = client.get(answer.headers["location"])
    assert answer.status_code == 308
    assert answer.headers["location"].split("?")[0].rstrip("/") == f"/councils/{present}{rest}".split("?")[0].rstrip(
        "/"
    )
    final = TestClient(client.app, follow_redirects=True).get(f"/councils/{other}{rest}")
    assert final.status_code == 200


def test_a_code_that_nobody_ever_had_is_not_found(client):
    assert client.get("/councils/E99999999/").status_code == 404
    assert client.get("/councils/E99999999/brief/").status_code == 404
