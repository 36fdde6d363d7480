"""A page for those who do not see it: heard, in a text browser, in a reader of feeds, or lifted by a program."""

import json
import re
import shutil
import subprocess
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from pressure.content.plain import councils
from tests import notice_cases as cases
from tests.publish_cases import ADDRESS, Told
from tests.rating_cases import BOOK
from tests.unit.publish.every_page import every_page, notices

FIRST_WORDS = 60
LEVEL = re.compile(r"\blevel(?: to)? (\d)\b", re.I)
SIGNS = re.compile(r"[<>]\s?\d|->|=>|→|≤|≥|\d\s?–\s?\d")
STATES: dict[str, Any] = {
    "level 1": cases.calm,
    "level 3": cases.high,
    "figures not sent": cases.not_sent,
    "declared": cases.declared,
    "declared alone": cases.floor_only,
    "raised": cases.raised_level,
    "settling": cases.settling,
}
WHY = {"declared": "declared", "declared alone": "declared", "raised": "raised it", "settling": "two weeks running"}


class Text(HTMLParser):
    """The words of a page in their order, the spaces as they are; of pictures nothing."""

    def __init__(self, page: bytes, *, within: str = "body") -> None:
        super().__init__()
        self.parts: list[str] = []
        self._within, self._open, self._hidden = within, False, 0
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open |= tag == self._within
        self._hidden += tag in {"svg", "style", "script", "form"}

    def handle_endtag(self, tag: str) -> None:
        self._open &= tag != self._within
        self._hidden -= tag in {"svg", "style", "script", "form"}

    def handle_data(self, data: str) -> None:
        if self._open and not self._hidden:
            self.parts.append(data)

    @property
    def words(self) -> list[str]:
        return "".join(self.parts).split()


def first(page: bytes, within: str = "main") -> str:
    return " ".join(Text(page, within=within).words[:FIRST_WORDS])


@pytest.mark.parametrize("state", STATES)
def test_a_notice_says_level_word_since_and_why_first(state: str) -> None:
    document = STATES[state]()
    rating, said = document["rating"], first(councils.council_page(document, [], BOOK))

    number, word = rating["level_published"], rating["level_name"].lower()
    assert f"level {number} of 4" in said
    assert f"({word})" in said
    assert " since " in said
    assert f", because {'of ' if state not in {*WHY, 'figures not sent'} else ''}" in said
    assert WHY.get(state, "") in said


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("make", [councils.council_page, councils.easy_read_page], ids=["notice", "easy read"])
def test_no_page_names_first_a_level_that_the_council_does_not_have(state: str, make: Any) -> None:
    document = STATES[state]()
    page = make(document, [], BOOK) if make is councils.council_page else make(document, BOOK)

    assert LEVEL.findall(" ".join(Text(page, within="main").words))[0] == str(document["rating"]["level_published"])
    assert LEVEL.findall(page.decode())[0] == str(document["rating"]["level_published"])


@pytest.mark.parametrize("state", STATES)
def test_no_paragraph_begins_with_a_level_that_the_council_does_not_have(state: str) -> None:
    """A program that lifts the text may begin with any paragraph."""
    document = STATES[state]()
    page = councils.council_page(document, [], BOOK).decode()
    own = str(document["rating"]["level_published"])
    part = page.partition('aria-labelledby="why"')[2].partition("</section>")[0]
    for paragraph in re.findall(r"<p[^>]*>(.*?)</p>", page.partition("<main")[2].partition("<h2")[0] + part, re.S):
        named = LEVEL.findall(re.sub(r"<[^>]+>", " ", unescape(paragraph)))
        assert not named or named[0] == own, paragraph


def test_without_a_level_that_is_said_first_and_no_number_is() -> None:
    said = first(councils.council_page(cases.no_level(), [], BOOK))

    assert said.count("No current level") == 2  # in large letters, and where a program lifts a paragraph
    assert not LEVEL.search(said)


def test_names_stand_in_the_page_and_never_in_the_title_of_a_picture() -> None:
    """Lynx takes the last title for that of the page."""
    for name, page in every_page().items():
        assert page.count(b"<title") == 1, name
        assert b'aria-labelledby="steps-t' not in page, name


def test_a_picture_that_is_not_hidden_has_a_name() -> None:
    for name, page in every_page().items():
        for svg in re.findall(r"<svg\b[^>]*>", page.decode()):
            assert "aria-hidden" in svg or re.search(r'aria-label="[^"]+"', svg), (name, svg)


def test_two_cells_of_a_table_and_a_name_and_its_fact_are_never_one_word() -> None:
    for name, page in every_page().items():
        assert not re.search(r"</t[dh]><t[dh]|</dt><dd", page.decode()), name


def test_no_page_and_no_feed_says_by_signs_what_is_not_heard(installed: Told) -> None:
    for name, page in every_page().items():
        text = " ".join(
            [*Text(page).parts, *map(unescape, re.findall(r'(?:aria-label|content)="([^"]*)"', page.decode()))]
        )
        assert not SIGNS.search(text), (name, SIGNS.findall(text))
    for path in (p for p in installed.release.manifest["files"] if p.endswith("feed.json")):
        for item in json.loads(installed.release.read(path))["items"]:
            assert not SIGNS.search(item["title"] + item["content_text"]), item["id"]
            assert not re.search(r"[<>]", item["title"] + item["content_text"]), item["id"]


def test_no_entry_of_a_feed_names_first_a_level_that_the_council_does_not_have(installed: Told) -> None:
    for item in json.loads(installed.release.read("feed.json"))["items"]:
        now = item["_care_pressure"]["level_after"]
        named = LEVEL.findall(f"{item['title']} {item['content_text']}")
        assert not named or now is None or named[0] == str(now), item["title"]


def test_a_kept_copy_says_which_release_it_is_and_that_there_may_be_a_newer_one(installed: Told) -> None:
    release = installed.release
    for path in (p for p in release.manifest["files"] if p.endswith(".html")):
        foot = " ".join(Text(release.read(path), within="footer").words)
        where = "" if path == "404.html" else f" at {ADDRESS}/demo/{path.removesuffix('index.html')}"
        assert f"there may be a newer one{where}." in foot, path
        assert re.search(r", release \d{8}T\d{6}Z-\d+, method version", foot), path


def test_every_notice_is_dated_for_programs_and_for_people() -> None:
    for name, page in notices().items():
        text = page.decode()
        (at,) = re.findall(r'<meta property="article:published_time" content="([^"]+)">', text)
        assert f'<time datetime="{at}">' in text, name


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("lynx") is None, reason="lynx, of Debian, is not installed")
@pytest.mark.parametrize("state", STATES)
def test_a_text_browser_names_the_page_and_says_the_level_first(state: str, tmp_path: Path) -> None:
    document = STATES[state]()
    page = tmp_path / "page.html"
    page.write_bytes(councils.council_page(document, [], BOOK))
    shown = subprocess.run(
        ["lynx", "-dump", "-nolist", page], capture_output=True, text=True, check=True, timeout=60
    ).stdout

    said = " ".join(shown.split()[: FIRST_WORDS + 40])
    assert said.startswith(("#Testshire: ", "Testshire: "))
    assert LEVEL.findall(said)[0] == str(document["rating"]["level_published"])
    assert " since " in said
