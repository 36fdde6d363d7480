"""What `pressure verify` refuses: one change to a release that verifies, under a manifest that agrees with it, is named
by file, row and column. And what it must not refuse."""

import csv
import hashlib
import io
import itertools
import json
import re
import shutil
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from pressure.publish.check import verify as checking
from pressure.publish.check.verify import Difference, check_document, verify
from tests.publish_cases import Told

Rows = list[dict[str, str]]
RATINGS, NOW = "ratings_as_published.csv", "ratings.csv"
REASONS, RUNS = "reasons_as_published.csv", "level_runs.csv"
RAISED, CALM, RAN_OUT, DECLARED = "X99000010", "X99000001", "X99000011", "X99000004"


THIRD = "X99000003"
KEPT = {RAISED, CALM, RAN_OUT, DECLARED, THIRD}
FILES: dict[str, bytes] = {}
"""Of a release of twelve weeks, with raised levels, a register, floors, corrections and silence: the files that levels
of five councils are worked out from. Kept for all tests of a process."""


@pytest.fixture
def tree(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy to do harm to."""
    if not FILES:
        FILES.update(_files(request.getfixturevalue("installed")))
    for path, content in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    return tmp_path


def _files(installed: Told) -> dict[str, bytes]:
    manifest = json.loads((installed.tree / "data/manifest.json").read_bytes())
    wanted = ("data/DEMO_*.csv", *(f"councils/{code}/rating.json" for code in KEPT), "method/rules/*")
    files = {
        path: _of_the_kept(path, (installed.tree / path).read_bytes())
        for path in manifest["files"]
        if any(fnmatch(path, one) for one in wanted)
    }
    said = {path: entry(path, content) for path, content in files.items()}
    return {**files, "data/manifest.json": json.dumps({**manifest, "files": said}).encode()}


def _of_the_kept(path: str, content: bytes) -> bytes:
    """Of a CSV whose lines are each of a council, those of the councils that are kept; any other file whole."""
    if not path.endswith(".csv"):
        return content
    head, *lines = csv.reader(io.StringIO(content.decode(), newline=""))
    if "council_code" not in head:
        return content
    place, out = head.index("council_code"), io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([head, *(cells for cells in lines if cells[place] in KEPT)])
    return out.getvalue().encode()


def entry(path: str, content: bytes) -> dict[str, Any]:
    """What a manifest says of a file."""
    said = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    return said | ({"rows": len(list(csv.reader(io.StringIO(content.decode())))) - 1} if path.endswith(".csv") else {})


def path_of(tree: Path, name: str) -> Path:
    return tree / "data" / f"DEMO_{name}"


def rows(tree: Path, name: str) -> Rows:
    return list(csv.DictReader(io.StringIO(path_of(tree, name).read_text("utf-8"))))


def put(tree: Path, path: str, content: bytes) -> None:
    """The file, and what the manifest says of it."""
    (tree / path).write_bytes(content)
    say(tree, files={path: entry(path, content)})


def say(tree: Path, files: dict[str, dict[str, Any]], **more: Any) -> None:
    """What the manifest says of files, and of the release."""
    file = tree / "data" / "manifest.json"
    manifest = json.loads(file.read_bytes()) | more
    for path, said in files.items():
        manifest["files"][path] = manifest["files"].get(path, {}) | said
    file.write_text(json.dumps(manifest))


def edit(tree: Path, name: str, change: Callable[[Rows], object]) -> None:
    """Rows of a data file changed in place."""
    every, out = rows(tree, name), io.StringIO()
    writer = csv.DictWriter(out, list(every[0]), lineterminator="\n")
    change(every)
    writer.writeheader()
    writer.writerows(every)
    put(tree, f"data/DEMO_{name}", out.getvalue().encode())


def refused(tree: Path) -> str:
    """The sentence of the first difference."""
    with pytest.raises(Difference) as found:
        verify(tree)
    return str(found.value)


def first(every: Rows, **wanted: str) -> tuple[int, dict[str, str]]:
    """The first row that holds these, and its number in the file."""
    return next((n, r) for n, r in enumerate(every, start=2) if all(r[k] == v for k, v in wanted.items()))


def test_a_whole_release_verifies_and_says_what_was_checked(tree: Path) -> None:
    """Raised levels, a floor by the register, a gap and all."""
    manifest = json.loads((tree / "data/manifest.json").read_bytes())
    every = rows(tree, RATINGS)
    assert verify(tree) == {"files": len(manifest["files"]), "ratings": len(every)}
    assert {r["deciding_rule"] for r in every} >= {"points", "raised", "register_floor", "family_floor", ""}


def test_a_history_shared_out_among_processes_is_checked_alike(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same count, and a sentence that names the same row."""
    monkeypatch.setattr(checking, "WORTH_SHARING", 0)
    every = rows(tree, RATINGS)
    assert verify(tree)["ratings"] == len(every)
    edit(tree, RATINGS, lambda changed: changed[-1].update(points="99"))
    said = refused(tree)
    assert f"row {len(every) + 1} ({every[-1]['council_code']}) column points: found 99" in said


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"bytes": 1}, "the manifest says 1 bytes with "),
        ({"sha256": "0" * 64}, f"bytes with {'0' * 64}"),
        ({"rows": 7}, " rows; the manifest says 7"),
    ],
)
def test_a_manifest_that_says_one_thing_of_a_file_wrongly_is_found(
    tree: Path, said: dict[str, Any], sentence: str
) -> None:
    """Size, hash and rows, each by itself."""
    say(tree, {"data/DEMO_readings.csv": said})
    found = refused(tree)
    assert found.startswith("data/DEMO_readings.csv: ")
    assert sentence in found


