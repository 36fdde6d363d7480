"""The record: a chain that two writers cannot fork and nobody can edit unseen."""

import hashlib
import itertools
import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
import rfc8785
from sqlalchemy.exc import DBAPIError

from pressure.document import entries
from pressure.document.entries import Kind
from pressure.store import record
from pressure.store.engine import reading, writing
from pressure.store.record import commitments
from tests.store.rows import START

THREADS, EACH = 4, 40

ABOUT = {"declaration_id": "E1-1", "text_sha256": "ab" * 32}
WORDS = {"written": {"id": "remark-1", "sha256": "cd" * 32}}
ENTRIES = {  # kind: (council, what the public reads, what is sealed)
    "SIGN": (
        "E1",
        {
            **ABOUT,
            "council_code": "E1",
            "kind": "declare",
            "stage": 2,
            "state": "in force",
            "proposed_by": {"person": "y2026-1", "role": "director"},
        },
        {"proposed_by": "p-2"},
    ),
    "WRITE_VIEW": ("E1", {"declaration_id": "E1-1", "view": "supports"}, WORDS),
    "RECORD_CHECK": ("E1", {**ABOUT, "done_on": "2026-11-20"}, WORDS),
    "PUBLISH": (
        "",
        {
            "release_id": "r",
            "track": "real",
            "reason": "scheduled",
            "files_sha256": "a",
            "rules_digest": "b",
            "ratings": "c",
            "before": {"release_id": "q", "manifest_sha256": "d"},
        },
        {},
    ),
    "BEGIN_AGAIN": ("", {"origin": "o", "before": "b", "reason_commitment": "c", "releases": {"real": ["r"]}}, {}),
    "CONFIRM_TIME": ("", {"newest_before": "2026-11-20T00:00:00.000000Z"}, {}),
    "CHANGE_KEY": (
        "",
        {
            "reason_commitment": "c",
            "origin": "o",
            "before": "b",
            "key": "k",
            "fingerprint": "f",
            "signed_before": "s",
            "signed": "t",
        },
        {},
    ),
    "CONFIRM_RETURN": ("E1", {"council_code": "E1", "week_ending": "2026-11-22", "comment": True}, WORDS),
    "WITHDRAW": ("E1", {"load_id": 7, "councils": ["E1"]}, {"load_id": 7, "reason": "Wrong week"}),
    "LOAD": (
        "",
        {
            "load_id": 8,
            "source": "weekly-return",
            "file": "f",
            "readings": "r",
            "accepted": 1,
            "held": 2,
            "rejected": 3,
            "added": 4,
            "revised": 5,
            "overruled": {"load": 6, "figures": [["m", "2026-11-22"]], "reason_commitment": "c"},
        },
        {},
    ),
    "ANSWER_REQUEST": ("E1", {"council_code": "E1", "request": 3, "outcome": "corrected", "correction_id": 4}, WORDS),
    "REDACT": (
        "E1",
        {"reason": "a name", "releases": []},
        {"asked_by": "p-2", "text": "view-1", "stored": "e", "proposals": {"1": "g"}, "seals": {"2": "h"}},
    ),
    "PROPOSE": ("", None, ABOUT),
    "SEND_BACK": ("", None, {**ABOUT, **WORDS}),
    "NO_VIEW": ("", None, {**ABOUT, **WORDS}),
    "PROPOSE_REDACTION": ("", None, {"text": "view-1", "stored": "e", "reason": "a name"}),
    "PUBLISH_STATEMENT": ("E1", {"council_code": "E1", "kind": "statement"}, WORDS),
    "REQUEST_CORRECTION": ("E1", {"council_code": "E1", "kind": "correction_request"}, WORDS),
    "WRITE_VIEW_BEFORE": ("", None, {"declaration_id": "E1-1", "view": "supports", **WORDS}),
    "OFFICERS": (
        "",
        None,
        {
            "act": "give_role",
            "by": {"person": "p-1", "role": "administrator"},
            "person": "p-3",
            "councils": ["E1", "E2"],
            "roles": [["E1", "director"]],
        },
    ),
}
CHAIN = "2f32b724e175ec5ea581951d77c3db740c1aba373bc7fde6664a7053dc768e7c"
"""The last hash of a chain of all of these, as made by code that had no kinds of entries."""
LATER = {
    "SAY_HOW_COUNTED": (
        "E1",
        {"council_code": "E1", "measure_id": "wl_assess_rate", "question": "area"},
        {"number": 1, "choice": "part", "told": "first", "since": None, **WORDS},
    ),
    "KEEP_MAPPING": ("E1", {"council_code": "E1", "version": 2, "mapping_sha256": "c"}, None),
    "MAKE_TOKEN": ("E1", {"council_code": "E1", "token": "t-1", "expires_on": "2027-11-29"}, None),
    "END_TOKEN": ("E1", {"council_code": "E1", "token": "t-1"}, None),
}
"""Kinds that came after: they change no byte of the others."""
LATER_HASHES = {
    "SAY_HOW_COUNTED": "fd5164b5ce7605b45f48c593c09ce8c4796eedcfbe582daf71e6f9831abb8e74",
    "KEEP_MAPPING": "11490f719bb57315326d7007a9601345121b6a85a403532d3d4d3ee5f79f33d6",
    "MAKE_TOKEN": "9083d6a143c677a6a035b8e473a3b8de68801b24054fad3add465f556a5319cc",
    "END_TOKEN": "6a363dee8a5764eb39d5bf90a13bd3b0984c8bf72fd17303ac5647e3fbb061a2",
}
"""Of each, the hash after that chain and those before it."""


