"""The rules as they were published on a day, whatever versions were added since: tests with numbers of their own stand
on them."""

import re
import shutil
import tempfile
from pathlib import Path

from pressure.domain.rules_history import Rules
from pressure.rules import RULES_DIR, load_rules

FIRST, SECOND = "2026-11-21", "2026-11-28"
"""When version 1 and version 2 of the method were published."""


def first_edition(target: Path) -> Path:
    """A copy of the rule files with the first version of each, and without the files added later."""
    return _edition(target, FIRST)


def second_edition(target: Path) -> Path:
    """The same up to version 2 of the method: the rules that levels are worked out by."""
    return _edition(target, SECOND)


def second_rules() -> Rules:
    """The same, loaded."""
    with tempfile.TemporaryDirectory() as folder:
        return load_rules(second_edition(Path(folder) / "rules"))


def _edition(target: Path, published_by: str) -> Path:
    copy = shutil.copytree(RULES_DIR, target)
    for path in copy.rglob("*.yaml"):
        head, *versions = re.split(r"^(?=  - effective_from:)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        kept = [one for one in versions if _published_on(one) <= published_by]
        if kept:
            path.write_text(head + "".join(kept), encoding="utf-8")
        else:
            path.unlink()
    return copy


def _published_on(version: str) -> str:
    found = re.search(r"published_on: (\S+)", version)
    assert found is not None
    return found[1]
