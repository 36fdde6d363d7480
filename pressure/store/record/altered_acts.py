"""Proposals, signatures and roles that the record does not tell of, each by its declaration, entry or officer.

What was stored before this record began, where it replaced an earlier one, is compared with its own digests alone."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from pressure.store import record, tables
from pressure.store.record import commitments

Key = tuple[str, ...]
OUTCOMES = {"signed": "sign", "returned": "send_back"}
ADDED = "p-"
"""How the number of everybody begins who was let in by an act."""
GIVEN, TAKEN, NAMED = {"add_person", "give_role"}, {"take_role"}, "name_deputy"


def altered_acts(connection: Connection, entries: list[dict[str, Any]], began: str) -> Iterator[str]:
    """A sentence per difference. `began` is when this record took an earlier one's place, or empty."""
    sealed = record.opened(connection)
    told = [(entry, sealed.get(entry["seq"], {})) for entry in entries]
    proposals = list(connection.execute(select(tables.proposals).order_by(tables.proposals.c.id)))
    yield from _texts(proposals, _removed(told))
    yield from _differences({"propose"}, told, [_proposed(row) for row in proposals], began)
    signatures = connection.execute(select(tables.signatures).order_by(tables.signatures.c.proposal_id))
    yield from _differences(set(OUTCOMES.values()), told, [_decided(row) for row in signatures], began)
    yield from _roles(connection, told, began)


def _removed(told: list[tuple[dict[str, Any], dict[str, Any]]]) -> dict[int, str]:
    """The sha256 of what a proposal holds since its words were removed, by its number: sealed, so that it is no oracle
    for anybody outside, and fixed by the record all the same."""
    return {
        int(number): digest
        for entry, seal in told
        if entry["action"] == "redact"
        for number, digest in seal.get("proposals", {}).items()
    }


def _texts(proposals: list[Row[Any]], removed: dict[int, str]) -> Iterator[str]:
    """The words are those of the digest, or what a removal left; the terms beside them are those of the words."""
    for row in proposals:
        if commitments.plain(row.text) != removed.get(row.id, row.text_sha256):
            yield f"declaration {row.declaration_id}: its words were changed after {_text(row.proposed_at)}"
        elif (terms := json.loads(row.text).get("declaration")) and _terms(terms) != (
            row.declaration_id,
            row.council_code,
            row.kind,
            row.measure_id,
            row.stage,
            row.starts_at,
            row.review_by.isoformat() if row.review_by else None,
        ):
            yield f"declaration {row.declaration_id}: its terms are not those of its words"


def _terms(terms: dict[str, Any]) -> tuple[Any, ...]:
    return (
        *(terms[name] for name in ("declaration_id", "council_code", "kind", "measure_id", "stage")),
        datetime.fromisoformat(terms["starts_at"]),
        terms["review_by"],
    )


def _proposed(row: Row[Any]) -> Key:
    return (
        "propose",
        _text(row.proposed_at),
        row.declaration_id,
        row.text_sha256,
        row.proposed_by,
        row.proposed_by_role,
        "",
    )


def _decided(row: Row[Any]) -> Key:
    return (
        OUTCOMES[row.outcome],
        _text(row.signed_at),
        row.declaration_id,
        row.text_sha256,
        row.signed_by,
        row.signed_by_role,
        row.proposed_by if row.outcome == "signed" else "",
    )


def _key(entry: dict[str, Any], seal: dict[str, Any]) -> Key:
    known = {**seal, **entry["what"]}
    return (
        entry["action"],
        entry["at"],
        str(known.get("declaration_id")),
        str(known.get("text_sha256")),
        str(seal.get("person")),
        entry["by"]["role"],
        str(seal.get("proposed_by", "")),
    )


def _differences(
    actions: set[str], told: list[tuple[dict[str, Any], dict[str, Any]]], rows: list[Key], began: str
) -> Iterator[str]:
    """Every act has one entry, and every entry its act: who, in which role, when, over which text, proposed by whom."""
    stored = Counter(rows)
    for entry, seal in told:
        if entry["action"] not in actions:
            continue
        key = _key(entry, seal)
        if key[0] == "sign" and key[4] == key[6]:
            yield f"entry {entry['seq']} (sign): one person proposed and signed declaration {key[2]}"
        if not stored[key]:
            yield f"entry {entry['seq']} ({key[0]}): what it tells of declaration {key[2]} is not what is stored"
        stored[key] -= 1
    for key, count in stored.items():
        if count > 0 and key[1] >= began:
            yield f"declaration {key[2]}: no entry tells of this {key[0]} by {key[4]} at {key[1]}"


def _roles(connection: Connection, told: list[tuple[dict[str, Any], dict[str, Any]]], began: str) -> Iterator[str]:
    """Roles follow from the changes of officers; who signed held theirs. Invented officers of invented councils, and
    whoever was there before this record began, came without an entry."""
    table = tables.person_roles
    invented = set(
        connection.execute(select(tables.councils.c.code).where(tables.councils.c.demonstration == 1)).scalars()
    )
    created = {row.id: _text(row.created_at) for row in connection.execute(select(tables.people))}
    held: set[tuple[str, str, str]] = set()

    def checked(person: str, code: str) -> bool:
        return (person.startswith(ADDED) or code not in invented) and created.get(person, began) >= began

    for entry, seal in told:
        for code, role in seal.get("roles", ()):
            one = (str(seal["person"]), code, role)
            held = held | {one} if seal["act"] in GIVEN else held - {one} if seal["act"] in TAKEN else held
        if entry["action"] == "sign" and seal:
            person, code, role = str(seal["person"]), entry["what"]["council_code"], entry["by"]["role"]
            if checked(person, code) and (person, code, role) not in held:
                yield f"entry {entry['seq']} (sign): {person} was not {role} at {code} then"
    now = {(row.person_id, row.council_code, row.role) for row in connection.execute(select(table))}
    for person, code, role in sorted(now ^ held):
        if checked(person, code):
            why = "no entry gave it" if (person, code, role) in now else "an entry gave it and it is gone"
            yield f"officer {person}: the role {role} at {code}: {why}"
    named = Counter((str(s["person"]), str(s["councils"][0])) for _, s in told if s.get("act") == NAMED)
    for row in connection.execute(select(tables.deputies).order_by(tables.deputies.c.id)):
        key = (row.deputy, row.council_code)
        if not named[key] and _text(row.named_at) >= began:
            yield f"officer {row.deputy}: deputy at {row.council_code}: no entry tells of it"
        named[key] -= 1


def _text(at: datetime) -> str:
    return f"{at.astimezone(UTC).isoformat(timespec='microseconds')[:26]}Z"
