"""The first figures a council sends are news: nothing published before them was wrong, and nobody is told so."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pressure.access.permissions import OPERATOR, Role
from pressure.actions.declarations import declaring
from pressure.actions.installation import Installation
from pressure.actions.releases.publishing import publish
from pressure.actions.returns.loading import load
from pressure.content.past.finding import finding
from pressure.content.steps import steps
from pressure.demo.events import _text
from pressure.demo.places import HUB, PLACES, actor
from pressure.domain.moments import day_of
from pressure.release import site
from pressure.release.site import Release
from pressure.store.releases import DEMONSTRATION
from pressure.words.history import told
from tests.installations import SUNDAY, TestClock, new_installation, return_of

PLACE, OTHER = PLACES[0], PLACES[1]
WEEK = timedelta(weeks=1)
WEDNESDAYS = [datetime(2026, 9, day, 8, 30, tzinfo=UTC) for day in (2, 9, 16, 23)]
SAYS_CORRECTED = re.compile(r"correct(?:ed|ion:)|revis|put right|later figure|No current level was published", re.I)


def released(installation: Installation, clock: TestClock, at: datetime) -> Release:
    clock.at = at
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    return site.current(installation.site_dir / "demo")


def sends(installation: Installation, clock: TestClock, at: datetime, *weeks_back: int, **changes: str) -> None:
    clock.at = at
    for back in weeks_back:
        data = return_of(PLACE, SUNDAY - back * WEEK, **changes)
        load(installation, by=HUB, source_id="weekly-return", data=data, name=f"{back}.csv")


def declares(installation: Installation, clock: TestClock, at: datetime) -> None:
    """A measure of stage 2 of two people, before any figure."""
    clock.at = at
    declaration_id = declaring.propose(
        installation,
        by=actor(PLACE, Role.DIRECTOR),
        council_code=PLACE.code,
        measure_id="reduced_risk_reviews",
        starts_at=at,
        text=_text(PLACE, "reduced_risk_reviews", at, installation.book()),
        review_by=day_of(at) + timedelta(days=12),
    )
    declaring.sign(
        installation,
        by=actor(PLACE, Role.SIGNATORY),
        declaration_id=declaration_id,
        text_sha256=declaring.waiting(installation, declaration_id)[1],
        names_nobody=True,
    )


def about(release: Release) -> dict[str, str]:
    """Everything a release says of the council: its files, its feeds, its notice."""
    folder = f"councils/{PLACE.code}/"
    paths = [f"{folder}index.html", f"{folder}feed.atom", "feed.atom", "feed.json", f"{folder}rating.json"]
    return {path: re.sub(r"<style.*?</style>", "", release.read(path).decode(), flags=re.S) for path in paths}


OFTEN, SELDOM = [(1, False, (3, 2, 1, 0)), (2, True, (1, 0))], [(1, False, (0,)), (2, False, (3, 2, 1, 0))]


@pytest.mark.parametrize(
    ("before", "declared", "weeks"), [*OFTEN, *(pytest.param(*one, marks=pytest.mark.slow) for one in SELDOM)]
)
def test_first_figures_are_never_announced_as_a_correction(
    tmp_path: Path, before: int, declared: bool, weeks: tuple[int, ...]
) -> None:
    """However many releases knew nothing of a council, whatever it had signed, and however many weeks it sends."""
    installation, clock = new_installation(tmp_path)
    for at in WEDNESDAYS[:before]:
        released(installation, clock, at)
        if declared:
            declares(installation, clock, at + timedelta(hours=1))
            declared = False
    sends(installation, clock, WEDNESDAYS[before] - timedelta(hours=30), *weeks)
    for at in WEDNESDAYS[before : before + 2]:
        release = released(installation, clock, at)
        assert release.rows("data/DEMO_corrections.csv") == []
        assert "There are no corrections so far." in release.read("corrections/index.html").decode()
        assert [r for r in release.rows("data/DEMO_ratings.csv") if r["correction_id"]] == []
        assert [r for r in release.rows("data/DEMO_ratings_as_published.csv") if r["correction_id"]] == []
        said = about(release)
        assert {path for path, text in said.items() if SAYS_CORRECTED.search(text.replace("orrections", ""))} == set()
    assert release.json(f"councils/{PLACE.code}/rating.json")["rating"]["level_published"] is not None


def test_a_figure_in_place_of_a_published_one_still_is_a_correction(tmp_path: Path) -> None:
    """Also where no level had been published."""
    installation, clock = new_installation(tmp_path)
    released(installation, clock, WEDNESDAYS[0])
    sends(installation, clock, WEDNESDAYS[1] - timedelta(hours=30), 0)
    released(installation, clock, WEDNESDAYS[1])
    sends(installation, clock, WEDNESDAYS[2] - timedelta(hours=30), 0, wl_assess_rate="700")
    release = released(installation, clock, WEDNESDAYS[2])
    assert any("revised" in row["what"] for row in release.rows("data/DEMO_corrections.csv"))


def test_no_page_says_there_has_been_no_level_beside_a_level(tmp_path: Path) -> None:
    """Neither of the whole history nor of the part before it, nor that it is known again."""
    installation, clock = new_installation(tmp_path)
    released(installation, clock, WEDNESDAYS[0])
    sends(installation, clock, WEDNESDAYS[1] - timedelta(hours=30), 0)
    release = released(installation, clock, WEDNESDAYS[1])
    history = release.rows(f"councils/{PLACE.code}/DEMO_history.csv")
    known = steps(history, release.published_at)  # type: ignore[arg-type] read as text
    assert [one.level for one in known][:-1] == [None]
    assert known[-1].level is not None
    assert finding(known, installation.book()).startswith("It is known for the first time")
    assert "no level yet" not in told(known) + told(known[:-1]) + told(())
    assert "It has stayed at level" in told(known)
    assert told(known[:-1]).endswith("No level was published in that time.")
    assert "no level yet" not in about(release)[f"councils/{PLACE.code}/index.html"]
