"""The record as it stands now: whether it holds, against itself and against what was signed and published last."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pressure.access.permissions import Act, Actor, Role, require
from pressure.actions.desk.checking import SHOWN_LOADS
from pressure.actions.installation import Installation
from pressure.actions.releases.publishing import site_of
from pressure.document.entries import OFFICERS
from pressure.domain.readings import RETURN
from pressure.publish.record.record_files import CHECKPOINT, chain_named
from pressure.release import site
from pressure.store import loads_list, people, record
from pressure.store.engine import Connection, reading
from pressure.store.record import merkle
from pressure.store.record.altered import altered
from pressure.store.record.checkpoint import read
from pressure.store.releases import DEMONSTRATION, REAL
from pressure.store.tokens import council_tokens

SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """`fault` says what does not hold, or is empty. `signed` is how many entries the newest checkpoints are over;
    `newest` are the last entries as plain data, the newest first; an auditor's hold what is sealed about officers of
    their councils."""

    entries: int
    last_hash: str
    signed: int
    fault: str
    newest: Sequence[dict[str, Any]]


def audit(installation: Installation, *, by: Actor) -> Audit:
    """Check the whole record. It belongs to no council, so a role at any council is enough. Raises Refusal."""
    require(by, Act.READ_RECORD, sorted(by.councils_for(Act.READ_RECORD))[:1])
    with reading(installation.engine) as connection:
        chain, sealed = list(record.entries(connection)), record.opened(connection)
        wrong = next(altered(connection), "")
    fault, signed, last = "", 0, ""
    try:
        _, last = record.verify(chain)
        signed = max(_signed_over(installation, track) for track in (REAL, DEMONSTRATION))
    except record.BrokenRecord as broken:
        fault = str(broken)
    own = {code for code, role in by.roles if role is Role.AUDITOR}
    return Audit(
        entries=len(chain),
        last_hash=last,
        signed=signed,
        fault=fault or wrong,
        newest=[_opened(json.loads(body), sealed.get(seq, {}), own) for seq, body, _ in reversed(chain[-SHOWN:])],
    )


def nonces(installation: Installation, *, by: Actor, role: Role) -> list[tuple[int, str]]:
    """(load, nonce) of the newest returns that speak of nobody but the councils where somebody holds a role: a nonce
    lets its holder try every figure of the file, so whoever might be in it must be theirs."""
    own = {code for code, held in by.roles if held is role}
    with reading(installation.engine) as connection:
        rows = loads_list.of_councils(connection, RETURN, own, by.person_id, SHOWN_LOADS)
        return [
            (row.id, row.nonce)
            for row in rows
            if row.nonce and (row.by_person == by.person_id or (_speaks_for(connection, row.by_person) or {""}) <= own)
        ]


def _speaks_for(connection: Connection, sender: str) -> set[str]:
    """The councils of whoever sent a load: a person's roles, or the one council of a token."""
    token = council_tokens.get(connection, sender)
    return {token.council_code} if token else {code for code, _ in people.roles(connection, sender)}


def _opened(entry: dict[str, Any], seal: dict[str, Any], own: set[str]) -> dict[str, Any]:
    """A change of officers as auditors of all its councils read it; anything else as it is."""
    if entry["action"] != OFFICERS.action or not seal or not set(seal["councils"]) <= own:
        return entry
    return entry | {"action": seal["act"], "by": seal["by"], "what": seal}


def _signed_over(installation: Installation, track: str) -> int:
    """How many entries the newest published checkpoint covers. Raises BrokenRecord when it contradicts them."""
    try:
        kept = read(site.current(site_of(installation.site_dir, track)).read(CHECKPOINT).decode())
    except site.NotPublished:
        return 0
    with reading(installation.engine) as connection:
        chain = chain_named(connection, installation.settings, kept.origin)
    if kept.size > len(chain) or merkle.root(body.encode() for _, body, _ in chain[: kept.size]) != kept.root:
        raise record.BrokenRecord(f"the first {kept.size} entries are not what was signed and published")
    return kept.size
