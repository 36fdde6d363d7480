"""A figure that was taken back reaches the rating marked as such, through database and act, and never helps."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from math import ceil
from pathlib import Path

import pytest

from pressure.access.permissions import OPERATOR
from pressure.actions.ratings.rating import known, rate_council
from pressure.actions.releases.publishing import publish
from pressure.actions.returns.loading import load, withdraw
from pressure.demo.places import HUB, PLACES, Place
from pressure.domain.measures import Unit
from pressure.domain.rating.results import CORE as CORE_NOT_SENT
from pressure.domain.rating.results import Rating, Reason
from pressure.domain.readings import Reading
from pressure.publish.files.ratings_rows import shown_in
from pressure.store import ratings
from pressure.store.engine import reading
from pressure.store.releases import DEMONSTRATION
from tests.installations import RULES, SUNDAY, new_installation, return_of, rows_of

PLACE = PLACES[0]
CORE = ("wl_assess_rate", "wl_care_start_rate", "ll_critical_unsourced")
WORST_KNOWN = ("cap_homecare_unfilled", "ll_safeguarding_wait", "wl_reviews_overdue")


def worst(measure_id: str) -> dict[str, str]:
    """The numerator of a figure just in band 4, in the story's calm first week."""
    row = next(r for r in rows_of(PLACE, SUNDAY) if r["measure_id"] == measure_id)
    own = next(m for m in RULES.in_force(SUNDAY).set_of(PLACE.nation_code) if m.id == measure_id)
    per, below = (100_000, PLACE.adults) if own.unit is Unit.PER_100K else (100, int(row["denominator"]))
    weeks = 4 if own.mean_week else 1
    return {measure_id: str(ceil(own.edges[4].value * below * weeks / per) + 5)}


class Told:
    """An installation whose returns are sent, taken back and released one by one."""

    def __init__(self, folder: Path) -> None:
        self.installation, self.clock = new_installation(folder)

    def send(self, week: int = 0, figures: Mapping[str, str] = {}, place: Place = PLACE) -> int:
        content = return_of(place, SUNDAY + timedelta(weeks=week), **figures)
        done = load(self.installation, by=HUB, source_id="weekly-return", data=content, name="r.csv")
        assert done.load_id is not None
        self.clock.later(hours=1)
        return done.load_id

    def send_worse(self, measure_id: str) -> int:
        """The same week once more, with one figure in band 4."""
        return self.send(0, worst(measure_id))

    def take_back(self, load_id: int) -> None:
        withdraw(self.installation, by=HUB, load_id=load_id, reason="typed_wrongly")
        self.clock.later(hours=1)

    def release(self) -> None:
        publish(self.installation, by=OPERATOR, track=DEMONSTRATION, switch=False, pages=False)
        self.clock.later(hours=1)

    def known(self, measure_id: str, at: datetime | None = None) -> list[Reading]:
        """The versions of a figure of the first week that a rating is handed, in the order received."""
        when = at or self.clock()
        with reading(self.installation.engine) as connection:
            every = known(self.installation, connection, PLACE.code, when, when).readings
        own = [r for r in every if r.measure_id == measure_id and r.period_end == SUNDAY and r.from_council]
        return sorted(own, key=lambda r: r.recorded_at)

    def rating(self) -> Rating:
        with reading(self.installation.engine) as connection:
            return rate_council(
                self.installation, connection, PLACE.code, at=self.clock(), known_at=self.clock()
            ).rating


def part(rating: Rating, measure_id: str) -> Reason:
    return next(r for r in rating.reasons if r.measure.id == measure_id)


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """A calm week, sent by the first council."""
    told = Told(tmp_path)
    told.send()
    return told


@pytest.mark.parametrize("measure_id", [*CORE, *WORST_KNOWN])
def test_a_figure_taken_back_reaches_the_rating_marked_and_the_one_before_it_does_not_come_back(
    told: Told, measure_id: str
) -> None:
    worse = told.send_worse(measure_id)
    before = told.clock() - timedelta(minutes=1)
    told.take_back(worse)
    first, second = told.known(measure_id)
    assert (first.withdrawn, second.withdrawn) == (False, True)
    assert second.load_id == worse
    assert [r.withdrawn for r in told.known(measure_id, before)] == [False, False], "as known before it was taken back"
    found = part(told.rating(), measure_id)
    assert found.band is None
    assert not found.scored


@pytest.mark.parametrize("measure_id", WORST_KNOWN)
def test_a_figure_taken_back_counts_in_its_last_band_until_another_comes(told: Told, measure_id: str) -> None:
    calm = told.rating()
    worse = told.send_worse(measure_id)
    told.release()
    with_it = told.rating()
    assert part(with_it, measure_id).band == 4
    told.take_back(worse)
    told.release()
    without = told.rating()
    assert part(without, measure_id).missing_counted_as == 4
    assert without.points == with_it.points > calm.points
    assert (without.level_unsettled, without.level_figures) == (with_it.level_unsettled, with_it.level_figures)
    told.send()
    assert part(told.rating(), measure_id).band == part(calm, measure_id).band, "another figure of the week came"


@pytest.mark.parametrize("measure_id", CORE)
def test_a_core_figure_taken_back_leaves_no_level_and_so_no_lower_one(told: Told, measure_id: str) -> None:
    worse = told.send_worse(measure_id)
    told.release()
    with_it = told.rating()
    told.take_back(worse)
    told.release()
    without = told.rating()
    assert with_it.level_figures is not None
    assert (without.status, without.level_figures, without.why_no_level) == ("not_rated", None, CORE_NOT_SENT)
    assert measure_id in without.not_sent


def test_the_release_after_it_says_that_no_figure_was_sent_and_prints_no_lower_level(told: Told) -> None:
    worse = told.send_worse("cap_homecare_unfilled")
    told.release()
    told.take_back(worse)
    told.release()
    with reading(told.installation.engine) as connection:
        rows = [shown_in(r.id, r.shown) for r in ratings.of_council(connection, PLACE.code)]
    with_it, without = rows[-2], rows[-1]
    own = next(m for m in without["measures"] if m["measure_id"] == "cap_homecare_unfilled")
    assert (own["band"], own["missing_counted_as"]) == (None, 4)
    assert without["level_published"] == with_it["level_published"]


def test_a_whole_return_taken_back_clears_nothing_in_the_weeks_that_follow(tmp_path: Path) -> None:
    """The next return, calm, brings the weekly figures; those of the block still count in the band they had."""
    told = Told(tmp_path)
    bad = told.send(0, {name: figure for one in WORST_KNOWN for name, figure in worst(one).items()})
    told.release()
    told.take_back(bad)
    told.clock.later(days=7)
    told.send(1)
    for measure_id in ("ll_safeguarding_wait", "wl_reviews_overdue"):
        assert part(told.rating(), measure_id).missing_counted_as == 4
    assert part(told.rating(), "cap_homecare_unfilled").band is not None
