"""Words in place of signs, where a page is heard or a program cuts it."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressure.words import events as words
from pressure.words.numbers import aloud
from tests.rating_cases import BOOK
from tests.unit.publish.test_feed_names import event

SIGNS = re.compile(r"[<>→⇒≤≥]|->|=>|\d\s*–\s*\d")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("<5 people waited", "fewer than 5 people waited"),
        ("fewer than < 5", "fewer than 5"),
        (">20 hours", "more than 20 hours"),
        ("≤5 and >=10", "at most 5 and at least 10"),
        ("Level 2 -> 3", "Level 2 to 3"),
        ("Level 2→3.", "Level 2 to 3."),
        ("10–15 people", "10 to 15 people"),
        ("in 2024–25", "in 2024 to 2025"),
        ("2024–2025", "2024 to 2025"),
        ("Framework – England", "Framework – England"),
        ("on 2026-11-25, X99000001-1", "on 2026-11-25, X99000001-1"),
        ("a <b>bold</b> word", "a ‹b›bold‹/b› word"),
        ("3.4% of 1,000", "3.4% of 1,000"),
    ],
)
def test_a_sign_is_said_as_the_words_it_stands_for(written: str, said: str) -> None:
    assert aloud(written) == said


@given(st.text(alphabet="0123456789 <>-=–→⇒≤≥ab.", max_size=30))
def test_no_sign_is_left_whatever_was_written_and_twice_is_once(written: str) -> None:
    assert not SIGNS.search(aloud(written))
    assert aloud(aloud(written)) == aloud(written)


def test_what_officers_wrote_is_said_in_words_in_a_feed() -> None:
    signed: Any = {
        "declaration_id": "E10000001-1",
        "measure_id": "raised",
        "stage": 0,
        "raised": True,
        "level": 3,
        "review_by": None,
        "reason": "Some <5 staff, 10–15 needed; level 2 -> 3.",
    }
    raised = event(kind=words.RAISED, signed=signed)

    assert "Some fewer than 5 staff, 10 to 15 needed; level 2 to 3." in words.body(raised, BOOK)
    assert not SIGNS.search(words.title(raised, BOOK) + words.body(raised, BOOK))
