"""Whose names the entries of a feed have: told once they never change, and no two sites share them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pressure.document.events import AUTHORITY, Event
from pressure.publish.news.names import NOBODY, OWN_SINCE, authority
from pressure.publish.release_line import ReleaseLine

LINE = ReleaseLine(
    id="20270106T093000Z-0001",
    published_at=datetime(2027, 1, 6, 9, 30, tzinfo=UTC),
    facts_as_of=datetime(2027, 1, 6, 9, 30, tzinfo=UTC),
    rules_digest="",
    reason="scheduled",
    note="",
    public_address="https://care.example:8443/pressure/",
)


def event(**more: Any) -> Event:
    known: dict[str, Any] = {
        "council_code": "E10000001",
        "council_name": "Testshire",
        "nation_code": "E92000001",
        "kind": "up",
        "at": LINE.published_at,
        "release_id": LINE.id,
        "published_at": LINE.published_at,
        "level_before": 2,
        "level_after": 3,
    }
    return Event(**{**known, **more})


def test_an_installation_that_began_before_keeps_the_names_it_told() -> None:
    early = replace(LINE, published_at=OWN_SINCE - timedelta(seconds=1))

    assert authority([early, LINE]) == AUTHORITY == "tag:care-pressure.invalid,2026:"
    assert event(authority=authority([early])).id == "tag:care-pressure.invalid,2026:E10000001/2027-01-06T09:30:00Z/up"


def test_one_that_begins_now_has_names_of_its_own() -> None:
    assert event(authority=authority([LINE])).id == (
        "tag:care.example,2027-01-06:20270106T093000Z-0001/E10000001/2027-01-06T09:30:00Z/up"
    )


@pytest.mark.parametrize("moved", ["https://elsewhere.example", "", "http://127.0.0.1:8501"])
def test_a_site_that_moves_keeps_its_names(moved: str) -> None:
    later = replace(
        LINE, id="20270113T093000Z-0002", public_address=moved, published_at=datetime(2027, 1, 13, tzinfo=UTC)
    )

    assert authority([LINE, later]) == authority([LINE])


def test_one_that_has_no_address_claims_nobody_else_s() -> None:
    assert authority([replace(LINE, public_address="")]).startswith(f"tag:{NOBODY},2027-01-06:20270106T093000Z-0001/")


def test_two_sites_that_tell_the_same_event_have_two_names() -> None:
    other = replace(LINE, public_address="https://other.example")

    assert event(authority=authority([LINE])).id != event(authority=authority([other])).id
