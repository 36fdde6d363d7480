"""The brief over HTTP: for any day, from the release in force then, and a plain answer when there was none."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from starlette.testclient import TestClient

from tests.site_cases import FIRST, SECOND

BRIEF = "/councils/E10000003/brief/"


@pytest.fixture(autouse=True)
def december() -> Iterator[None]:
    """A day after both releases."""
    with time_machine.travel(datetime(2026, 12, 1, 10, tzinfo=UTC)):
        yield


@pytest.mark.parametrize(("day", "release"), [("2026-11-18", FIRST), ("2026-11-24", FIRST), ("2026-11-25", SECOND)])
def test_a_brief_is_made_from_the_release_in_force_at_the_end_of_the_day(
    client: TestClient, day: str, release: str
) -> None:
    answer = client.get(BRIEF, params={"on": day})
    assert answer.status_code == 200
    assert "Highbury" in answer.text
    assert f"/releases/{release}/councils/E10000003/" in answer.text
    assert f'value="{day}"' in answer.text


def test_without_a_day_it_is_about_now_and_says_so(client: TestClient) -> None:
    answer = client.get(BRIEF)
    assert answer.status_code == 200
    assert "Position at " in answer.text
    assert "<script" not in answer.text


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        (
            f"{BRIEF}?on=2020-01-01",
            404,
            "Nothing about Highbury had been published by the end of Wednesday 1 January 2020. "
            "The first release came out at 9:30am on Wednesday 18 November 2026.",
        ),
        (f"{BRIEF}?on=2999-01-01", 400, "has not come yet"),
        (f"{BRIEF}?on=yesterday%3Cscript%3E", 400, "“yesterday&lt;script&gt;” is not a day."),
        ("/councils/E10999999/brief/", 404, "We cannot find that page"),
        ("/councils/highbury-x/brief/", 404, "We cannot find that page"),
    ],
)
def test_a_day_or_place_without_a_brief_gets_a_page_that_says_why(
    client: TestClient, address: str, status: int, said: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert said in answer.text


def test_real_and_invented_councils_never_share_a_brief(client: TestClient) -> None:
    assert client.get("/demo/councils/X99000001/brief/").text.count("Demonstration") >= 1
    assert client.get("/councils/X99000001/brief/").status_code == 404
    assert client.get("/demo/councils/E10000003/brief/").status_code == 404


def test_the_address_without_its_slash_leads_to_the_brief_and_keeps_the_day(client: TestClient) -> None:
    answer = client.get("/councils/E10000003/brief?on=2026-11-18")
    assert (answer.status_code, answer.headers["location"]) == (308, f"{BRIEF}?on=2026-11-18")
