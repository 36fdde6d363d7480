"""The newest level after a correction is what right figures from the start would have given (METHOD 2, rule 8), and
`pressure verify` works that out from the published files."""

import csv
import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pressure.access.permissions import OPERATOR
from pressure.actions.ratings import following, rating
from pressure.actions.releases import publishing
from pressure.actions.returns.loading import load
from pressure.demo.figures import as_csv
from pressure.demo.places import HUB
from pressure.publish.check.verify import Difference, verify
from pressure.store.releases import DEMONSTRATION
from tests.installations import SUNDAY, rows_of
from tests.rating_cases import SEARCHES
from tests.unit.actions.test_restating import HARD, PLACE, SAID, WEEK, WEEKS, Told

NO_FIGURE = {"numerator": "", "denominator": "", "value": "", "status": "not_submitted"}
FILE = "data/DEMO_ratings_as_published.csv"


def released(told: Told, reason: str = "scheduled") -> Path:
    """A release that is put in force, as somebody would download it."""
    publishing.publish(told.installation, by=OPERATOR, track=DEMONSTRATION, reason=reason, pages=False)
    return told.installation.site_dir / "demo" / "current"


def newest(told: Told) -> dict[str, Any]:
    """What the newest rating says of itself."""
    shown = json.loads(told.rated()[-1]["shown"])
    return {k: shown[k] for k in (*SAID, "settling") if k in shown} | {"valid_until": shown["valid_until"]}


def lines(tree: Path) -> list[dict[str, str]]:
    return [r for r in csv.DictReader(io.StringIO((tree / FILE).read_text())) if r["council_code"] == PLACE.code]


def hard_week_put_right(folder: Path) -> tuple[Told, Path]:
    """A week sent as a hard one, put right as a calm one before the next return, and that release."""
    told = Told(folder)
    told.week(0, **HARD)
    told.send(0)
    told.send(1)
    return told, released(told)


def test_a_correction_lowers_at_once_and_is_named(tmp_path: Path) -> None:
    """In the file, in the document and as what moved the level. The first week is level 1 as now believed, and so is
    the second, without waiting for a third."""
    told, tree = hard_week_put_right(tmp_path / "told")
    first, second = lines(tree)
    assert first["level_published"] > "1"
    assert (second["level_published"], second["moved_by"], first["correction_id"]) == ("1", "correction", "")
    assert second["correction_id"].endswith(PLACE.code)
    document = json.loads((tree / "councils" / PLACE.code / "rating.json").read_text())["rating"]
    assert (document["follows_correction"], document["cause"]["moved"]) == (second["correction_id"], "correction")
    assert second["since"] == second["valid_from"], "until then another level was in force"
    assert [one["level_published"] for one in told.rated()] == [2, 1]
    verify(tree)


def test_the_week_after_follows_a_rating_that_was_right(tmp_path: Path) -> None:
    """It names no correction, and verifies too."""
    told, _ = hard_week_put_right(tmp_path / "told")
    told.clock.later(days=7)
    told.send(2)
    tree = released(told)
    assert [bool(line["correction_id"]) for line in lines(tree)] == [False, True, False]
    verify(tree)


def test_a_return_that_first_comes_late_is_no_correction(tmp_path: Path) -> None:
    """Two calm returns that arrive for one release count once: the level waits for another (METHOD 2, rule 8)."""
    told = Told(tmp_path / "told")
    told.week(0, **HARD)
    told.release()
    told.clock.later(days=7)
    told.send(1)
    told.send(2)
    tree = released(told)
    high = lines(tree)[0]["level_published"]
    assert [line["level_published"] for line in lines(tree)] == [high] * len(lines(tree)) != ["1"] * len(lines(tree))
    assert {line["correction_id"] for line in lines(tree)} == {""}
    verify(tree)


def test_taking_a_figure_back_later_is_no_correction(tmp_path: Path) -> None:
    """A hard week whose figure is answered as not submitted afterwards is still the week to fall from (METHOD 2, rule
    2: removing a figure that was received never gives a lower level than with it)."""
    told, kept = Told(tmp_path / "told"), Told(tmp_path / "kept")
    for each in (told, kept):
        each.week(0)
        each.week(1, **HARD)
        if each is told:
            sent = rows_of(PLACE, SUNDAY + WEEK, **HARD)
            content = as_csv([row | NO_FIGURE if row["measure_id"] == "wl_care_start_rate" else row for row in sent])
            assert load(each.installation, by=HUB, source_id="weekly-return", data=content, name="r.csv").load_id
        each.send(2)
        verify(released(each))
    assert newest(told)["level_published"] == newest(kept)["level_published"] > 1


