"""The rules of the first day, whatever versions were added since: tests with numbers of their own stand on them."""

import re
import shutil
import tempfile
from pathlib import Path

from pressure.domain.rules_history import Rules
from pressure.rules import RULES_DIR, load_rules


def first_edition(target: Path) -> Path:
    """A copy of the rule files with the first version of each, and without the files added later."""
    copy = shutil.copytree(RULES_DIR, target)
    for path in copy.rglob("*.yaml"):
        head, first, *_ = re.split(r"^(?=  - effective_from:)", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        if "published_on: 2026-11-21" in first:
            path.write_text(head + first, encoding="utf-8")
        else:
            path.unlink()
    return copy


def first_rules() -> Rules:
    """The same, loaded."""
    with tempfile.TemporaryDirectory() as folder:
        return load_rules(first_edition(Path(folder) / "rules"))
