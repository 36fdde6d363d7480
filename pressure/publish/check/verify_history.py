"""Whether a release that somebody downloaded is the one the record tells of: manifest, entry, signed checkpoint.

Uses the program that is published with the record, so that both say the same."""

import json
from collections.abc import Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from pressure.publish.check.verify_intervals import Difference
from pressure.publish.record.record_files import CHECKPOINT, PROGRAM
from pressure.release.site import MANIFEST
from pressure.store.record import merkle
from pressure.store.record.checkpoint import BadCheckpoint, read


def verify_history(tree: Path, record: bytes, notes: Sequence[str], key: str, fingerprint: str | None) -> list[str]:
    """Sentences about what holds: the chain, each checkpoint and its signature, the release's own entry, and the
    reasons beside entries. Raises Difference with the link that breaks."""
    verifier, manifest = program(), (tree / MANIFEST).read_bytes()
    try:
        said: list[str] = verifier.check(record, list(notes), key, fingerprint, manifest)
        if reasons := verifier.reasons_of(str(tree)):
            release_id = json.loads(manifest)["release_id"]
            told = verifier.check_reasons(verifier.read_lines(record), Path(reasons).read_bytes(), release_id)
            said = [*said[:-1], told, said[-1]]
    except (ValueError, LookupError, TypeError, AttributeError) as problem:
        raise Difference(f"record: {problem}") from None
    _begins_with(record, tree)
    return said


def own_history(tree: Path) -> tuple[bytes, list[str]]:
    """The record and the checkpoint that are published with a release. Raises Difference."""
    try:
        return _own_record(tree).read_bytes(), [(tree / CHECKPOINT).read_text("utf-8")]
    except (OSError, StopIteration, UnicodeDecodeError):
        raise Difference("record: this release came without one; give --record and --checkpoint") from None


def _own_record(tree: Path) -> Path:
    return next((tree / "record").glob("*.jsonl"))


def _begins_with(record: bytes, tree: Path) -> None:
    """What came with the release is the beginning of the record given. It may have been taken out of an old one."""
    if not any((tree / "record").glob("*.jsonl")):
        return
    own, (note,) = own_history(tree)
    try:
        checkpoint = read(note)
    except BadCheckpoint as problem:
        raise Difference(f"record/checkpoint: {problem}") from None
    if not record.startswith(own) and not own.startswith(record):
        raise Difference("record: the one in this release is not the beginning of the one given")
    if checkpoint.size != own.count(b"\n") or merkle.root(own.splitlines()) != checkpoint.root:
        raise Difference("record/checkpoint: it was not signed over the record in this release")


def program() -> ModuleType:
    described = spec_from_file_location("verify_record", PROGRAM)
    assert described is not None and described.loader is not None  # noqa: PT018 a file of ours
    module = module_from_spec(described)
    described.loader.exec_module(module)
    return module
