"""The rules with weeks before an election in them: the files that ship have none that a test could stand on."""

import re
import tempfile
from pathlib import Path

from pressure.domain.rules_history import Rules
from pressure.rules import load_rules
from tests.first_edition import second_edition

NONE = "pre_election: []"


def rules_with(*periods: str) -> Rules:
    """Each period as the file has it."""
    with tempfile.TemporaryDirectory() as folder:
        directory = second_edition(Path(folder) / "rules")
        file = directory / "calendar.yaml"
        text = file.read_text("utf-8")
        assert text.count(NONE) == 1
        file.write_text(text.replace(NONE, f"pre_election: [{', '.join(periods)}]"), "utf-8")
        return load_rules(directory)


def rules_with_later(one: str, *, since: str, published: str) -> Rules:
    """A period in a version of its own, below the ones that ship: effective since a day and published on another."""
    with tempfile.TemporaryDirectory() as folder:
        directory = second_edition(Path(folder) / "rules")
        file = directory / "calendar.yaml"
        text = file.read_text("utf-8")
        version = text[text.rindex("  - effective_from:") :].replace(NONE, f"pre_election: [{one}]")
        for name, value in {"effective_from": since, "published_on": published, "next_review": "2032-01-01"}.items():
            version = re.sub(rf"{name}: \S+", f"{name}: {value}", version, count=1)
        file.write_text(f"{text.rstrip()}\n{version}", "utf-8")
        return load_rules(directory)


def period(first: str, last: str, *where: str, checked: str = "to be checked") -> str:
    return f"{{from: {first}, to: {last}, where: [{', '.join(where)}], checked: {checked}}}"
