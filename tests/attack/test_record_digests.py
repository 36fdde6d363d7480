"""A digest of something small gives it back. None in a public file may be one of anything private."""

import hashlib
import itertools
import json
import re
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect

from pressure.access.permissions import OPERATOR, Role
from pressure.actions.releases.publishing import publish
from pressure.actions.returns.loading import load
from pressure.commands import records
from pressure.demo.figures import as_csv
from pressure.demo.places import PLACES, actor
from pressure.domain.refusals import Refusal
from pressure.publish.record.record_files import files_sha256
from pressure.publish.record.signing_key import origin, signing_key
from pressure.release import site
from pressure.release.site import MANIFEST
from pressure.store import record, schema
from pressure.store.engine import open_engine, reading, writing
from pressure.store.record import commitments, merkle
from pressure.store.record.altered import altered
from pressure.store.record.checkpoint import Checkpoint, fingerprint, sign
from pressure.store.record.lengths import lengths
from pressure.store.releases import DEMONSTRATION
from pressure.store.tables import immutability
from tests.installations import SUNDAY, new_installation, rows_of
from tests.publish_cases import Told
from tests.unit.actions.test_record_published import rewrite

SMALL = min(PLACES, key=lambda place: place.adults)
HEX = re.compile(r"(?<![0-9a-fA-F])[0-9a-f]{64}(?![0-9a-fA-F])")
KEYED = {"file", "readings", "ratings", "sealed"}
NEVER = 40
"""Figures are small here: a rounded return leaves each figure this many ways at most."""

INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"


@pytest.fixture
def installation(tmp_path):
    return new_installation(tmp_path)[0]


def returned(installation, place=SMALL):
    """A return as sent, and everything of it but two counts, which is what the public may know of it."""
    rows = rows_of(place, SUNDAY)
    load(installation, by=actor(place, Role.DATA_OFFICER), source_id="weekly-return", data=as_csv(rows), name="r.csv")
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    return rows


