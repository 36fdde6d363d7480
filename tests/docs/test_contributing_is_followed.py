"""The steps of CONTRIBUTING, followed as they are written in a copy of the tree: the tests they name are green after
the last step, and say what is lacking before it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
LAST = "  - effective_from: 2015-01-01\n    retrospective: true\n    published_on: 2026-11-28\n"
LATER = "  - effective_from: 2027-02-01\n    published_on: 2027-01-04\n"
NEW = "wl_new"
TABLE, FAMILIES = "tests/spec/test_rules_as_published.py", "data/rules/families.yaml"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """What git holds, where a test may change it; what is large and only read is linked to."""
    copy = tmp_path / "tree"
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for path in filter(None, tracked.split("\0")):
        if (ROOT / path).is_file() and not path.startswith(("data/publications", "docs/screenshots")):
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / path, copy / path)
    (copy / "data/publications").mkdir()
    for folder in (ROOT / "data/publications").iterdir():
        (copy / "data/publications" / folder.name).symlink_to(folder)
    return copy


def steps(title: str) -> list[str]:
    """The numbered steps of one section."""
    section = re.search(rf"^## {title} in \w+ steps\n(.*?)(?=^## |\Z)", contributing(), re.MULTILINE | re.DOTALL)
    assert section, f"CONTRIBUTING has no section {title!r}"
    return re.split(r"^\d\. ", section[1], flags=re.MULTILINE)[1:]


def contributing() -> str:
    return (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def commands(step: str) -> list[str]:
    """What a step says to run."""
    return [code for code in re.findall(r"`([^`]+)`", step) if code.startswith(("rm ", "pressure template"))]


def named_tests(written: list[str]) -> list[str]:
    """The files of tests that the steps name."""
    return sorted({path for step in written for path in re.findall(r"`(tests/[\w/]+\.py)`", step)})


def run(tree: Path, *command: str, **settings: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **settings, "PYTHONPATH": str(tree), "PRESSURE_DATA_DIR": str(tree / "data")}
    return subprocess.run(command, cwd=tree, env=environment, capture_output=True, text=True, timeout=110, check=False)


def failing(tree: Path, *paths: str) -> str:
    """The names of the tests that fail; "" when all are green."""
    done = run(tree, sys.executable, "-m", "pytest", "-n", "0", "-p", "no:cacheprovider", *paths)
    failed = "\n".join(re.findall(r"^(?:FAILED|ERROR) (.*)$", done.stdout, re.MULTILINE))
    assert failed or done.returncode == 0, done.stdout + done.stderr
    return failed


def changed_modules(tree: Path) -> list[str]:
    """The modules of the program that the steps changed or added: docs/architecture.md counts them."""
    every = (path.relative_to(tree) for path in (tree / "pressure").rglob("*.py"))
    return sorted(
        str(path)
        for path in every
        if not (ROOT / path).is_file() or (ROOT / path).read_bytes() != (tree / path).read_bytes()
    )


def add_version(tree: Path, file: str, old: str, new: str) -> None:
    """The last version of a rule file again, below it, with its own days and one change."""
    path = tree / file
    text = path.read_text(encoding="utf-8")
    path.write_text(text + later(text[text.rindex("  - effective_from:") :], (old, new)), encoding="utf-8")


def later(version: str, *changes: tuple[str, str]) -> str:
    for old, new in (
        (LAST, LATER),
        ("next_review: 2027-05-29", "next_review: 2027-08-02"),
        ('method_version: "2"', 'method_version: "3"'),
        *changes,
    ):
        assert old in version, f"the version no longer says {old!r}"
        version = version.replace(old, new, 1)
    return version


def add_table(tree: Path, *changes: tuple[str, str]) -> None:
    """The table of version 2 again as that of version 3, with its changes; the families weigh what they did."""
    path = tree / TABLE
    text = path.read_text(encoding="utf-8")
    table = re.search(r'^    "2": \[\n.*?^    \],\n', text, re.MULTILINE | re.DOTALL)
    weights = re.search(r'"2": (\[[\d, ]+\])\}', text)
    assert table
    assert weights
    third = table[0].replace('"2"', '"3"', 1)
    for old, new in changes:
        assert old in third
        third = third.replace(old, new, 1)
    text = text.replace(table[0], table[0] + third, 1)
    text = text.replace(weights[0], f'"2": {weights[1]}, "3": {weights[1]}}}', 1)
    path.write_text(text, encoding="utf-8")


def test_a_measure_is_added_in_the_steps_that_are_written(tree: Path) -> None:
    """The method's central promise: a new version of a rule is data, and the suite stays green."""
    written = steps("Add a measure")
    tests = [*named_tests(written), "tests/unit/test_rules.py", "tests/unit/ingest/test_weekly_return.py"]
    assert TABLE in tests

    measure = re.search(r"`(data/rules/measures/)<id>\.yaml`", written[0])
    assert measure
    first = (tree / measure[1] / "wl_assess_rate.yaml").read_text(encoding="utf-8")
    head, version = first[: first.index("  - effective_from:")], first[first.rindex("  - effective_from:") :]
    added = later(version, ("id: wl_assess_rate", f"id: {NEW}"), ("weight: 2", "weight: 1"))
    (tree / measure[1] / f"{NEW}.yaml").write_text(head + added, encoding="utf-8")
    assert "a measure in no order" in loaded(tree)

    assert FAMILIES in written[2]
    order = ("      - wl_assess_rate\n", f"      - wl_assess_rate\n      - {NEW}\n")
    add_version(tree, FAMILIES, *order)
    assert loaded(tree) == ""
    assert "take the weight from another measure of the family" in " ".join(written[1].split())
    add_version(tree, "data/rules/measures/wl_assess_rate.yaml", "weight: 2", "weight: 1")
    assert loaded(tree) == ""

    assert "test_every_version_has_its_table" in failing(tree, TABLE)
    assert TABLE in written[3]
    two = '("wl_assess_rate", "waiting_list", "per_100k", 2, 250, 450, 700),\n'
    one = two.replace(" 2, ", " 1, ")
    add_table(tree, (two, one + one.replace("wl_assess_rate", NEW)))
    assert failing(tree, *tests) == ""
    assert changed_modules(tree) == []

    clock = (tree / "pressure/clock.py").read_text(encoding="utf-8")
    (tree / "pressure/clock.py").write_text(
        f"{clock}\n\ndef now() -> datetime:\n    return datetime(2027, 2, 2, tzinfo=UTC)\n", encoding="utf-8"
    )
    for command in commands(written[4]):
        assert run(tree, *spoken(command)).returncode == 0, command
    assert f",,{NEW},,,,ok," in (tree / "data/templates/weekly-return.csv").read_text(encoding="utf-8")
    assert failing(tree, "tests/unit/ingest/test_weekly_return.py") == ""