def test_a_file_of_another_length_and_one_that_is_missing_are_found(tree: Path) -> None:
    """A hash without a length, and the other way, are not enough."""
    path_of(tree, "readings.csv").unlink()
    assert refused(tree) == "data/DEMO_readings.csv: the manifest names it and it is missing"
    path_of(tree, "readings.csv").mkdir()
    assert "it is missing" in refused(tree)


@pytest.mark.parametrize("content", [None, b"{", b"\xff"])
def test_a_folder_without_a_manifest_is_said_to_be_no_release(tree: Path, content: bytes | None) -> None:
    file = tree / "data/manifest.json"
    file.unlink()
    if content:
        file.write_bytes(content)
    assert refused(tree) == f"data/manifest.json: missing or not JSON; {tree} is not a release directory"


def test_other_rules_than_the_manifest_names_are_found(tree: Path) -> None:
    """Whoever changes the thresholds after the fact is seen, the rule file's own hash forged or not."""
    say(tree, {}, rules_digest="0" * 64)
    assert refused(tree) == "method/rules: the rule files are not those the manifest names"


@pytest.mark.parametrize(
    ("column", "wrong"),
    [
        ("points", "0"),
        ("points_possible", "66"),
        ("level_points", "4"),
        ("level_points", ""),
        ("level_calculated", "4"),
        ("level_calculated", ""),
        ("level_figures", "4"),
        ("level_unsettled", "4"),
        ("level_if_missing_best", "4"),
        ("level_if_missing_worst", "1"),
        ("moved_by", "rules"),
        ("level_by_rules_before", "4"),
        ("deciding_rule", "raised"),
        ("data_to", "2020-01-05"),
        ("next_due", "2020-01-05T09:30:00Z"),
        ("valid_until", "2030-01-05T00:00:00Z"),
        ("evidence_percent", "99"),
        ("waiting_list_level", "4"),
        ("waiting_list_level", ""),
        ("provider_capacity_level", "4"),
        ("life_and_limb_level", "4"),
        ("level_published", "4"),
        ("level_published", ""),
    ],
)
def test_every_figure_of_a_rating_is_worked_out_again(tree: Path, column: str, wrong: str) -> None:
    """The place, what is found there and what it has to be."""
    own = [(n, r) for n, r in enumerate(rows(tree, RATINGS), start=2) if r["council_code"] == THIRD]
    number, row = own[2]  # the second with a level, so that it has one before it
    right = row[column]
    assert right not in ("", wrong)
    edit(tree, RATINGS, lambda every: every[number - 2].update({column: wrong}))
    found = (wrong or "nothing", right)
    assert refused(tree) == (
        f"data/{RATINGS} row {number} ({THIRD}) column {column}: found {found[0]}, worked out {found[1]}"
    )


