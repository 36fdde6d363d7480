"""A council's past over HTTP: the page, its two pictures, and a plain answer where there is none."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from xml.etree import ElementTree

import pytest
import time_machine
from PIL import Image
from starlette.testclient import TestClient

from pressure.release.site import Release
from tests.site_cases import SECOND, STATES

HISTORY = "/councils/E10000003/history/"
LATER = "E10000005"
"""Its rating is of a later day than its release."""


@pytest.fixture(autouse=True)
def december() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 12, 1, 10, tzinfo=UTC)):
        yield


def test_the_page_says_what_it_found_and_every_picture_on_it_answers(client: TestClient) -> None:
    page = client.get(HISTORY)
    assert page.status_code == 200
    assert "<h1>Highbury: it has been high for 3 weeks, after 5 weeks at very high</h1>" in page.text
    assert "60 days are not known" in page.text
    assert len(page.content) <= 25_000
    assert page.headers["x-release-id"] == SECOND
    pictures = re.findall(r'(?:src|srcset)="(/[^"]+\.svg)"', page.text.partition('class="plate"')[2])
    assert len(pictures) == 2
    for address in pictures:
        picture = client.get(address)
        assert picture.status_code == 200
        assert picture.headers["content-type"] == "image/svg+xml"
        assert "2026" in "".join(ElementTree.fromstring(picture.text).itertext())
        assert f'href="{address}"' in page.text


@pytest.mark.parametrize("code", sorted(set(STATES) - {LATER}))
def test_a_notice_and_its_councils_history_found_the_same(client: TestClient, released: Release, code: str) -> None:
    """One fact: two pages that count its weeks in two ways tell two numbers."""
    notice = client.get(f"/councils/{code}/").text
    rated = released.json(f"councils/{code}/rating.json")["rating"]["level_published"]
    found = re.findall(r'<p class="finding">It (.*)\.</p>', notice)
    assert len(found) == bool(rated)
    if found:
        assert f": it {found[0]}</h1>" in client.get(f"/councils/{code}/history/").text


def test_the_picture_can_be_copied_as_a_small_png_drawn_with_its_words(client: TestClient) -> None:
    """Letters that the fonts of the drawer do not have would leave the picture without words, and without an error."""
    page = client.get(HISTORY).text
    address = f"{HISTORY}all/picture.png"
    assert f'href="{address}" download>PNG</a>' in page
    answer = client.get(address)
    assert answer.headers["content-type"] == "image/png"
    assert len(answer.content) <= 60_000
    drawn = Image.open(BytesIO(answer.content)).convert("L")
    foot = drawn.crop((0, drawn.height - 40, drawn.width // 2, drawn.height))
    assert min(foot.getdata()) < 128 < max(foot.getdata())
    assert client.get(f"{HISTORY}1999/picture.png").status_code == 404


def test_a_picture_has_its_source_and_date_inside(client: TestClient) -> None:
    said = " ".join(ElementTree.fromstring(client.get(f"{HISTORY}all/picture.svg").text).itertext())
    assert "Highbury, as published on 25 November 2026" in said
    assert "Care Pressure, OGL v3.0" in said


def test_a_year_has_an_address_of_its_own_and_whoever_has_it_already_gets_nothing(client: TestClient) -> None:
    first = client.get(f"{HISTORY}2026/")
    assert first.status_code == 200
    assert client.get(f"{HISTORY}2026/", headers={"If-None-Match": first.headers["etag"]}).status_code == 304
    assert client.get(f"{HISTORY}52-weeks/picture-narrow.svg").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        f"{HISTORY}1999/",
        f"{HISTORY}99999/",
        f"{HISTORY}yesterday/",
        f"{HISTORY}2026/no_such_figure.weekly-return/",
        f"{HISTORY}2026/%3Cscript%3E/",
        f"{HISTORY}2026/a/b/c/",
        f"{HISTORY}all/../../rating.json/",
        "/councils/E10999999/history/",
        "/councils/highbury-x/history/",
        "/councils/X99000001/history/",
        "/demo/councils/E10000003/history/",
    ],
)
def test_what_there_is_not_is_not_found(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("rest", ["", "/2026", "/all/picture"])
def test_an_address_without_its_slash_leads_to_the_page(client: TestClient, rest: str) -> None:
    answer = client.get(f"/councils/E10000003/history{rest}")
    assert (answer.status_code, answer.headers["location"]) == (308, f"/councils/E10000003/history{rest}/")


def test_an_invented_council_says_so_in_the_picture_too(client: TestClient) -> None:
    assert client.get("/demo/councils/X99000001/history/").text.count("Demonstration") >= 1
    assert "(invented)" in client.get("/demo/councils/X99000001/history/all/picture.svg").text


def test_a_council_that_never_had_a_level_has_a_page_that_says_so(client: TestClient) -> None:
    text = client.get("/councils/S12000033/history/").text
    assert "There has been no level for" in text