def add(connection, number=0, *, at=START, key=None):
    return record.append(
        connection,
        Kind("test").of(what={"number": number}),
        at=at,
        by_person="p-1",
        by_role="director",
        idempotency_key=key,
    )


def chain_of(engine):
    with reading(engine) as connection:
        return list(record.entries(connection))


@pytest.fixture
def chain(engine):
    """Five entries, as read back."""
    with writing(engine) as connection:
        for number in range(5):
            add(connection, number)
    return chain_of(engine)


def entry(seq, previous, **changed):
    body = rfc8785.dumps({"seq": seq, "prev": previous, "action": "forged", **changed}).decode()
    return seq, body, hashlib.sha256(body.encode()).hexdigest()


def test_an_untouched_chain_verifies_to_its_length_and_last_hash(chain):
    """And an empty one verifies as empty."""
    assert record.verify(chain) == (5, chain[-1][2])
    assert record.verify([]) == (0, record.FIRST)


def test_an_entry_says_what_was_done_by_which_role_and_follows_the_one_before(chain):
    """Canonical JSON, time in UTC, the hash of the entry before."""
    seq, body, digest = chain[1]
    parsed = json.loads(body)
    assert rfc8785.dumps(parsed).decode() == body
    assert hashlib.sha256(body.encode()).hexdigest() == digest
    who, sealed = parsed["by"].pop("person"), parsed.pop("sealed")
    assert parsed == {
        "seq": seq,
        "prev": chain[0][2],
        "at": "2026-11-23T10:00:00.000000Z",
        "action": "test",
        "by": {"role": "director"},
        "what": {"number": 1},
    }
    assert re.fullmatch(r"y2026-[0-9a-f]{10}", who), "a name for a year at a council, never the person's number"
    assert re.fullmatch(r"[0-9a-f]{64}", sealed)
    assert "p-1" not in body


def test_a_flipped_bit_anywhere_in_any_entry_is_found(chain):
    """Exhaustive: every byte of every body and of every hash."""
    for place, (seq, body, digest) in enumerate(chain):
        for position in range(len(body)):
            other = body[:position] + chr(ord(body[position]) ^ 1) + body[position + 1 :]
            with pytest.raises(record.BrokenRecord, match=f"entry {seq} "):
                record.verify([*chain[:place], (seq, other, digest), *chain[place + 1 :]])
        for position in range(len(digest)):
            other = digest[:position] + chr(ord(digest[position]) ^ 1) + digest[position + 1 :]
            with pytest.raises(record.BrokenRecord, match=f"entry {seq} "):
                record.verify([*chain[:place], (seq, body, other), *chain[place + 1 :]])


@pytest.mark.parametrize("missing", range(4))
def test_a_missing_entry_is_named(chain, missing):
    """All but the last: only a published checkpoint can notice a missing tail."""
    with pytest.raises(record.BrokenRecord, match=f"entry {missing + 1} is missing"):
        record.verify([e for place, e in enumerate(chain) if place != missing])


def test_swapped_doubled_and_renumbered_entries_are_found(chain):
    """Order is the sequence and the chain, both."""
    for broken in (
        [chain[1], chain[0], *chain[2:]],
        [*chain[:2], chain[1], *chain[2:]],
        [*chain[:2], (3, chain[3][1], chain[3][2]), *chain[4:]],
    ):
        with pytest.raises(record.BrokenRecord):
            record.verify(broken)