def test_a_figure_where_there_is_no_level_is_found_too(tree: Path) -> None:
    """No family has a level where the council has none."""
    number, row = first(rows(tree, RATINGS), status="not_rated")
    assert (row["level_published"], row["waiting_list_level"]) == ("", "")
    edit(tree, RATINGS, lambda every: every[number - 2].update(waiting_list_level="1"))
    assert refused(tree).endswith("column waiting_list_level: found 1, worked out nothing")


def test_a_level_lowered_in_the_name_of_a_raise_is_found_in_a_whole_release(tree: Path) -> None:
    """The one forgery that a reason could seem to excuse."""
    number, row = first(rows(tree, RATINGS), council_code=RAISED, level_calculated="2", level_published="3")
    assert row["raised_reason"]
    edit(tree, RATINGS, lambda every: every[number - 2].update(level_published="1"))
    assert "column level_published: found 1, worked out 3" in refused(tree)


DECLARATIONS, READINGS = "declarations.csv", "readings.csv"
CRITICAL = {"council_code": CALM, "measure_id": "ll_critical_unsourced"}


@pytest.mark.parametrize(
    ("name", "wanted", "changed"),
    [
        (DECLARATIONS, {"measure_id": "raised_level"}, {"level": "4"}),
        (DECLARATIONS, {"measure_id": "raised_level"}, {"signed_at": "2026-12-01T00:00:00Z"}),
        (DECLARATIONS, {"council_code": DECLARED}, {"stage": "3"}),
        (DECLARATIONS, {"council_code": DECLARED}, {"starts_at": "2026-12-24T00:00:00Z"}),
        (READINGS, {"council_code": CALM, "measure_id": "wl_assess_rate"}, {"numerator": "9000.0", "value": ""}),
        (READINGS, {"council_code": CALM, "measure_id": "wl_over_6m_share"}, {"denominator": "500"}),
        (READINGS, {"council_code": CALM, "measure_id": "wl_care_start_rate"}, {"status": "not_submitted"}),
        (READINGS, {"council_code": CALM, "measure_id": "register_confirmed"}, {"answer": "no"}),
        (READINGS, {"council_code": CALM, "measure_id": "em_longer_periods_alone"}, {"status": "not_submitted"}),
        (
            READINGS,
            {"council_code": CALM, "measure_id": "ll_critical_unsourced"},
            {"withdrawn_at": "2026-09-01T00:00:00Z"},
        ),
        (READINGS, {"council_code": CALM, "measure_id": "ll_critical_unsourced"}, {"period_start": "2026-08-30"}),
        ("councils.csv", {"council_code": CALM}, {"adults_18plus": "14999"}),
        ("councils.csv", {"council_code": CALM}, {"nation_code": "S92000003"}),
    ],
)
def test_what_a_level_was_made_of_cannot_be_changed_alone(
    tree: Path, name: str, wanted: dict[str, str], changed: dict[str, str]
) -> None:
    """Figures, the register, raised levels and the council itself: the ratings no longer follow from them."""
    every = rows(tree, name)
    number = max(n for n, r in enumerate(every) if all(r[k] == v for k, v in wanted.items()))
    edit(tree, name, lambda every: every[number].update(changed))
    assert re.match(r"data/(ratings|reasons)_as_published\.csv |councils/X", refused(tree))


