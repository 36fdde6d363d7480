"""The record as it stands now: whether it holds, against itself and against what was signed and published last."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pressure.access.permissions import Act, Actor, require
from pressure.actions.office import Office
from pressure.actions.publishing import site_of
from pressure.publish.checkpoint import read
from pressure.publish.record_files import CHECKPOINT
from pressure.store import merkle, record
from pressure.store.engine import reading
from pressure.store.releases import DEMONSTRATION, REAL
from pressure.view import site

SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """`fault` says what does not hold, or is empty. `signed` is how many entries the newest checkpoints are over;
    `newest` are the last entries as plain data, the newest first."""

    entries: int
    last_hash: str
    signed: int
    fault: str
    newest: Sequence[dict[str, Any]]


def audit(office: Office, *, by: Actor) -> Audit:
    """Check the whole record. It belongs to no council, so a role at any council is enough. Raises Refusal."""
    require(by, Act.READ_RECORD, sorted(by.councils_for(Act.READ_RECORD))[:1])
    with reading(office.engine) as connection:
        chain = list(record.entries(connection))
    fault, signed, last = "", 0, ""
    try:
        _, last = record.verify(chain)
        signed = max(_signed_over(office, track, chain) for track in (REAL, DEMONSTRATION))
    except record.BrokenRecord as broken:
        fault = str(broken)
    return Audit(entries=len(chain), last_hash=last, signed=signed, fault=fault,
                 newest=[json.loads(body) for _, body, _ in reversed(chain[-SHOWN:])])


def _signed_over(office: Office, track: str, chain: Sequence[tuple[int, str, str]]) -> int:
    """How many entries the newest published checkpoint covers. Raises BrokenRecord when it contradicts them."""
    try:
        kept = read(site.current(site_of(office.site_dir, track)).read(CHECKPOINT).decode())
    except site.NotPublished:
        return 0
    if kept.size > len(chain) or merkle.root(body.encode() for _, body, _ in chain[:kept.size]) != kept.root:
        raise record.BrokenRecord(f"the first {kept.size} entries are not what was signed and published")
    return kept.size
