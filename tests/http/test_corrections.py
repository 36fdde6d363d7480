"""The link that every notice has borne from the day it was written: what was corrected in its release?"""

import pytest
from starlette.testclient import TestClient

from tests.site_cases import FIRST, SECOND

WHAT = "2 figures were withdrawn."


def test_without_a_release_it_is_the_page_as_published(client: TestClient) -> None:
    """The same bytes for everyone, with an ETag."""
    answer = client.get("/corrections/")
    assert answer.status_code == 200
    assert WHAT in answer.text
    assert "etag" in answer.headers
    assert client.get("/corrections/?release=").text == answer.text


def test_a_release_shows_its_own_corrections_and_leads_to_all(client: TestClient) -> None:
    """And to the release as it was, which nothing changed."""
    text = client.get(f"/corrections/{FIRST}/").text
    assert "1 correction to it so far." in text
    assert WHAT in text
    assert "Sent for the wrong week." in text
    assert "9:30am on Wednesday 18 November 2026" in text
    for address in ("/corrections/", f"/releases/{FIRST}/", f"/releases/{FIRST}/councils/E10000001/"):
        assert f'href="{address}"' in text
    assert client.get(f"/releases/{FIRST}/councils/E10000001/").status_code == 200


def test_a_release_that_corrected_others_says_so_and_that_it_was_not_corrected(client: TestClient) -> None:
    """Two different questions."""
    text = client.get(f"/corrections/{SECOND}/").text
    assert "Nothing in it has been corrected so far." in text
    assert "It made 1 correction to earlier releases." in text
    assert WHAT in text


def test_the_demonstration_has_its_own_and_none_of_the_real_ones(client: TestClient) -> None:
    """Real and invented are never mixed."""
    answer = client.get(f"/demo/corrections/{SECOND}/")
    assert answer.status_code == 200
    assert WHAT not in answer.text
    assert "Nothing in it has been corrected so far." in answer.text
    assert 'href="/demo/corrections/"' in answer.text


@pytest.mark.parametrize("release", ["20991231T000000Z-1", "20261118T0930", "../../etc/passwd", "<script>", "x" * 9999])
def test_a_release_that_never_was_is_a_404_that_helps(client: TestClient, release: str) -> None:
    """A name cut short by an e-mail program is the usual reason."""
    answer = client.get("/corrections/", params={"release": release})
    assert answer.status_code == 404
    assert "We have never published a release called" in answer.text
    assert "may be cut short" in answer.text
    assert 'href="/corrections/"' in answer.text
    assert WHAT not in answer.text
    assert "<script>" not in answer.text


def test_the_page_says_how_to_ask_before_it_is_asked(client: TestClient) -> None:
    """Programs ask with OPTIONS and HEAD."""
    for address in (f"/corrections/{FIRST}/", f"/corrections/?release={FIRST}"):
        assert client.options(address).status_code == 204
        asked = client.head(address)
        assert (asked.status_code, asked.content) == (200, b"")


@pytest.mark.parametrize("base", ["", "/demo"])
def test_every_release_has_a_page_of_corrections_and_the_address_of_before_says_the_same(
    client: TestClient, base: str
) -> None:
    """Whether or not anything was corrected; a copy that follows no questions keeps it too."""
    for release in (FIRST, SECOND) if not base else (SECOND,):
        now = client.get(f"{base}/corrections/{release}/")
        assert now.status_code == 200
        assert f"This is about release {release}" in now.text
        assert client.get(f"{base}/corrections/?release={release}").text == now.text
        assert client.get(f"{base}/corrections/{release}", follow_redirects=False).status_code == 308


def test_a_release_that_never_was_has_no_address_of_its_own(client: TestClient) -> None:
    answer = client.get("/corrections/20991231T000000Z-1/")
    assert answer.status_code == 404
    assert "We have never published a release called" in answer.text