@pytest.mark.parametrize("name", [DECLARATIONS, READINGS])
def test_a_row_left_out_of_what_levels_are_made_of_is_found(tree: Path, name: str) -> None:
    """Most forgeries are silent."""
    number, _ = first(rows(tree, name), council_code=DECLARED)
    edit(tree, name, lambda every: every.pop(number - 2))
    assert f"({DECLARED})" in refused(tree)


@pytest.mark.parametrize(
    ("column", "wrong"),
    [
        ("state", "missing"),
        ("band", "4"),
        ("missing_counted_as", "3"),
        ("points", "9"),
        ("weight", "9"),
        ("value", "99999.0"),
        ("unit", "percent"),
        ("numerator", "99999.0"),
        ("denominator", "9"),
        ("marker", "[c]"),
        ("period_end", "2026-01-04"),
        ("source_id", "elsewhere"),
        ("release_id", "elsewhere"),
    ],
)
def test_a_reason_that_is_not_right_is_named(tree: Path, column: str, wrong: str) -> None:
    """By its council, measure and the moment of the rating."""
    number, row = first(rows(tree, REASONS), council_code=CALM, band="1", measure_id="wl_assess_rate")
    edit(tree, REASONS, lambda every: every[number - 2].update({column: wrong}))
    found, right = refused(tree), row[column] or "nothing"
    assert found.startswith(
        f"data/{REASONS} ({CALM}, wl_assess_rate, {row['rated_at']}) column {column}: found {wrong}"
    )
    assert found.endswith(f"worked out {right}")


def test_a_reason_left_out_and_one_too_many_are_found(tree: Path) -> None:
    """Each rating has a line a measure of its nation, and no other."""
    number, row = first(rows(tree, REASONS), council_code=CALM, measure_id="wl_assess_rate")
    edit(tree, REASONS, lambda every: every[number - 2].update(measure_id="wl_guess_rate"))
    where = f"data/{REASONS} ({CALM}, {{}}{row['rated_at']})"
    assert refused(tree) == f"{where.format('wl_assess_rate, ')}: the line is missing"
    edit(tree, REASONS, lambda every: every.insert(0, row))
    assert refused(tree) == f"{where.format('')}: wl_guess_rate has no place here"


KEPT_BY_PEOPLE = {"confirmed_by_role", "changed_after_confirmation", "used_not_declared", "register", "raised"}


@pytest.mark.parametrize("wrong", ["something else", None])
def test_a_councils_own_document_is_its_newest_rating_whole(tree: Path, wrong: object) -> None:
    """The one that programs read: every key of it, one after the other."""
    path = f"councils/{RAISED}/rating.json"
    document = json.loads((tree / path).read_bytes())
    looked_at = set(document["rating"]) - KEPT_BY_PEOPLE
    assert len(looked_at) > 30
    for number, name in enumerate(sorted(looked_at)):
        right = document["rating"][name]
        if right == wrong:
            continue
        said = f"{path} {name}: found {wrong}, worked out "
        put(tree, path, json.dumps({**document, "rating": {**document["rating"], name: wrong}}).encode())
        with pytest.raises(Difference) as found:
            check_document(tree / path, document["rating"])
        assert str(found.value).startswith(said)
        assert number % 12 or refused(tree).startswith(said)


def test_one_line_of_one_measure_of_a_document_is_named(tree: Path) -> None:
    """By the number of the line and its key."""
    path = f"councils/{RAISED}/rating.json"
    document = json.loads((tree / path).read_bytes())
    document["rating"]["measures"][2]["points"] += 1
    put(tree, path, json.dumps(document).encode())
    assert refused(tree).startswith(f"{path} measures 3 points: found ")


def test_a_document_that_gives_a_level_where_the_file_has_none_is_found(tree: Path) -> None:
    """And what it has to be is said."""
    path = f"councils/{RAN_OUT}/rating.json"
    document = json.loads((tree / path).read_bytes())
    assert document["rating"]["level_published"] is None
    document["rating"]["level_published"] = 2
    put(tree, path, json.dumps(document).encode())
    assert refused(tree).endswith("level_published: found 2, worked out None")


