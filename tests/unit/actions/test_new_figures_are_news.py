"""New official figures are told once a council and file, under a name that is kept for ever."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pressure.access.permissions import OPERATOR
from pressure.actions.installation import Installation
from pressure.actions.releases.publishing import publish
from pressure.actions.returns.loading import load, withdraw
from pressure.council_list import load_councils
from pressure.release import site
from pressure.release.site import Release
from tests.installations import TestClock, real_installation
from tests.shipped_sources import source

SOURCE = "phs-delayed-discharges"
CODES = ("S12000033", "S12000034")
HEAD = (
    "MonthOfDelay",
    "CA",
    "AgeGroup",
    "ReasonForDelay",
    "NumberOfDelayedBedDays",
    "AverageDailyNumberOfDelayedBeds",
)


@pytest.fixture
def here(tmp_path):
    """An installation of two Scottish councils, in December 2026."""
    return real_installation(tmp_path, *CODES, at=datetime(2026, 12, 1, 9, tzinfo=UTC))


def given(installation: Installation, clock: TestClock, *months: str, beds: int = 310) -> int:
    """A file of the publisher with some months of both councils."""
    clock.later(minutes=1)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEAD)
    for month in months:
        for code in CODES:
            writer.writerow((month, code, "18plus", "Health and Social Care Reasons", beds, beds / 31))
    of_any_size = replace(source(SOURCE), fetch=None)
    return load(
        installation, by=OPERATOR, source_id=of_any_size, data=text.getvalue().encode(), name="delays.csv"
    ).load_id


def released(installation: Installation, clock: TestClock) -> Release:
    clock.later(minutes=1)
    publish(installation, by=OPERATOR, reason="scheduled")
    return site.current(installation.site_dir)


def told(release: Release, path: str = "feed.json") -> list[dict[str, str]]:
    items = json.loads(release.read(path))["items"]
    return [item for item in items if item["tags"] == ["new_figures"]]


def test_a_file_is_one_event_a_council_however_many_rows_it_has_and_the_first_release_tells_none(here):
    installation, clock = here
    given(installation, clock, "202607", "202608")
    assert told(released(installation, clock)) == []
    given(installation, clock, "202609", "202610")
    release = released(installation, clock)
    events = told(release)
    assert sorted(event["url"] for event in events) == sorted(f"/councils/{code}/" for code in CODES)
    (own,) = told(release, f"councils/{CODES[0]}/feed.json")
    assert own in events
    assert own["id"].endswith(f"/new_figures/{SOURCE}/2026-10-31")
    assert own["title"] == "Aberdeen City: new figures to 31 October 2026"
    assert "Public Health Scotland" in own["content_text"]
    assert "no change of level" in own["content_text"]
    assert own["id"].encode() in release.read(f"councils/{CODES[0]}/feed.atom")


def test_an_event_keeps_its_name_whatever_comes_later_and_stays_when_its_file_is_taken_back(here):
    installation, clock = here
    given(installation, clock, "202607")
    released(installation, clock)
    second = given(installation, clock, "202608")
    before = told(released(installation, clock))
    assert len(before) == 2
    given(installation, clock, "202609")
    withdraw(installation, by=OPERATOR, load_id=second, reason="The wrong file.")
    after = told(released(installation, clock))
    assert len(after) == 4
    assert [event for event in after if event in before] == before


def test_the_same_file_again_is_no_news(here):
    installation, clock = here
    given(installation, clock, "202607")
    released(installation, clock)
    given(installation, clock, "202608")
    once = told(released(installation, clock))
    given(installation, clock, "202608")
    assert told(released(installation, clock)) == once


def test_the_history_of_official_figures_has_each_period_once_as_it_stands_now(here):
    installation, clock = here
    given(installation, clock, "202607", "202608")
    released(installation, clock)
    given(installation, clock, "202608", beds=341)
    release = released(installation, clock)
    rows = [r for r in release.rows("data/official_figures.csv") if r["area_code"] == CODES[0]]
    assert [r["period_end"] for r in rows] == ["2026-07-31", "2026-08-31"]
    adults = next(c.adults_18plus for c in load_councils().all if c.code == CODES[0])
    assert adults is not None
    assert float(rows[1]["value"]) == pytest.approx(11 * 100_000 / adults, abs=1e-4)
