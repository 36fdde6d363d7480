"""The accessibility statement speaks of the pages there are, from a test that looked at all of them."""

import json
from dataclasses import asdict
from datetime import date

import pytest

from tests.browser import looks
from tests.browser.looks import LOOKS, STATEMENT, Look
from tests.browser.test_every_page import TABLE

HOW = "to write it anew: pytest -n 0 -m 'slow or not slow' tests/browser/test_every_page.py --write-accessibility"
WRITTEN = json.loads(STATEMENT.read_text(encoding="utf-8"))


def test_the_statement_names_every_page_and_no_other() -> None:
    """A page added since the last test has not been tested, and a page taken away should not be vouched for."""
    assert {group: set(own["pages"]) for group, own in WRITTEN["groups"].items()} == {
        group: set(names) for group, (names, _) in TABLE.items()
    }, HOW


def test_every_page_was_looked_at_in_both_themes_on_a_telephone_and_on_a_desk() -> None:
    """320 pixels in the dark included."""
    for group, (_, table_looks) in TABLE.items():
        assert WRITTEN["groups"][group]["looks"] == [asdict(look) for look in table_looks], HOW
        assert {(w, t) for w in (320, 1280) for t in ("light", "dark")} <= {(x.width, x.theme) for x in table_looks}


def test_the_statement_says_when_with_what_and_counts_what_it_lists() -> None:
    """A number without its faults cannot be checked."""
    assert date.fromisoformat(WRITTEN["tested_on"]) >= date(2026, 11, 21)
    assert WRITTEN["axe_core"]
    assert list(WRITTEN["violations"]) == list(looks.IMPACTS)
    assert {fault["impact"] for fault in WRITTEN["found"]} == {i for i, n in WRITTEN["violations"].items() if n}


def test_nothing_is_written_of_a_run_that_left_out_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a test must not pass for a whole one."""
    monkeypatch.setattr(looks, "examined", {("plain", "front", LOOKS[0]): []})
    table: dict[str, tuple[list[str], tuple[Look, ...]]] = {"plain": (["front", "method"], LOOKS[:1])}
    with pytest.raises(LookupError, match="plain: method"):
        looks.statement(table, date(2026, 11, 21))


def test_a_fault_is_listed_once_with_its_pages_and_counted_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """One rule broken on two pages in two looks is one line, two pages and four findings."""
    fault = {"id": "region", "impact": "moderate", "help": "In landmarks", "nodes": []}
    names = ["front", "method"]
    monkeypatch.setattr(looks, "examined", {("plain", name, look): [fault] for name in names for look in LOOKS[:2]})
    made = looks.statement({"plain": (names, LOOKS[:2])}, date(2026, 11, 21))
    assert made["found"] == [
        {"rule": "region", "impact": "moderate", "says": "In landmarks", "pages": ["plain: front", "plain: method"]}
    ]
    assert made["violations"] == {"critical": 0, "serious": 0, "moderate": 4, "minor": 0}