@pytest.mark.parametrize("none", ["no rating", "no line"])
def test_a_council_that_was_never_rated_hides_no_other(tree: Path, none: str) -> None:
    """The documents after it are looked at all the same."""
    if none == "no rating":
        path = f"councils/{CALM}/rating.json"
        put(tree, path, json.dumps({**json.loads((tree / path).read_bytes()), "rating": None}).encode())
    else:
        (tree / "councils/A0").mkdir()
        shutil.copyfile(tree / f"councils/{CALM}/rating.json", tree / "councils/A0/rating.json")
    assert verify(tree)["ratings"] > 0
    path = f"councils/{RAISED}/rating.json"
    document = json.loads((tree / path).read_bytes())
    document["rating"]["points"] += 1
    put(tree, path, json.dumps(document).encode())
    assert f"{path} points" in refused(tree)


@pytest.mark.parametrize("name", [RATINGS, NOW])
@pytest.mark.parametrize(
    ("council", "place", "wrong"),
    [
        (CALM, 0, ""),
        (CALM, 0, "2026-09-10T08:30:00Z"),
        (CALM, -1, "2026-11-18T09:30:00Z"),
        (RAN_OUT, -1, "2026-12-31T00:00:00Z"),
    ],
)
def test_when_a_level_stopped_being_in_force_is_worked_out_again(
    tree: Path, name: str, council: str, place: int, wrong: str
) -> None:
    """In both rating files, for the first line, the last, and one that had run out."""
    found: list[str] = []

    def change(every: Rows) -> None:
        row = [r for r in every if r["council_code"] == council][place]
        found.append(
            f"data/{name} row {every.index(row) + 2} ({council}) column valid_to: found {wrong or 'nothing'}, "
        )
        found.append(f"worked out {row['valid_to'] or 'nothing'}")
        assert row["valid_to"] != wrong
        row["valid_to"] = wrong

    edit(tree, name, change)
    assert refused(tree) == "".join(found)


def test_since_when_is_worked_out_again_but_a_run_that_was_carried_over_stays(tree: Path) -> None:
    """A run that goes on keeps its beginning; one that begins has its own moment."""
    every = rows(tree, RATINGS)
    own = [n for n, r in enumerate(every) if r["council_code"] == RAISED]
    begins = next(b for a, b in itertools.pairwise(own) if every[a]["since"] != every[b]["since"])
    wrong = every[begins]["since"].replace("2026", "2025")
    edit(tree, RATINGS, lambda every: every[begins].update(since=wrong))
    assert f"row {begins + 2} ({RAISED}) column since: found {wrong}, worked out " in refused(tree)


@pytest.mark.parametrize(
    ("column", "wrong"), [("since", "2026-01-01T00:00:00Z"), ("level", "4"), ("days", "999"), ("ended", "perhaps")]
)
def test_every_run_is_worked_out_again(tree: Path, column: str, wrong: str) -> None:
    """Each column of it, and the run is named by its council and beginning."""
    number, row = first(rows(tree, RUNS), council_code=RAISED)
    since = min(row["since"], wrong) if column == "since" else row["since"]
    edit(tree, RUNS, lambda every: every[number - 2].update({column: wrong}))
    assert refused(tree) == f"data/{RUNS} ({RAISED}): the run since {since} is not that of {RATINGS}"


@pytest.mark.parametrize("place", [0, -1])
def test_a_run_left_out_and_one_that_never_was_are_found(tree: Path, place: int) -> None:
    """The first in the file or the last."""
    gone = rows(tree, RUNS)[place]
    edit(tree, RUNS, lambda every: every.pop(place))
    assert refused(tree).startswith(f"data/{RUNS} ({gone['council_code']}): the run since {gone['since']} ")


def test_a_council_that_ended_is_in_force_no_longer_than_that(tree: Path) -> None:
    """Its last day is the end of every span."""
    edit(tree, "councils.csv", lambda every: first(every, council_code=CALM)[1].update(last_day="2026-11-17"))
    assert refused(tree).endswith("column valid_to: found 2026-11-18T09:30:00Z, worked out 2026-11-18T00:00:00Z")


