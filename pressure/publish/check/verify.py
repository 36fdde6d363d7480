"""`pressure verify`: every published rating worked out again from the published files alone, and compared whole."""

import csv
import gc
import hashlib
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pressure.document.manifest import FileEntry, Manifest
from pressure.document.rating import public_document
from pressure.document.shapes import RatingPart
from pressure.domain.moments import day_of
from pressure.domain.rating.causes import cause_of_change
from pressure.domain.rating.gathered import Gathered
from pressure.domain.rating.method import rate_gathered
from pressure.domain.rating.undeclared import says_used
from pressure.domain.readings import Reading
from pressure.domain.rulebook import Rulebook
from pressure.domain.rules_history import Rules
from pressure.publish.check import verify_counting, verify_intervals, verify_parquet
from pressure.publish.check.published import Names, OfCouncil, Row, Shown, names, split
from pressure.publish.check.verify_corrections import Corrections
from pressure.publish.check.verify_intervals import Difference
from pressure.publish.check.verify_reasons import Told, check_no_others, compare
from pressure.publish.files.ratings_rows import said
from pressure.release.site import MANIFEST
from pressure.rules import load_rules

FIRST_FORMAT, BEFORE_METHOD_2, BEFORE_COUNTING = "1", ("1", "2"), ("1", "2", "3", "4")
"""In the first `valid_to` was the next publication, also where a level had run out before it. In both levels are those
of version 1 of the method, which this program no longer works out. None of the four asked councils how they count."""
BLOCK = 1 << 20
WORTH_SHARING = 2_000_000
"""How many bytes of ratings are worth starting other processes for."""
NOT_FROM_FIGURES = ("confirmed_by_role", "raised_reason")
"""What a line says that no rule works out: who confirmed a return, and the first words of a reason that was renewed."""
SAYS_USED = "return_says_used"
"""What a document of a format before the fifth leaves out."""
OF_PEOPLE = ("confirmed_by_role", "changed_after_confirmation", "used_not_declared", "register", "raised")


def verify(tree: Path) -> dict[str, int]:
    """Check every hash, then every level, band and total. Raises Difference; returns what was checked."""
    manifest = _manifest(tree)
    for path, entry in manifest["files"].items():
        _check_file(tree / path, path, entry)
    rules = load_rules(tree / "method" / "rules")
    if rules.digest != manifest["rules_digest"]:
        raise Difference("method/rules: the rule files are not those the manifest names")
    version = manifest["format_version"]
    with TemporaryDirectory() as folder:
        own = [] if version in BEFORE_METHOD_2 else _councils(tree, Path(folder))
        check = partial(_check_council, tree, Path(folder), names(tree), _Known(rules)) if own else _no_council
        others: list[Callable[[], None]] = []
        if version != FIRST_FORMAT:
            others = [partial(verify_intervals.check, tree, datetime.fromisoformat(manifest["published_at"]))]
        if version not in BEFORE_COUNTING:
            others.append(partial(verify_counting.check, tree, rules))
        others += [partial(verify_parquet.check_copy, tree, path) for path in verify_parquet.copies(manifest["files"])]
        if sum(file.stat().st_size for file in own) < WORTH_SHARING:
            checked = sum(check(file.name) for file in own)
            for other in others:
                other()
        else:
            checked = _check_with_others(check, own, others)
    return {"files": len(manifest["files"]), "ratings": checked}


def _manifest(tree: Path) -> Manifest:
    try:
        document: Manifest = json.loads((tree / MANIFEST).read_bytes())
    except (OSError, ValueError):
        raise Difference(f"{MANIFEST}: missing or not JSON; {tree} is not a release directory") from None
    return document


def _check_file(file: Path, path: str, entry: FileEntry) -> None:
    if not file.is_file():
        raise Difference(f"{path}: the manifest names it and it is missing")
    size = file.stat().st_size
    with file.open("rb") as content:
        found = hashlib.file_digest(content, "sha256").hexdigest()
    if size != entry["bytes"] or found != entry["sha256"]:
        raise Difference(
            f"{path}: {size} bytes with sha256 {found}; the manifest says {entry['bytes']} bytes with {entry['sha256']}"
        )
    if path.endswith(".csv") and (rows := _count(file)) != entry["rows"]:
        raise Difference(f"{path}: {rows} rows; the manifest says {entry['rows']}")


def _count(file: Path) -> int:
    """How many rows follow the head. Where no cell is quoted each line is one. No file is held whole."""
    lines, block = 0, b"\n"
    with file.open("rb") as content:
        while more := content.read(BLOCK):
            block = more
            if b'"' in block or b"\r" in block:
                break
            lines += block.count(b"\n")
        else:
            if block.endswith(b"\n"):
                return lines - 1
    with file.open(encoding="utf-8", newline="") as text:
        return sum(1 for _ in csv.reader(text)) - 1


def _councils(tree: Path, folder: Path) -> list[Path]:
    """The ratings of each council in a file of its own, the longest first."""
    split(tree, folder)
    return sorted((folder / "ratings_as_published.csv").iterdir(), key=lambda file: -file.stat().st_size)


def _check_with_others(check: Callable[[str], int], own: list[Path], others: list[Callable[[], None]]) -> int:
    """Each rating as published, council by council in time, and each council's document, which is its last; and what
    else there is to check beside them: a long history is worked through by every processor that there is. Raises the
    Difference that would be found first by one."""
    with ProcessPoolExecutor(mp_context=get_context(), initializer=_begin, initargs=(check,)) as pool:
        beside = [pool.submit(other) for other in others]
        try:
            checked = sum(pool.map(_check_elsewhere, (file.name for file in own)))
            for other in beside:
                other.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    return checked


