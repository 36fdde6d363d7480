"""A number or an "every" in a document is held against what it speaks of."""

import inspect
import re
from datetime import date
from pathlib import Path

import pytest
from typer.main import get_command

from pressure.cli import app, demo
from pressure.demo.places import PLACES
from pressure.domain.rating.rounding import nearest
from pressure.rules import load_rules
from pressure.words.numbers import listed

ROOT = Path(__file__).parents[2]
BOOK = load_rules().in_force(date(2026, 11, 27))
RELEASED = ("data/manifest.json",)
"""Names inside a release."""
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
FRESH, FEW = BOOK.freshness, BOOK.evidence.too_few_below
WEEKS = inspect.signature(demo).parameters["weeks"].default
PUBLICATIONS = [p for p in (ROOT / "data/publications").iterdir() if p.is_dir()]


def text(*names: str) -> str:
    return " ".join(" ".join((ROOT / name).read_text(encoding="utf-8") for name in names).split())


def word(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


@pytest.mark.parametrize(
    ("name", "claim"),
    [
        ("CHANGELOG.md", f"{word(len(PUBLICATIONS))} shipped publications"),
        ("CHANGELOG.md", f"{word(len(BOOK.measures))} measures in {word(len(BOOK.families))} families"),
        ("CHANGELOG.md", f"of {word(len(PLACES))} fictional councils"),
        ("CONTRIBUTING.md", f"Copy one of the {word(len(BOOK.measures))};"),
        ("docs/glossary.md", f"One of the {word(len(BOOK.measures))} things that are counted"),
        (
            "docs/glossary.md",
            f"The {word(len(BOOK.measures))} weights add up to {BOOK.weight}: "
            f"{listed([word(BOOK.weight_of(f.id)) for f in BOOK.families])} in the {word(len(BOOK.families))} families",
        ),
        ("docs/glossary.md", f"All measures together can reach {BOOK.weight * (len(BOOK.levels) - 1)}"),
        ("docs/glossary.md", f"{word(len(PLACES)).capitalize()} made-up councils"),
        ("docs/glossary.md", f"One of {word(len(BOOK.families))} groups of measures"),
        (
            "docs/glossary.md",
            f"0, 1 and 2 become {nearest(2, BOOK.disclosure.round_to)}, and larger ones are rounded to the nearest "
            f"{BOOK.disclosure.round_to}",
        ),
        ("docs/glossary.md", f"lapses after {BOOK.declarations.proposal_lapses_after_hours} hours"),
        (
            "docs/glossary.md",
            f"fewer than {float(FEW['people'])} people, or of fewer than {FEW['hours']} planned",
        ),
        ("docs/glossary.md", f"fewer than {BOOK.evidence.adults_at_least:,} adults has no level"),
        ("README.md", f"{word(WEEKS // 52)} years of weekly returns"),
    ],
)
def test_a_number_in_a_document_is_the_number_there_is(name, claim):
    assert claim in text(name)


def test_the_glossary_gives_the_days_a_figure_counts_as_the_rules_do():
    days = {cadence.value: limit for cadence, limit in FRESH.days.items()}
    assert (
        f"Weekly figures count for {days['weekly']} days after the end of their period, those of a block of four weeks "
        f"for {days['four_weekly']}, monthly for {days['monthly']}, quarterly for {days['quarterly']} and yearly for "
        f"{days['yearly']}."
    ) in text("docs/glossary.md")


def test_the_evidence_a_level_needs_is_the_glossarys():
    assert (BOOK.evidence.whole_at_least * 3, BOOK.evidence.family_at_least * 2) == (2, 1)
    assert "at least two thirds of the whole and at least half within each family" in text("docs/glossary.md")


def test_the_commands_that_the_readme_says_take_json_take_it():
    block = text("README.md").partition("## Commands")[2].partition("## Licence")[0]
    named = set(re.findall(r"pressure ([a-z]+)", block.partition("All but")[0]))
    with_json = {
        name
        for name, own in get_command(app).commands.items()
        if all(
            any("--json" in option.opts for option in one.params)
            for one in getattr(own, "commands", {name: own}).values()
        )
    }
    but = set(re.findall(r"`(\w+)`", re.search(r"All but (.*?) take `--json`", block)[1]))
    assert named - with_json == but
    assert len(named) > 5


@pytest.mark.parametrize(
    "path",
    sorted(
        p.relative_to(ROOT).as_posix()
        for p in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("**/*.md")]
    ),
)
def test_every_test_file_and_folder_a_document_names_is_there(path):
    """A promise whose test is gone is no promise."""
    for named in re.findall(r"`((?:tests|pressure|pages|data|docs)/[\w./-]+)`", (ROOT / path).read_text("utf-8")):
        assert (ROOT / named).exists() or named.startswith(RELEASED), named


@pytest.mark.parametrize(
    "claim", ["gives every council", "never taken away", "published is ever removed", "nobody can change unseen"]
)
def test_what_was_not_so_is_not_claimed_again(claim):
    everything = [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").glob("*.md"),
        *(ROOT / "pressure").rglob("*.py"),
        *(ROOT / "pressure").rglob("*.html"),
        *(ROOT / "pressure").rglob("*.yaml"),
    ]
    assert [p.name for p in everything if claim in " ".join(p.read_text(encoding="utf-8").split())] == []
