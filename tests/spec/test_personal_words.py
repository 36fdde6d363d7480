"""Words that may be about one person are pointed out, by one function, before anybody makes them public."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressure.domain.officers.personal import KINDS, check_personal, personal
from pressure.domain.refusals import Refusal

FOUND = [
    ("Mrs Smith waits.", "a title with a surname", "Mrs Smith"),
    ("Ask Dr. O'Neill about it.", "a title with a surname", "Dr. O'Neill"),
    ("Cllr Ahmed agreed.", "a title with a surname", "Cllr Ahmed"),
    ("One is aged 94.", "an age", "aged 94"),
    ("A 94-year-old man.", "an age", "94-year-old"),
    ("He was born in 1931.", "an age", "born in 1"),
    ("Near LS1 4AB today.", "a postcode", "LS1 4AB"),
    ("near sw1a1aa today", "a postcode", "sw1a1aa"),
    ("At 12 Mill Lane they wait.", "a house number and street", "12 Mill Lane"),
    ("The home at 4a St Mary's Road.", "a house number and street", "4a St Mary's Road"),
    ("Flat 3 is empty.", "a house number and street", "Flat 3"),
    ("Call 01632 960123 now.", "a phone number", "01632 960123"),
    ("Call +44 1632 960123.", "a phone number", "+44 1632 960123"),
    ("Write to ann.smith@council.example.", "an e-mail address", "ann.smith@council.example"),
    ("Number 943 476 5919 waits.", "an NHS number", "943 476 5919"),
    ("For 3 people in the north.", "a number of people from 1 to 7", "3 people"),
    ("Seven older residents wait.", "a number of people from 1 to 7", "Seven older residents"),
    ("One man waits.", "a number of people from 1 to 7", "One man"),
]
HARMLESS = [
    "For now some reviews of risk are done by phone or come later.",
    "About 40 people, and fewer than 10 of them at night.",
    "Two senior officers agreed. One other team helps.",
    "From 4 October 2026, every 2 days.",
    "In wards 3 and 4, between 7 and 9 in the morning.",
    "1,203 people wait; 12 people a day; 2.5 people of 100.",
    "Under section 18 of the Care Act 2014 and article 15.",
    "A review every 14 days, within 4 hours, at level 3.",
    "The St John ambulance and 3 care homes help. The road is closed.",
    "Decision record 2026/123: https://council.example/decisions/2026-11-23",
    "",
]


@pytest.mark.parametrize(("text", "kind", "words"), FOUND)
def test_each_kind_is_found_with_its_words_and_nothing_else_in_the_sentence(text: str, kind: str, words: str) -> None:
    assert [(one.kind, one.words) for one in personal([text])] == [(kind, words)]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_declarations_say_is_not_taken_for_a_person(text: str) -> None:
    assert personal([text]) == ()


def test_every_kind_is_in_the_table() -> None:
    assert {kind for kind, _ in KINDS} == {kind for _, kind, _ in FOUND}


@given(st.lists(st.sampled_from([text for text, _, _ in FOUND] + HARMLESS), max_size=4))
def test_all_of_a_text_is_looked_at_however_it_is_split(texts: list[str]) -> None:
    """Fields, lists within fields, and one whole."""
    alone = {one for text in texts for one in personal([text])}
    assert set(personal([texts])) == set(personal(texts)) == alone
    assert {one.kind for one in personal([" ".join(texts)])} >= {one.kind for one in alone}


def test_a_refusal_says_what_was_found_and_repeats_none_of_it() -> None:
    """It may be written down."""
    for text, kind, words in FOUND:
        with pytest.raises(Refusal, match=kind) as refused:
            check_personal([text], agreed=False)
        assert words not in str(refused.value)
        check_personal([text], agreed=True)
