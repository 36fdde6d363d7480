"""The first screen of a council with a level, and its figures: a year of weeks, directions, changes, at their edges."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from pressure.content.notice.figures_words import band, moved, value
from pressure.content.notice.notice import notice
from pressure.content.notice.past import NOTHING, Past, past
from pressure.drawing.blocks import FigureRow, Figures
from pressure.words.history import strip_said
from tests import notice_cases as cases
from tests.rating_cases import BOOK
from tests.unit.view.notice_text import whole

PAST = cases.history((400, 1), (21, 3))
DAY = date(2026, 11, 22)


def row(measure_id: str, before: Past = NOTHING) -> FigureRow:
    made = notice(cases.high(), PAST, BOOK, past=before)
    table = next(b for s in made.sections if s.id == "why" for b in s.blocks if isinstance(b, Figures))
    return next(r for g in table.groups for r in g.rows if r.id == f"f-{measure_id.replace('_', '-')}")


def lived(*values: tuple[int, float]) -> Past:
    """Values by how many days before the newest."""
    return Past({"wl_assess_rate": tuple((DAY - timedelta(days=ago), v) for ago, v in values)})


def test_a_strip_says_every_run_with_its_weeks() -> None:
    said = strip_said((1, 1, None, 3), BOOK)
    assert said == "The last 52 weeks, oldest first: low 2 weeks, not known 1 week, high 1 week."


@pytest.mark.parametrize(
    ("points", "before"),
    [
        ((), None),
        (((0, 5.0),), None),
        (((7, 4.0), (0, 5.0)), 4.0),
        (((35, 1.0), (28, 2.0), (21, 3.0), (0, 5.0)), 2.0),
        (((25, 2.0), (0, 5.0)), 2.0),
        (((24, 2.0), (7, 3.0), (0, 5.0)), 3.0),
        (((365, 1.0), (0, 5.0)), 1.0),
    ],
    ids=["none", "one", "two weeks", "four weeks", "nearly four weeks", "less", "a year"],
)
def test_a_change_is_over_four_weeks_or_since_the_figure_before(
    points: tuple[tuple[int, float], ...], before: float | None
) -> None:
    found = lived(*points).before("wl_assess_rate")
    assert (found and found[1]) == before


def test_the_newer_of_two_ratings_that_speak_of_one_week_counts() -> None:
    old, new = cases.high()["rating"], cases.high()["rating"]
    changed = {**old, "measures": [{**m, "value": 1.0 if m["value"] is not None else None} for m in old["measures"]]}
    known = past([changed, new]).figures
    assert known == past([new]).figures
    assert past([]) == NOTHING


@pytest.mark.parametrize(("weeks", "rated", "there"), [(4, True, True), (3, True, False), (4, False, False)])
def test_families_are_compared_with_those_of_four_weeks_before_if_both_were_rated(
    weeks: int, rated: bool, there: bool
) -> None:
    now: Any = cases.high()["rating"]
    then = {**now, "at": (datetime.fromisoformat(now["at"]).astimezone(UTC) - timedelta(weeks=weeks)).isoformat()}
    then["status"] = "rated" if rated else "floor_only"
    assert bool(past([then, now]).families) is there


def test_a_row_says_its_change_in_words_and_opens_to_what_it_was() -> None:
    now = row("wl_assess_rate")
    assert now.change == ("", "–")
    line = next(m for m in cases.high()["rating"]["measures"] if m["measure_id"] == "wl_assess_rate")
    moved_row = row("wl_assess_rate", lived((28, float(line["value"] or 0) - 31), (0, float(line["value"] or 0))))
    assert moved_row.change[1] == "up 31"
    assert "aria-hidden" in moved_row.change[0]
    assert "2 figures, from " in moved_row.line


@pytest.mark.parametrize(
    ("way", "by", "said"),
    [
        (1, "31 per 100,000 adults", "up 31"),
        (-1, "0.4 percentage points", "down 0.4 points"),
        (1, "1 percentage point", "up 1 point"),
        (0, "0 per 100,000 adults", "no change"),
    ],
)
def test_a_change_is_said_without_the_unit_that_stands_beside_it(way: int, by: str, said: str) -> None:
    assert moved(way, by) == said


@pytest.mark.parametrize(
    ("changed", "shown", "banded"),
    [
        ({}, ("460", "per 100,000"), "band 3"),
        ({"value": None, "band": None, "marker": "[c]"}, ("–", "[c]"), "no figure"),
        ({"value": None, "band": None, "missing_counted_as": 3}, ("–", ""), "counts as 3"),
        ({"band": None, "state": "stale"}, ("460", "per 100,000"), "not scored"),
    ],
)
def test_a_figure_that_is_not_there_or_has_no_band_says_so(
    changed: dict[str, Any], shown: tuple[str, str], banded: str
) -> None:
    line = next(m for m in cases.high()["rating"]["measures"] if m["measure_id"] == "wl_assess_rate")
    measure: Any = {**line, "value": 460.0, "band": 3, "marker": "", "missing_counted_as": None, **changed}
    assert (value(measure), band(measure)) == (shown, banded)


@pytest.mark.parametrize("made", [cases.calm, cases.high, cases.declared, cases.floor_only, cases.not_sent])
def test_every_page_with_a_level_has_a_strip_of_52_weeks_and_one_without_has_none(made: Any) -> None:
    top = notice(made(), PAST, BOOK).top
    assert top is not None
    assert 'aria-label="The last 52 weeks, oldest first: ' in top.strip
    assert next(fact.name for fact in top.facts) == "Since"
    assert notice(cases.no_level(), PAST, BOOK).top is None


def test_a_level_of_a_signature_alone_has_no_families() -> None:
    made = notice(cases.floor_only(), PAST, BOOK)
    assert made.top is not None
    assert made.top.families == ()
    assert "At least level" in whole(made)
