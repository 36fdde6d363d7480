"""How long the record was before each release: what feeds and README.txt tell."""

import pytest
from sqlalchemy import insert

from pressure.document.entries import Kind
from pressure.store import record, tables
from pressure.store.engine import reading, writing
from pressure.store.record import merkle
from pressure.store.record.lengths import lengths
from tests.store.rows import START

RELEASES = (("", ""), ("real", "r-1"), ("demonstration", "d-1"), ("", ""), ("real", "r-2"), ("", ""))
"""The entries of a record in order: the track and the release that each tells, or an entry of another kind."""


def entries(connection):
    """What a record of these entries holds, as bytes."""
    return [body.encode() for _, body, _ in record.entries(connection)]


@pytest.fixture
def told(engine):
    with writing(engine) as connection:
        for track, release in RELEASES:
            kind, what = ("publish", {"release_id": release, "track": track}) if track else ("other", {"n": 1})
            record.append(connection, Kind(kind).of(what=what), at=START, by_person="p-1", by_role="operator")
    return engine


def of(bodies):
    return {"entries": len(bodies), "root": merkle.root(bodies).hex()}


def test_each_release_of_a_track_has_the_length_before_its_own_entry_and_the_root_over_it(told):
    with reading(told) as connection:
        bodies = entries(connection)
        assert lengths(connection, "real", "r-2") == {"r-1": of(bodies[:1]), "r-2": of(bodies[:4])}
        assert lengths(connection, "demonstration", "d-1") == {"d-1": of(bodies[:2])}


def test_a_release_that_has_no_entry_yet_has_the_whole_length(told):
    with reading(told) as connection:
        assert lengths(connection, "real", "r-3")["r-3"] == of(entries(connection))


def test_releases_of_the_record_that_was_replaced_keep_their_lengths_in_that_one(told):
    """And one that both tell has that of the newer."""
    with writing(told) as connection:
        first, second = (
            f'{{"action":"publish","what":{{"release_id":"{name}","track":"real"}}}}' for name in ("r-0", "r-1")
        )
        for seq, body in enumerate((first, second), start=1):
            connection.execute(insert(tables.record_before).values(seq=seq, body=body, hash=str(seq)))
    with reading(told) as connection:
        found = lengths(connection, "real", "r-2")
        assert found["r-0"] == of([])
        assert found["r-1"] == of(entries(connection)[:1])
