"""`/method/` says where to challenge a level, and of every word of a nation who has checked it."""

from dataclasses import replace
from datetime import date

import pytest

from pressure.content.challenge import challenge
from pressure.content.method import method_page
from pressure.content.method_sections import entries
from pressure.domain.national import CheckedBy
from pressure.drawing.templating import Frame
from tests.level_cases import BOOK

FRAME = Frame(release_id="r", published_at="2026-12-09T09:30:00Z", method_version="2")


def page(feedback: str = "") -> str:
    return " ".join(method_page([BOOK], FRAME, feedback=feedback).decode().split())


@pytest.mark.parametrize(
    ("feedback", "link"),
    [
        ("care@north.example", 'href="mailto:care@north.example"'),
        ("https://north.example/@help", 'href="https://north.example/@help"'),
    ],
)
def test_it_leads_to_the_address_of_whoever_runs_it(feedback: str, link: str) -> None:
    assert link in page(feedback)
    assert "has given no address" not in page(feedback)


def test_without_an_address_it_says_so_and_what_follows_stays() -> None:
    said = page()
    assert "has given no address to write to yet" in said
    assert "within 10 working days. The answer is public" in said
    assert "the calendar does not change" in said
    assert "now the Care Pressure project, and a change is to be checked by a steward, now nobody yet." in said
    assert challenge(BOOK, "").id == "challenge"


def test_every_entry_of_a_nation_says_who_checked_it() -> None:
    for nation in BOOK.nations.values():
        said = entries(nation)
        assert len(said) == len(nation.entries) > 5
        assert all(line.endswith("(to be checked).") for line in said)


def test_an_entry_that_was_checked_says_by_whom_and_when() -> None:
    wales = next(n for n in BOOK.nations.values() if n.name == "Wales")
    law = replace(wales.law, checked=CheckedBy(by="a solicitor", on=date(2027, 1, 4)))
    said = entries(replace(wales, law=law))
    assert f"Law: {law.says} (checked by a solicitor on 2027-01-04)." in said
