"""Passwords: argon2id, long rather than complicated, never one that everybody tries first."""

import re
from functools import cache

from pwdlib import PasswordHash
from pwdlib.exceptions import PwdlibError
from pwdlib.hashers.argon2 import Argon2Hasher

from pressure.settings import settings

OWN_WORDS = ("carepressure", "pressure", "council", "password")
SHORTEST_WORD = 4


@cache
def _hasher() -> PasswordHash:
    return PasswordHash(
        (Argon2Hasher(time_cost=settings.password_passes, memory_cost=settings.password_memory_kib, parallelism=4),)
    )


@cache
def _nobodys_hash() -> str:
    """What a password is compared with when there is nobody to compare it with, so that both take as long."""
    return _hasher().hash("nobody has this password")


@cache
def common() -> frozenset[str]:
    """Passwords that are tried first by those who guess."""
    lines = (settings.data_dir / "common_passwords.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def hash_password(password: str) -> str:
    return _hasher().hash(password)


def matches(password: str, known_hash: str | None) -> bool:
    """Whether this is the password. Takes the same time when there is none to compare with."""
    try:
        good = _hasher().verify(password[: settings.password_characters_most], known_hash or _nobodys_hash())
    except PwdlibError:
        return False
    return good and known_hash is not None


def fault(password: str, *own: str) -> str | None:
    """What is wrong with a new password, as a sentence; None when nothing is. `own` are the person's own words."""
    if len(password) < settings.password_characters:
        return (
            f"Use at least {settings.password_characters} characters. "
            f"{settings.password_characters_advised} or more is better: three or four words will do."
        )
    if len(password) > settings.password_characters_most:
        return f"Use at most {settings.password_characters_most} characters."
    if _is_common(password.casefold(), {word.casefold() for word in own if len(word) >= SHORTEST_WORD}):
        return "That password is too easy to guess. Use three or four words that do not belong together."
    return None


def _is_common(password: str, own: set[str]) -> bool:
    core = re.sub(r"^[^a-z]+|[^a-z]+$", "", password)
    known = common() | set(OWN_WORDS) | own
    if (_repeated(password) | _repeated(core)) & known or len(set(password)) < SHORTEST_WORD:
        return True
    nearly = any(word in password and len(password) - len(word) < SHORTEST_WORD for word in known)
    return nearly or any(password in word for word in own)


def _repeated(text: str) -> set[str]:
    """The text, and each piece that makes it when repeated."""
    sizes = (size for size in range(1, len(text) + 1) if len(text) % size == 0)
    return {text[:size] for size in sizes if text[:size] * (len(text) // size) == text}
