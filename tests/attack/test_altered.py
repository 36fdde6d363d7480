"""What `record verify` finds altered in the database, all of it and nothing else: each change with its sentences."""

import re
import shutil
from dataclasses import replace

import pytest

from pressure.store import record
from pressure.store.engine import open_engine, reading
from pressure.store.record.altered import altered
from tests.attack.test_tampers import TAMPERS, sql, whole

__all__ = ["whole"]
NOT_ROWS = {
    "an entry edited",
    "an entry edited with its hash",
    "a middle entry deleted",
    "the signing key replaced",
    "a file of a past release",
    "a file and its manifest",
    "file, manifest and row",
}
"""Found by the chain, the key or the files: `altered` looks at rows."""
SAME = [name for name in TAMPERS if name not in NOT_ROWS]
BARE = "PRAGMA foreign_keys = 0"
MORE = {
    "a load that no entry tells of": (
        sql(
            BARE,
            "CREATE TEMP TABLE one AS SELECT * FROM loads WHERE id = 1",
            "UPDATE one SET id = 999",
            "INSERT INTO loads SELECT * FROM one",
        ),
        ["load 999: no entry tells of it"],
    ),
    "a load's nonce": (
        sql("UPDATE loads SET nonce = NULL WHERE id = 1"),
        ["load 1: its account or its readings were changed"],
    ),
    "a load's account": (
        sql("UPDATE loads SET encoding = 'other' WHERE id = 2"),
        ["load 2: its account or its readings were changed"],
    ),
    "a release's nonce": (
        sql("UPDATE releases SET nonce = NULL"),
        [r"release \S+-0001: its ratings were changed", r"release \S+: its ratings were changed"],
    ),
    "a release's track": (
        sql(BARE, "UPDATE releases SET track = 'real' WHERE id LIKE '%-0001'"),
        [r"release \S+-0001: its entry stands alone", r"release \S+-0001: no entry tells of it"],
    ),
    "a seal deleted": (sql("DELETE FROM seals WHERE seq = 1"), [r"entry 1 \(load\): what it seals was changed"]),
    "a seal's nonce": (
        sql(f"UPDATE seals SET nonce = '{'ab' * 32}' WHERE seq = 1"),
        [r"entry 1 \(load\): what it seals was changed"],
    ),
    "a seal's content": (
        sql("UPDATE seals SET content = replace(content, '{', '{ ') WHERE seq = 1"),
        [r"entry 1 \(load\): what it seals was changed"],
    ),
}


@pytest.fixture
def installation(whole, tmp_path):
    """A copy of the database alone."""
    folder, made = whole
    shutil.copyfile(folder / "pressure.sqlite", tmp_path / "pressure.sqlite")
    copy = replace(made, engine=open_engine(f"sqlite:///{tmp_path / 'pressure.sqlite'}"), site_dir=tmp_path / "site")
    yield copy
    copy.engine.dispose()


def found(installation) -> list[str]:
    with reading(installation.engine) as connection:
        return list(altered(connection))


def test_nothing_is_altered_in_what_was_left_as_it_was(installation):
    """Loads, releases, declarations, seals, roles and every kind of words are in it."""
    with reading(installation.engine) as connection:
        actions = {re.search(r'"action":"(\w+)"', body)[1] for _, body, _ in record.entries(connection)}
    assert actions >= {"load", "publish", "propose", "sign", "send_back", "officers"}
    assert found(installation) == []


@pytest.mark.parametrize("tamper", SAME)
def test_each_change_is_found_among_the_rows(installation, tamper):
    change, named = TAMPERS[tamper]
    change(installation)
    said = found(installation)
    assert said
    assert any(re.search(named, one) for one in said), said


@pytest.mark.parametrize("tamper", MORE)
def test_each_change_is_found_with_these_sentences_and_no_other(installation, tamper):
    change, wanted = MORE[tamper]
    change(installation)
    said = found(installation)
    assert len(said) == len(wanted), said
    for one, pattern in zip(said, wanted, strict=True):
        assert re.fullmatch(pattern, one), said
