"""The record as published: every entry, the signed checkpoint, the key, and a program to check them with."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path

from pressure.content.plain.record import record_page
from pressure.document.entries import OFFICERS
from pressure.document.values import moment
from pressure.domain.calendar import week_ending
from pressure.domain.moments import day_of
from pressure.domain.refusals import Refusal
from pressure.drawing.templating import Frame
from pressure.publish.record import record_reasons
from pressure.publish.record.checkpoints_kept import kept
from pressure.publish.record.signing_key import SECOND, origin, record_name, signing_key
from pressure.publish.release_inputs import ReleaseInputs
from pressure.release.draft import ReleaseDraft
from pressure.settings import Settings
from pressure.store import record
from pressure.store.engine import Connection
from pressure.store.record import merkle
from pressure.store.record.checkpoint import Checkpoint, fingerprint, fingerprint_of, sign, verifier_key

CHECKPOINT, KEY, VERIFIER = "record/checkpoint", "record/public_key", "record/verify_record.py"
PROGRAM = Path(__file__).with_name("verify_record.py")
PAGE = "record/index.html"
SEGMENT = 1000
CHANGED = (
    "The record no longer contains what was signed and published before. Restore the newest copy. If there "
    "is none, say publicly why and begin a new record: pressure record begin-again --reason"
)

Entries = Sequence[tuple[int, str, str]]


def files_sha256(manifest: bytes) -> str:
    """What a release's entry names: the sha256 of its manifest without the files that hold the entry or follow from
    it, which are the entries, the checkpoint and the page about them."""
    document = json.loads(manifest)
    document["files"] = {path: entry for path, entry in document["files"].items() if not _follows(path)}
    return hashlib.sha256((json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()).hexdigest()


def _follows(path: str) -> bool:
    return path in (CHECKPOINT, PAGE) or (path.startswith("record/") and path.endswith(".jsonl"))


def add_key(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    """The key that checkpoints are signed with, and a program that checks them."""
    public = verifier_key(
        record_name(inputs.connection, inputs.settings), signing_key(inputs.connection, inputs.settings).public_key()
    )
    draft.put(KEY, public, lambda: f"{public}\n".encode())
    draft.put(VERIFIER, "", PROGRAM.read_bytes)


def add_record(draft: ReleaseDraft, inputs: ReleaseInputs, *, page: bool) -> None:
    """Everything recorded up to this release, its own entry too, the signed checkpoint over it, and the page about it
    where a release has pages."""
    (name, entries), key = _record(inputs), signing_key(inputs.connection, inputs.settings)
    _add_entries(draft, inputs, entries)
    checkpoint = Checkpoint(name, len(entries), merkle.root(body.encode() for _, body, _ in entries))
    if contradicted(kept(inputs.connection, draft.root), checkpoint.origin, entries):
        raise Refusal(CHANGED)
    note = sign(checkpoint, key)
    draft.put(CHECKPOINT, note, lambda: note.encode())
    if page:
        _add_page(draft, inputs, checkpoint, entries, fingerprint(key.public_key()))


def add_page_again(draft: ReleaseDraft, inputs: ReleaseInputs, key: str) -> None:
    """The page about what a past release published of the record, signed with this key, in a signed note's notation."""
    name, entries = _record(inputs)
    checkpoint = Checkpoint(name, len(entries), merkle.root(body.encode() for _, body, _ in entries))
    _add_page(draft, inputs, checkpoint, entries, fingerprint_of(key))


def _add_page(draft: ReleaseDraft, inputs: ReleaseInputs, checkpoint: Checkpoint, entries: Entries, mark: str) -> None:
    frame = Frame(
        release_id=inputs.release.id,
        published_at=moment(inputs.release.published_at) or "",
        base=inputs.base,
        method_version=inputs.book.method_version,
        demonstration=inputs.demonstration,
        address=inputs.address,
        path="record/",
    )
    reasons = record_reasons.shown(inputs.connection, entries)
    draft.put(
        PAGE,
        [inputs.release.id, checkpoint.text, mark, reasons],
        lambda: record_page(
            entries,
            checkpoint,
            inputs.book,
            frame,
            f"record/{inputs.csv_name('record.jsonl')}",
            _by_week(inputs, entries),
            reasons,
            mark,
        ),
    )


