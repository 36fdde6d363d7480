"""What a proposed version of the rules would have changed is what the history rated by it outright says."""

import csv
import gzip
import io
import shutil
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from pressure.access.permissions import OPERATOR
from pressure.actions.ratings.following import Followed
from pressure.actions.ratings.rating import known, rate_council, work_out
from pressure.actions.releases.publishing import publish
from pressure.actions.releases.rebuilding import rebuild
from pressure.content.method_words import PROPOSED
from pressure.content.proposed import NO_EFFECT, NO_WEEK, NOTHING, NOTHING_YET, Totals, proposed_page
from pressure.drawing.templating import Frame
from pressure.publish.check.verify import verify
from pressure.publish.files import proposed_files
from pressure.publish.files.page_files import frame_of
from pressure.publish.proposed import compare, weeks
from pressure.publish.release_inputs import ReleaseInputs
from pressure.release.draft import ReleaseDraft
from pressure.rules import load_rules
from pressure.store import ratings
from pressure.store.engine import reading
from pressure.store.releases import DEMONSTRATION, SCHEDULED
from tests.level_cases import BOOK, RULES, measure
from tests.proposed_rules import proposed_files as files_with
from tests.proposed_rules import proposing
from tests.publish_cases import Told, told

FRAME = Frame(release_id="r", published_at="2026-12-09T09:30:00Z", method_version="2")
LOWERED = (measure("wl_assess_rate"), 3, 350)
RAISED = (measure("wl_discharge_rate"), 3, 32)
BEYOND = (measure("ll_safeguarding_wait"), 4, 99)
"""An edge that no figure of the story comes near."""


@dataclass(frozen=True, slots=True)
class Made:
    """A draft's own files of a proposal."""

    csv: bytes
    page: str

    @property
    def rows(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.csv.decode())))


def made(inputs: ReleaseInputs, root: Path, draft: ReleaseDraft | None = None) -> Made:
    draft = draft or draft_in(root, inputs)
    proposed_files.add(draft, inputs)
    proposed_files.add_page(draft, inputs, frame_of(inputs))
    draft.settle()

    def content(path: str) -> bytes:
        sha256 = draft.files[path]["sha256"]
        return gzip.decompress(next(p for p in root.rglob(f"*{sha256[2:]}*") if p.is_file()).read_bytes())

    return Made(content(f"data/{inputs.csv_name('proposed.csv')}"), content(proposed_files.PAGE).decode())


def draft_in(root: Path, inputs: ReleaseInputs, **other: Any) -> ReleaseDraft:
    return ReleaseDraft(
        root=root,
        release_id=inputs.release.id,
        published_at="2026-11-18T09:30:00Z",
        rules_digest=inputs.rules.digest,
        code="",
        **other,
    )


def test_without_a_proposal_the_file_has_no_row_and_the_page_says_what_would_stand_there(installed: Told) -> None:
    assert list(csv.DictReader(io.StringIO(installed.release.read("data/DEMO_proposed.csv").decode()))) == []
    page = installed.release.read("method/proposed/index.html").decode()
    assert NOTHING in page
    assert NO_EFFECT in page
    assert '/method/#challenge"' in page
    assert "<svg" not in page.split("</header>")[-1]


def test_the_method_leads_to_it(installed: Told) -> None:
    assert f'/method/proposed/">{PROPOSED}</a>' in installed.release.read("method/index.html").decode()


def test_the_rules_in_force_proposed_again_change_no_week(installed: Told) -> None:
    """Worked through the same releases with the same settling, also where a measure was declared in between."""
    with reading(installed.installation.engine) as connection:
        inputs = installed.inputs(connection)
        every = list(weeks(inputs, inputs.rules))
    assert len(every) > 100
    assert {w.published for w in every} == {None, 1, 2, 3, 4}
    assert [w for w in every if w.differs] == []


@pytest.mark.parametrize("moved", [LOWERED, RAISED, (measure("ll_critical_unsourced"), 4, 2)], ids=lambda m: m[0].id)
def test_a_proposal_says_what_a_history_rated_by_it_outright_says(installed: Told, tmp_path: Path, moved: Any) -> None:
    """With that version written below the others in its rule file, each release rated again as releases are: with
    what was signed, and from the one before."""
    installation = replace(
        installed.installation, rules=load_rules(in_force_at_once(files_with(tmp_path / "rules", *moved)))
    )
    with reading(installed.installation.engine) as connection:
        inputs = replace(installed.inputs(connection), rules=proposing(RULES, *moved))
        found = list(weeks(inputs, inputs.rules.proposed or RULES))
        right = {}
        for code in {w.council_code for w in found}:
            previous = None
            for release in inputs.releases:
                at = release.published_at
                facts = known(installation, connection, code, at, release.known)
                gathered = replace(facts, follows=Followed(previous, previous))
                rating = work_out(installation, gathered, at, gathered.readings).rating
                previous = rating.as_previous()
                if release.reason == SCHEDULED:
                    right[code, release.id] = rating.level_figures
    assert {(w.council_code, w.release.id): w.proposed for w in found} == right
    assert any(w.differs for w in found)


def in_force_at_once(folder: Path) -> Path:
    """The rule files with what they propose added below the versions in force."""
    for path in (folder / "proposed").rglob("*.yaml"):
        own = folder / path.relative_to(folder / "proposed")
        added = path.read_text("utf-8").partition("versions:\n")[2]
        own.write_text(own.read_text("utf-8") + added, "utf-8")
    shutil.rmtree(folder / "proposed")
    return folder


