"""What is kept of people is said before anything is asked of them: on a page that every other leads to."""

import re
from html import unescape
from pathlib import Path

import pytest

from pressure.content.explore.explorer_words import FOOTER_LINKS
from pressure.content.plain.privacy import NOBODY, privacy_page
from pressure.web import answers
from tests.rating_cases import BOOK
from tests.site_cases import FRAME

ROOT = Path(__file__).parents[3]


def text(page: bytes) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page.decode())).split())


def test_every_plain_page_of_a_release_leads_to_it_and_it_is_there(installed) -> None:
    files = installed.release.manifest["files"]
    assert "privacy/index.html" in files
    pages = [f for f in files if f.endswith(".html") and not f.endswith("brief/index.html")]
    assert [f for f in pages if b'href="/demo/privacy/"' not in installed.release.read(f)] == []


def test_the_published_template_is_the_documents_own(installed) -> None:
    published = installed.release.read("privacy/impact-assessment.md")
    assert published == (ROOT / "docs/impact-assessment.md").read_bytes()
    assert b'href="/demo/privacy/impact-assessment.md"' in installed.release.read("privacy/index.html")


def test_forms_and_the_pages_for_exploring_lead_to_it_too() -> None:
    assert b'href="/privacy/"' in answers.said("Sign in", "", status=200).body
    assert "/privacy/" in dict(FOOTER_LINKS)


@pytest.mark.parametrize(
    ("run_by", "feedback", "said"),
    [
        ("The Hub", "a@hub.example", ("The Hub runs this installation and answers for", "write to a@hub.example")),
        ("The Hub", "https://hub.example/ask", ("The Hub runs", "write to https://hub.example/ask")),
        ("", "", (NOBODY, "It has given no address for questions yet.")),
        ("", "a@hub.example", (NOBODY, "write to a@hub.example")),
    ],
)
def test_it_names_who_answers_or_says_that_nobody_does_yet(run_by: str, feedback: str, said: tuple[str, ...]) -> None:
    page = text(privacy_page(BOOK, FRAME, run_by, feedback))
    for one in said:
        assert one in page


def test_it_says_of_readers_and_officers_what_is_kept_how_long_and_how_it_is_removed() -> None:
    page = text(privacy_page(BOOK, FRAME, "The Hub", "a@hub.example"))
    for said in ("encrypted", "24 hours if you do not confirm", "30 days", "press the button", "Without end", "agreed"):
        assert said in page
