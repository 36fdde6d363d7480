"""Everything that public files say, by walking what is there: a file that is new tomorrow is walked too."""

import csv
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import openpyxl

from pressure.publish.bundles import bundle
from pressure.release import site
from pressure.release.site import SQLITE, ZIP

NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w])")
KEYS = ("council_code", "measure_id", "period_end")


@dataclass(frozen=True, slots=True)
class Said:
    """One number as printed, and where: release, file, row or path inside it, column."""

    release: str
    path: str
    where: str
    column: str
    text: str


@dataclass
class Heard:
    """All numbers, and every row that names a council, a measure and a week, as the reader has it."""

    numbers: list[Said] = field(default_factory=list)
    rows: list[tuple[str, str, Mapping[str, Any]]] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)


def everything(root: Path) -> Heard:
    """What every release under a site says, with its bundles. The same bytes are read once."""
    heard = Heard()
    for manifest in sorted((root / "releases").glob("*.json")):
        release = site.release(root, manifest.stem)
        for path in release.manifest["files"]:
            hear(heard, release.id, path, release.read(path))
        for name in (SQLITE, ZIP):
            hear(heard, release.id, name, bundle(release, name).read_bytes())
    return heard


def hear(heard: Heard, release: str, path: str, data: bytes) -> None:
    """Add what one file says."""
    digest = sha256(data).hexdigest()
    if digest in heard.known:
        return
    heard.known.add(digest)
    kind = "".join(Path(path).suffixes[-1:])
    heard.kinds.add(kind)
    if kind == ".zip":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                hear(heard, release, f"{path}/{name}", archive.read(name))
        return
    for where, row in (READERS.get(kind, _text))(data):
        if all(row.get(k) for k in KEYS):
            heard.rows.append((release, path, row))
        heard.numbers += [
            Said(release, path, where, column, found)
            for column, value in row.items()
            for found in NUMBER.findall(str(value))
        ]


def _csv(data: bytes) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for n, row in enumerate(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))), 2):
        yield f"line {n}", row


def _json(data: bytes) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield from _walk(json.loads(data), "", {})


def _jsonl(data: bytes) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for n, line in enumerate(data.splitlines(), 1):
        yield from _walk(json.loads(line), f"line {n}", {})


def _walk(value: Any, where: str, around: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each object with its plain values, and what the objects around it say of council, measure and week."""
    if isinstance(value, list):
        yield where, {"": [v for v in value if not isinstance(v, list | dict)]}
        for n, each in enumerate(v for v in value if isinstance(v, list | dict)):
            yield from _walk(each, f"{where}[{n}]", around)
    elif isinstance(value, dict):
        plain = {k: v for k, v in value.items() if not isinstance(v, list | dict)}
        inherited = {k: v for k, v in around.items() if k in KEYS}
        yield where, {**inherited, **plain}
        for key, each in value.items():
            if isinstance(each, list | dict):
                yield from _walk(each, f"{where}/{key}", {**inherited, **plain})


def _sqlite(data: bytes) -> Iterator[tuple[str, Mapping[str, Any]]]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        database.row_factory = sqlite3.Row
        for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for n, row in enumerate(database.execute(f'SELECT * FROM "{table}"'), 1):
                yield f"{table} {n}", dict(row)


def _xlsx(data: bytes) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for sheet in openpyxl.load_workbook(io.BytesIO(data), read_only=True):
        head: tuple[Any, ...] = ()
        for n, values in enumerate(sheet.iter_rows(values_only=True), 1):
            head = head or values
            yield f"{sheet.title} {n}", {str(k): v for k, v in zip(head, values, strict=False)}


def _text(data: bytes) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Pages, feeds, drawings with their coordinates, and whatever else is text."""
    for n, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
        yield f"line {n}", {"": line}


READERS = {".csv": _csv, ".json": _json, ".jsonl": _jsonl, ".sqlite": _sqlite, ".xlsx": _xlsx}
