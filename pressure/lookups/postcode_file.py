"""An operator's own file of every postcode, such as the ONS Postcode Directory: checked, put on disk once, and asked
one postcode at a time. It is never held in memory, and nothing that is asked is written down."""

import csv
import os
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

from pressure.domain.refusals import Refusal
from pressure.lookups.postcodes import compact
from pressure.lookups.shipped import Lookups

POSTCODE_COLUMNS = re.compile(r"pcds?|pcd[278]|post ?code")
AREA_COLUMNS = re.compile(r"(os)?laua|lad(\d\d)?cd|ladcode|(local authority )?district code")
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}")
NOWHERE = re.compile(r"[A-Z]9{8}|")
"""Codes that stand for the Channel Islands, the Isle of Man, or nothing."""
LONGEST_LINE, MOST_ROWS, LOOKED_AT = 20_000, 10_000_000, 1_000
LEAST_GOOD, MOST_UNKNOWN = 0.95, 0.02
FORM, BATCH = 1, 50_000
_TABLES = (
    "CREATE TABLE area (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE)",
    "CREATE TABLE postcode (text TEXT, area INTEGER, PRIMARY KEY (text, area)) WITHOUT ROWID",
    f"PRAGMA user_version = {FORM}",
)
_ASKED = "SELECT area.code FROM postcode JOIN area ON area.id = postcode.area WHERE text = ? ORDER BY area.code"

NOT_THIS = "{name} is not a file of postcodes: {why}. Nothing was changed. {next}"
NEXT = (
    "Give the CSV in the Data folder of the ONS Postcode Directory or of the National Statistics Postcode Lookup, "
    "unpacked: it has a column of postcodes (pcd, pcds or postcode) and one of local authority codes (laua, oslaua or "
    "lad25cd)."
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a file had: rows read, postcodes kept, rows outside the four nations or without a postcode, and the codes
    of areas that nobody knows here."""

    rows: int
    kept: int
    left_out: int
    unknown: tuple[str, ...]


def keep(source: Path, target: Path, known: Lookups) -> Kept:
    """Read a file row by row and put what it says in `target`, at once or not at all. Refused where it is no such
    file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=target.parent, prefix=".postcodes-") as folder:
        made = Path(folder) / "postcodes.sqlite"
        try:
            with source.open(encoding="utf-8-sig", newline="") as text, closing(sqlite3.connect(made)) as database:
                kept = _copied(text, database, known, source.name)
        except (UnicodeDecodeError, csv.Error):
            raise _refused(source.name, "it is not text in UTF-8 with commas") from None
        except IsADirectoryError:
            raise _refused(source.name, "it is a folder") from None
        os.replace(made, target)
    return kept


def areas(path: Path, whole: str) -> tuple[str, ...]:
    """The codes of the districts, councils or trusts a postcode is in; none where there is no file, it is damaged, or
    it does not have the postcode."""
    if not path.is_file():
        return ()
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            return tuple(code for (code,) in database.execute(_ASKED, (compact(whole),)))
    except sqlite3.Error:
        return ()


def fault(path: Path) -> str:
    """What is wrong with the operator's copy; "" where nothing is, or there is none."""
    if not path.exists():
        return ""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            right = database.execute("PRAGMA user_version").fetchone() == (FORM,)
            return "" if right and database.execute(_ASKED, ("",)).fetchall() == [] else "it has another form"
    except sqlite3.Error:
        return "it cannot be read"


def _copied(text: TextIO, database: sqlite3.Connection, known: Lookups, name: str) -> Kept:
    rows = csv.reader(_lines(text, name), strict=True)
    postcode, area = _columns(next(rows, []), name)
    first = list(islice(rows, LOOKED_AT))
    good = sum(bool(POSTCODE.fullmatch(text_)) for text_, _ in _pairs(iter(first), postcode, area))
    if not first:
        raise _refused(name, "it has no rows")
    if good < LEAST_GOOD * len(first):
        raise _refused(name, f"fewer than {LEAST_GOOD:.0%} of its first rows have a postcode")
    for statement in _TABLES:
        database.execute(statement)
    taking = _Taking(known, name)
    pending = taking.wanted(_pairs(chain(first, rows), postcode, area))
    kept = 0
    while batch := list(islice(pending, BATCH)):
        kept += database.executemany("INSERT OR IGNORE INTO postcode VALUES (?, ?)", batch).rowcount
    unknown = taking.unknown
    if not kept or unknown.total() > MOST_UNKNOWN * taking.rows:
        codes = ", ".join(code for code, _ in unknown.most_common(3)) or "none at all"
        raise _refused(name, f"{unknown.total():,} of {taking.rows:,} rows have codes of areas not known ({codes})")
    database.executemany("INSERT INTO area (code, id) VALUES (?, ?)", taking.numbers.items())
    database.commit()
    return Kept(taking.rows, kept, taking.left_out, tuple(sorted(unknown)))


class _Taking:
    """Chooses rows one by one, and counts."""

    def __init__(self, known: Lookups, name: str) -> None:
        self.known, self.name = known, name
        self.rows = self.left_out = 0
        self.numbers: dict[str, int] = {}
        self.unknown = Counter[str]()

    def wanted(self, pairs: Iterator[tuple[str, str]]) -> Iterator[tuple[str, int]]:
        """Each postcode with the number of its area."""
        for postcode, code in pairs:
            self.rows += 1
            if self.rows > MOST_ROWS:
                raise _refused(self.name, f"it has more than {MOST_ROWS:,} rows")
            if NOWHERE.fullmatch(code) or not POSTCODE.fullmatch(postcode):
                self.left_out += 1
            elif code not in self.known.areas:
                self.unknown[code] += 1
            else:
                yield postcode, self.numbers.setdefault(code, len(self.numbers) + 1)


def _columns(head: list[str], name: str) -> tuple[int, int]:
    """Where the postcode and the area are, by what the header says."""
    said = [" ".join(cell.replace("_", " ").split()).casefold() for cell in head]
    found = tuple(
        next((n for n, cell in enumerate(said) if columns.fullmatch(cell)), None)
        for columns in (POSTCODE_COLUMNS, AREA_COLUMNS)
    )
    if found[0] is None or found[1] is None:
        missing = "postcodes" if found[0] is None else "local authority codes"
        raise _refused(name, f"its first line names no column of {missing}")
    return found[0], found[1]


def _pairs(rows: Iterator[list[str]], postcode: int, area: int) -> Iterator[tuple[str, str]]:
    last = max(postcode, area)
    for row in rows:
        whole = len(row) > last
        yield (compact(row[postcode]), row[area].strip()) if whole else ("", "")


def _lines(text: TextIO, name: str) -> Iterator[str]:
    """Lines no longer than a row of such a file can be: what is no such file is not read into memory whole."""
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise _refused(name, f"it has a line of {LONGEST_LINE:,} characters or more")
        yield line


def _refused(name: str, why: str) -> Refusal:
    return Refusal(NOT_THIS.format(name=name, why=why, next=NEXT))
