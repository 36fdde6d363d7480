"""How long each level was in force is worked out again: a small release by hand, and one cell of it wrong at a time."""

import csv
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pressure.publish.check.verify_intervals import PUBLISHED, Difference, check, path_of, read

NOW, RUNS, COUNCILS = "ratings.csv", "level_runs.csv", "councils.csv"
UNTIL = datetime(2026, 12, 9, 9, 30, tzinfo=UTC)
HEADS = {
    COUNCILS: "council_code,last_day",
    NOW: "since,council_code,valid_from,level_published,status,valid_until,valid_to",
    RUNS: "council_code,since,level,days,ended",
}
HEADS[PUBLISHED] = HEADS[NOW]
RATINGS = """
2026-11-04T09:30:00Z,A,2026-11-04T09:30:00Z,2,rated,2026-11-25T00:00:00Z,2026-11-11T09:30:00Z
2026-11-04T09:30:00Z,A,2026-11-11T09:30:00Z,2,rated,2026-12-02T00:00:00Z,2026-11-18T09:30:00Z
2026-11-18T09:30:00Z,A,2026-11-18T09:30:00Z,3,rated,2026-11-25T00:00:00Z,2026-11-25T00:00:00Z
2026-12-02T09:30:00Z,A,2026-12-02T09:30:00Z,3,floor_only,2026-12-23T00:00:00Z,
2026-11-04T09:30:00Z,ENDED,2026-11-04T09:30:00Z,1,rated,2026-12-23T00:00:00Z,2026-11-16T00:00:00Z
2026-11-04T09:30:00Z,ENDED,2026-11-18T09:30:00Z,1,rated,2026-12-23T00:00:00Z,2026-11-18T09:30:00Z
2026-11-04T09:30:00Z,NONE,2026-11-04T09:30:00Z,,not_rated,,
2026-11-25T09:30:00Z,OUT,2026-11-25T09:30:00Z,4,rated,2026-12-09T09:30:00Z,2026-12-09T09:30:00Z
2026-12-09T09:30:00Z,NEW,2026-12-09T09:30:00Z,1,rated,2026-12-30T00:00:00Z,
"""
"""A level that was published again, rose, ran out and came back; a council that ended, and was rated once more before
the list knew; one without a level; one that ran out with this very release; and one first rated by it."""
FILES = {
    COUNCILS: "A,\nENDED,2026-11-15\nNONE,\nOUT,\nNEW,",
    PUBLISHED: RATINGS,
    NOW: RATINGS,
    RUNS: """
A,2026-11-04T09:30:00Z,2,14,yes
A,2026-11-18T09:30:00Z,3,7,yes
A,2026-11-25T00:00:00Z,,7,yes
A,2026-12-02T09:30:00Z,3,7,no
ENDED,2026-11-04T09:30:00Z,1,12,yes
NONE,2026-11-04T09:30:00Z,,35,no
OUT,2026-11-25T09:30:00Z,4,14,yes
OUT,2026-12-09T09:30:00Z,,0,no
NEW,2026-12-09T09:30:00Z,1,0,no
""",
}
Rows = list[dict[str, str]]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    for name, text in FILES.items():
        (tmp_path / "data" / name).write_text(f"{HEADS[name]}\n{text.strip()}\n", "utf-8")
    return tmp_path


def edit(tree: Path, name: str, change: Callable[[Rows], object]) -> None:
    every = read(tree, name)
    change(every)
    with (tree / "data" / name).open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, HEADS[name].split(","), lineterminator="\n")
        writer.writeheader()
        writer.writerows(every)


def refused(tree: Path) -> str:
    with pytest.raises(Difference) as found:
        check(tree, UNTIL)
    return str(found.value)


def test_a_whole_release_has_no_difference(tree: Path) -> None:
    check(tree, UNTIL)


def test_the_files_of_the_demonstration_region_are_found_by_their_own_names(tree: Path) -> None:
    for name in FILES:
        (tree / "data" / name).rename(tree / "data" / f"DEMO_{name}")
    check(tree, UNTIL)
    assert path_of(tree, NOW) == tree / "data" / f"DEMO_{NOW}"


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_missing_is_named_with_what_to_do(tree: Path, name: str) -> None:
    (tree / "data" / name).unlink()
    assert refused(tree) == f"data/{name} is not in this release. Get the release again, whole, and check that."