def _no_council(code: str) -> int:
    raise LookupError(code)


_check: Callable[[str], int] = _no_council


def _begin(check: Callable[[str], int]) -> None:
    """In another process: it is given the rules once, and never reads them again. What it holds is let go council by
    council without any cycles in it, so that nobody has to look for them."""
    global _check  # noqa: PLW0603
    _check = check
    gc.disable()


def _check_elsewhere(code: str) -> int:
    return _check(code)


class _Known:
    """The rules as each rating was made by: those known on its day or, for a history told afterwards, known since."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self._published = sorted({d.version.published_on for versions in rules.parts.values() for d in versions})
        self._as_known = cache(rules.as_known_on)

    def of(self, row: Row) -> Rules:
        """The rules that a line names."""
        day = day_of(datetime.fromisoformat(row["published_at"]))
        newest = max((known for known in self._published if known <= day), default=date.min)
        then = self._as_known(newest) if newest > date.min else self.rules
        return then if then.in_force(day).method_version == row["method_version"] else self.rules


def _check_council(tree: Path, folder: Path, known: Names, by_line: "_Known", code: str) -> int:
    files, history, told = OfCouncil(folder, code, known), _Growing(), Told()
    corrections = Corrections(files)
    document: RatingPart | None = None
    for row in files.ratings:
        where = f"data/ratings_as_published.csv row {row['line']} ({code})"
        at, release = datetime.fromisoformat(row["published_at"]), files.releases[row["release_id"]]
        then, day = by_line.of(row), day_of(at)
        book = then.in_force(day)
        previous, published = corrections.followed(where, row, release, then)
        place, gathered = files.place_then(row), history.by(book, files, release, at)
        rating = rate_gathered(gathered, then, at, files.register(at), previous, council=place)
        cause = cause_of_change(previous, rating, then, published) if previous else None
        corrections.add(row, at, release, rating.as_previous())
        compare(where, row, said(told.brief(rating, book, cause)), NOT_FROM_FIGURES)
        told.check_reasons(files, row, rating)
        if row is files.ratings[-1]:
            document = public_document(rating, book, cause)
            if used := says_used(gathered.readings, files.register(at), at):
                document["return_says_used"] = list(used)
    check_no_others(files)
    path = tree / "councils" / code / "rating.json"
    check_document(path, document)
    _check_population(path, files.place.adults_18plus)
    return len(files.ratings)


def _check_population(path: Path, listed: int | None) -> None:
    """The population now stands in two files; each rating of the past says by which it was worked out."""
    if path.is_file() and "adults_18plus" in (council := json.loads(path.read_bytes()).get("council", {})):
        where = f"councils/{path.parent.name}/rating.json council adults_18plus"
        _same_value(where, council["adults_18plus"], listed)


class _Growing:
    """What was known from release to release, gathered by the rules of each."""

    def __init__(self) -> None:
        self._gathered: Gathered | None = None
        self._added, self._standing = 0, list[Shown]()

    def by(self, book: Rulebook, files: OfCouncil, release: int, at: datetime) -> Gathered:
        """What releases up to this one were the first to show, less what was withdrawn by then. It is gathered anew
        when the rules have changed, or something was taken back."""
        before = self._gathered.readings if self._gathered else []
        new = list(self._first_shown(files.readings, release))
        gone = {id(shown.reading) for shown in self._standing if shown.withdrawn_at and shown.withdrawn_at <= at}
        if self._gathered is None or self._gathered.book is not book or gone:
            self._standing = [shown for shown in self._standing if id(shown.reading) not in gone]
            known = (replace(r, withdrawn=True) if id(r) in gone else r for r in [*before, *new])
            self._gathered = Gathered(known, book, book.nation(files.place.nation_code))
        else:
            for reading in new:
                self._gathered.add(reading)
        return self._gathered

    def _first_shown(self, every: list[Shown], release: int) -> Iterator[Reading]:
        while self._added < len(every) and every[self._added].release <= release:
            shown = every[self._added]
            self._added += 1
            if shown.withdrawn_at is not None:
                self._standing.append(shown)
            yield shown.reading


def check_document(path: Path, made: RatingPart | None) -> None:
    """A council's own document is its newest rating, whole."""
    found = json.loads(path.read_bytes())["rating"] if path.is_file() else None
    where = f"councils/{path.parent.name}/rating.json"
    for name, value in json.loads(json.dumps(made or {})).items():
        if name not in (*OF_PEOPLE, SAYS_USED) and found is not None:
            _same_value(f"{where} {name}", found.get(name), value)
    if found is not None and SAYS_USED in found:
        _same_value(f"{where} {SAYS_USED}", found[SAYS_USED], made and made.get(SAYS_USED))


def _same_value(where: str, found: Any, right: Any) -> None:
    """Raises Difference with the place of the first value that is not the one worked out."""
    if isinstance(right, dict) and isinstance(found, dict):
        for key, value in right.items():
            _same_value(f"{where} {key}", found.get(key), value)
    elif isinstance(right, list) and isinstance(found, list) and len(right) == len(found):
        for number, (one, other) in enumerate(zip(found, right, strict=True), start=1):
            _same_value(f"{where} {number}", one, other)
    elif found != right:
        raise Difference(f"{where}: found {found}, worked out {right}")
