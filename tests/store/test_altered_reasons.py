"""A reason that is not what its entry commits to, nor what a removal left of it, is named."""

import json
from datetime import date

import pytest
from sqlalchemy import insert

from pressure.domain.redactions import mark
from pressure.store import tables
from pressure.store.engine import reading, writing
from pressure.store.record import commitments
from pressure.store.record.altered_reasons import altered_reasons

AT = "2026-11-30T23:30:00.000000Z"
NONCE = "ab" * 32
LEFT = mark(date(2026, 11, 30), "name")
TOLD = commitments.commit(NONCE, b"Wrong week.")


def entry(seq, what, action="withdraw"):
    return {"seq": seq, "action": action, "at": AT, "what": what}


def found(engine, row, *entries, sealed=None):
    """What is said of a record with these entries, and of one reason beside its first."""
    with writing(engine) as connection:
        if row is not None:
            words, nonce = row
            connection.execute(insert(tables.reasons_given).values(seq=1, council_code="E1", nonce=nonce, words=words))
        for seq, content in (sealed or {}).items():
            connection.execute(insert(tables.seals).values(seq=seq, nonce=NONCE, content=json.dumps(content)))
    with reading(engine) as connection:
        return list(altered_reasons(connection, list(entries)))


@pytest.mark.parametrize(
    ("row", "told", "said"),
    [
        (("Wrong week.", NONCE), TOLD, []),
        (("Wrong day.", NONCE), TOLD, ["reason-1: its words are not those of its entry"]),
        (("Wrong week.", "cd" * 32), TOLD, ["reason-1: its words are not those of its entry"]),
        (("Wrong week.", ""), TOLD, ["reason-1: its words are not those of its entry"]),
        (None, TOLD, ["reason-1: its words are not those of its entry"]),
        (("Wrong week.", NONCE), None, ["reason-1: no entry tells of these words"]),
        (None, None, []),
    ],
)
def test_words_are_those_that_the_entry_commits_to(engine, row, told, said):
    assert found(engine, row, entry(1, {"reason_commitment": told} if told else {})) == said


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ((LEFT, ""), []),
        ((LEFT, NONCE), ["reason-1: what is left of its words was changed"]),
        (("Wrong week.", NONCE), ["reason-1: what is left of its words was changed"]),
        (("", ""), ["reason-1: what is left of its words was changed"]),
        (None, ["reason-1: what is left of its words was changed"]),
    ],
)
def test_after_a_removal_only_its_mark_stands_and_no_nonce(engine, row, said):
    """The mark has the day of the removal, in the United Kingdom, and its reason."""
    entries = entry(1, {"reason_commitment": TOLD}), entry(2, {"reason": "name"}, "redact")
    assert found(engine, row, *entries, sealed={2: {"text": "reason-1"}}) == said


@pytest.mark.parametrize(
    ("action", "text"),
    [("redact", "view-1"), ("redact", ""), ("propose_redaction", "reason-1"), ("redact", "reason-3")],
)
def test_only_the_removal_of_this_very_reason_takes_its_words_out(engine, action, text):
    entries = entry(1, {"reason_commitment": TOLD}), entry(2, {"reason": "name"}, action)
    assert found(engine, ("Wrong week.", NONCE), *entries, sealed={2: {"text": text}}) == []


def test_a_removal_that_seals_nothing_is_one_of_no_reason(engine):
    entries = entry(1, {"reason_commitment": TOLD}), entry(2, {"reason": "name"}, "redact")
    assert found(engine, ("Wrong week.", NONCE), *entries) == []


def test_several_are_named_in_the_order_of_the_record(engine):
    entries = [entry(seq, {"reason_commitment": TOLD}) for seq in (3, 2, 1)]
    assert found(engine, ("Wrong week.", NONCE), *entries) == [
        f"reason-{seq}: its words are not those of its entry" for seq in (2, 3)
    ]
