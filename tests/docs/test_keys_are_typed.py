"""A misspelt key fails mypy wherever a document or a row is made, carried or printed: real modules, misspelt here."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MISSPELT = (
    ("pressure/document/rating.py", '"level_before": rating', "level_before", "level_befor"),
    ("pressure/publish/files/ratings_rows.py", 'shown["evidence_percent"],', "evidence_percent", "evidence_percnt"),
    ("pressure/publish/files/list_files.py", '"psw_view": view', "psw_view", "psw_veiw"),
    ("pressure/publish/files/page_files.py", '"told": text(', "told", "tolled"),
    ("pressure/publish/files/documents.py", '"gov_uk_slug": council', "gov_uk_slug", "gov_uk_slag"),
    ("pressure/publish/files/day_documents.py", '"last_fall": fall', "last_fall", "last_full"),
    ("pressure/publish/news/register_events.py", '"review_by": row', "review_by", "review_bye"),
    ("pressure/content/plain/register.py", "row['stage']", "stage", "stag"),
    ("pressure/content/plain/records.py", 'row["corrects_release_id"]', "corrects_release_id", "correct_release_id"),
    ("pressure/publish/files/datapackage.py", 'entry["bytes"]', "bytes", "bites"),
    ("pressure/content/notice/level.py", "uk_date(rating['data_to'])", "data_to", "data_too"),
    ("pressure/words/reasons.py", 'measure["numerator"]', "numerator", "enumerator"),
    ("pressure/words/events.py", "known['review_by']", "review_by", "reviewed_by"),
    ("pressure/words/began.py", 'as_day(row["starts_at"])', "starts_at", "start_at"),
    ("pressure/content/app/register.py", 'row["end_reason"]', "end_reason", "end_raisin"),
    ("pressure/content/brief/returns.py", 'row["period_end"]', "period_end", "period_ends"),
    ("pressure/actions/declarations/preview.py", '"review_overdue": False', "review_overdue", "review_due"),
)


@pytest.mark.slow
def test_a_misspelt_key_fails_mypy(tmp_path: Path) -> None:
    """Nothing had a type once: with `rating["data_too"]` mypy found no issues in 320 source files."""
    shadows = list[str]()
    for number, (name, right, key, wrong) in enumerate(MISSPELT):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert right in text, (name, right)
        changed = tmp_path / f"{number}.py"
        changed.write_text(text.replace(right, right.replace(key, wrong), 1), encoding="utf-8")
        shadows += ["--shadow-file", name, str(changed)]
    names = [name for name, *_ in MISSPELT]
    command = [sys.executable, "-m", "mypy", "--cache-dir", str(tmp_path / "cache"), *shadows, *names]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    errors = re.findall(r"^(\S+?):\d+: error: (.*)$", said, re.MULTILINE)
    silent = [
        (name, wrong)
        for name, _, _, wrong in MISSPELT
        if not any(of == name and f'"{wrong}"' in message for of, message in errors)
    ]
    assert silent == [], said
