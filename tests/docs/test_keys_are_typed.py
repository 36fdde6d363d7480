"""A misspelt key fails mypy wherever a document or a row is made, carried or printed: real modules, misspelt here."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MISSPELT = (
    ('"level_before": rating', "level_before", "level_befor"),
    ('shown["evidence_percent"],', "evidence_percent", "evidence_percnt"),
    ('"psw_view": view', "psw_view", "psw_veiw"),
    ('"renewed_from": filed.', "renewed_from", "renewed_form"),
    ('"gov_uk_slug": council', "gov_uk_slug", "gov_uk_slag"),
    ('"last_fall": fall', "last_fall", "last_full"),
    ('"review_by": row', "review_by", "review_bye"),
    ('STAGE_NAME.format(stage=row["stage"])', "stage", "stag"),
    ('row["corrects_release_id"]', "corrects_release_id", "correct_release_id"),
    ('entry["bytes"]', "bytes", "bites"),
    ("uk_date(rating['data_to'])", "data_to", "data_too"),
    ('measure["numerator"]', "numerator", "enumerator"),
    ("known['review_by']", "review_by", "reviewed_by"),
    ('as_day(row["starts_at"])', "starts_at", "start_at"),
    ('"end_reason": filed.', "end_reason", "end_raisin"),
    ('row["period_end"]', "period_end", "period_ends"),
    ('"review_overdue": entry.review_overdue(', '"review_overdue"', '"review_due"'),
)


@pytest.mark.slow
def test_a_misspelt_key_fails_mypy(tmp_path: Path) -> None:
    """Nothing had a type once: with `rating["data_too"]` mypy found no issues in 320 source files."""
    modules = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "pressure").rglob("*.py"))}
    changed = dict[Path, str]()
    misspelt = list[tuple[Path, str]]()
    for right, key, wrong in MISSPELT:
        path = next(path for path, text in modules.items() if right in text)
        changed[path] = changed.get(path, modules[path]).replace(right, right.replace(key, wrong), 1)
        misspelt.append((path, wrong))
    shadows = list[str]()
    for number, (path, text) in enumerate(changed.items()):
        shadow = tmp_path / f"{number}.py"
        shadow.write_text(text, encoding="utf-8")
        shadows += ["--shadow-file", str(path), str(shadow)]
    command = [sys.executable, "-m", "mypy", "--cache-dir", str(tmp_path / "cache"), *shadows, *map(str, changed)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    errors = re.findall(r"^(\S+?):\d+: error: (.*)$", said, re.MULTILINE)
    silent = [
        (path, wrong)
        for path, wrong in misspelt
        if not any(ROOT / of == path and f'"{wrong.strip(chr(34))}"' in message for of, message in errors)
    ]
    assert silent == [], said
