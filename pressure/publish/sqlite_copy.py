"""The CSVs of a release as one SQLite database with real types, keys and links: Datasette opens it as it is."""

import csv
import io
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from pressure.publish.dictionary import Column, Described, dictionary, named
from pressure.view import words_data as words
from pressure.view.site import Release
from pressure.view.words_quote import LICENCE

TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
READ: dict[str, Callable[[str], Any]] = {"integer": int, "number": float, "boolean": lambda text: int(text == "yes")}
REFERS = {"council_code": ("councils", "council_code"), "release_id": ("releases", "release_id")}
SOUGHT = ("council_code", "release_id", "measure_id", "week_ending", "period_end")
Chunks = Callable[[Release, str], Iterator[bytes]]


def write(release: Release, path: Path, chunks: Chunks) -> None:
    """Every CSV of the release as a table; the dictionary and the release beside them."""
    files = {known.name: file for file in release.manifest["files"] if file.startswith("data/")
             and file.endswith(".csv") and (known := named(file))}
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        for known in sorted(dictionary().values(), key=lambda d: d.name not in ("councils.csv", "releases.csv")):
            if known.name in files:
                _table(database, known, lines(chunks(release, files[known.name])))
        _about(database, release)
        database.execute("COMMIT")
        database.execute("ANALYZE")


def lines(blocks: Iterable[bytes]) -> Iterator[list[str]]:
    """CSV rows without the header, from blocks of bytes."""
    text = io.TextIOWrapper(io.BufferedReader(_Blocks(iter(blocks))), encoding="utf-8", newline="")
    rows = csv.reader(text)
    next(rows)
    yield from rows


def table_name(known: Described) -> str:
    return known.name.removesuffix(".csv")


def _table(database: sqlite3.Connection, known: Described, rows: Iterator[list[str]]) -> None:
    own = table_name(known)
    columns = [_column(c) for c in known.columns]
    key = [f"PRIMARY KEY ({', '.join(known.key)})"] if known.key else []
    links = [f"FOREIGN KEY ({c.name}) REFERENCES {REFERS[c.name][0]}({REFERS[c.name][1]})" for c in known.columns
             if c.name in REFERS and REFERS[c.name][0] != own]
    database.execute(f"CREATE TABLE {own} ({', '.join([*columns, *key, *links])})")
    readers = [READ.get(c.type, str) for c in known.columns]
    marks = ", ".join("?" * len(readers))
    database.executemany(f"INSERT INTO {own} VALUES ({marks})", (  # noqa: S608 names come from the dictionary
        [read(cell) if cell else None for read, cell in zip(readers, row, strict=True)] for row in rows))
    for column in (c.name for c in known.columns if c.name in SOUGHT and c.name not in known.key[:1]):
        database.execute(f"CREATE INDEX {own}_{column} ON {own}({column})")


def _column(column: Column) -> str:
    never_empty = " NOT NULL" if column.constraints.get("required") else ""
    return f"{column.name} {TYPES.get(column.type, 'TEXT')}{never_empty}"


def _about(database: sqlite3.Connection, release: Release) -> None:
    """Which release this is and what each column means, inside the file itself."""
    published = release.published_at
    database.execute("CREATE TABLE release (release_id TEXT PRIMARY KEY, published_at TEXT, rules_digest TEXT, "
                     "citation TEXT, licence TEXT)")
    database.execute("INSERT INTO release VALUES (?, ?, ?, ?, ?)", (
        release.id, published, release.manifest["rules_digest"], words.citation(release.id, published, ""),
        LICENCE))
    database.execute("CREATE TABLE dictionary (table_name TEXT, column_name TEXT, type TEXT, description TEXT, "
                     "PRIMARY KEY (table_name, column_name))")
    database.executemany("INSERT INTO dictionary VALUES (?, ?, ?, ?)", (
        (table_name(known), c.name, c.type, c.description) for known in dictionary().values() for c in known.columns))


class _Blocks(io.RawIOBase):
    """Blocks of bytes as a file to read from."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self.blocks, self.rest = blocks, b""

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        if not self.rest:
            self.rest = next(self.blocks, b"")
        taken, self.rest = self.rest[:len(into)], self.rest[len(into):]
        into[:len(taken)] = taken
        return len(taken)
