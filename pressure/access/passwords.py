"""Passwords: argon2id, long rather than complicated, never one that everybody tries first."""

import re
from functools import cache
from pathlib import Path

from pwdlib import PasswordHash
from pwdlib.exceptions import PwdlibError
from pwdlib.hashers.argon2 import Argon2Hasher

from pressure.settings import Settings

OWN_WORDS = ("carepressure", "pressure", "council", "password")
SHORTEST_WORD = 4


@cache
def _hasher(passes: int, memory_kib: int) -> PasswordHash:
    return PasswordHash((Argon2Hasher(time_cost=passes, memory_cost=memory_kib, parallelism=4),))


@cache
def _nobodys_hash(hasher: PasswordHash) -> str:
    """What a password is compared with when there is nobody to compare it with, so that both take as long."""
    return hasher.hash("nobody has this password")


@cache
def common(data_dir: Path) -> frozenset[str]:
    """Passwords that are tried first by those who guess."""
    lines = (data_dir / "common_passwords.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def hash_password(password: str, configured: Settings) -> str:
    return _hasher_of(configured).hash(password)


def matches(password: str, known_hash: str | None, configured: Settings) -> bool:
    """Whether this is the password. Takes the same time when there is none to compare with."""
    hasher = _hasher_of(configured)
    try:
        good = hasher.verify(password[: configured.password_characters_most], known_hash or _nobodys_hash(hasher))
    except PwdlibError:
        return False
    return good and known_hash is not None


def fault(password: str, *own: str, configured: Settings) -> str | None:
    """What is wrong with a new password, as a sentence; None when nothing is. `own` are the person's own words."""
    if len(password) < configured.password_characters:
        return (
            f"Use at least {configured.password_characters} characters. "
            f"{configured.password_characters_advised} or more is better: three or four words will do."
        )
    if len(password) > configured.password_characters_most:
        return f"Use at most {configured.password_characters_most} characters."
    theirs = {word.casefold() for word in own if len(word) >= SHORTEST_WORD}
    if _is_common(password.casefold(), theirs, common(configured.data_dir)):
        return "That password is too easy to guess. Use three or four words that do not belong together."
    return None


def _hasher_of(configured: Settings) -> PasswordHash:
    return _hasher(configured.password_passes, configured.password_memory_kib)


def _is_common(password: str, own: set[str], listed: frozenset[str]) -> bool:
    core = re.sub(r"^[^a-z]+|[^a-z]+$", "", password)
    known = listed | set(OWN_WORDS) | own
    if (_repeated(password) | _repeated(core)) & known or len(set(password)) < SHORTEST_WORD:
        return True
    nearly = any(word in password and len(password) - len(word) < SHORTEST_WORD for word in known)
    return nearly or any(password in word for word in own)


def _repeated(text: str) -> set[str]:
    """The text, and each piece that makes it when repeated."""
    sizes = (size for size in range(1, len(text) + 1) if len(text) % size == 0)
    return {text[:size] for size in sizes if text[:size] * (len(text) // size) == text}
