"""What a file is read with: the same bytes may say something else to another reader, source or list of councils."""

from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

from pressure.domain.councils import Council, Councils
from pressure.domain.rulebook import Rulebook
from pressure.ingest.source import Source


def read_with(source: Source, folder: Path, councils: Councils, book: Rulebook) -> str:
    """One digest of the reader's code, the source's description, the councils, the measures asked for, and the column
    mappings there are."""
    path = folder / f"{source.id}.yaml"
    described = path.read_bytes() if path.is_file() else b""
    parts = (
        _code(),
        sha256(described).hexdigest(),
        _said(councils.all),
        repr(sorted(book.row_names)),
        *(f"{mapping.council_code} {mapping.version} {mapping.sha256}" for mapping in source.mappings),
    )
    return sha256("\0".join(parts).encode()).hexdigest()


@lru_cache(maxsize=2)
def _said(councils: tuple[Council, ...]) -> str:
    return repr(councils)


@cache
def _code() -> str:
    here = Path(__file__).parent
    files = sorted(here.rglob("*.py"))
    return sha256(
        b"".join(path.relative_to(here).as_posix().encode() + path.read_bytes() for path in files)
    ).hexdigest()