def test_file_and_page_tell_each_week_that_would_differ(installed: Told, tmp_path: Path) -> None:
    with reading(installed.installation.engine) as connection:
        inputs = replace(installed.inputs(connection), rules=proposing(RULES, *LOWERED))
        differing = [w for w in weeks(inputs, inputs.rules.proposed or RULES) if w.differs]
        found, compared = made(inputs, tmp_path), compare(inputs)
    assert {w.proposed for w in differing} <= {1, 2, 3, 4}
    assert [(r["council_code"], r["release_id"], r["level_figures"], r["level_proposed"]) for r in found.rows] == [
        (w.council_code, w.release.id, str(w.published), str(w.proposed)) for w in differing
    ]
    assert found.rows
    assert {r["method_version"] for r in found.rows} == {"3"}
    assert f"{len(differing)} weeks of {sum(compared['published'].values())}" in found.page
    for row in found.rows:
        assert row["council_name"] in found.page
    assert "/demo/data/DEMO_proposed.csv" in found.page
    assert 'href="/demo/method/rules/proposed/measures/wl_assess_rate.yaml">' in found.page
    assert "Weeks at each level" in found.page


def test_totals_count_every_week_once(installed: Told) -> None:
    with reading(installed.installation.engine) as connection:
        inputs = replace(installed.inputs(connection), rules=proposing(RULES, *LOWERED))
        every, compared = list(weeks(inputs, inputs.rules.proposed or RULES)), compare(inputs)
    assert compared["published"] == {str(k or ""): n for k, n in Counter(w.published for w in every).items()}
    assert compared["proposed"] == {str(k or ""): n for k, n in Counter(w.proposed for w in every).items()}
    assert compared["councils"] == Counter(w.council_code for w in every)


def test_an_edge_beyond_every_figure_changes_no_week_and_the_page_says_so(installed: Told, tmp_path: Path) -> None:
    with reading(installed.installation.engine) as connection:
        found = made(replace(installed.inputs(connection), rules=proposing(RULES, *BEYOND)), tmp_path)
    assert found.rows == []
    assert NO_WEEK in found.page


def test_it_comes_out_the_same_twice_and_week_by_week(installed: Told, tmp_path: Path) -> None:
    """Made of the whole history at once, and made release by release of what the one before remembered."""
    with reading(installed.installation.engine) as connection:
        whole = replace(installed.inputs(connection), rules=proposing(RULES, *LOWERED))
        first, second = made(whole, tmp_path / "one"), made(whole, tmp_path / "two")
        remembered: dict[str, Any] = {}
        for until in (5, 6, 11, len(whole.releases)):
            inputs = replace(whole, releases=whole.releases[:until])
            draft = draft_in(tmp_path / "three", inputs, made_from=remembered)
            grown = made(inputs, tmp_path / "three", draft)
    assert first == second == grown
    assert first.rows


def test_what_comes_out_between_two_wednesdays_tells_no_more_of_a_proposal(installed: Told) -> None:
    with reading(installed.installation.engine) as connection:
        whole = replace(installed.inputs(connection), rules=proposing(RULES, *LOWERED))
        number = next(n for n, r in enumerate(whole.releases) if r.reason != SCHEDULED)
        before, act = (replace(whole, releases=whole.releases[: number + n]) for n in (0, 1))
        assert compare(before) == compare(act)
        assert before.releases[-1].id != act.releases[-1].id


def test_before_the_first_return_there_is_nothing_to_compare() -> None:
    version = proposing(RULES, *LOWERED).proposal()
    page = proposed_page(version, Totals({}, {}, {}), [], BOOK, FRAME, file="/data/proposed.csv").decode()
    assert NOTHING_YET in page


@pytest.mark.slow
def test_a_release_with_a_proposal_rates_as_without_is_verified_and_comes_out_again(tmp_path: Path) -> None:
    """Its files travel with it. A Wednesday later the same figures are rated by the rules in force."""
    told_again = told(tmp_path / "installed")
    files = files_with(tmp_path / "rules", *LOWERED)
    later = told_again.release.published_at.replace("2026-11-18", "2026-11-25")

    def at() -> datetime:
        return datetime.fromisoformat(later)

    installation = replace(told_again.installation, rules=load_rules(files), now=at, simulated=True)
    made = publish(installation, by=OPERATOR, track=DEMONSTRATION)
    with reading(installation.engine) as connection:
        inputs = Told(installation).inputs(connection)
        plain = replace(installation, rules=RULES)
        for row in ratings.of_track(connection, DEMONSTRATION):
            assert row.method_version == "2"
            if row.release_id == made.release_id:
                right = rate_council(plain, connection, row.council_code, at=at(), known_at=at()).rating
                assert (row.level_published, row.points) == (right.level_published, right.points)
    assert inputs.rules.proposal()
    tree = told_again.tree
    assert (tree / "method/rules/proposed/measures/wl_assess_rate.yaml").is_file()
    rows = list(csv.DictReader((tree / "data/DEMO_proposed.csv").read_text().splitlines()))
    assert {r["method_version"] for r in rows} == {"3"}
    assert "data/DEMO_proposed.csv" not in rebuild(installation, made.release_id, DEMONSTRATION).different
    assert verify(tree)["ratings"] > 0