def test_an_edited_entry_with_a_fresh_hash_is_found_at_the_next_one(chain):
    """Re-hashing one entry breaks the link of the one after it."""
    forged = entry(3, chain[1][2])
    with pytest.raises(record.BrokenRecord, match="entry 4 does not follow"):
        record.verify([*chain[:2], forged, *chain[3:]])


@pytest.mark.parametrize("body", ["not json", "[]", "{}", '"text"', '{"seq":3}', '{"prev":"x"}', "null", "7"])
def test_a_body_that_is_no_entry_is_reported_and_not_a_crash(chain, body):
    """A verifier that stops with a traceback tells a journalist nothing."""
    odd = (3, body, hashlib.sha256(body.encode()).hexdigest())
    with pytest.raises(record.BrokenRecord, match="entry 3 does not follow"):
        record.verify([*chain[:2], odd, *chain[3:]])


def test_an_entry_that_names_another_place_or_predecessor_is_found(chain):
    """Both are in the body, so that neither can be changed alone."""
    for forged in (entry(3, chain[0][2]), (3, *entry(4, chain[1][2])[1:])):
        with pytest.raises(record.BrokenRecord, match="entry 3 does not follow"):
            record.verify([*chain[:2], forged])


def test_four_writers_at_once_make_one_unbroken_chain_and_lose_nothing(engine):
    """The default mode of the driver lost three of four updates in a trial; ours may lose none."""

    def work(writer):
        for number in range(EACH):
            with writing(engine) as connection:
                add(connection, writer * EACH + number)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(work, range(THREADS)))
    entries = chain_of(engine)
    assert record.verify(entries)[0] == THREADS * EACH
    order = [json.loads(body)["what"]["number"] for _, body, _ in entries]
    assert sorted(order) == list(range(THREADS * EACH))
    for writer in range(THREADS):
        own = [n for n in order if n // EACH == writer]
        assert own == sorted(own), "what was acknowledged first stands first"


def test_the_order_is_the_sequence_also_when_the_clock_goes_back(engine):
    """An hour back in October changes nothing."""
    with writing(engine) as connection:
        add(connection, 1, at=START)
        add(connection, 2, at=START - timedelta(hours=1))
    assert [json.loads(body)["what"]["number"] for _, body, _ in chain_of(engine)] == [1, 2]
    assert record.verify(chain_of(engine))[0] == 2


def test_a_repeated_request_is_refused_by_its_key_and_leaves_no_gap(engine):
    """A retry after a lost answer must not happen twice."""
    with writing(engine) as connection:
        add(connection, 1, key="same")
    with pytest.raises(DBAPIError), writing(engine) as connection:
        add(connection, 2, key="same")
    with writing(engine) as connection:
        add(connection, 3, key="other")
        assert record.size(connection) == 2
    assert record.verify(chain_of(engine))[0] == 2


def test_a_time_without_an_offset_is_refused_and_any_other_is_kept_in_utc(engine):
    """The record is read in other time zones."""
    with writing(engine) as connection:
        with pytest.raises(ValueError, match="without an offset"):
            add(connection, at=datetime(2026, 7, 1, 9))  # noqa: DTZ001 the fault itself
        add(connection, at=datetime(2026, 7, 1, 10, tzinfo=timezone(timedelta(hours=1))))
    assert json.loads(chain_of(engine)[0][1])["at"] == "2026-07-01T09:00:00.000000Z"
    assert datetime(2026, 7, 1, 9, tzinfo=UTC).isoformat().startswith("2026-07-01T09")


def test_every_kind_of_entry_is_signed_in_the_very_bytes_it_always_was(engine, monkeypatch):
    """With nonces that are known; an act of the operator seals nobody."""
    kinds = {name: kind for name, kind in vars(entries).items() if isinstance(kind, Kind)}
    assert kinds.keys() == ENTRIES.keys() | LATER.keys()
    numbers = itertools.count()
    monkeypatch.setattr(commitments, "source", lambda size: next(numbers).to_bytes(size, "big"))
    with writing(engine) as connection:
        for name, (council, what, private) in ENTRIES.items():
            role = record.WITHHELD if name == "OFFICERS" else "director"
            entry = kinds[name].of(what=what, private=private)
            record.append(connection, entry, at=START, by_person="p-1", by_role=role, council=council)
        last = entries.CONFIRM_TIME.of(what={"newest_before": "x"})
        assert record.append(connection, last, at=START, by_person="operator", by_role="operator") == CHAIN
        for name, (council, what, private) in LATER.items():
            entry = kinds[name].of(what=what, private=private)
            digest = record.append(connection, entry, at=START, by_person="p-1", by_role="director", council=council)
            assert digest == LATER_HASHES[name]
