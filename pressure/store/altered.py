"""What no longer agrees with the record: each load, release, sealed entry, declaration and role by name."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from pressure.store import commitments, record, tables
from pressure.store.altered_acts import altered_acts


def altered(connection: Connection) -> Iterator[str]:
    """In words, one a load, release, entry, declaration or role whose rows are not what the record committed to."""
    entries = [json.loads(body) for _, body, _ in record.entries(connection)]
    before = [json.loads(body) for _, body, _ in record.entries_before(connection)]
    yield from _seals(connection, entries)
    yield from _loads(connection, entries, before)
    yield from _releases(connection, entries, before)
    yield from altered_acts(connection, entries, began=entries[0]["at"] if before and entries else "")


def _seals(connection: Connection, entries: list[dict[str, Any]]) -> Iterator[str]:
    kept = {row.seq: row for row in connection.execute(select(tables.seals))}
    for entry in (e for e in entries if "sealed" in e):
        row = kept.get(entry["seq"])
        if row is None or commitments.commit(row.nonce, row.content.encode()) != entry["sealed"]:
            yield f"entry {entry['seq']} ({entry['action']}): what it seals was changed"


def _loads(connection: Connection, entries: list[dict[str, Any]], before: list[dict[str, Any]]) -> Iterator[str]:
    rows = {row.id: row for row in connection.execute(select(tables.loads))}
    told = {e["what"]["load_id"]: e["what"] for e in _of("load", [*before, *entries])}
    for load_id in sorted(rows.keys() | told.keys()):
        row, what = rows.get(load_id), told.get(load_id)
        if row is None or what is None:
            yield f"load {load_id}: {'its entry stands alone' if row is None else 'no entry tells of it'}"
        elif "readings" in what and (row.nonce is None or what["readings"] != commitments.of_load(
                connection, load_id, row.nonce)):
            yield f"load {load_id}: its account or its readings were changed"


def _releases(connection: Connection, entries: list[dict[str, Any]], before: list[dict[str, Any]]) -> Iterator[str]:
    rows = {(row.track, row.id): row for row in connection.execute(select(tables.releases))}
    told = {(e["what"]["track"], e["what"]["release_id"]): e["what"] for e in _of("publish", [*before, *entries])}
    whole = {(w["track"], w["before"]["release_id"]): w["before"]["manifest_sha256"] for w in told.values()
             if "before" in w} | {key: w["manifest_sha256"] for key, w in told.items() if "manifest_sha256" in w}
    for track, release_id in sorted(rows.keys() | told.keys()):
        row, what = rows.get((track, release_id)), told.get((track, release_id))
        if row is None or what is None:
            yield f"release {release_id}: {'its entry stands alone' if row is None else 'no entry tells of it'}"
        elif row.manifest_sha256 != whole.get((track, release_id), row.manifest_sha256):
            yield f"release {release_id}: its manifest is not the one recorded"
        elif "ratings" in what and (row.nonce is None or what["ratings"] != commitments.of_release(
                connection, track, release_id, row.nonce)):
            yield f"release {release_id}: its ratings were changed"


def _of(action: str, entries: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    return (e for e in entries if e["action"] == action)