@pytest.mark.parametrize("name", [PUBLISHED, NOW])
@pytest.mark.parametrize("place", range(9))
def test_the_end_of_every_rating_is_worked_out_again(tree: Path, name: str, place: int) -> None:
    """In both files, whether it was replaced, ran out, ended with its council or goes on."""
    row, wrong = read(tree, name)[place], "2026-11-05T00:00:00Z"
    edit(tree, name, lambda every: every[place].update(valid_to=wrong))
    right = row["valid_to"] or "nothing"
    where = f"data/{name} row {place + 2} ({row['council_code']}) column valid_to"
    assert refused(tree) == f"{where}: found {wrong}, worked out {right}"
    if row["valid_to"]:
        edit(tree, name, lambda every: every[place].update(valid_to=""))
        assert refused(tree) == f"{where}: found nothing, worked out {right}"


@pytest.mark.parametrize("place", range(9))
def test_since_when_is_worked_out_again_for_what_was_published(tree: Path, place: int) -> None:
    """What is believed now has it from the rating, which is compared elsewhere."""
    row, wrong = read(tree, PUBLISHED)[place], "2026-11-01T00:00:00Z"
    edit(tree, NOW, lambda every: every[place].update(since=wrong))
    check(tree, UNTIL)
    edit(tree, PUBLISHED, lambda every: every[place].update(since=wrong))
    where = f"data/{PUBLISHED} row {place + 2} ({row['council_code']}) column since"
    assert refused(tree) == f"{where}: found {wrong}, worked out {row['since']}"


def test_a_run_carried_over_a_gap_before_gaps_ended_runs_stays_as_it_was_published(tree: Path) -> None:
    edit(tree, PUBLISHED, lambda every: every[3].update(since=every[2]["since"]))
    check(tree, UNTIL)


def test_no_run_is_carried_over_another_level(tree: Path) -> None:
    edit(tree, PUBLISHED, lambda every: every[2].update(since=every[1]["since"]))
    assert "row 4 (A) column since: found 2026-11-04T09:30:00Z, worked out 2026-11-18T09:30:00Z" in refused(tree)


@pytest.mark.parametrize("place", range(9))
@pytest.mark.parametrize(
    ("column", "wrong"), [("level", "4"), ("days", "99"), ("ended", "perhaps"), ("since", "2026-11-01T00:00:00Z")]
)
def test_every_column_of_every_run_is_worked_out_again(tree: Path, place: int, column: str, wrong: str) -> None:
    row = read(tree, RUNS)[place]
    wrong = "1" if column == "level" and row["level"] == "4" else wrong
    edit(tree, RUNS, lambda every: every[place].update({column: wrong}))
    since = min(row["since"], wrong) if column == "since" else row["since"]
    assert refused(tree) == f"data/{RUNS} ({row['council_code']}): the run since {since} is not that of {PUBLISHED}"


@pytest.mark.parametrize("place", range(9))
def test_a_run_that_is_left_out_is_named(tree: Path, place: int) -> None:
    row = read(tree, RUNS)[place]
    edit(tree, RUNS, lambda every: every.pop(place))
    since = row["since"]
    assert refused(tree) == f"data/{RUNS} ({row['council_code']}): the run since {since} is not that of {PUBLISHED}"


def test_runs_are_those_of_what_was_published_whatever_is_believed_now(tree: Path) -> None:
    edit(tree, NOW, lambda every: every[0].update(level_published="4"))
    check(tree, UNTIL)


def test_of_several_differences_the_first_by_council_is_named(tree: Path) -> None:
    """Lines of a council are checked in the order of councils, not of the file."""
    edit(tree, PUBLISHED, lambda every: [row.update(valid_to="2026-11-05T00:00:00Z") for row in (every[8], every[4])])
    assert "row 6 (ENDED)" in refused(tree)
