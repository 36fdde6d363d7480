"""What stands in the shell of a page below /app/ before Streamlit has come."""

import re

import pytest
from starlette.testclient import TestClient

from pressure.release.site import Release
from pressure.words import shell

RATED = "E10000003"


def body_of(text: str) -> str:
    """The body before Streamlit's root."""
    found = re.search(r"<body>(.*)<div id=\"root\">", text, re.S)
    assert found
    return found[1]


def test_a_council_is_read_whole_before_any_script(client: TestClient, released: Release) -> None:
    """Every word of the plain page, in its own style, and where the charts are."""
    plain = released.read(f"councils/{RATED}/index.html").decode()
    answer = client.get(f"/app/council?code={RATED}").text
    main = re.search(r"<main.*</main>", plain, re.S)
    assert main
    assert main[0] in body_of(answer)
    style = re.search(r"<style>(.*?)</style>", plain, re.S)
    assert style
    assert style[1] in answer
    assert shell.COMING in body_of(answer)


@pytest.mark.parametrize(
    ("address", "of"),
    [
        ("council", None),
        ("council?code=", None),
        ("council?code=E99999999", None),
        ("council?code=../../etc", None),
        (f"council?code={RATED}&code=E10000014", None),
        (f"council?code={RATED}&on=2026-01-01", None),
        (f"history?code={RATED}", None),
        (f"compare?code={RATED}", None),
        ("map", None),
        ("what-if", None),
        ("register?council=x", None),
        (f"council?code={RATED}", f"councils/{RATED}/index.html"),
    ],
)
def test_an_address_first_shows_its_own_answer_or_its_title_alone(
    client: TestClient, released: Release, address: str, of: str | None
) -> None:
    """Never another council, day or choice than the address names."""
    text = body_of(client.get(f"/app/{address}").text)
    page = next(page for page in shell.PAGES if page.address == address.partition("?")[0])
    if of is None:
        assert f"<h1>{page.title}</h1>" in text
        assert "Highbury" not in text
    else:
        assert f"<h1>{page.title}</h1>" not in text
        assert "Highbury" in text
    assert text.count("<h1") == 1


def test_each_page_that_has_a_twin_names_one_without_questions_of_its_own() -> None:
    """A new page says so itself; the twin stands at a plain address."""
    twins = {page.address: page.plain for page in shell.PAGES if page.twin}
    assert twins == {
        "council": "/councils/",
        "councils": "/councils/",
        "register": "/register/",
        "method": "/method/",
        "data": "/data/",
    }


@pytest.mark.parametrize("page", shell.OFFICER_PAGES, ids=lambda page: page.address)
def test_an_officers_page_shows_nothing_before_it_knows_who_asks(client: TestClient, page: shell.AppPage) -> None:
    assert "first-paint" not in client.get(f"/app/{page.address}").text
