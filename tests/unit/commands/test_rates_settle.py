"""`pressure rate --at T` says what the scheduled releases up to T would have said: a level settles there too."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from typer.testing import CliRunner

from pressure.access.permissions import OPERATOR
from pressure.actions.installation import Installation
from pressure.actions.releases.publishing import publish
from pressure.actions.returns.loading import load
from pressure.cli import app
from pressure.demo.places import HUB, PLACES
from pressure.domain.calendar import shown_from
from pressure.publish.files.ratings_rows import shown_in
from pressure.settings import settings
from pressure.store import ratings
from pressure.store.engine import reading
from pressure.store.releases import DEMONSTRATION
from tests.installations import SUNDAY, TestClock, new_installation, return_of

PLACE = PLACES[0]
HARD = {"cap_homecare_unfilled": "1200", "wl_assess_rate": "1500", "wl_care_start_rate": "200"}
"""A week of care that is far harder to find."""
WEEKS = ({}, HARD, {}, {}, {})
SAID = ("level_published", "level_figures", "level_unsettled", "points")


def sunday(week: int) -> Any:
    return SUNDAY + timedelta(weeks=week)


def wednesday(installation: Installation, week: int) -> datetime:
    return shown_from(installation.book().calendar, sunday(week))


def sent(installation: Installation, clock: TestClock, week: int, figures: dict[str, str]) -> int:
    clock.at = wednesday(installation, week) - timedelta(days=1)
    content = return_of(PLACE, sunday(week), **figures)
    done = load(installation, by=HUB, source_id="weekly-return", data=content, name="r.csv")
    assert done.load_id is not None
    return done.load_id


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, TestClock]]:
    """Five returns of a council, a hard one after a calm one, and nothing published; where the commands look."""
    folder = tmp_path_factory.mktemp("rates")
    before = settings.database_url, settings.site_dir
    settings.database_url, settings.site_dir = f"sqlite:///{folder / 'pressure.sqlite'}", folder / "site"
    installation, clock = new_installation(folder)
    for week, figures in enumerate(WEEKS):
        sent(installation, clock, week, figures)
    yield installation, clock
    settings.database_url, settings.site_dir = before


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The same returns, with a release each Wednesday: what those said."""
    installation, clock = new_installation(tmp_path_factory.mktemp("published"))
    for week, figures in enumerate(WEEKS):
        sent(installation, clock, week, figures)
        clock.at = wednesday(installation, week)
        publish(installation, by=OPERATOR, track=DEMONSTRATION, switch=False, pages=False)
    with reading(installation.engine) as connection:
        rows = ratings.of_council(connection, PLACE.code)
    return [{name: shown_in(r.id, r.shown)[name] for name in SAID} for r in rows]  # type: ignore[literal-required]


def rate(at: datetime, *more: str) -> dict[str, Any]:
    done = CliRunner().invoke(app, ["rate", "--council", PLACE.code, "--at", at.isoformat(), "--json", *more])
    assert done.exit_code == 0, (done.stdout, done.stderr, done.exception)
    document = json.loads(done.stdout)
    return {name: document[name] for name in SAID}


def test_every_wednesday_comes_out_as_its_release_did(
    installed: tuple[Installation, TestClock], published: list[dict[str, Any]]
) -> None:
    installation, _ = installed
    assert [rate(wednesday(installation, week)) for week in range(len(WEEKS))] == published


def test_a_level_that_has_fallen_once_is_held_and_falls_with_the_second_week(
    installed: tuple[Installation, TestClock],
) -> None:
    installation, _ = installed
    calm, hard, first, second, _ = (rate(wednesday(installation, week)) for week in range(len(WEEKS)))
    assert hard["level_figures"] > calm["level_figures"]
    assert first["level_unsettled"] < first["level_figures"] == hard["level_figures"]
    assert second["level_figures"] == second["level_unsettled"] == calm["level_figures"]


def test_between_two_wednesdays_it_stands_as_at_the_one_before(installed: tuple[Installation, TestClock]) -> None:
    installation, _ = installed
    for week in range(1, len(WEEKS)):
        assert rate(wednesday(installation, week) + timedelta(days=2)) == rate(wednesday(installation, week))


def test_what_was_not_known_yet_settles_nothing(installed: tuple[Installation, TestClock]) -> None:
    """With what was known before the second calm return came, the level cannot have fallen."""
    installation, _ = installed
    before = wednesday(installation, 2) + timedelta(days=3)
    late = rate(wednesday(installation, 3), "--known-at", before.isoformat())
    assert late["level_figures"] == rate(wednesday(installation, 1))["level_figures"]


def test_every_council_settles_in_the_list_too(installed: tuple[Installation, TestClock]) -> None:
    installation, _ = installed
    done = CliRunner().invoke(app, ["rate", "--at", wednesday(installation, 2).isoformat(), "--json"])
    assert done.exit_code == 0, (done.stdout, done.stderr, done.exception)
    own = next(d for d in json.loads(done.stdout) if d["council_code"] == PLACE.code)
    assert {name: own[name] for name in SAID} == rate(wednesday(installation, 2))
