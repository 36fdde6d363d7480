"""The CSVs of a release as one SQLite database with real types, keys and links: Datasette opens it as it is. Yes and
no are the same words as in the CSVs."""

import csv
import io
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from pressure.document.package import FieldSchema, Resource
from pressure.publish.files.datapackage import PATH as PACKAGE
from pressure.release.site import Release
from pressure.words.quote import LICENCE

TYPES = {"integer": "INTEGER", "number": "REAL"}
READ: dict[str, Callable[[str], Any]] = {"integer": int, "number": float}
REFERS = {"council_code": "councils", "release_id": "releases"}
FIRST = ("councils", "releases")
SOUGHT = ("council_code", "release_id", "measure_id", "week_ending", "period_end")
Chunks = Callable[[Release, str], Iterator[bytes]]


def write(release: Release, path: Path, chunks: Chunks) -> None:
    """Every CSV of the release as a table, by the data package published with it; its dictionary beside them.
    Raises NotPublished for a release without a data package."""
    tables: list[Resource] = sorted(release.json(PACKAGE)["resources"], key=lambda r: r["name"] not in FIRST)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        for table in tables:
            _table(database, table, lines(chunks(release, f"data/{table['path']}")))
        _about(database, release, tables)
        database.execute("COMMIT")
        database.execute("ANALYZE")


def lines(blocks: Iterable[bytes]) -> Iterator[list[str]]:
    """CSV rows without the header, from blocks of bytes."""
    text = io.TextIOWrapper(io.BufferedReader(_Blocks(iter(blocks))), encoding="utf-8", newline="")
    rows = csv.reader(text)
    next(rows)
    yield from rows


def _table(database: sqlite3.Connection, table: Resource, rows: Iterator[list[str]]) -> None:
    own, fields, key = _name(table), table["schema"]["fields"], table["schema"].get("primaryKey", [])
    names = [f["name"] for f in fields]
    columns = [_column(f) for f in fields]
    columns += [f"PRIMARY KEY ({', '.join(key)})"] if key else []
    columns += [
        f"FOREIGN KEY ({name}) REFERENCES {REFERS[name]}({name})" for name in names if REFERS.get(name, own) != own
    ]
    database.execute(f"CREATE TABLE {own} ({', '.join(columns)})")
    readers = [READ.get(f["type"], str) for f in fields]
    marks = ", ".join("?" * len(readers))
    database.executemany(
        f"INSERT INTO {own} VALUES ({marks})",  # noqa: S608 names of our own
        ([read(cell) if cell else None for read, cell in zip(readers, row, strict=True)] for row in rows),
    )
    for name in names:
        if name in SOUGHT and name not in key[:1]:
            database.execute(f"CREATE INDEX {own}_{name} ON {own}({name})")


def _name(table: Resource) -> str:
    return table["name"].replace("-", "_")


def _column(described: FieldSchema) -> str:
    never_empty = " NOT NULL" if described.get("constraints", {}).get("required") else ""
    return f"{described['name']} {TYPES.get(described['type'], 'TEXT')}{never_empty}"


def _about(database: sqlite3.Connection, release: Release, tables: Iterable[Resource]) -> None:
    """Which release this is and what each column means, inside the file itself."""
    published = release.published_at
    database.execute(
        "CREATE TABLE release (release_id TEXT PRIMARY KEY, published_at TEXT, rules_digest TEXT, "
        "citation TEXT, licence TEXT)"
    )
    database.execute(
        "INSERT INTO release VALUES (?, ?, ?, ?, ?)",
        (release.id, published, release.manifest["rules_digest"], release.json(PACKAGE)["citation"], LICENCE),
    )
    database.execute(
        "CREATE TABLE dictionary (table_name TEXT, column_name TEXT, type TEXT, description TEXT, "
        "PRIMARY KEY (table_name, column_name))"
    )
    database.executemany(
        "INSERT INTO dictionary VALUES (?, ?, ?, ?)",
        ((_name(t), f["name"], f["type"], f["description"]) for t in tables for f in t["schema"]["fields"]),
    )


class _Blocks(io.RawIOBase):
    """Blocks of bytes as a file to read from."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self.blocks, self.rest = blocks, b""

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        if not self.rest:
            self.rest = next(self.blocks, b"")
        taken, self.rest = self.rest[: len(into)], self.rest[len(into) :]
        into[: len(taken)] = taken
        return len(taken)
