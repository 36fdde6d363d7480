"""A reason of a revision comes from the list of the rules, in the same public words wherever it is given."""

from dataclasses import replace
from datetime import date

import pytest

from pressure.actions.returns.revision_reasons import choices, reason_told, without_numbers
from pressure.domain.refusals import Refusal
from pressure.domain.rulebook import GivenFor
from pressure.rules import load_rules

BOOK = load_rules().in_force(date(2027, 1, 1))
BACK, HELD = GivenFor.TAKEN_BACK, GivenFor.HELD_IS_RIGHT
OF_ONE_KIND = {BACK: "counted_twice", HELD: "true_change"}


@pytest.mark.parametrize(
    ("reason", "words", "told"),
    [
        ("counted_twice", "", "Something was counted twice."),
        ("counted_twice", " Two lists. ", "Something was counted twice. Two lists."),
        ("another", "A server moved.", "A server moved."),
        ("Counted twice.", "", "Counted twice."),
        ("Slipped", "", "Slipped"),
    ],
)
def test_what_is_public_is_the_sentence_of_the_list_and_then_the_words(reason: str, words: str, told: str) -> None:
    assert reason_told(BOOK, BACK, reason, words) == told


@pytest.mark.parametrize(
    ("reason", "words", "why"),
    [
        ("", "", "Say why"),
        ("", "Two lists.", "Say why"),
        ("another", "  ", "in words of your own"),
        ("counted_thrice", "", "one of: counted_twice, wrong_week"),
        ("Counted twice.", "Two lists.", "one of: counted_twice, wrong_week"),
        ("true_change", "", "one of: counted_twice, wrong_week"),
        ("counted_twice", "x" * 490, "keep it to 500"),
        ("counted_twice", "Visits\u202e stop", "take out"),
    ],
)
def test_a_reason_that_is_not_in_the_list_of_its_kind_or_says_nothing_is_refused(
    reason: str, words: str, why: str
) -> None:
    with pytest.raises(Refusal, match=why):
        reason_told(BOOK, BACK, reason, words)


@pytest.mark.parametrize("given_for", GivenFor)
def test_each_kind_of_revision_has_its_own_reasons_and_one_in_words_of_ones_own(given_for: GivenFor) -> None:
    listed = choices(BOOK, given_for)
    assert {i for i in OF_ONE_KIND.values() if i in listed} == {OF_ONE_KIND[given_for]}
    assert [r.id for r in BOOK.revision_reasons if r.own_words and r.id in listed] == ["another"]
    assert all(without_numbers(reason_told(BOOK, given_for, i, "Words.")) for i in listed)


@pytest.mark.parametrize("words", ["We counted 501.", "Up by ½.", "٣ people"])
def test_words_beside_a_reason_of_the_list_hold_no_number(words: str) -> None:
    with pytest.raises(Refusal, match="without numbers"):
        without_numbers(reason_told(BOOK, BACK, "counted_twice", words))


def test_before_there_was_a_list_a_reason_was_words_alone() -> None:
    before = replace(BOOK, revision_reasons=())
    assert reason_told(before, BACK, "Counted twice.") == "Counted twice."


@pytest.mark.parametrize("words", ["Two lists.", "wrong_week", "moved_by_nobody"])
def test_a_reason_that_was_told_is_not_told_again(words: str) -> None:
    """Whoever asks for it tells it, and so does the act: words that look like an id of the list stay words."""
    once = reason_told(BOOK, BACK, "another", words)
    assert reason_told(BOOK, BACK, once) == once == words
