"""Who did it, what is sealed, and what can be asked of the record: by whom a name is known, and for how long."""

import json
import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import insert, select

from pressure.document.entries import Kind
from pressure.store import record, tables
from pressure.store.engine import reading, writing
from pressure.store.record import commitments
from tests.store.rows import START

NEXT_YEAR = START + timedelta(days=365)


def add(connection, kind="test", *, by="p-1", council="E1", at=START, private=None, hidden=False, what=None):
    entry = Kind(kind, private=hidden).of(what=what, private=private)
    return record.append(connection, entry, at=at, by_person=by, by_role="director", council=council)


def bodies(connection):
    return [json.loads(body) for _, body, _ in record.entries(connection)]


def test_a_person_has_one_name_for_a_year_at_a_council_and_another_for_any_other(engine):
    with writing(engine) as connection:
        for given in ({}, {}, {"council": "E2"}, {"by": "p-2"}, {"at": NEXT_YEAR}, {"council": ""}):
            add(connection, **given)
        one, again, *others = (body["by"]["person"] for body in bodies(connection))
    assert one == again
    assert len({one, *others}) == 5
    assert [name[:6] for name in (one, *others)] == ["y2026-", "y2026-", "y2026-", "y2027-", "y2026-"]
    assert all(re.fullmatch(r"y\d{4}-[0-9a-f]{10}", name) for name in (one, *others))


def test_the_year_of_a_name_is_that_of_utc(engine):
    """Half past eleven on New Year's Eve an hour west is the year after."""
    eve = datetime(2026, 12, 31, 23, 30, tzinfo=timezone(timedelta(hours=-1)))
    with writing(engine) as connection:
        assert record.pseudonym(connection, "p-1", "E1", eve).startswith("y2027-")
        assert record.pseudonym(connection, record.NOBODY, "E1", eve) == record.NOBODY


@pytest.mark.parametrize(
    ("by", "hidden", "private", "named", "sealed"),
    [
        ("p-1", False, None, None, {"person": "p-1"}),
        ("p-1", False, {"load_id": 7}, None, {"person": "p-1", "load_id": 7}),
        ("p-1", True, {"view": "no"}, record.WITHHELD, {"person": "p-1", "view": "no"}),
        (record.NOBODY, False, {"load_id": 7}, record.NOBODY, {"load_id": 7}),
        (record.NOBODY, False, None, record.NOBODY, None),
        (record.NOBODY, True, None, record.WITHHELD, {"person": record.NOBODY}),
    ],
)
def test_an_entry_seals_who_it_was_and_what_it_does_not_tell(engine, by, hidden, private, named, sealed):
    """Whoever works on the machine is no person, but in an entry that tells nothing nobody can tell that either."""
    with writing(engine) as connection:
        add(connection, by=by, hidden=hidden, private=private)
        (body,) = bodies(connection)
        assert record.opened(connection) == ({1: sealed} if sealed else {})
        for row in connection.execute(select(tables.seals)):
            assert body["sealed"] == commitments.commit(row.nonce, row.content.encode())
    assert ("sealed" in body) == bool(sealed)
    assert named is None or body["by"]["person"] == named


def test_only_words_have_a_digest_to_seal():
    assert record.of_words("view-1", "Agreed.") == {"written": {"id": "view-1", "sha256": commitments.plain("Agreed.")}}
    assert record.of_words("view-1", "") == {}


def test_the_last_entry_of_an_action_is_that_of_no_other_with_a_like_name(engine):
    """Nor is a name a pattern."""
    with writing(engine) as connection:
        assert record.last_of(connection, "publish") is None
        for number, kind in enumerate(("publish", "publish", "publish_statement", "publishXstatement", "other")):
            add(connection, kind, what={"number": number})
        found = {kind: record.last_of(connection, kind) for kind in ("publish", "publish_statement", "%", "publis")}
    assert {kind: body and json.loads(body)["what"]["number"] for kind, body in found.items()} == {
        "publish": 1,
        "publish_statement": 2,
        "%": None,
        "publis": None,
    }


def test_the_newest_act_is_the_last_entry_whatever_its_time(engine):
    with writing(engine) as connection:
        assert (record.newest(connection), record.size(connection)) == (None, 0)
        add(connection, at=START)
        add(connection, at=START - timedelta(hours=1))
        assert (record.newest(connection), record.size(connection)) == (START - timedelta(hours=1), 2)
    assert START.tzinfo is UTC


def test_a_record_that_replaced_another_keeps_that_one_beside_it(engine):
    with writing(engine) as connection:
        assert not record.is_second(connection)
        assert list(record.entries_before(connection)) == []
        for seq in (2, 1):
            connection.execute(insert(tables.record_before).values(seq=seq, body=f"b{seq}", hash=f"h{seq}"))
    with reading(engine) as connection:
        assert record.is_second(connection)
        assert list(record.entries_before(connection)) == [(1, "b1", "h1"), (2, "b2", "h2")]
        assert list(record.entries(connection)) == []


def test_a_missing_entry_is_named_with_the_one_that_came_in_its_place(engine):
    with writing(engine) as connection:
        hashes = [add(connection) for _ in range(3)]
        first, _, third = record.entries(connection)
    assert [first[2], third[2]] == [hashes[0], hashes[2]]
    with pytest.raises(record.BrokenRecord, match=r"^entry 2 is missing: the next one is numbered 3$"):
        record.verify([first, third])
    assert json.loads(first[1])["prev"] == record.FIRST == "0" * 64
