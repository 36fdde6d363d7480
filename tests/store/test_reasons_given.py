"""A reason stands beside its entry, which commits to it; entries of an earlier form hold the words themselves."""

import pytest

from pressure.document.entries import Kind
from pressure.store import record
from pressure.store.engine import reading, writing
from pressure.store.record import commitments, reasons_given
from tests.store.rows import START


def test_a_reason_is_one_line_under_a_nonce_of_its_own():
    one, other = (reasons_given.reason_of("  A wrong\n\tweek. ") for _ in range(2))
    assert one.words == "A wrong week."
    assert one.nonce != other.nonce
    assert one.told == {"reason_commitment": commitments.commit(one.nonce, b"A wrong week.")}


def test_reasons_stand_beside_their_entries_in_order_up_to_a_length(engine):
    with writing(engine) as connection:
        for number, words in enumerate(("first", "", "third", "fourth"), start=1):
            record.append(
                connection, Kind("test").of(what={"n": number}), at=START, by_person="p-1", by_role="operator"
            )
            if words:
                reasons_given.keep(connection, reasons_given.reason_of(words), council="E1" if number > 1 else "")
    with reading(engine) as connection:
        bodies = {seq: body for seq, body, _ in record.entries(connection)}
        found = list(reasons_given.beside(connection, 3))
        assert [(row.seq, row.words, row.council_code) for row in found] == [(1, "first", ""), (3, "third", "E1")]
        assert [row.body for row in found] == [bodies[1], bodies[3]]


@pytest.mark.parametrize(
    ("what", "found"),
    [
        ({"reason_commitment": "c"}, "c"),
        ({"overruled": {"reason_commitment": "d"}, "reason_commitment": "not this one"}, "d"),
        ({"reason": "words"}, ""),
        ({}, ""),
    ],
)
def test_the_commitment_of_an_entry_is_its_own_or_that_of_what_it_overrules(what, found):
    assert reasons_given.committed({"action": "withdraw", "what": what}) == found


@pytest.mark.parametrize(
    ("action", "what", "found"),
    [
        ("begin_again", {"reason": "words"}, "words"),
        ("change_key", {"reason": "words"}, "words"),
        ("withdraw", {"reason": "words"}, "words"),
        ("new_origin", {"why": "words"}, "words"),
        ("new_origin", {"reason": "not this one"}, ""),
        ("load", {"overruled": {"reason": "words"}}, "words"),
        ("load", {"reason": "not this one"}, ""),
        ("withdraw", {"reason_commitment": "c"}, ""),
        ("publish", {"reason": "scheduled"}, ""),
        ("redact", {"reason": "a name"}, ""),
    ],
)
def test_only_an_entry_of_an_earlier_form_holds_words_of_its_own(action, what, found):
    """A release and a removal give a reason of a fixed list, which is nobody's words."""
    assert reasons_given.within({"action": action, "what": what}) == found
