"""`pressure verify`: every published level worked out again from the published files alone."""

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from pressure.document.manifest import FileEntry, Manifest
from pressure.domain.moments import day_of
from pressure.domain.rating import levels, ranges
from pressure.domain.rulebook import Rulebook
from pressure.domain.rules_history import Rules
from pressure.publish.check import verify_intervals
from pressure.publish.check.possible import impossible_band
from pressure.publish.check.verify_intervals import Difference, Row, read
from pressure.release.site import MANIFEST
from pressure.rules import load_rules

AGREEING = (
    "level_published",
    "level_calculated",
    "level_points",
    "points",
    "points_possible",
    "status",
    "since",
    "valid_until",
)
FIRST_FORMAT = "1"
"""In it `valid_to` was the next publication, also where a level had run out before it, and families had levels also
where the council had none."""


def verify(tree: Path) -> dict[str, int]:
    """Check every hash, then every level, band and total. Raises Difference; returns what was checked."""
    manifest = _manifest(tree)
    for path, entry in manifest["files"].items():
        _check_file(tree / path, path, entry)
    rules = load_rules(tree / "method" / "rules")
    if rules.digest != manifest["rules_digest"]:
        raise Difference("method/rules: the rule files are not those the manifest names")
    first_format = manifest["format_version"] == FIRST_FORMAT
    checked = sum(1 for _ in _check_ratings(tree, rules, first_format=first_format))
    _check_documents(tree)
    if not first_format:
        verify_intervals.check(tree, datetime.fromisoformat(manifest["published_at"]))
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
    content = file.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if len(content) != entry["bytes"] or found != entry["sha256"]:
        raise Difference(
            f"{path}: {len(content)} bytes with sha256 {found}; "
            f"the manifest says {entry['bytes']} bytes with {entry['sha256']}"
        )
    if path.endswith(".csv") and (rows := _count(file)) != entry["rows"]:
        raise Difference(f"{path}: {rows} rows; the manifest says {entry['rows']}")


def _count(file: Path) -> int:
    with file.open(encoding="utf-8", newline="") as text:
        return sum(1 for _ in csv.reader(text)) - 1


def _check_ratings(tree: Path, rules: Rules, *, first_format: bool) -> Iterator[str]:
    """Each rating as published, council by council in time, so that what is held can be followed."""
    reasons: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in read(tree, "reasons_as_published.csv"):
        reasons.setdefault((row["council_code"], row["rated_at"]), []).append(row)
    before: dict[str, tuple[int | None, str, frozenset[str], dict[str, int]]] = {}
    for number, row in enumerate(read(tree, "ratings_as_published.csv"), start=2):
        key = row["council_code"], row["published_at"]
        where = f"data/ratings_as_published.csv row {number} ({row['council_code']})"
        before[row["council_code"]] = _check_one(
            where, row, reasons.get(key, []), rules, before.get(key[0]), first_format=first_format
        )
        yield where


def _check_one(
    where: str,
    row: Row,
    reasons: list[dict[str, str]],
    rules: Rules,
    before: tuple[int | None, str, frozenset[str], dict[str, int]] | None,
    *,
    first_format: bool,
) -> tuple[int | None, str, frozenset[str], dict[str, int]]:
    book = _book_of(row, rules)
    bands = {r["measure_id"]: int(r["band"]) for r in reasons if r["band"]}
    for reason in reasons:
        if problem := impossible_band(reason, book):
            raise Difference(
                f"data/reasons_as_published.csv ({row['council_code']}, {reason['measure_id']}, "
                f"{row['published_at']}): {problem}"
            )
    stage = next((int(r["stage"]) for r in reasons if r["stage"] and int(r["stage"]) > 0), None)
    scores = ranges.scores(bands, book)
    families = levels.family_scores(scores, book)
    enough = levels.enough_evidence(scores, families, book)
    given = families if enough or first_format else levels.without_levels(families)
    points, most = sum(s.points for s in scores), levels.possible(scores, book)
    from_points = levels.level_from_points(points, most, book) if enough else None
    floors = levels.floors(scores, families, stage, book) if enough else levels.register_floors(stage, book)
    holds = _holds(before, frozenset(bands), book) if enough else {}
    calculated = max(
        [*([from_points] if from_points else []), *(f.level for f in floors), *holds.values()], default=None
    )
    _same(
        where,
        row,
        {
            "points": points,
            "points_possible": most,
            "level_points": from_points,
            "level_calculated": calculated,
            "evidence_percent": 100 * sum(s.weight for s in scores) // book.weight,
            **{f"{name}_level": f.level for name, f in given.items()},
        },
    )
    _check_published(where, row, calculated)
    return calculated, "rated" if enough else "", frozenset(bands), holds


def _book_of(row: Row, rules: Rules) -> Rulebook:
    """The rules that a rating names: those known on its day or, for a history told afterwards, those known since."""
    day = day_of(datetime.fromisoformat(row["published_at"]))
    then = rules.known_then(day)
    return then if then.method_version == row["method_version"] else rules.in_force(day)


def _check_documents(tree: Path) -> None:
    """Each council's own document says what the last line of the file says."""
    last = {row["council_code"]: row for row in read(tree, "ratings_as_published.csv")}
    for path in sorted((tree / "councils").glob("*/rating.json")):
        rating = json.loads(path.read_bytes())["rating"]
        row = last.get(path.parent.name)
        if rating is None or row is None:
            continue
        for name in AGREEING:
            if row[name] != ("" if rating[name] is None else str(rating[name])):
                raise Difference(
                    f"councils/{path.parent.name}/rating.json {name}: found {rating[name]}; the last line "
                    f"of ratings_as_published.csv says {row[name] or 'nothing'}"
                )


def _holds(
    before: tuple[int | None, str, frozenset[str], dict[str, int]] | None, scored: frozenset[str], book: Any
) -> dict[str, int]:
    if before is None or before[1] != "rated" or before[0] is None:
        return {}
    known = dict.fromkeys(before[2], before[0]) | before[3]
    return {m.id: known[m.id] for m in book.measures if m.id in known and m.id not in scored}


def _check_published(where: str, row: Row, calculated: int | None) -> None:
    published = int(row["level_published"]) if row["level_published"] else None
    raised = bool(row["raised_reason"])
    if published != calculated and not (raised and (published or 0) > (calculated or 0)):
        raise Difference(f"{where} column level_published: found {published}, worked out {calculated}")


def _same(where: str, row: Row, worked_out: Mapping[str, int | None]) -> None:
    for column, value in worked_out.items():
        if row[column] != ("" if value is None else str(value)):
            raise Difference(
                f"{where} column {column}: found {row[column] or 'nothing'}, worked out "
                f"{'nothing' if value is None else value}"
            )
