"""Keys of an installation: the operator's, or one made the first time it is needed, readable by its owner alone."""

import base64
import binascii
import os
from pathlib import Path

from pressure.domain.refusals import Refusal
from pressure.settings import ROOT

BYTES = 32


def key(given: str, path: Path, *, what: str) -> bytes:
    """32 bytes, from the operator's setting or the file. Raises Refusal for anything else; `what` names it."""
    try:
        found = base64.b64decode((given or _kept(path)).strip(), validate=True)
    except binascii.Error:
        found = b""
    if len(found) != BYTES:
        raise Refusal(f"The {what} must be {BYTES} bytes in base64. Make one with: openssl rand -base64 {BYTES}")
    return found


def beside(database: str | None, dialect: str, ending: str, otherwise: str) -> Path:
    """Beside the database file; where there is none, in the installation's own folder."""
    if dialect == "sqlite" and database and database != ":memory:":
        return Path(f"{database}.{ending}")
    return ROOT / "var" / otherwise


def _kept(path: Path) -> str:
    """The key on disk. Two processes that start at once end with the same one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file():
        made = path.with_name(f"{path.name}.{os.getpid()}.new")
        handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(base64.b64encode(os.urandom(BYTES)) + b"\n")
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(made, path)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text("ascii")
