"""A national file has 110 MB: it is put down piece by piece, and nothing is left of one that is refused."""

import gzip
import os
import tracemalloc
from pathlib import Path

import pytest

from pressure.ingest.fetch.asking import Asker, Manner, asking
from pressure.ingest.fetch.found import NotFetched
from tests.unit.fetch.cases import PHS, phs_file

MUCH = 24_000_000
ADDRESS = "https://www.opendata.nhs.scot/much.csv"


def asked(asker: Asker, into: Path, most: int = MUCH) -> tuple[bytes, int]:
    """What was put down, and the most memory that it took."""
    tracemalloc.start()
    try:
        answer = asker.file(ADDRESS, most=most, into=into)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert answer.data == into
    return into.read_bytes(), peak


@pytest.fixture
def asker(publishers):
    manner = Manner(agent="CarePressure/test", mirror=publishers.mirror, first_wait=0.0, most_wait=0.02, between=0.0)
    with asking(manner) as made:
        made.allow = ("www.opendata.nhs.scot",)
        yield made


@pytest.mark.parametrize("packed", [False, True])
def test_a_long_file_takes_little_memory_packed_or_not(publishers, asker, tmp_path, packed):
    body = os.urandom(1000) * (MUCH // 1000)
    sent = gzip.compress(body, 1) if packed else body
    publishers.put(ADDRESS, sent, headers={"Content-Encoding": "gzip"} if packed else {}, etag=False)
    came, peak = asked(asker, tmp_path / "much")
    assert came == body
    assert peak < MUCH / 3
    with pytest.raises(NotFetched, match=r"longer than|has 24,000,000 bytes"):
        asked(asker, tmp_path / "much", most=MUCH - 1)


def test_a_try_again_begins_the_file_anew(publishers, asker, tmp_path):
    publishers.put(ADDRESS, b"a,b\n1,2\n", faults=[503, 503])
    (tmp_path / "much").write_bytes(b"half of an answer that was cut short")
    assert asked(asker, tmp_path / "much")[0] == b"a,b\n1,2\n"


@pytest.mark.parametrize(("body", "outcome", "files"), [(phs_file(), "taken", 1), (b"", "refused", 0)])
def test_only_what_is_kept_is_left_in_the_folder(publishers, visit, body, outcome, files):
    publishers.put(PHS.file, body)
    for _ in range(2):
        assert visit()[0].outcome in {outcome, "unchanged"}
        assert len(list(visit.folder.iterdir())) == files
    visit(dry_run=True)
    assert len(list(visit.folder.iterdir())) == files