def test_a_release_between_two_wednesdays_is_not_put_right_by_the_return_that_waited(tmp_path: Path) -> None:
    """It brings out nobody's waiting return (METHOD 2, rule 13), so that right figures could not have been in it."""
    told = Told(tmp_path / "told")
    told.week(0)
    told.clock.later(days=-1)
    told.send(1, **HARD)
    released(told, "declaration")
    told.clock.later(days=1)
    told.release()
    assert told.restated() == []


def test_a_release_from_before_corrections_were_followed_still_verifies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its newest rating follows what was published and names no correction."""
    whole = following.followed

    def as_published(*given: Any) -> following.Followed:
        found = whole(*given)
        return following.Followed(found.published, found.published)

    monkeypatch.setattr(rating, "followed", as_published)
    monkeypatch.setattr(publishing, "followed", as_published)
    _, tree = hard_week_put_right(tmp_path / "told")
    first, second = lines(tree)
    assert first["level_published"] == second["level_published"] > "1"
    verify(tree)


@pytest.mark.parametrize(
    ("number", "name", "sentence"),
    [
        (1, "", "row 14 (X99000001) column level_published: found 1, worked out "),
        (0, "L1-X99000001", "row 2 (X99000001) column correction_id: found L1-X99000001, worked out nothing"),
    ],
)
def test_a_line_that_is_wrong_about_a_correction_is_found(
    tmp_path: Path, number: int, name: str, sentence: str
) -> None:
    _, tree = hard_week_put_right(tmp_path / "told")
    copy = copied(tree, tmp_path / "copy")
    changed(copy, lambda own: own[number].update(correction_id=name))
    with pytest.raises(Difference) as found:
        verify(copy)
    assert sentence in str(found.value)


def copied(tree: Path, to: Path) -> Path:
    """Of a release's data, with a manifest of that alone."""
    manifest = json.loads((tree / "data/manifest.json").read_text())
    for path in manifest["files"]:
        (to / path).parent.mkdir(parents=True, exist_ok=True)
        (to / path).write_bytes((tree / path).read_bytes())
    (to / "data/manifest.json").write_text(json.dumps(manifest))
    return to


def changed(tree: Path, change: Callable[[list[dict[str, str]]], object]) -> None:
    """Lines of the council changed under a manifest that agrees."""
    every = list(csv.DictReader(io.StringIO((tree / FILE).read_text())))
    change([row for row in every if row["council_code"] == PLACE.code])
    out = io.StringIO()
    writer = csv.DictWriter(out, list(every[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(every)
    content, place = out.getvalue().encode(), tree / "data/manifest.json"
    (tree / FILE).write_bytes(content)
    manifest = json.loads(place.read_text())
    manifest["files"][FILE] |= {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    place.write_text(json.dumps(manifest))


@pytest.mark.slow
@pytest.mark.timeout(900)
@given(
    st.lists(st.booleans(), min_size=WEEKS, max_size=WEEKS),
    st.lists(st.tuples(st.integers(0, WEEKS - 1), st.booleans(), st.booleans()), max_size=4),
    st.lists(st.booleans(), min_size=1, max_size=2),
)
@settings(max_examples=5 * SEARCHES, deadline=None)
def test_whatever_is_corrected_in_whatever_order_the_newest_level_is_what_right_figures_would_have_given(
    first: list[bool], corrections: list[tuple[int, bool, bool]], after: list[bool]
) -> None:
    """In the release of the corrections and in those after it: levels, points, bands, until when, and what is settling.
    Every release verifies. Figures that first come late, withdrawals and other rules are no corrections."""
    sent = list(first)
    with TemporaryDirectory() as folder:
        told, right = Told(Path(folder) / "told"), Told(Path(folder) / "right")
        for number in range(WEEKS):
            told.week(number, **(HARD if first[number] else {}))
        for week, hard, out in corrections:
            told.send(week, **(HARD if hard else {}))
            sent[week] = hard
            if out:
                told.release()
                told.clock.later(hours=1)
        for number in range(WEEKS):
            right.week(number, **(HARD if sent[number] else {}))
        found, wanted = [], []
        for number, hard in enumerate(after, start=WEEKS):
            for each in (told, right):
                each.send(number, **(HARD if hard else {}))
                verify(released(each))
                each.clock.later(days=7)
            found.append(newest(told))
            wanted.append(newest(right))
        told.installation.engine.dispose()
        right.installation.engine.dispose()
    assert found == wanted
