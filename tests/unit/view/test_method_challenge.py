"""`/method/` says where to challenge a level, and of every word of a nation who has checked it."""

import re
from dataclasses import replace
from datetime import date

import pytest

from pressure.content.challenge import challenge
from pressure.content.method import method_page
from pressure.content.method_sections import entries
from pressure.content.plain.councils import council_page
from pressure.domain.national import CheckedBy
from pressure.drawing.templating import Frame
from tests import notice_cases as cases
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
        table = entries(nation)
        assert len(table.rows) == len(nation.entries) > 5
        assert {checked for _, _, checked in table.rows} == {"To be checked"}
        drawn = page()
        assert f"<caption>{table.caption}</caption>" in drawn
        assert all(f'<th scope="row">{name}</th>' in drawn for name, _, _ in table.rows if "'" not in name)


def test_an_entry_that_was_checked_says_by_whom_and_when() -> None:
    wales = next(n for n in BOOK.nations.values() if n.name == "Wales")
    law = replace(wales.law, checked=CheckedBy(by="a solicitor", on=date(2027, 1, 4)))
    assert ("Law", law.says, "Checked by a solicitor on 2027-01-04") in entries(replace(wales, law=law)).rows


@pytest.mark.parametrize("made", [cases.calm, cases.high, cases.declared, cases.floor_only, cases.no_level])
@pytest.mark.parametrize("base", ["", "/demo"])
def test_every_page_of_a_council_leads_to_how_its_level_is_challenged(made, base) -> None:  # type: ignore[no-untyped-def]
    said = council_page(made(), [], BOOK, base=base).decode()
    assert f'<a href="{base}/method/#challenge">How to challenge this level</a>' in said
    assert 'id="challenge"' in page()


@pytest.mark.parametrize("made", [cases.declared, cases.floor_only])
@pytest.mark.parametrize(
    ("place", "help_said", "never"),
    [
        ({"code": "E10000025", "nation_code": "E92000001"}, ("NHS 111 online", "Call the council now"), "trust"),
        ({"code": "W06000015", "nation_code": "W92000004"}, ("NHS 111 Wales", "Call the council now"), "trust"),
        ({"code": "S12000047", "nation_code": "S92000003"}, ("NHS inform", "Call the council now"), "trust"),
        ({"code": "BHSCT", "nation_code": "N92000002"}, ("GP out of hours service", "Call the trust now"), "council"),
    ],
)
def test_a_page_at_the_highest_level_begins_with_what_to_do_now(made, place, help_said, never) -> None:  # type: ignore[no-untyped-def]
    """Before the dates and everything else, in the words of the nation."""
    said = council_page(cases.at_place(made(), place), [], BOOK).decode()
    heads = re.findall(r"<h2[^>]*>(.*?)</h2>", said)
    assert heads[0] == "What to do now"
    first = said.partition('<h2 id="help">')[2].partition("<h2")[0]
    assert "call 999" in first
    assert all(text in first for text in help_said)
    assert not re.search(rf"\b{never}\b", first)
    assert first.count("999") == 1


@pytest.mark.parametrize("made", [cases.calm, cases.high])
def test_at_every_other_level_the_dates_stand_in_the_panel_and_help_follows(made) -> None:  # type: ignore[no-untyped-def]
    heads = re.findall(r"<h2[^>]*>(.*?)</h2>", council_page(made(), [], BOOK).decode())
    assert heads[0] == "If you need help now"