def test_a_rule_is_changed_in_the_steps_that_are_written(tree: Path) -> None:
    """The first lawful revision turns nothing red."""
    written = steps("Change a rule")
    assert "Add a version below the last one" in written[0]
    add_version(tree, "data/rules/disclosure.yaml", "round_to: 5", "round_to: 10")
    add_version(tree, "data/rules/measures/cap_vacancy_rate.yaml", "2: {at_least: 6}", "2: {at_least: 5}")
    assert "test_every_version_has_its_table" in failing(tree, *named_tests(written))

    before, after = '"percent", 2, 6, 8, 10', '"percent", 2, 5, 8, 10'
    add_table(tree, (before, after))
    assert failing(tree, *named_tests(written), "tests/unit/test_rules.py") == ""
    assert changed_modules(tree) == []


PAGE = '''"""A page that a test adds."""

from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Section, says
from pressure.drawing.templating import Frame, Page, render


def hello_page(book: Rulebook, frame: Frame) -> bytes:
    """`/hello/`: a greeting."""
    sections = (Section("why", "Why we say it", (says("Because you came."),)),)
    lead = (says("We are glad you are here."),)
    page = Page(title="Hello", heading="Hello", description="A greeting.", lead=lead, sections=sections)
    return render("sections.html", page, frame, book)
'''
RELEASED = """
import sys
from pathlib import Path
from pressure.access.permissions import OPERATOR
from pressure.actions.releases.publishing import publish
from pressure.demo.places import PLACES
from pressure.release import site
from pressure.store.releases import DEMONSTRATION
from tests.installations import new_installation

installation, _ = new_installation(Path(sys.argv[1]))
publish(installation, by=OPERATOR, track=DEMONSTRATION)
print(site.current(installation.site_dir / "demo").read("hello/index.html").decode())
"""


