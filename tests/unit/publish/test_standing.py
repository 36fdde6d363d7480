"""The Demonstration Region's front page: each council with level, number, word and its year, in the order of names."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from pressure.content.front import front_page
from pressure.domain.level_history import WEEKS, Interval, by_week
from tests.rating_cases import BOOK
from tests.unit.publish.every_page import DEMONSTRATION
from tests.unit.publish.plain_cases import ROWS

NOW = datetime.fromisoformat(DEMONSTRATION.published_at)
WEEK = timedelta(weeks=1)


def test_every_council_stands_with_number_word_and_a_strip_in_the_order_of_names() -> None:
    lived = {"X99000004": [Interval(NOW - 3 * WEEK, NOW, 4)]}
    page = front_page(ROWS, [], BOOK, DEMONSTRATION, lived=lived).decode()
    stood = page[page.index('class="stand"') :]
    assert re.findall(r'<li><p class="says"><a [^>]*>(.*?)</a>', stood) == [
        "Aberfold", "Moorby", "Testshire", "Überton &amp; Vale",
    ]  # fmt: skip
    assert '<span class="mark named level4">At least 4 Very high pressure</span>' in stood
    assert '<span class="mark named none">No current level</span>' in stood
    assert 'aria-label="The last 52 weeks, oldest first: not known 48 weeks, very high 4 weeks."' in stood
    assert stood.count('class="strip"') == len(ROWS)
    assert "<img" not in page


def test_a_week_is_known_only_while_a_level_was_in_force() -> None:
    at = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
    known = (Interval(at - 10 * WEEK, at - 8 * WEEK, 2), Interval(at - 2 * WEEK, at, 3))
    weeks: Any = [level for _, level in by_week(known, at)]
    assert len(weeks) == WEEKS
    assert weeks[-11:] == [2, 2, None, None, None, None, None, None, 3, 3, 3]
    assert set(weeks[:-11]) == {None}
    assert {level for _, level in by_week((), at)} == {None}
