"""What `pressure verify` refuses: one change to a release that verifies, under a manifest that agrees with it, is named
by file, row and column. And what it must not refuse."""

import csv
import hashlib
import io
import itertools
import json
import re
import shutil
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest

from pressure.publish.check import verify as checks
from pressure.publish.check.verify import Difference, verify
from tests.publish_cases import Told
from tests.rating_cases import BOOK

Rows = list[dict[str, str]]
RATINGS, NOW = "ratings_as_published.csv", "ratings.csv"
REASONS, RUNS = "reasons_as_published.csv", "level_runs.csv"
RAISED, CALM, RAN_OUT, DECLARED = "X99000010", "X99000001", "X99000011", "X99000004"


FILES: dict[str, bytes] = {}
"""Of a release of twelve weeks, with raised levels, a register, floors, corrections and silence: the files that levels
are worked out from. Kept for all tests of a process."""


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
    wanted = ("data/DEMO_*.csv", "councils/*/rating.json", "method/rules/*")
    kept = {p: e for p, e in manifest["files"].items() if any(fnmatch(p, one) for one in wanted)}
    files = {path: (installed.tree / path).read_bytes() for path in kept}
    return {**files, "data/manifest.json": json.dumps({**manifest, "files": kept}).encode()}


def path_of(tree: Path, name: str) -> Path:
    return tree / "data" / f"DEMO_{name}"


def rows(tree: Path, name: str) -> Rows:
    return list(csv.DictReader(io.StringIO(path_of(tree, name).read_text("utf-8"))))


def put(tree: Path, path: str, content: bytes) -> None:
    """The file, and what the manifest says of it."""
    (tree / path).write_bytes(content)
    said = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    if path.endswith(".csv"):
        said["rows"] = len(list(csv.reader(io.StringIO(content.decode())))) - 1
    say(tree, files={path: said})


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
    number, row = first(rows(tree, RATINGS), council_code="X99000003", status="rated")
    right = row[column]
    assert right not in ("", wrong)
    edit(tree, RATINGS, lambda every: every[number - 2].update({column: wrong}))
    found = (wrong or ("None" if column == "level_published" else "nothing"), right)
    assert refused(tree) == (
        f"data/{RATINGS} row {number} (X99000003) column {column}: found {found[0]}, worked out {found[1]}"
    )


def test_a_figure_where_there_is_no_level_is_found_too(tree: Path) -> None:
    """No family has a level where the council has none."""
    number, row = first(rows(tree, RATINGS), status="not_rated")
    assert (row["level_published"], row["waiting_list_level"]) == ("", "")
    edit(tree, RATINGS, lambda every: every[number - 2].update(waiting_list_level="1"))
    assert refused(tree).endswith("column waiting_list_level: found 1, worked out nothing")


@pytest.mark.parametrize(
    ("published", "calculated", "reason", "right"),
    [
        ("3", 2, "Two homes are closing.", True),
        ("4", 1, "Two homes are closing.", True),
        ("3", None, "Two homes are closing.", True),
        ("2", 2, "Two homes are closing.", True),
        ("1", 2, "Two homes are closing.", False),  # a raise is never a fall
        ("", 2, "Two homes are closing.", False),
        ("3", 2, "", False),
        ("1", 2, "", False),
        ("3", None, "", False),
        ("", 2, "", False),
        ("2", 2, "", True),
        ("", None, "", True),
    ],
)
def test_a_published_level_is_the_calculated_one_or_above_it_with_a_reason(
    published: str, calculated: int | None, reason: str, right: bool
) -> None:
    """A director may say that it is worse than the figures, and never that it is better."""
    row = {"level_published": published, "raised_reason": reason}
    if right:
        checks._check_published("here", row, calculated)
        return
    with pytest.raises(Difference) as found:
        checks._check_published("here", row, calculated)
    assert str(found.value) == f"here column level_published: found {published or None}, worked out {calculated}"


def test_a_level_lowered_in_the_name_of_a_raise_is_found_in_a_whole_release(tree: Path) -> None:
    """The one forgery that a reason could seem to excuse."""
    number, row = first(rows(tree, RATINGS), council_code=RAISED, level_calculated="2", level_published="3")
    assert row["raised_reason"]
    edit(tree, RATINGS, lambda every: every[number - 2].update(level_published="1"))
    assert "column level_published: found 1, worked out 2" in refused(tree)