def test_a_plain_page_is_added_in_the_steps_that_are_written(tree: Path, tmp_path: Path) -> None:
    """Only the look at it in a browser, which takes ten minutes, is written down and not done."""
    written = steps("Add a page")
    rooms = re.findall(r"`(pressure/[\w/]+(?:\.py)?)/?`", written[0])
    assert rooms[:2] == ["pressure/content/plain/", "pressure/publish/files/page_files.py"]

    (tree / rooms[0] / "hello.py").write_text(PAGE, encoding="utf-8")
    imported = "from pressure.content.plain import hello\n"
    line = '        "hello/index.html": ("", lambda frame: partial(hello.hello_page, book, frame)),\n'
    insert(tree / rooms[1], "        NOT_FOUND: (", line)
    insert(
        tree / rooms[1],
        "from pressure.content.plain import (\n    areas as",
        "from pressure.content.plain import hello\n",
    )
    every = "tests/unit/publish/every_page.py"
    assert every in written[1]
    insert(tree / every, '        "not found": ', '        "hello": hello.hello_page(BOOK, FRAME),\n')
    insert(tree / every, "from pressure.", imported)

    assert failing(tree, "tests/unit/publish/test_plain_pages.py") == ""
    assert changed_modules(tree) == [f"{rooms[0]}hello.py", rooms[1]]
    shown = run(tree, sys.executable, "-c", RELEASED, str(tmp_path))
    assert "We are glad you are here." in shown.stdout, shown.stderr
    statement = re.search(r"`(tests/docs/\w+\.py)` fails until", " ".join(written[2].split()))
    assert statement
    assert failing(tree, statement[1]).count("::") == 1
    insert(tree / "data/accessibility.json", '"front"', '"hello", ')
    assert failing(tree, statement[1]) == ""


def test_a_source_without_a_program_is_added_in_the_steps_that_are_written(tree: Path, tmp_path: Path) -> None:
    """A file, where it came from, and a description: nothing else turns red, and the figures are taken."""
    written = steps("Add a source")
    known, new = "ni-home-care-waits", "waits-2027"
    folder, described = ("`data/publications/<id>/`", "`data/sources/<id>.yaml`")
    assert folder in written[0]
    shipped = tree / folder.strip("`").replace("<id>", new)
    shutil.copytree(ROOT / "data/publications" / known, shipped)
    assert "test_every_folder_of_publications" in failing(tree, "tests/unit/ingest/test_descriptions.py")

    assert described in written[1]
    (file,) = shipped.glob("*.csv")
    measures = {
        "waiting_full_package": "ctx_home_care_waiting",
        "waiting_partial_package": "ctx_home_care_part_waiting",
    }
    said = " ".join(f"--measure {column}={measure}" for column, measure in measures.items())
    assert "`pressure source try FILE`" in written[1]
    assert all(f"`{option}" in written[1] for option in ("--publisher", "--licence", "--url", "--id <id>", "--write"))
    about = f"--publisher Department --licence OGL --url https://www.niassembly.gov.uk/ --id {new} --write"
    done = run(tree, *spoken(f"pressure source try {file} {said} {about}"))
    assert "read 5 = accepted 5" in done.stdout, done.stderr
    kept = tree / described.strip("`").replace("<id>", new)
    assert "`shipped: NAME`" in " ".join(written[1].split())
    kept.write_text(kept.read_text(encoding="utf-8") + f"shipped: {file.name}\n", encoding="utf-8")
    tests = named_tests(written)
    assert "tests/unit/ingest/test_publications.py" in tests
    first = "tests/unit/commands/test_commands.py::test_the_first_upgrade_loads_every_shipped_publication_and_publishes"
    assert failing(tree, *tests, "tests/unit/ingest/test_descriptions.py", first) == ""
    assert changed_modules(tree) == []

    assert "`pressure load <id> FILE`" in written[4]
    environment = {
        "PRESSURE_DATABASE_URL": f"sqlite:///{tmp_path / 'p.sqlite'}",
        "PRESSURE_SITE_DIR": str(tmp_path / "site"),
    }
    upgraded = run(tree, *spoken("pressure upgrade"), **environment)
    assert f"{new}: read 5 = accepted 5" in upgraded.stdout, upgraded.stderr
    loaded = run(tree, *spoken(f"pressure load {new} {file} --dry-run"), **environment)
    assert "already loaded" in loaded.stdout, loaded.stderr


def insert(path: Path, before: str, text: str) -> None:
    """Put a text before the first place that reads so."""
    whole = path.read_text(encoding="utf-8")
    assert before in whole, f"{path.name} no longer says {before!r}"
    path.write_text(whole.replace(before, text + before, 1), encoding="utf-8")


def loaded(tree: Path) -> str:
    """Why the rules cannot be loaded; "" when they can."""
    done = run(tree, sys.executable, "-c", "from pressure.rules import load_rules; load_rules()")
    return done.stderr.strip().splitlines()[-1] if done.returncode else ""


def spoken(command: str) -> list[str]:
    """A command as the copy runs it."""
    words = command.split()
    return (
        [sys.executable, "-c", "from pressure.cli import app; app()", *words[1:]] if words[0] == "pressure" else words
    )
