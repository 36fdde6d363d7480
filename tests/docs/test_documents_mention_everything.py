"""Documents that are wrong are worse than none: what exists is mentioned, and what is mentioned exists."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from typer.main import get_command

from pressure import __version__
from pressure.cli import app
from pressure.settings import Settings

ROOT = Path(__file__).parents[2]
DOCS = "\n".join(
    p.read_text(encoding="utf-8")
    for p in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
)
TRACKED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")


def commands(group=None, prefix=""):
    for name, command in (group or get_command(app)).commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{prefix}{name} ")
        else:
            yield f"{prefix}{name}", command


@pytest.mark.parametrize("name", [name for name, _ in commands()])
def test_every_command_is_in_the_documents(name):
    """An operator reads before typing."""
    assert f"pressure {name}" in DOCS


@pytest.mark.parametrize("name", list(Settings.model_fields))
def test_every_setting_is_in_the_documents(name):
    """With the name an operator types."""
    assert f"PRESSURE_{name.upper()}" in DOCS


@pytest.mark.parametrize("name", sorted(p.stem for p in (ROOT / "data/sources").glob("*.yaml")))
def test_every_source_is_in_the_list_of_sources(name):
    """With how its files come; one that nobody fetches would wait for ever."""
    assert f"`{name}`" in (ROOT / "docs/sources.md").read_text(encoding="utf-8")


def test_every_command_the_documents_show_exists():
    """Copied lines must run."""
    known = {name for name, _ in commands()}
    shown = set(re.findall(r"(?:^|[`/ ])pressure ((?:officer |record |source |token )?[a-z]+)(?=[ `\n])", DOCS, re.M))
    words = {w for w in shown if w.split()[0] in {n.split()[0] for n in known} | {"serve"}}
    assert words <= known | {"record", "officer", "token"}, words - known


def test_every_file_a_document_points_to_is_there():
    """A dead link in a README is the first thing a stranger clicks."""
    for path in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("**/*.md"))]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), (path.name, target)


@pytest.mark.parametrize("part", sorted(p.stem for p in (ROOT / "data/rules").glob("*.yaml")))
def test_every_rule_file_says_what_it_is_for(part):
    """Whoever opens it is told before the first key, and who wrote and checked it."""
    text = (ROOT / f"data/rules/{part}.yaml").read_text(encoding="utf-8")
    assert text.startswith("# ")
    for version in yaml.safe_load(text)["versions"]:
        assert version["authored_by"] != version["checked_by"]
        assert len(version["reason"]) > 20


def test_every_term_of_the_levels_is_in_the_glossary():
    """The page's words are the glossary's."""
    glossary = (ROOT / "docs/glossary.md").read_text(encoding="utf-8").casefold()
    for term in (
        "pressure level",
        "measure",
        "band",
        "points",
        "evidence",
        "floor",
        "held",
        "release",
        "register",
        "exceptional measure",
        "weekly return",
        "reading",
        "withheld",
    ):
        assert term in glossary, term


def test_the_changelog_is_cut_into_versions_with_four_kinds_of_change():
    """What is to come, then every version with its day, newest first. The code says that it is the newest."""
    lines = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
    first, *versions = [line.removeprefix("## ") for line in lines if line.startswith("## ")]
    assert first == "Unreleased"
    told = [re.fullmatch(r"(\d+\.\d+\.\d+) · (\d{4}-\d\d-\d\d) · \S.*", version) for version in versions]
    assert all(told), versions
    numbers = [(tuple(map(int, one[1].split("."))), one[2]) for one in told if one]
    assert numbers == sorted(numbers, reverse=True)
    assert versions[0].startswith(f"{__version__} ")
    kinds = [line.removeprefix("### ") for line in lines if line.startswith("#") and not line.startswith(("# ", "## "))]
    assert set(kinds) == {"Added", "Changed", "Fixed", "Security"}


def test_every_direct_dependency_is_pinned_and_in_the_constraints():
    """An install next year gives what was tested this year."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [d for extra in project["optional-dependencies"].values() for d in extra]
    names = [d for d in [*project["dependencies"], *extras] if not d.startswith("care-pressure")]
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8").casefold().splitlines()
    for name in names:
        assert "==" in name, name
        assert re.sub(r"\[.*\]", "", name).casefold() in constraints, name


ONE_PLACE = r"index[-]url|files[.]pythonhosted|pypi\.(org|python)|/ro{2}t/|/w[o]rk/"


@pytest.mark.parametrize("path", [p for p in TRACKED if p.endswith((".py", ".md", ".toml", ".txt", ".yaml", ".html"))])
def test_no_file_names_a_package_registry_or_one_machine(path):
    """The repository installs anywhere."""
    text = (ROOT / path).read_text(encoding="utf-8")
    assert not re.search(ONE_PLACE, text), path
