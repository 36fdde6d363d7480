#!/usr/bin/env python3
"""Check a downloaded record without trusting whoever published it. Needs Python 3.9 or later and nothing else.

    python3 verify_record.py record.jsonl checkpoint [another-checkpoint ...] --key public_key [--fingerprint HEX]
                             [--reasons reasons.csv] [--release DIRECTORY-OR-MANIFEST]

A checkpoint you saved earlier, or had from somebody else, is worth more than today's: it shows that nothing before
it was changed since. Each line of the record must name the sha256 of the line before it, and the RFC 6962 tree over
the lines must have the root that each checkpoint was signed with, by the key in the file after --key. That file comes
from the same place as what it checks: --fingerprint says which key it must be, as you noted it down before or had it
from somebody else. --release ties a release to the record: its manifest.json, or its directory, whose files are then
compared with the manifest too. --reasons compares the words beside the record with the commitments in its entries; it
is the file that came with the same record, and of a release's directory its own is compared.
Exit: 0 all holds, 1 something does not, 2 wrong use, 3 what was looked at holds and no signature was checked.
"""

from __future__ import annotations

import argparse
import base64
import csv
import hashlib
import hmac
import io
import json
import os
import sys
from typing import Any


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def tree_root(lines: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, as it is written there."""
    if not lines:
        return sha256(b"")
    level = [sha256(b"\x00" + line) for line in lines]
    while len(level) > 1:
        pairs = [sha256(b"\x01" + level[i] + level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = pairs + ([level[-1]] if len(level) % 2 else [])
    return level[0]


def read_lines(data: bytes) -> list[bytes]:
    """The entries, byte for byte. Raises ValueError."""
    if data and not data.endswith(b"\n"):
        raise ValueError("the record does not end with a whole line")
    return data.split(b"\n")[:-1]


def check_chain(lines: list[bytes]) -> None:
    """Raises ValueError at the first line that does not follow the one before."""
    before = "0" * 64
    for number, line in enumerate(lines, start=1):
        try:
            entry = json.loads(line)
            named = (entry["seq"], entry["prev"])
        except (ValueError, KeyError, TypeError):
            raise ValueError(f"line {number} is not an entry") from None
        if named != (number, before):
            raise ValueError(f"line {number} does not follow the line before it")
        before = sha256(line).hex()


def read_checkpoint(note: str) -> tuple[str, int, bytes, str, list[str]]:
    """(name, length, root, signed text, signature lines). Raises ValueError."""
    text, _, signatures = note.partition("\n\n")
    lines = text.split("\n")
    if len(lines) < 3 or not (lines[1].isascii() and lines[1].isdigit()):
        raise ValueError("this is not a checkpoint")
    root = base64.b64decode(lines[2], validate=True)
    if base64.b64encode(root).decode() != lines[2] or str(int(lines[1])) != lines[1]:
        raise ValueError("this is not a checkpoint")
    return lines[0], int(lines[1]), root, text + "\n", signatures.splitlines()


def check_checkpoint(lines: list[bytes], note: str) -> int:
    """The length the checkpoint speaks for. Raises ValueError."""
    _, size, root, _, _ = read_checkpoint(note)
    if size > len(lines):
        raise ValueError(f"the record has {len(lines)} lines and the checkpoint was signed over {size}")
    if tree_root(lines[:size]) != root:
        raise ValueError(f"the first {size} lines are not what the checkpoint was signed over")
    return size


# Ed25519 as in RFC 8032, section 5.1, only to verify: points as (X, Y, Z, T) with x = X/Z, y = Y/Z, x*y = T/Z.
FIELD, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
CURVE = -121665 * pow(121666, FIELD - 2, FIELD) % FIELD
ROOT_OF_MINUS_ONE = pow(2, (FIELD - 1) // 4, FIELD)
Point = tuple[int, int, int, int]


def point(encoded: bytes) -> Point:
    """The point on the curve that 32 bytes stand for. Raises ValueError."""
    number = int.from_bytes(encoded, "little")
    odd, y = number >> 255, number & (2**255 - 1)
    above, below = (y * y - 1) % FIELD, (CURVE * y * y + 1) % FIELD
    x = above * pow(below, 3, FIELD) * pow(above * pow(below, 7, FIELD), (FIELD - 5) // 8, FIELD) % FIELD
    if (below * x * x + above) % FIELD == 0:
        x = x * ROOT_OF_MINUS_ONE % FIELD
    if len(encoded) != 32 or y >= FIELD or (below * x * x - above) % FIELD or (x == 0 and odd):
        raise ValueError("not a point on the curve")
    x = x if x % 2 == odd else FIELD - x
    return x, y, 1, x * y % FIELD


def add(one: Point, other: Point) -> Point:
    """The sum of two points."""
    a, b = (one[1] - one[0]) * (other[1] - other[0]), (one[1] + one[0]) * (other[1] + other[0])
    c, d = 2 * one[3] * other[3] * CURVE, 2 * one[2] * other[2]
    return (b - a) * (d - c) % FIELD, (d + c) * (b + a) % FIELD, (d - c) * (d + c) % FIELD, (b - a) * (b + a) % FIELD


def times(number: int, one: Point) -> Point:
    """A point added to itself so many times."""
    total = (0, 1, 1, 0)
    while number:
        total = add(total, one) if number & 1 else total
        one, number = add(one, one), number >> 1
    return total


BASE = point((4 * pow(5, FIELD - 2, FIELD) % FIELD).to_bytes(32, "little"))


def signed_by(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the key of these 32 bytes made this signature of 64 over this message."""
    factor = int.from_bytes(signature[32:], "little")
    try:
        key, start = point(public), point(signature[:32])
    except ValueError:
        return False
    number = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    left, right = times(factor, BASE), add(start, times(number, key))
    same = [(left[axis] * right[2] - right[axis] * left[2]) % FIELD == 0 for axis in (0, 1)]
    return len(signature) == 64 and factor < ORDER and all(same)


def fingerprint_of(key: str) -> str:
    """The sha256 of the public key itself: what there is to note down. Raises ValueError."""
    return sha256(base64.b64decode(key.strip().split("+", 2)[-1])[1:]).hex()


def check_signature(note: str, key: str) -> str:
    """That the signature holds, as a sentence. Raises ValueError when it does not."""
    name, _, _, text, signatures = read_checkpoint(note)
    key_name, key_hash, encoded = key.strip().split("+", 2)
    public = base64.b64decode(encoded)
    if key_name != name or sha256(name.encode() + b"\n" + public)[:4].hex() != key_hash:
        raise ValueError("the key is not this record's key")
    for line in signatures:
        parts = line.split(" ")
        blob = base64.b64decode(parts[-1]) if len(parts) == 3 and parts[1] == name else b""
        if blob[:4].hex() == key_hash:
            if not signed_by(public[1:], text.encode(), blob[4:]):
                raise ValueError("the signature on the checkpoint is wrong")
            return "signature holds"
    raise ValueError("the checkpoint is not signed with this key")


def keys_of(lines: list[bytes], key: str) -> list[tuple[int, str]]:
    """(from which length on, key) of the keys that sign this record. An entry change_key hands it over, and both keys
    sign where it stands. Raises ValueError."""
    key = key.strip()
    name, found = key.split("+")[0], [(0, key)]
    for number, entry in enumerate(map(json.loads, lines), start=1):
        what = entry.get("what")
        if entry.get("action") != "change_key" or not isinstance(what, dict) or what.get("origin") != name:
            continue
        root = base64.b64encode(tree_root(lines[: number - 1])).decode()
        text = f"change of key\n{name}\n{number - 1}\n{root}\n{what.get('before')}\n{what.get('key')}\n"
        if len(found) > 1 and what.get("before") != found[-1][1]:
            raise ValueError(f"entry {number} changes a key that was not this record's key")
        for signer, signature in (("before", "signed_before"), ("key", "signed")):
            public = base64.b64decode(str(what.get(signer)).split("+", 2)[-1])[1:]
            if not signed_by(public, text.encode(), base64.b64decode(str(what.get(signature)))):
                raise ValueError(f"entry {number} changes the key and is not signed by the old key and the new one")
        found = (found if len(found) > 1 else [(0, what["before"])]) + [(number, what["key"])]
    if key not in (known for _, known in found):
        raise ValueError("the key is not this record's key, before or after it was changed")
    return found


def files_sha256(manifest: bytes) -> str:
    """The sha256 of a manifest without the files that hold the release's own entry or follow from it."""
    document = json.loads(manifest)
    document["files"] = {
        path: entry
        for path, entry in document["files"].items()
        if path not in ("record/checkpoint", "record/index.html")
        and not (path.startswith("record/") and path.endswith(".jsonl"))
    }
    return sha256((json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()).hex()


def newest_of(entries: list[dict[str, Any]], release: str) -> list[dict[str, Any]]:
    """What the record says of a release now, of each track that has one of this name: as it was published, or since
    words were removed from it (an entry redact names the files and the manifest from then on)."""
    found: dict[str, dict[str, Any]] = {}
    for entry in entries:
        action = entry.get("action")
        told = [entry["what"]] if action == "publish" else entry["what"]["releases"] if action == "redact" else []
        found.update((one["track"], {"seq": entry["seq"], "what": one}) for one in told if one["release_id"] == release)
    return list(found.values())


def check_release(lines: list[bytes], manifest: bytes, covered: int) -> str:
    """That an entry under a checkpoint over so many tells of the release with this manifest. Raises ValueError."""
    try:
        release, files, whole = json.loads(manifest)["release_id"], files_sha256(manifest), sha256(manifest).hex()
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ValueError("this is not the manifest of a release") from None
    entries = list(map(json.loads, lines))
    told = [entry for entry in entries if entry.get("action") == "publish"]
    own = newest_of(entries, release)
    entry = next(
        (
            e
            for e in own
            if e["what"].get("files_sha256", files) == files and e["what"].get("manifest_sha256", whole) == whole
        ),
        None,
    )
    if not own:
        raise ValueError(
            f"no entry tells of release {release}. Give the record that came with it or a later one. An "
            "early release, whose entry names its whole manifest, is in the record after it"
        )
    if entry is None:
        raise ValueError(
            f"manifest: these are not the files that entry {own[0]['seq']} of the record tells of release "
            f"{release}; their sha256 is {files}"
        )
    for later in told:
        before = later["what"].get("before", {})
        if (
            later["seq"] > entry["seq"]
            and before.get("manifest_sha256") != whole
            and (before.get("release_id"), later["what"]["track"]) == (release, entry["what"]["track"])
        ):
            raise ValueError(
                f"manifest: its sha256 is {whole}; entry {later['seq']} of the record, of the release "
                f"after it, says {before['manifest_sha256']}"
            )
    if entry["seq"] > covered:
        raise ValueError(
            f"entry {entry['seq']} tells of release {release}, and no checkpoint given was signed after "
            "it. Give the checkpoint that came with it or a later one"
        )
    return f"release {release} is the one that entry {entry['seq']} tells of, under the checkpoint over {covered}"


def commitment_in(entry: dict[str, Any]) -> str:
    """What an entry holds of the reason that stands beside it, or empty."""
    what = entry.get("what")
    held = what.get("overruled", what) if isinstance(what, dict) else {}
    return str(held.get("reason_commitment", "")) if isinstance(held, dict) else ""


def check_reasons(lines: list[bytes], table: bytes, release: str | None = None) -> str:
    """That the words beside the record are those that its entries commit to (HMAC-SHA256 under the nonce beside them),
    or were removed, which a later entry tells of, and that none is missing up to the release's own entry. Raises
    ValueError."""
    entries = list(map(json.loads, lines))
    held = {entry["seq"]: commitment for entry in entries if (commitment := commitment_in(entry))}
    removals = [entry["seq"] for entry in entries if entry.get("action") == "redact"]
    own = [e["seq"] for e in entries if e.get("action") == "publish" and e["what"]["release_id"] == release]
    missing = {number for number in held if not own or number < min(own)}
    removed = 0
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8"), newline="")))
    for row in rows:
        number, said = int(row["entry"]), row["reason"].strip()
        if held.get(number) != row["reason_commitment"]:
            raise ValueError(f"reasons: entry {number} does not hold the commitment that stands there")
        if row["nonce"]:
            if hmac.new(bytes.fromhex(row["nonce"]), said.encode(), "sha256").hexdigest() != held[number]:
                raise ValueError(f"reasons: the words of entry {number} are not those that it commits to")
        elif not said.startswith("[Words removed on ") or not any(later > number for later in removals):
            raise ValueError(
                f"reasons: the words of entry {number} are gone, and no later entry tells of a removal. Give the "
                "record of a later release"
            )
        else:
            removed += 1
        missing.discard(number)
    if missing:
        raise ValueError(f"reasons: that of entry {min(missing)} is missing")
    return f"{len(rows) - removed} reasons are those that their entries commit to, and {removed} were removed"


def reasons_of(folder: str) -> str | None:
    """The file of reasons in the directory of a release; none in an early one."""
    names = sorted(os.listdir(place)) if os.path.isdir(place := os.path.join(folder, "record")) else []
    return next((os.path.join(place, name) for name in names if name.endswith("reasons.csv")), None)


def check_files(folder: str, manifest: bytes) -> str:
    """That the files of a directory are those that its manifest names. Raises ValueError."""
    files = json.loads(manifest)["files"]
    for path, entry in files.items():
        place = os.path.join(folder, path)
        if not os.path.isfile(place) or sha256(bytes_of(place)).hex() != entry["sha256"]:
            raise ValueError(f"{path}: it is missing, or not the file that the manifest names")
    return f"{len(files)} files are those that the manifest names"


def check(
    record: bytes,
    notes: list[str],
    key: str | None = None,
    fingerprint: str | None = None,
    manifest: bytes | None = None,
) -> list[str]:
    """Sentences about what holds. Raises ValueError with what does not."""
    lines = read_lines(record)
    check_chain(lines)
    keys = keys_of(lines, key) if key else []
    if key and fingerprint and fingerprint.strip().lower() not in (fingerprint_of(known) for _, known in keys):
        raise ValueError(
            f"the key has the fingerprint {fingerprint_of(key)} and not the one you gave, which handed "
            "nothing over to it; ask whoever publishes it why"
        )
    said = [f"{len(lines)} entries, each follows the one before"]
    for note in notes:
        size = check_checkpoint(lines, note)
        signature = (
            check_signature(note, [known for start, known in keys if start <= size][-1])
            if keys
            else ("signature NOT checked: no --key was given")
        )
        after = len(lines) - size
        later = f"; {after} later entries rest on the chain alone" if after else ""
        said.append(f"checkpoint over {size} entries holds; {signature}{later}")
    if key:
        said.append(f"the key has the fingerprint {fingerprint_of(key)}")
    said.extend(
        f"entry {start} hands the record over to the key {fingerprint_of(known)}, signed by the old key and by that one"
        for start, known in keys[1:]
    )
    if manifest is not None:
        said.append(check_release(lines, manifest, max(read_checkpoint(note)[1] for note in notes)))
    return said


def text_of(path: str) -> str:
    with open(path, encoding="utf-8") as file:
        return file.read()


def bytes_of(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(usage=__doc__)
    for name, count in (
        ("record", None),
        ("checkpoints", "+"),
        ("--key", None),
        ("--fingerprint", None),
        ("--reasons", None),
        ("--release", None),
    ):
        parser.add_argument(name, nargs=count)
    given = parser.parse_args(arguments)
    if given.fingerprint and not given.key:
        parser.error("--fingerprint says which key --key must be")
    try:
        key = text_of(given.key) if given.key else None
        folder = given.release if given.release and os.path.isdir(given.release) else None
        manifest = (
            bytes_of(os.path.join(folder, "data", "manifest.json") if folder else given.release)
            if given.release
            else None
        )
        notes = [text_of(path) for path in given.checkpoints]
        record = bytes_of(given.record)
        said = check(record, notes, key, given.fingerprint, manifest)
        if folder and manifest:
            said.append(check_files(folder, manifest))
        if reasons := given.reasons or (reasons_of(folder) if folder else None):
            release = json.loads(manifest)["release_id"] if manifest else None
            said.append(check_reasons(read_lines(record), bytes_of(reasons), release))
        for sentence in said:
            sys.stdout.write(sentence + "\n")
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as problem:
        sys.stdout.write(f"DOES NOT HOLD: {problem}\n")
        return 1
    return 0 if key else 3


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
