"""The part of `pressure verify` that works out again which answer about counting stood when, from the answers alone."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pressure.document.dictionary import columns_of
from pressure.document.rows import CountingAnswerRow
from pressure.document.values import moment
from pressure.domain.counting.answers import Answer, Stood, Told, stood
from pressure.domain.rules_history import Rules
from pressure.publish.check.published import Row
from pressure.publish.check.verify_intervals import Difference, path_of, read
from pressure.publish.files.counting_answers import NAME, line_of, said_of
from pressure.publish.files.csv_text import text

FOLLOWS = ("title", "says", "counted_so_since", "counting_changed_on", "replaced_at", "release_id")
"""The columns that follow from the others."""


def check(tree: Path, rules: Rules) -> None:
    """Each line of counting_answers.csv, and the answers in each council's document, which are those that stand. Raises
    Difference."""
    file, rows = path_of(tree, NAME).name, read(tree, NAME)
    releases = [(row["release_id"], datetime.fromisoformat(row["facts_as_of"])) for row in read(tree, "releases.csv")]
    by_line = dict(enumerate(rows, start=2))
    standing: dict[str, list[Any]] = {}
    for each in stood(_answer(file, number, row) for number, row in by_line.items()):
        number, row = each.answer.number, by_line[each.answer.number]
        where = f"data/{file} row {number} ({each.answer.council_code})"
        for column, right in _follows(where, each, rules, _may_be_first(releases, each.answer, row)):
            if row[column] != right:
                raise Difference(f"{where} column {column}: found {row[column] or 'nothing'}, worked out {right}")
        if each.until is None:
            standing.setdefault(each.answer.council_code, []).append(line_of(each, rules))
    for path in sorted((tree / "councils").glob("*/rating.json")):
        found = json.loads(path.read_bytes()).get("counting")
        told = [{**line, "own_words": text(line["own_words"])} for line in found or ()]
        if found is not None and told != standing.get(path.parent.name, []):
            raise Difference(f"councils/{path.parent.name}/rating.json counting: not what stands in data/{file}")


def _answer(file: str, number: int, row: Row) -> Answer:
    if set(row) != set(columns_of(CountingAnswerRow)) or row["told"] not in list(Told):
        raise Difference(f"data/{file} row {number}: not an answer")
    said = row["counted_so_since"]
    return Answer(
        number=number,
        council_code=row["council_code"],
        measure_id=row["measure_id"],
        question=row["question"],
        choice=row["choice"],
        words=row["own_words"],
        told=Told(row["told"]),
        since=date.fromisoformat(said) if said else None,
        answered_at=datetime.fromisoformat(row["answered_at"]),
        by_role=row["by_role"],
    )


def _may_be_first(releases: Sequence[tuple[str, datetime]], answer: Answer, row: Row) -> str:
    """The release that first had an answer: the first with figures of that moment or later. Files tell seconds, so of
    one in the very same second the next may be right too, and what the row says is believed."""
    later = [(name, facts) for name, facts in releases if facts >= answer.answered_at]
    same = sum(facts == answer.answered_at for _, facts in later)
    names = [name for name, _ in later[: same + 1]]
    return row["release_id"] if row["release_id"] in names else next(iter(names), "")


def _follows(where: str, each: Stood, rules: Rules, first: str) -> Iterator[tuple[str, str]]:
    """What stands in each column that follows from the others. Raises Difference for what no rule asks."""
    try:
        title, says = said_of(rules, each.answer)
    except LookupError as problem:
        raise Difference(f"{where}: {problem}") from None
    changed = max(each.changes, default=None)
    yield from zip(
        FOLLOWS,
        (
            title,
            says,
            each.since.isoformat() if each.since else "",
            changed.isoformat() if changed else "",
            moment(each.until) or "",
            first,
        ),
        strict=True,
    )
