"""The reorganisation of Surrey by the commands themselves: what an operator types in March and April 2027, in a copy of
the tree whose list of councils is changed by hand."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from pressure.demo.figures import as_csv
from pressure.demo.places import PLACES
from pressure.document.manifest import Manifest
from pressure.release import site
from pressure.settings import SHIPPED
from tests.ended_cases import EAST, ENDED, HEIRS, SURREY, WEST
from tests.installations import rows_of

pytestmark = pytest.mark.slow
AT = "import sys, time_machine\nwith time_machine.travel(sys.argv.pop(1)):\n    from pressure.cli import app\n    app()"
CHANGED = {"councils.csv", "councils_former.csv"}


@dataclass
class Operator:
    """A tree of its own, and what it says to a command at a moment."""

    tree: Path

    def type(self, moment: str, *words: str) -> tuple[int, str]:
        own = {"PRESSURE_DATABASE_URL": f"sqlite:///{self.tree / 'p.sqlite'}", "PRESSURE_SITE_DIR": str(self.site)}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PRESSURE_")}
        done = subprocess.run(
            [sys.executable, "-c", AT, moment, *words],
            cwd=self.tree,
            env={**kept, **own, "PYTHONPATH": str(self.tree)},
            capture_output=True,
            text=True,
            timeout=400,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, " ".join((done.stdout + done.stderr).split())

    @property
    def site(self) -> Path:
        return self.tree / "site"

    def list_says(self, present: str, former: str) -> None:
        (self.tree / "data/councils.csv").write_text(present, encoding="utf-8")
        (self.tree / "data/councils_former.csv").write_text(former, encoding="utf-8")


@pytest.fixture
def operator(tmp_path: Path) -> Operator:
    """The program copied, the data linked to but for the list."""
    tree = tmp_path / "tree"
    shutil.copytree(SHIPPED / "pressure", tree / "pressure", ignore=shutil.ignore_patterns("__pycache__"))
    (tree / "data").mkdir()
    for each in (SHIPPED / "data").iterdir():
        if each.name in CHANGED:
            shutil.copy(each, tree / "data")
        else:
            (tree / "data" / each.name).symlink_to(each)
    for name in ("pages", "app.py", ".streamlit"):
        (tree / name).symlink_to(SHIPPED / name)
    return Operator(tree)


def test_a_council_ends_by_upgrade_and_publish_and_a_list_that_loses_it_is_refused(operator: Operator) -> None:
    present, former = ((SHIPPED / "data" / name).read_text(encoding="utf-8") for name in sorted(CHANGED))
    without = "".join(line for line in present.splitlines(keepends=True) if not line.startswith(f"{SURREY},"))
    code, said = operator.type("2027-03-24T10:00Z", "upgrade")
    assert (code, "Published release 20270324T" in said) == (0, True), said
    place = PLACES[1]
    rows = [row | {"council_code": SURREY} for row in rows_of(place, date(2027, 3, 21))]
    (operator.tree / "r.csv").write_bytes(as_csv(rows))
    code, said = operator.type("2027-03-30T10:00Z", "load", "weekly-return", "r.csv")
    assert code == 0, said
    code, said = operator.type("2027-03-31T08:45Z", "publish")
    assert (code, "Published release 20270331T" in said) == (0, True), said
    eve = site.current(operator.site)

    for listed, gone, found in (
        (without, former, f"Surrey ({SURREY}) is known here and in neither councils.csv nor councils_former.csv"),
        (without, former + ENDED + "\n", f"{SURREY} names {EAST} in successors, which is in neither file"),
        (present + HEIRS, former + ENDED + "\n", f"{SURREY} is in councils.csv and councils_former.csv 2 times"),
    ):
        operator.list_says(listed, gone)
        code, said = operator.type("2027-04-07T08:00Z", "upgrade")
        assert (code, found in said) == (1, True), said
        assert site.current(operator.site).id == eve.id

    operator.list_says(without + HEIRS, former + ENDED + "\n")
    code, said = operator.type("2027-04-07T08:40Z", "upgrade")
    assert (code, "Published release 20270407T" in said) == (0, True), said
    release = site.current(operator.site)
    assert gone_from(eve.manifest, release.manifest) == set()
    document = release.json(f"councils/{SURREY}/rating.json")
    assert (document["rating"], document["ends"]["over"]) == (None, True)
    assert [one["code"] for one in document["ends"]["successors"]] == [EAST, WEST]
    assert release.json(f"councils/{EAST}/rating.json")["rating"]["level_published"] is None

    code, said = operator.type("2027-04-07T09:30Z", "publish", "--when-due")
    assert (code, "Not due yet" in said) == (0, True), said
    code, said = operator.type("2027-04-07T09:40Z", "load", "weekly-return", "r.csv")
    assert (code, "already loaded" in said) == (0, True), said
    late = as_csv([row | {"week_ending": "2027-04-04"} for row in rows])
    (operator.tree / "late.csv").write_bytes(late)
    code, said = operator.type("2027-04-07T09:50Z", "load", "weekly-return", "late.csv")
    assert (code, f"Surrey ({SURREY}) ended on 2027-03-31; its successors are East Surrey ({EAST})" in said) == (
        1,
        True,
    )


def gone_from(before: Manifest, after: Manifest) -> set[str]:
    """Addresses that answered and do so no more."""
    return set(before["files"]) - set(after["files"])
