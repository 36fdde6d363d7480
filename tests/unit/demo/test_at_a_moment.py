"""The demonstration as of another day: before its story ends only what had happened, after it what comes by itself."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from pressure.actions.installation import Installation
from pressure.commands.demonstrating import moment_of
from pressure.demo.story import tell
from pressure.domain.moments import at_uk_time
from pressure.domain.refusals import Refusal
from pressure.release import site
from pressure.rules import load_rules
from pressure.settings import Settings
from pressure.store import loads, releases, schema
from pressure.store.engine import open_engine, reading
from pressure.store.releases import DEMONSTRATION

TODAY, LENGTH = date(2026, 11, 21), 2
WEDNESDAY = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
Told = Callable[[datetime | None], Installation]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """The last two weeks of the story, as of a moment."""

    def tells(until: datetime | None) -> Installation:
        folder = tmp_path / f"{until}"
        installation = Installation(
            engine=open_engine(f"sqlite:///{folder / 'p.sqlite'}"),
            rules=load_rules(),
            site_dir=folder / "site",
            settings=Settings(),
        )
        schema.upgrade(installation.engine)
        tell(installation, folder / "returns", today=TODAY, until=until, length=LENGTH)
        return installation

    return tells


def made(installation: Installation) -> list[datetime]:
    with reading(installation.engine) as connection:
        return [r.published_at for r in releases.of_track(connection, DEMONSTRATION) if r.reason == "scheduled"]


@pytest.mark.slow
def test_before_its_end_only_what_had_happened_is_told(told: Told) -> None:
    """On a Monday the release of the week before, on Tuesday afternoon this week's returns too; no later release."""
    last = WEDNESDAY - timedelta(weeks=1)
    monday, tuesday = (told(at_uk_time(date(2026, 11, day), time(hour))) for day, hour in ((16, 9), (17, 14)))
    assert made(monday)[-1] == made(tuesday)[-1] == last
    for installation, came in ((monday, False), (tuesday, True)):
        with reading(installation.engine) as connection:
            assert loads.any_since(connection, "weekly-return", last) is came
        assert site.current(installation.site_dir / "demo").published_at.startswith("2026-11-11T09:30")


@pytest.mark.slow
def test_after_its_end_time_goes_on_without_a_return(told: Told) -> None:
    """A release each Wednesday, none of them with a new return, and levels that run out at their own moments."""
    until = WEDNESDAY + timedelta(weeks=5, hours=1)
    later = told(until)
    assert made(later)[-6:] == [WEDNESDAY + timedelta(weeks=n) for n in range(6)]
    with reading(later.engine) as connection:
        assert not loads.any_since(connection, "weekly-return", WEDNESDAY)
        reasons = {r.reason for r in releases.of_track(connection, DEMONSTRATION)}
    assert "expiry" in reasons
    rows = site.current(later.site_dir / "demo").rows("data/DEMO_ratings.csv")
    assert {r["level_published"] for r in rows[-12:]} == {""}


def test_a_moment_before_the_story_is_refused_in_words(told: Told) -> None:
    with pytest.raises(Refusal, match="The story begins on"):
        told(WEDNESDAY - timedelta(weeks=LENGTH))


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("2026-11-16", datetime(2026, 11, 16, 10, tzinfo=UTC)),
        ("2026-07-01", datetime(2026, 7, 1, 9, tzinfo=UTC)),
        ("2026-11-16T09:29", datetime(2026, 11, 16, 9, 29, tzinfo=UTC)),
        ("2026-07-01T09:30Z", datetime(2026, 7, 1, 9, 30, tzinfo=UTC)),
    ],
)
def test_a_day_means_its_morning_in_the_united_kingdom(text: str, means: datetime) -> None:
    assert moment_of(text) == means