def possible(rows):
    """Every file that two withheld counts leave open, the rest known: what an attacker tries."""
    counts = [n for n, row in enumerate(rows) if row["numerator"].isdigit()][:2]
    around = [
        range(max(0, int(rows[n]["numerator"]) - NEVER // 2), int(rows[n]["numerator"]) + NEVER // 2) for n in counts
    ]
    for guess in itertools.product(*around):
        tried = [dict(row) for row in rows]
        for n, value in zip(counts, guess, strict=True):
            tried[n]["numerator"] = str(value)
        yield as_csv(tried)


def texts(root):
    """Every public file of every release, by release and path."""
    for manifest in sorted((root / "releases").glob("*.json")):
        release = site.release(root, manifest.stem)
        for path in release.manifest["files"]:
            yield release, path, release.read(path).decode("utf-8", "replace")


def recovered(found, rows):
    """The files whose plain digest, of the whole or of its text, is among those found."""
    return [data for data in possible(rows) if hashlib.sha256(data).hexdigest() in found]


def test_a_small_return_cannot_be_found_again_from_any_digest_in_public_files(installation):
    """With the plain digest there, the same attack finds it: so it can."""
    rows = returned(installation)
    found = {digest for _, _, text in texts(installation.site_dir / "demo") for digest in HEX.findall(text)}
    assert found
    assert recovered(found, rows) == []
    assert recovered({*found, hashlib.sha256(as_csv(rows)).hexdigest()}, rows) == [as_csv(rows)]


def classified(told, release, path, key, digest, public):
    """What a digest is of, or None."""
    if digest in public:
        return "a public file"
    if digest == record.FIRST or digest in told:
        return "an entry"
    if key in KEYED and path.endswith("record.jsonl"):
        return "a commitment"
    return None


def test_every_digest_in_public_files_is_of_something_public_or_keyed(installed: Told):
    """Anything new that looks like a digest must be classified here first."""
    entries, publics, signed = {}, set(), set()
    with reading(installed.installation.engine) as connection:
        for _, body, digest in record.entries(connection):
            entries[digest] = json.loads(body)
        for row in connection.exec_driver_sql(
            "SELECT p.text_sha256 FROM proposals p JOIN signatures s ON s.proposal_id = p.id WHERE s.outcome = 'signed'"
        ):
            signed.add(row[0])
        for row in connection.exec_driver_sql("SELECT manifest_sha256, rules_digest FROM releases"):
            publics |= set(row)
        publics.add(fingerprint(signing_key(connection, installed.installation.settings).public_key()))
        publics |= {told["root"] for told in lengths(connection, DEMONSTRATION, "").values()}
    publics |= {files_sha256(r.read(MANIFEST)) for r in installed.releases()}
    publics |= {e["sha256"] for r in installed.releases() for e in r.manifest["files"].values()} | signed
    unknown, seen = [], set()
    for release, path, text in ((r, p, t) for r, p, t in texts(installed.root) if not p.endswith((".zip", ".xlsx"))):
        for match in HEX.finditer(text):
            key = re.findall(r'"(\w+)":"$', text[max(0, match.start() - 40) : match.start()])
            kind = classified(entries, release, path, key[0] if key else "", match.group(), publics)
            seen.add(kind)
            if kind is None:
                unknown.append((release.id, path, key, match.group()))
    assert unknown == []
    assert {"an entry", "a commitment", "a public file"} <= seen


def test_the_nonce_and_the_file_show_the_council_that_its_file_was_the_one_recorded(installation):
    rows = returned(installation)
    with reading(installation.engine) as connection:
        (nonce,) = connection.exec_driver_sql("SELECT nonce FROM loads").scalars()
        what = next(
            e["what"] for _, body, _ in record.entries(connection) if (e := json.loads(body))["action"] == "load"
        )
    assert what["file"] == commitments.commit(nonce, as_csv(rows))
    assert "sha256" not in what


@pytest.mark.parametrize(
    ("table", "change", "named"),
    [
        (
            "readings",
            "UPDATE readings SET numerator = numerator * 3 WHERE id = 1",
            "load 1: its account or its readings",
        ),
        ("readings", "DELETE FROM readings WHERE id = 1", "load 1: its account or its readings"),
        ("loads", "UPDATE loads SET nonce = NULL", "load 1: its account or its readings"),
        ("loads", "UPDATE loads SET accepted = accepted - 1, held = held + 1", "load 1: its account or its readings"),
        ("ratings", "UPDATE ratings SET level_published = 1", "its ratings were changed"),
        ("ratings", "DELETE FROM ratings WHERE id = 2", "its ratings were changed"),
        ("releases", "UPDATE releases SET manifest_sha256 = 'x'", "its manifest on disk is not the one"),
        ("seals", "UPDATE seals SET content = replace(content, 'person', 'nobody')", "what it seals was changed"),
        ("seals", "DELETE FROM seals", "what it seals was changed"),
    ],
)
def test_any_altered_row_is_named_by_load_release_or_entry(installation, monkeypatch, table, change, named):
    """The chain itself still holds."""
    returned(installation)
    monkeypatch.setattr(records, "ready_installation", lambda: installation)
    records.run_verify(None, as_json=False)
    with writing(installation.engine) as connection:
        for name in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER {table}_no_{name}")
        connection.exec_driver_sql(change)
    with pytest.raises(Refusal, match=named):
        records.run_verify(None, as_json=False)


def test_a_pseudonym_leads_to_no_other_council_and_no_other_year(installation):
    """And within both it is the same, so that one can see that the same hand signed twice."""
    at = installation.now()
    with writing(installation.engine) as connection:
        names = [
            record.pseudonym(connection, "p-1", code, when)
            for code, when in (("X1", at), ("X1", at), ("X2", at), ("X1", at.replace(year=at.year + 1)))
        ]
    assert names[0] == names[1]
    assert len(set(names)) == 3
    assert not any("p-1" in name for name in names)


def as_it_was(entry):
    """An entry as version 0005 wrote it."""
    what = {k: v for k, v in entry["what"].items() if k not in KEYED}
    return {
        **{k: v for k, v in entry.items() if k != "sealed"},
        "what": what | ({"sha256": "a" * 64} if entry["action"] == "load" else {}),
    }


def taken_back_to(connection: Connection, revision: str, folder: Path) -> None:
    """Drop every table, column and index that a database of that revision did not have."""
    config, then = Config(), open_engine(f"sqlite:///{folder / 'then.sqlite'}")
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    with writing(then) as old:
        config.attributes["connection"] = old
        command.upgrade(config, revision)
        was, now = inspect(old), inspect(connection)
        tables = {table: {c["name"] for c in was.get_columns(table)} for table in was.get_table_names()}
        since = {table: {c["name"] for c in now.get_columns(table)} - tables[table] for table in tables}
        indexes = {row.name: row.sql for row in old.exec_driver_sql(INDEXES)}
        changed = {n for n, sql in connection.exec_driver_sql(INDEXES) if n in indexes and indexes[n] != sql}
    for name in changed:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    for table in set(now.get_table_names()) - set(tables):
        connection.exec_driver_sql(f"DROP TABLE {table}")
    for table, columns in since.items():
        for column in columns:
            connection.exec_driver_sql(f"ALTER TABLE {table} DROP COLUMN {column}")
    for name in changed:
        connection.exec_driver_sql(indexes[name])
    connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{revision}'")


def test_a_record_of_plain_digests_is_set_aside_and_another_says_why(installation, tmp_path, monkeypatch):
    """The old one is still checked, and its checkpoints still hold of it; its entries are published no more."""
    returned(installation)
    monkeypatch.setattr(records, "ready_installation", lambda: installation)
    rewrite(installation, lambda entries: [as_it_was(entry) for entry in entries])
    with writing(installation.engine) as connection:
        for statement in immutability.sqlite("record"):
            connection.exec_driver_sql(statement)
        before = [body for _, body, _ in record.entries(connection)]
        taken_back_to(connection, "0005", tmp_path)
        old = Checkpoint(origin(installation.settings), len(before), merkle.root(body.encode() for body in before))
        note = tmp_path / "kept"
        note.write_text(sign(old, signing_key(connection, installation.settings)), "utf-8")
    schema.upgrade(installation.engine)
    with reading(installation.engine) as connection:
        assert [body for _, body, _ in record.entries_before(connection)] == before
        (only,) = [json.loads(body) for _, body, _ in record.entries(connection)]
        assert list(altered(connection)) == []
    assert (only["action"], only["what"]["entries_before"]) == ("new_origin", len(before))
    records.run_verify(note, as_json=False)
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    release = site.current(installation.site_dir / "demo")
    assert release.read("record/checkpoint").decode().splitlines()[0] == f"{note.read_text('utf-8').splitlines()[0]}-2"
    assert before[0] not in release.read("record/DEMO_record.jsonl").decode()
    with writing(installation.engine) as connection:
        connection.exec_driver_sql("DROP TRIGGER record_before_no_update")
        connection.exec_driver_sql("UPDATE record_before SET body = replace(body, 'load', 'lode') WHERE seq = 1")
    with pytest.raises(Refusal, match="entry 1 does not match"):
        records.run_verify(None, as_json=False)


def test_with_one_key_and_one_source_of_nonces_the_same_acts_make_the_same_record(tmp_path, monkeypatch):
    """So that a demonstration can be made again, manifest for manifest."""
    made = []
    for name in ("one", "two"):
        count = itertools.count()
        monkeypatch.setattr(commitments, "source", lambda size, count=count: next(count).to_bytes(size, "big"))
        (tmp_path / name).mkdir()
        installation = new_installation(tmp_path / name)[0]
        installation.settings.signing_key = "A" * 43 + "="
        returned(installation)
        publish(installation, by=OPERATOR, track=DEMONSTRATION)
        with reading(installation.engine) as connection:
            made.append(list(connection.exec_driver_sql("SELECT manifest_sha256 FROM releases").scalars()))
    assert made[0] == made[1]
