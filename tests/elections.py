"""The rules with weeks before an election in them: the files that ship have none that a test could stand on."""

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


def period(first: str, last: str, *where: str, checked: str = "to be checked") -> str:
    return f"{{from: {first}, to: {last}, where: [{', '.join(where)}], checked: {checked}}}"
