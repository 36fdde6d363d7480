"""Where given words stand in files: packed or plain, escaped or not, in whatever case, spacing or punctuation."""

import email
import gzip
import hashlib
import html
import io
import json
import re
import sqlite3
import unicodedata
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import closing
from email import policy
from pathlib import Path
from urllib.parse import unquote

from pressure.release import site

GZIP, ZIP, SQLITE = b"\x1f\x8b", b"PK\x03\x04", b"SQLite format 3\x00"
DROPPED = bytes(code for code in range(128) if not chr(code).isalnum())
UNREADABLE = (
    OSError,
    EOFError,
    zlib.error,
    zipfile.BadZipFile,
    sqlite3.DatabaseError,
    LookupError,
    RuntimeError,
    NotImplementedError,
)
SHORT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_BEYOND_ASCII = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
_NO_LETTER = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """Letters and digits alone, without case or forms of one letter: how words are compared."""
    return _BEYOND_ASCII.sub(_letters, text).encode("utf-8", "replace").lower().translate(None, DROPPED).decode()


def _letters(found: re.Match[str]) -> str:
    """The letter before is taken along, because an accent may be kept as a sign of its own behind it."""
    return _NO_LETTER.sub("", unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", found[0]).casefold()))


def holds(content: bytes, words: str, without: set[bytes] | None = None) -> bool:
    """Whether a file's bytes hold the words; `words` are folded and not empty. What is in `without`, digests of bytes
    known not to hold them, is passed over, and it is added to: most files lie in several places."""
    return holds_any(content, (words,), without)


def holds_any(content: bytes, words: Collection[str], without: set[bytes] | None = None) -> bool:
    """The same of any of several."""
    seen = set() if without is None else without
    return any(
        one in said
        for text in _texts(content, seen)
        for view in _views(text)
        for said in [folded(view)]
        for one in words
    )


def found_in(folder: Path, words: str) -> Iterator[Path]:
    """Every file below a folder, or the file itself, that holds the folded words. A link is not followed: what it leads
    to in the folder is looked at where it lies. A file known by its hard link is read once."""
    known: dict[tuple[int, int], bool] = {}
    without: set[bytes] = set()
    for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder]:
        if path.is_symlink() or not path.is_file():
            continue
        status = path.stat()
        key = status.st_dev, status.st_ino
        if key not in known:
            known[key] = holds(path.read_bytes(), words, without)
        if known[key]:
            yield path


def published_as(root: Path) -> dict[Path, list[str]]:
    """For every kept file of a site, the releases and paths it was published as, such as `ID/feed.atom`."""
    names: dict[Path, list[str]] = {}
    for manifest in sorted((root / "releases").glob("*.json")):
        for path, entry in json.loads(manifest.read_bytes())["files"].items():
            for digest in site.kept_as(entry):
                names.setdefault(site.blob_path(root, digest), []).append(f"{manifest.stem}/{path}")
    return names


def _texts(content: bytes, without: set[bytes]) -> Iterator[str]:
    """Every text in a file, as long as somebody asks for more: then none before held the words."""
    digest = hashlib.sha256(content).digest()
    if digest not in without:
        yield from _unpacked(content, without)
        without.add(digest)


def _unpacked(content: bytes, without: set[bytes]) -> Iterator[str]:
    """Members of archives, rows of databases, parts of letters; and the bytes as they lie, which in a database still
    hold what was deleted. What is packed has no words as it lies."""
    try:
        if content.startswith(GZIP):
            yield from _texts(gzip.decompress(content), without)
            return
        if content.startswith(ZIP):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                for name in archive.namelist():
                    yield from _texts(archive.read(name), without)
            return
        if content.startswith(SQLITE):
            yield from _rows(content, without)
        elif b"Content-Transfer-Encoding:" in content:
            for part in email.message_from_bytes(content, policy=policy.default).walk():
                yield "\n".join(map(str, part.values()))
                if part.get_content_maintype() == "text":
                    yield part.get_content()
    except UNREADABLE:
        pass  # cut short, locked or foreign: only its bytes can be looked at
    yield content.decode("utf-8", "replace")


def _rows(content: bytes, without: set[bytes]) -> Iterator[str]:
    """Every cell, out of a copy in memory that is told it has no journal beside it."""
    with closing(sqlite3.connect(":memory:")) as copy:
        copy.deserialize(content[:18] + b"\x01\x01" + content[20:])
        copy.text_factory = lambda raw: raw.decode("utf-8", "replace")
        for (table,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            name = table.replace('"', '""')
            for row in copy.execute(f'SELECT * FROM "{name}"'):  # noqa: S608 - a name cannot be bound
                for cell in row:
                    if isinstance(cell, str):
                        yield cell
                    elif isinstance(cell, bytes):
                        yield from _texts(cell, without)


def _views(text: str) -> Iterator[str]:
    """A text as it lies and as programs read it: JSON, HTML and XML (also one in the other), addresses."""
    for base in dict.fromkeys((text, _from_json(text))):
        yield base
        plain = html.unescape(base)
        if plain is not base:
            yield plain
        if "<" in plain:
            words, bare = _TAG.sub("", plain), _TAG.sub("", base)
            yield from (words, html.unescape(words), _TAG.sub("", html.unescape(words)), bare, html.unescape(bare))
        if "%" in plain:
            yield unquote(plain)


def _from_json(text: str) -> str:
    if "\\" not in text:
        return text
    whole = _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else SHORT.get(m[2], m[2]), text)
    return whole.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
