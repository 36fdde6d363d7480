#!/usr/bin/env python3
"""Check a downloaded record without trusting whoever published it. Needs Python 3.9 or later and nothing else.

    python3 verify_record.py record.jsonl checkpoint [another-checkpoint ...] [--key public_key]

A checkpoint you saved earlier, or had from somebody else, is worth more than today's: it shows that nothing before
it was changed since. Each line of the record must name the sha256 of the line before it, and the RFC 6962 tree over
the lines must have the root that each checkpoint was signed with. The signature itself is checked when --key is given
and the Python package "cryptography" is installed; otherwise this program says that it was not.
Exit: 0 all holds, 1 something does not, 2 wrong use.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sys


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


def check_signature(note: str, key: str) -> str:
    """What became of the signature, as a sentence. Raises ValueError when it is wrong."""
    name, _, _, text, signatures = read_checkpoint(note)
    key_name, key_hash, encoded = key.strip().split("+", 2)
    public = base64.b64decode(encoded)
    if key_name != name or sha256(name.encode() + b"\n" + public)[:4].hex() != key_hash:
        raise ValueError("the key is not this record's key")
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        return "signature NOT checked: the Python package cryptography is not installed"
    for line in signatures:
        parts = line.split(" ")
        blob = base64.b64decode(parts[-1]) if len(parts) == 3 and parts[1] == name else b""
        if blob[:4].hex() == key_hash:
            try:
                Ed25519PublicKey.from_public_bytes(public[1:]).verify(blob[4:], text.encode())
            except InvalidSignature:
                raise ValueError("the signature on the checkpoint is wrong") from None
            return "signature holds"
    raise ValueError("the checkpoint is not signed with this key")


def check(record: bytes, notes: list[str], key: str | None = None) -> list[str]:
    """Sentences about what holds. Raises ValueError with what does not."""
    lines = read_lines(record)
    check_chain(lines)
    said = [f"{len(lines)} entries, each follows the one before"]
    for note in notes:
        size = check_checkpoint(lines, note)
        signature = check_signature(note, key) if key else "signature NOT checked: no --key was given"
        after = len(lines) - size
        later = f"; {after} later entries rest on the chain alone" if after else ""
        said.append(f"checkpoint over {size} entries holds; {signature}{later}")
    return said


def main(arguments: list[str]) -> int:
    key = None
    if "--key" in arguments:
        place = arguments.index("--key")
        if place + 1 >= len(arguments):
            sys.stderr.write(__doc__ or "")
            return 2
        with open(arguments[place + 1], encoding="utf-8") as file:
            key = file.read()
        arguments = arguments[:place] + arguments[place + 2:]
    if len(arguments) < 2:
        sys.stderr.write(__doc__ or "")
        return 2
    try:
        with open(arguments[0], "rb") as file:
            record = file.read()
        notes = []
        for path in arguments[1:]:
            with open(path, encoding="utf-8") as file:
                notes.append(file.read())
        for sentence in check(record, notes, key):
            sys.stdout.write(sentence + "\n")
    except (OSError, ValueError) as problem:
        sys.stdout.write(f"DOES NOT HOLD: {problem}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
