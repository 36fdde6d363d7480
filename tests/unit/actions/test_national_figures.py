"""Figures of whole nations go from their source's file to the release, and from the release to the page."""

import pytest

from pressure.access.permissions import OPERATOR
from pressure.actions.installation import Installation
from pressure.actions.releases.publishing import publish
from pressure.actions.returns.loading import load, withdraw
from pressure.content.app import back_test_words as words
from pressure.content.app.back_test import national
from pressure.content.explore.sources import source as named
from pressure.release import site
from pressure.release.site import Release
from pressure.settings import settings
from pressure.web.installation_now import published
from tests import site_cases
from tests.installations import TestClock, real_installation
from tests.shipped_sources import source

HEAD = "measure,area,date,value,unit,per_100k_adults,note,source\n"
ASSESSED = "people waiting for assessment,England,2022-04-30,294449,people,{rate},,ADASS 2022\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An installation of three real councils."""
    monkeypatch.setattr(settings, "site_dir", tmp_path / "site")
    return real_installation(tmp_path)


def told(installation: Installation, clock: TestClock, rate: int) -> int:
    """A load of the anchors' file with one figure, then a release."""
    clock.later(minutes=1)
    data = (HEAD + ASSESSED.format(rate=rate)).encode()
    return load(installation, by=OPERATOR, source_id="anchors", data=data, name="anchors.csv").load_id


def released(installation: Installation, clock: TestClock) -> Release:
    clock.later(minutes=1)
    publish(installation, by=OPERATOR, reason="scheduled")
    return site.current(installation.site_dir)


def cells(release: Release, *columns: str) -> list[tuple[str, ...]]:
    return [tuple(row[c] for c in columns) for row in release.rows("data/national.csv")]


def test_a_withdrawn_figure_of_a_nation_leaves_the_page_with_the_next_release(here):
    """The page once read the file that ships with the program, whatever became of its load."""
    installation, clock = here
    load_id = told(installation, clock, 654)
    assert cells(released(installation, clock), "area_name", "value", "status") == [("England", "654.0", "estimated")]
    (row,) = national(published()).rows
    assert row[words.NATIONAL_HEAD[2]].startswith("654")
    withdraw(installation, by=OPERATOR, load_id=load_id, reason="Another survey.")
    assert national(published()).rows == (row,)
    assert cells(released(installation, clock), "value", "status") == [("654.0", "withdrawn")]
    shown = national(published())
    assert (shown.note, shown.rows) == (words.NATIONAL_NONE, ())


def test_of_a_revised_figure_both_versions_are_published_and_the_page_has_the_newer(here):
    installation, clock = here
    told(installation, clock, 654)
    first = released(installation, clock).id
    told(installation, clock, 700)
    second = released(installation, clock)
    assert cells(second, "value", "release_id") == [("654.0", first), ("700.0", second.id)]
    (row,) = national(published()).rows
    assert row[words.NATIONAL_HEAD[2]].startswith("700")


def test_pages_take_titles_and_licences_from_the_release(here, monkeypatch):
    """A description that changes after a release changes nothing that was said of it."""
    installation, clock = here
    told(installation, clock, 654)
    released(installation, clock)
    undescribed = installation.site_dir.parent / "data"
    undescribed.mkdir()
    (undescribed / "rules").symlink_to(settings.rules_dir)
    monkeypatch.setattr(settings, "data_dir", undescribed)
    seen = published()
    assert named(seen.key, "anchors").title.startswith("National figures from surveys")
    assert "Public statistics" in " ".join(map(str, national(seen).sources[0]))


def test_a_release_from_before_says_that_it_names_no_sources_and_has_no_national_figures(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "site_dir", tmp_path)
    site_cases.publish_bare(tmp_path)
    seen = published()
    assert national(seen).note == words.NATIONAL_NOT_PUBLISHED
    assert named(seen.key, "phs-delayed-discharges").title == "Phs delayed discharges"
    assert "not named in this release" in named(seen.key, "phs-delayed-discharges").licence


def test_no_figure_of_a_nation_is_read_by_a_rating_or_stands_among_those_of_councils(here):
    installation, clock = here
    told(installation, clock, 654)
    release = released(installation, clock)
    assert release.rows("data/readings.csv") == []
    assert [row["source_id"] for row in release.rows("data/sources.csv")] == [source("anchors").id]
