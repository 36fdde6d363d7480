"""A page below /app/ has the sections of its plain page, with the same words, whatever else it shows among them."""

import html
import re

from streamlit.testing.v1 import AppTest

from pressure.content.app.data import REAL
from pressure.content.app.data import data_page as of_app
from pressure.content.data_page import data_page
from pressure.content.explore import explorer_words
from pressure.content.lists import councils_page
from pressure.content.method import method_page
from pressure.content.plain.councils import council_page
from pressure.drawing.templating import Frame
from pressure.settings import settings
from pressure.web.installation_now import published
from tests.pages.conftest import Opened
from tests.rating_cases import BOOK

DRAWN = '<div class="drawn">'
FRAME = Frame(release_id="r", published_at="2026-11-25T09:30:00Z", method_version=BOOK.method_version)


def said(drawn: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", drawn)).split())


def sections_of(plain: bytes) -> dict[str, str]:
    """The words of each section of a plain page, by its title."""
    found = re.findall(r"<h2 [^>]*>(.*?)</h2>(.*?)</section>", plain.decode(), flags=re.DOTALL)
    return {html.unescape(title): said(body) for title, body in found}


def parts_by_header(page: AppTest) -> dict[str, list[str]]:
    """The words of each part that the macros drew below each header of a page below /app/, its footer apart."""
    found: dict[str, list[str]] = {}
    title = ""
    for element in page.main.children.values():
        if element.type == "divider":
            break
        if element.type == "header":
            title = str(element.value)
            found[title] = []
        elif title and element.type == "markdown" and str(element.value).startswith(DRAWN):
            found[title].append(said(str(element.value)))
    return found


def drawn_by_header(page: AppTest) -> dict[str, str]:
    return {title: " ".join(parts) for title, parts in parts_by_header(page).items()}


def said_on_both(page: AppTest, plain: dict[str, str]) -> dict[str, str]:
    """The same without the parts that a page below /app/ shows among them."""
    parts = parts_by_header(page)
    return {title: " ".join(part for part in parts[title] if part in words) for title, words in plain.items()}


def test_the_method_says_the_same_on_both_pages(opened: Opened) -> None:
    """Small counts, bands alone, and how long a confirmation counts were on one of them only."""
    page = opened("method")
    deciding = published().deciding
    assert deciding
    plain = sections_of(method_page([BOOK], FRAME, deciding))
    assert list(parts_by_header(page)) == list(plain)
    assert said_on_both(page, plain) == plain
    every = " ".join(plain.values())
    rule = BOOK.disclosure
    for told in (
        f"to the nearest {rule.round_to}",
        f"counts for {BOOK.freshness.register_confirmation_days} days",
    ):
        assert told in every


def test_the_list_of_councils_says_the_same_on_both_pages(opened: Opened) -> None:
    """A level that stands on a signature alone was "level 3" on one of them and "at least level 3" on the other."""
    page = opened("councils")
    seen = published()
    rows = [council.row for council in seen.councils if not council.demonstration]
    invented = [council.row for council in seen.councils if council.demonstration]
    app = drawn_by_header(page)
    assert app.pop("Demonstration Region (invented)") == list_of(councils_page(invented, BOOK, FRAME))
    assert app == sections_of(councils_page(rows, BOOK, FRAME))
    assert all(council.name in " ".join(app.values()) for council in seen.councils if not council.demonstration)


def test_the_data_page_says_the_same_on_both_pages(opened: Opened) -> None:
    """A file had another title on each, and where the figures come from was on one of them only."""
    page = of_app(published(), REAL, settings.public_address)
    plain = sections_of(data_page(page.data, BOOK, FRAME))
    assert list(plain)[:2] == ["Start here", "Everything in one file"]
    assert said_on_both(opened("data"), plain) == plain


def list_of(plain: bytes) -> str:
    return " ".join(sections_of(plain).values())


def test_a_council_without_a_level_has_the_same_sections_on_both_pages(opened: Opened) -> None:
    """The page below /app/ showed a level of a family, a worst case and other figures than the page to print."""
    app, seen = drawn_by_header(opened("council", code="S12000033")), published()
    council = seen.find("S12000033")
    assert council is not None
    plain = council_page(
        seen.document(council),
        seen.history(council),
        BOOK,
        seen.declarations(council),
        figures=seen.official(council),
    )
    app.pop(explorer_words.LINKS)
    assert app == sections_of(plain)
    assert "Higher than in 9 of the 12 months before." in app["Official figures"]
    assert app["Official figures"].count("4 of 4") == 1
