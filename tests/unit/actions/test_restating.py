"""ratings.csv as now believed: after a correction the past is what right figures in time would have made it."""

import json
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from pressure.access.permissions import OPERATOR
from pressure.actions.releases.publishing import publish
from pressure.actions.returns.loading import load, withdraw
from pressure.demo.places import HUB, PLACES
from pressure.store import restatements, tables
from pressure.store.engine import reading
from pressure.store.releases import DEMONSTRATION
from tests.installations import SUNDAY, new_installation, return_of
from tests.rating_cases import SEARCHES

PLACE, OTHER = PLACES[0], PLACES[1]
WEEK = timedelta(days=7)
HARD = {
    "cap_homecare_unfilled": "1250",
    "wl_assess_rate": "1500",
    "wl_care_start_rate": "200",
}
"""A week of care that is far harder to find, each figure less than five times that of a calm one."""
WHEN = ("since", "valid_until", "level_before")
SAID = ("level_published", "level_calculated", "level_figures", "level_unsettled", "points", "families")


WEEKS = 3


class Told:
    """An installation whose weeks are told one by one."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.installation, self.clock = new_installation(folder)

    def send(self, week: int, place: Any = PLACE, **changes: str) -> int:
        content = return_of(place, SUNDAY + week * WEEK, **changes)
        done = load(self.installation, by=HUB, source_id="weekly-return", data=content, name="r.csv")
        assert done.load_id is not None
        return done.load_id

    def release(self) -> str:
        return publish(self.installation, by=OPERATOR, track=DEMONSTRATION, switch=False, pages=False).release_id

    def week(self, number: int, **changes: str) -> None:
        """Two councils' returns, a release, and a week goes by."""
        self.send(number, **changes)
        self.send(number, OTHER)
        self.release()
        self.clock.later(days=7)

    def believed(self, place: Any = PLACE, *more: str) -> list[dict[str, Any]]:
        """What is now believed of each published moment of a council: levels, points and bands, and `more`."""
        with reading(self.installation.engine) as connection:
            again = restatements.newest(connection, DEMONSTRATION, self.clock())
            rows = connection.execute(
                select(tables.ratings).where(tables.ratings.c.council_code == place.code).order_by(tables.ratings.c.id)
            ).all()
        shown = [json.loads(again.get(r.id, r).shown) for r in rows]
        return [
            {
                **{k: one[k] for k in (*SAID, *more) if k in one},
                "bands": [(m["measure_id"], m["band"]) for m in one["measures"]],
            }
            for one in shown
        ]

    def rated(self) -> list[Any]:
        with reading(self.installation.engine) as connection:
            own = tables.ratings.c.council_code == PLACE.code
            return list(connection.execute(select(tables.ratings).where(own).order_by(tables.ratings.c.id)).mappings())

    def restated(self) -> list[Any]:
        with reading(self.installation.engine) as connection:
            return list(connection.execute(select(tables.restatements).order_by(tables.restatements.c.id)))


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """A calm week and three hard ones, every figure right from the start."""
    told = Told(tmp_path_factory.mktemp("right") / "p")
    for number in range(4):
        told.week(number, **(HARD if number else {}))
    return told


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The same, but the first hard week was sent as a calm one, and put right after the third release."""
    told = Told(tmp_path_factory.mktemp("corrected") / "p")
    for number in range(4):
        if number == 3:
            told.send(1, **HARD)
        told.week(number, **(HARD if number > 1 else {}))
    return told


def test_the_corrected_past_is_the_one_that_right_figures_would_have_made(right: Told, corrected: Told) -> None:
    """Every moment follows from the one before as it is now believed: levels, since when, and all."""
    assert corrected.believed() == right.believed()
    found, wanted = corrected.believed(PLACE, "since")[:3], right.believed(PLACE, "since")[:3]
    assert found == wanted
    assert found[0]["since"] != found[1]["since"] == found[2]["since"], "one run since the first hard week"
    with reading(corrected.installation.engine) as connection:
        levels = [r.level_published for r in connection.execute(select(tables.ratings).order_by(tables.ratings.c.id))]
    assert len(set(levels)) > 1, "what was published first was another level"
    assert corrected.believed(OTHER) == right.believed(OTHER)


def test_only_what_came_out_otherwise_is_stored_and_what_was_published_stays(corrected: Told) -> None:
    """One moment had the wrong figure, and the one after it the wrong beginning; the first had nothing wrong."""
    found = corrected.restated()
    with reading(corrected.installation.engine) as connection:
        rows = {r.id: r for r in connection.execute(select(tables.ratings))}
        newest = connection.execute(select(tables.releases).order_by(tables.releases.c.id.desc())).first()
    own = [i for i, r in rows.items() if r.council_code == PLACE.code]
    assert newest is not None
    assert [one.rating_id for one in found] == own[1:3]
    assert {(one.track, one.release_id) for one in found} == {(DEMONSTRATION, newest.id)}
    assert len({one.correction_id for one in found}) == 1
    for one in found:
        assert json.loads(one.shown) != json.loads(rows[one.rating_id].shown)
        assert json.loads(one.explained)["points"] == json.loads(one.shown)["points"]


def test_a_release_that_corrects_nothing_restates_nothing(tmp_path: Path) -> None:
    """What is believed already is not stored again, once what followed from what was corrected has been put right."""
    told = Told(tmp_path / "p")
    told.week(0)
    told.send(0, cap_homecare_unfilled="290")
    told.week(1, **HARD)
    before = len(told.restated())
    assert before
    told.send(2, **HARD)
    told.release()
    assert len(told.restated()) == before


def test_a_correction_of_a_correction_starts_from_what_was_believed(tmp_path: Path) -> None:
    """The second time one moment is put right, those before it stay as they were put right the first time."""
    told, plain = Told(tmp_path / "told"), Told(tmp_path / "plain")
    for number in range(2):
        told.week(number, **HARD)
        plain.week(number)
    told.send(0)
    told.release()
    plain.release()
    told.clock.later(days=1)
    plain.clock.later(days=1)
    told.send(1)
    told.release()
    plain.release()
    past = len(plain.believed())
    assert told.believed(PLACE, *WHEN)[:past] == plain.believed(PLACE, *WHEN)


def test_a_release_that_followed_from_what_was_put_right_with_it_is_put_right_by_the_next(tmp_path: Path) -> None:
    """Since when its level is in force is told as it was published; once it is the past it follows from the corrected
    one like every other. Its level is right at once."""
    told, plain = Told(tmp_path / "told"), Told(tmp_path / "plain")
    told.week(0, **HARD)
    plain.week(0)
    told.send(0)
    for number in (1, 2, 3):
        told.week(number)
        plain.week(number)
    assert told.believed(PLACE, *WHEN)[1:3] == plain.believed(PLACE, *WHEN)[1:3]
    levels = [[one["level_published"] for one in each.rated()[1:]] for each in (told, plain)]
    assert levels[0] == levels[1] != [told.rated()[0]["level_published"]] * 3
    assert told.rated()[1]["since"] > plain.rated()[1]["since"] == told.rated()[0]["since"]


@pytest.mark.slow
@pytest.mark.timeout(900)
@given(
    st.lists(st.booleans(), min_size=WEEKS, max_size=WEEKS),
    st.lists(st.tuples(st.integers(0, WEEKS - 1), st.booleans(), st.booleans()), max_size=4),
)
@settings(max_examples=8 * SEARCHES, deadline=None)
def test_whatever_is_corrected_in_whatever_order_the_past_is_what_right_figures_would_have_made(
    first: list[bool], corrections: list[tuple[int, bool, bool]]
) -> None:
    """Levels, since when and until when: of every moment but the newest, which follows from what was published."""
    sent = list(first)
    with TemporaryDirectory() as folder:
        told, right = Told(Path(folder) / "told"), Told(Path(folder) / "right")
        for number in range(WEEKS):
            told.week(number, **(HARD if first[number] else {}))
        for week, hard, released in corrections:
            told.send(week, **(HARD if hard else {}))
            sent[week] = hard
            if released:
                told.release()
                told.clock.later(days=1)
        told.release()
        told.clock.later(days=1)
        for number in range(WEEKS):
            right.week(number, **(HARD if sent[number] else {}))
        found, wanted = told.believed(PLACE, *WHEN)[:WEEKS], right.believed(PLACE, *WHEN)[:WEEKS]
        told.installation.engine.dispose()
        right.installation.engine.dispose()
    assert found == wanted


def test_a_later_moment_that_comes_out_the_same_is_not_stored_again(tmp_path: Path) -> None:
    """A figure of the first week is put right within its band; what the second week says does not change."""
    told = Told(tmp_path / "p")
    told.week(0)
    told.week(1)
    told.send(0, cap_homecare_unfilled="290")
    told.release()
    own = [one["id"] for one in told.rated()]
    assert [one.rating_id for one in told.restated()] == own[:1]


def test_a_withdrawal_acts_from_when_it_is_made_and_is_no_correction_of_the_past(tmp_path: Path) -> None:
    """What was published with the figures stays believed; from then on there is no level, and nothing is lower."""
    told = Told(tmp_path / "told")
    wrong = told.send(0, **HARD)
    told.release()
    told.clock.later(days=7)
    before = told.believed()
    withdraw(told.installation, by=HUB, load_id=wrong, reason="Another council's file.")
    told.release()
    assert told.restated() == []
    assert told.believed()[:1] == before
    now = told.believed(PLACE, "why_no_level")[-1]
    assert (now["level_published"], now["why_no_level"]) == (None, "core_not_sent")