@pytest.mark.parametrize(
    ("wanted", "changed", "sentence"),
    [
        ({"measure_id": "wl_assess_rate"}, {"measure_id": "wl_guess_rate"}, "wl_guess_rate is not a measure of this"),
        ({"measure_id": "wl_assess_rate"}, {"points": "9"}, " points, not 9"),
        ({"measure_id": "wl_assess_rate"}, {"weight": "9"}, " points, not "),
        ({"measure_id": "wl_assess_rate"}, {"value": "99999.0", "numerator": "", "denominator": ""}, "cannot be band"),
        ({"measure_id": "ll_contingency_stage"}, {"stage": "3"}, "stage 3 is not band 1"),
    ],
)
def test_a_reason_that_cannot_be_right_is_named(
    tree: Path, wanted: dict[str, str], changed: dict[str, str], sentence: str
) -> None:
    """By its council, measure and the moment of the rating."""
    number, row = first(rows(tree, REASONS), council_code=CALM, band="1", **wanted)
    edit(tree, REASONS, lambda every: every[number - 2].update(changed))
    found = refused(tree)
    measure_id = changed.get("measure_id", row["measure_id"])
    assert found.startswith(f"data/{REASONS} ({CALM}, {measure_id}, {row['rated_at']}): ")
    assert sentence in found


def test_a_reason_left_out_changes_the_sum(tree: Path) -> None:
    """Each rating is worked out from its own reasons, all of them."""
    number, _ = first(rows(tree, REASONS), council_code=CALM, measure_id="wl_assess_rate")
    edit(tree, REASONS, lambda every: every.pop(number - 2))
    assert f"({CALM}) column points_possible: found 72, worked out 66" in refused(tree)


def test_a_stage_in_the_register_is_a_floor(tree: Path) -> None:
    """A declared measure taken out of the reasons takes the level with it."""
    number, row = first(rows(tree, REASONS), measure_id="ll_contingency_stage", stage="2")
    edit(tree, REASONS, lambda every: every[number - 2].update(stage="0", band="1", points="0"))
    assert f"({row['council_code']}) column " in refused(tree)


DOCUMENT = [
    ("level_published", 4),
    ("level_calculated", 4),
    ("level_points", 4),
    ("points", 35),
    ("points_possible", 9),
    ("status", "floor_only"),
    ("since", "2026-01-01T00:00:00Z"),
    ("valid_until", None),
]


@pytest.mark.parametrize(("name", "wrong"), DOCUMENT)
def test_a_councils_own_document_says_what_the_file_says(tree: Path, name: str, wrong: object) -> None:
    """The one that programs read, for each fact that both hold."""
    path = f"councils/{RAISED}/rating.json"
    document = json.loads((tree / path).read_bytes())
    document["rating"][name] = wrong
    put(tree, path, json.dumps(document).encode())
    right = [r for r in rows(tree, RATINGS) if r["council_code"] == RAISED][-1][name]
    assert refused(tree) == (
        f"councils/{RAISED}/rating.json {name}: found {wrong}; the last line of ratings_as_published.csv says {right}"
    )


def test_a_document_that_gives_a_level_where_the_file_has_none_is_found(tree: Path) -> None:
    """And the file's side is said in words."""
    path = f"councils/{RAN_OUT}/rating.json"
    document = json.loads((tree / path).read_bytes())
    assert document["rating"]["level_published"] is None
    document["rating"]["level_published"] = 2
    put(tree, path, json.dumps(document).encode())
    assert refused(tree).endswith("level_published: found 2; the last line of ratings_as_published.csv says nothing")


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


def test_a_release_of_the_first_format_is_not_asked_for_what_it_did_not_say(tree: Path) -> None:
    """There a rating ran to the next, whatever `valid_until` said; in a release of today that is a difference."""
    edit(tree, NOW, lambda every: every[0].update(valid_to=""))
    assert "column valid_to" in refused(tree)
    say(tree, {}, format_version="1")
    asked = re.compile(rf"data/{RATINGS} row (\d+) .* column (\w+_level): found nothing, worked out (\d)")
    without = [n for n, r in enumerate(rows(tree, RATINGS)) if r["status"] == "not_rated"]
    assert asked.fullmatch(refused(tree)), "then families had levels also where the council had none"
    for _ in range(3 * len(without)):
        try:
            verify(tree)
        except Difference as found:
            number, column, level = asked.fullmatch(str(found)).groups()  # type: ignore[union-attr]
            edit(tree, RATINGS, lambda every, n=number, c=column, x=level: every[int(n) - 2].update({c: x}))
    assert verify(tree)["ratings"] > 0


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


def test_what_is_held_is_followed_from_one_rating_to_the_next() -> None:
    """A measure that stops being sent keeps the level it gave, and the level of the rating before bounds the rest."""
    a, b, c = (m.id for m in BOOK.measures[:3])

    def held(before: tuple[int | None, str, frozenset[str], dict[str, int]] | None, *scored: str) -> dict[str, int]:
        return checks._holds(before, frozenset(scored), BOOK)

    assert held(None, a) == {}
    assert held((3, "", frozenset({a}), {}), b) == {}, "a council without a level holds nothing"
    assert held((None, "rated", frozenset({a}), {}), b) == {}
    assert held((3, "rated", frozenset({a, b}), {}), b) == {a: 3}
    assert held((3, "rated", frozenset({a}), {b: 4}), a) == {b: 4}, "as long as it is not sent"
    assert held((3, "rated", frozenset({a}), {a: 4}), c) == {a: 4}
    assert held((3, "rated", frozenset({a, b}), {}), a, b) == {}
