"""What no longer agrees with the record: each load, release, sealed entry, declaration and role by name."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from pressure.domain.redactions import manifests_now
from pressure.store import record, tables
from pressure.store.record import commitments
from pressure.store.record.altered_acts import altered_acts
from pressure.store.record.altered_counting import altered_counting
from pressure.store.record.altered_reasons import altered_reasons
from pressure.store.record.altered_texts import altered_texts


def altered(connection: Connection) -> Iterator[str]:
    """A sentence per load, release, entry, declaration or role whose rows are not what the record committed to."""
    entries = [json.loads(body) for _, body, _ in record.entries(connection)]
    before = [json.loads(body) for _, body, _ in record.entries_before(connection)]
    yield from _seals(connection, entries)
    yield from _loads(connection, entries, before)
    yield from _releases(connection, entries, before)
    yield from altered_texts(connection, entries)
    yield from altered_reasons(connection, entries)
    yield from altered_counting(connection, entries)
    yield from altered_acts(connection, entries, began=entries[0]["at"] if before and entries else "")


def _seals(connection: Connection, entries: list[dict[str, Any]]) -> Iterator[str]:
    kept = {row.seq: row for row in connection.execute(select(tables.seals))}
    removed = _removed(entries, kept)
    for entry in (e for e in entries if "sealed" in e):
        row = kept.get(entry["seq"])
        if row is not None and entry["seq"] in removed:
            if commitments.plain(row.content) != removed[entry["seq"]]:
                yield f"entry {entry['seq']} ({entry['action']}): what is left of what it sealed was changed"
        elif row is None or commitments.commit(row.nonce, row.content.encode()) != entry["sealed"]:
            yield f"entry {entry['seq']} ({entry['action']}): what it seals was changed"


def _removed(entries: list[dict[str, Any]], kept: dict[int, Any]) -> dict[int, str]:
    """The sha256 of what is left of a seal from which words were removed, by its number. A removal's own seal is
    compared with its entry like any other, and no removal speaks of it."""
    return {
        int(seq): digest
        for entry in entries
        if entry["action"] == "redact"
        and (row := kept.get(entry["seq"]))
        and commitments.commit(row.nonce, row.content.encode()) == entry["sealed"]
        for seq, digest in json.loads(row.content).get("seals", {}).items()
    }


def _loads(connection: Connection, entries: list[dict[str, Any]], before: list[dict[str, Any]]) -> Iterator[str]:
    rows = {row.id: row for row in connection.execute(select(tables.loads))}
    told = {e["what"]["load_id"]: e["what"] for e in _of("load", [*before, *entries])}
    for load_id in sorted(rows.keys() | told.keys()):
        row, what = rows.get(load_id), told.get(load_id)
        if row is None or what is None:
            yield f"load {load_id}: {'its entry stands alone' if row is None else 'no entry tells of it'}"
        elif "readings" in what and (
            row.nonce is None or what["readings"] != commitments.of_load(connection, load_id, row.nonce)
        ):
            yield f"load {load_id}: its account or its readings were changed"


def _releases(connection: Connection, entries: list[dict[str, Any]], before: list[dict[str, Any]]) -> Iterator[str]:
    rows = {(row.track, row.id): row for row in connection.execute(select(tables.releases))}
    try:
        told = manifests_now([*before, *entries])
    except ValueError as problem:
        yield str(problem)
        return
    for track, release_id in sorted(rows.keys() | told.keys()):
        row, what = rows.get((track, release_id)), told.get((track, release_id))
        if row is None or what is None:
            yield f"release {release_id}: {'its entry stands alone' if row is None else 'no entry tells of it'}"
        elif row.manifest_sha256 != what.get("manifest_sha256", row.manifest_sha256):
            yield f"release {release_id}: its manifest is not the one recorded"
        elif "ratings" in what and (
            row.nonce is None or what["ratings"] != commitments.of_release(connection, track, release_id, row.nonce)
        ):
            yield f"release {release_id}: its ratings were changed"


def _of(action: str, entries: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    return (e for e in entries if e["action"] == action)