def add_entries(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    """What a past release published of the record."""
    _add_entries(draft, inputs, _record(inputs)[1])


def _add_entries(draft: ReleaseDraft, inputs: ReleaseInputs, entries: Entries) -> None:
    draft.put_segments(
        f"record/{inputs.csv_name('record.jsonl')}",
        b"",
        ((str(number), last, partial(_segment, lines)) for number, last, lines in _segments(entries)),
    )


def _record(inputs: ReleaseInputs) -> tuple[str, Entries]:
    """The name of the record and what it held when a release was made; for the one being made, everything. A release
    made before another record began has the earlier one."""
    ended, before = _until(inputs, record.entries_before(inputs.connection))
    if ended:
        return origin(inputs.settings), before
    entries = _until(inputs, record.entries(inputs.connection))[1]
    return record_name(inputs.connection, inputs.settings, entries), entries


def chain_named(connection: Connection, configured: Settings, name: str) -> Entries:
    """The entries that a checkpoint of this name was signed over: the earlier record's, or the present one's."""
    earlier = f"{name}{SECOND}" == record_name(connection, configured)
    return list(record.entries_before(connection) if earlier else record.entries(connection))


def _until(inputs: ReleaseInputs, chain: Iterator[tuple[int, str, str]]) -> tuple[bool, Entries]:
    """The entries that are published with a release, and whether its own is there. One that names its whole manifest,
    as they did at first, is published with the release after it."""
    found: list[tuple[int, str, str]] = []
    release_id = inputs.release.id
    for seq, body, digest in chain:
        if release_id in body:
            entry = json.loads(body)
            if entry["action"] == "publish" and (entry["what"]["release_id"], entry["what"]["track"]) == (
                release_id,
                inputs.track,
            ):
                return True, found if "manifest_sha256" in entry["what"] else [*found, (seq, body, digest)]
        found.append((seq, body, digest))
    return False, found


def _by_week(inputs: ReleaseInputs, entries: Entries) -> list[tuple[date, str, int]]:
    """Week ending, council and how many changes of officers, of every week that was over, the newest first."""
    names = {c.code: c.name for c in inputs.councils}
    sealed = record.opened(inputs.connection)
    counted: Counter[tuple[date, str]] = Counter()
    for seq, body, _ in entries:
        if f'"action":"{OFFICERS.action}"' in body:
            entry = json.loads(body)
            week = week_ending(day_of(datetime.fromisoformat(entry["at"])))
            counted.update((week, names[code]) for code in sealed[seq]["councils"] if code in names)
    today = day_of(inputs.release.published_at)
    return [(week, name, acts) for (week, name), acts in sorted(counted.items(), reverse=True) if week < today]


def _segments(entries: Entries) -> Iterator[tuple[int, str, Entries]]:
    """Full segments never change, so each is written once; the hash of its last entry stands for all before."""
    for start in range(0, len(entries), SEGMENT):
        lines = entries[start : start + SEGMENT]
        yield start, lines[-1][2], lines


def _segment(entries: Entries) -> tuple[bytes, int]:
    return _lines(entries), len(entries)


def _lines(entries: Entries) -> bytes:
    """One entry a line, byte for byte as hashed."""
    return "".join(f"{body}\n" for _, body, _ in entries).encode()


def contradicted(kept: Sequence[Checkpoint], name: str, entries: Entries) -> Checkpoint | None:
    """The longest checkpoint signed under this name, if these entries do not continue it."""
    newest = next((c for c in reversed(kept) if c.origin == name), None)
    if newest and (
        newest.size > len(entries) or newest.root != merkle.root(body.encode() for _, body, _ in entries[: newest.size])
    ):
        return newest
    return None