@pytest.mark.parametrize("written", ["1", "2"])
def test_a_release_by_version_1_of_the_method_is_checked_by_its_hashes(tree: Path, written: str) -> None:
    """Its levels were worked out by rules that this program no longer has; the spans of the second format still are."""
    edit(tree, RATINGS, lambda every: every[0].update(points="99"))
    assert "column points" in refused(tree)
    say(tree, {}, format_version=written)
    assert verify(tree)["ratings"] == 0
    edit(tree, NOW, lambda every: every[0].update(valid_to=""))
    if written == "1":
        assert verify(tree)["ratings"] == 0, "there a rating ran to the next, whatever `valid_until` said"
    else:
        assert "column valid_to" in refused(tree)


def test_the_files_of_the_real_councils_have_no_name_of_their_own(tree: Path) -> None:
    """The same files under plain names verify as well."""
    manifest = json.loads((tree / "data/manifest.json").read_bytes())
    files = {}
    for path, entry in manifest["files"].items():
        plain = path.replace("/DEMO_", "/")
        (tree / path).rename(tree / plain)
        files[plain] = entry
    (tree / "data/manifest.json").write_text(json.dumps({**manifest, "files": files}))
    assert verify(tree)["ratings"] == len(list(csv.reader((tree / f"data/{RATINGS}").open()))) - 1


def spans_only(tree: Path) -> None:
    """A release of the second format: its levels are not worked out again, when they were in force is."""
    say(tree, {}, format_version="2")


def beginnings(every: Rows) -> Iterator[tuple[int, int]]:
    """The place of each row that begins a run, and that of the row before it of the same council."""
    for code in sorted(KEPT):
        own = [n for n, r in enumerate(every) if r["council_code"] == code]
        yield from ((b, a) for a, b in itertools.pairwise(own) if every[a]["since"] != every[b]["since"])


def test_since_when_is_worked_out_where_levels_are_not(tree: Path) -> None:
    """A row that begins a run has neither another day nor the beginning of the run before it, at whatever council."""
    spans_only(tree)
    every, tried = rows(tree, RATINGS), 0
    assert verify(tree)["ratings"] == 0
    for begins, before in beginnings(every):
        for wrong in ("2025-01-01T00:00:00Z", every[before]["since"]):
            edit(tree, RATINGS, lambda rows, n=begins, said=wrong: rows[n].update(since=said))
            code = every[begins]["council_code"]
            assert f"row {begins + 2} ({code}) column since: found {wrong}, worked out " in refused(tree)
            edit(tree, RATINGS, lambda rows, n=begins: rows[n].update(since=every[n]["since"]))
            tried += 1
    assert tried > 8


def test_what_was_put_right_later_moves_no_run(tree: Path) -> None:
    """Runs, and since when, are of what was published, whatever is known now."""
    spans_only(tree)
    number, _ = first(rows(tree, NOW), council_code=CALM, level_published="1")
    edit(tree, NOW, lambda every: every[number - 2].update(level_published="4", since="2025-01-01T00:00:00Z"))
    assert verify(tree)["ratings"] == 0


def test_a_level_that_runs_out_on_no_day_is_in_force_to_the_next(tree: Path) -> None:
    spans_only(tree)
    number, row = first(rows(tree, NOW), council_code=CALM)
    assert row["valid_until"] > row["valid_to"] != ""
    edit(tree, NOW, lambda every: every[number - 2].update(valid_until=""))
    assert verify(tree)["ratings"] == 0


def test_a_release_without_its_runs_is_named(tree: Path) -> None:
    """The manifest may forget it too."""
    path_of(tree, RUNS).unlink()
    file = tree / "data" / "manifest.json"
    manifest = json.loads(file.read_bytes())
    del manifest["files"][f"data/DEMO_{RUNS}"]
    file.write_text(json.dumps(manifest))
    assert refused(tree).startswith(f"data/{RUNS} is not in this release.")
