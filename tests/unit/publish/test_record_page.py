"""`/record/`: what it says is what lies beside it, it names roles and never people, and every page leads there."""

import base64
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pressure.content.plain import record
from pressure.store import people
from pressure.store.engine import reading
from pressure.store.record import merkle
from pressure.store.record.checkpoint import read
from tests.publish_cases import Told
from tests.unit.publish.every_page import every_page

FILES = ("DEMO_record.jsonl", "DEMO_reasons.csv", "checkpoint", "public_key", "verify_record.py")


@pytest.fixture(scope="module")
def page(installed: Told) -> str:
    return installed.release.read("record/index.html").decode()


@pytest.fixture(scope="module")
def lines(installed: Told) -> list[bytes]:
    return installed.release.read("record/DEMO_record.jsonl").splitlines()


def test_the_length_and_the_root_are_those_of_the_file_and_of_the_checkpoint(
    installed: Told, page: str, lines: list[bytes]
) -> None:
    """Three places, one truth."""
    checkpoint = read(installed.release.read("record/checkpoint").decode())
    assert checkpoint.size == len(lines)
    assert f"<dd>{len(lines):,} entries</dd>" in page
    root = base64.b64encode(merkle.root(lines)).decode()
    assert root.replace("+", "&#43;") in page or root in page
    assert checkpoint.root == merkle.root(lines)


def test_the_newest_entries_stand_first_with_role_and_never_a_person(
    installed: Told, page: str, lines: list[bytes]
) -> None:
    """Who signed is public by role; a name is nobody's business here."""
    shown = [int(n) for n in re.findall(r'<tr><th scope="row">(\d+)</th>', page)]
    assert shown == list(range(len(lines), max(0, len(lines) - record.SHOWN), -1))
    roles = {json.loads(line)["by"]["role"].replace("_", " ") for line in lines[-record.SHOWN :]}
    assert all(f"<td>{role}</td>" in page for role in roles)
    with reading(installed.installation.engine) as connection:
        known = people.everyone(connection)
    assert known
    assert not [p.id for p in known if re.search(rf"\b{re.escape(p.id)}\b", page) or p.name in page]


def test_following_the_words_of_the_page_checks_the_record(installed: Told, page: str, tmp_path: Path) -> None:
    """Download five files, run one line: with nothing of ours installed."""
    for name in FILES:
        assert f'href="/demo/record/{name}"' in page
        shutil.copy(installed.tree / "record" / name, tmp_path / name)
    (command,) = re.findall(r">python3 (verify_record\.py [^<]+)</p>", page)
    done = subprocess.run(
        [sys.executable, "-I", *command.split()], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (tmp_path / FILES[0]).write_bytes((tmp_path / FILES[0]).read_bytes().replace(b'"publish"', b'"Publish"', 1))
    changed = subprocess.run(
        [sys.executable, "-I", *command.split()], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert changed.returncode != 0


def test_every_page_and_the_data_page_lead_to_the_record(installed: Told) -> None:
    """What nobody finds, nobody checks."""
    assert [
        name
        for name, content in every_page().items()
        if not re.search(rb'href="(/demo)?/record/">The record</a>', content)
    ] == []
    assert b'<a href="/demo/record/">The record of every act</a>' in installed.release.read("data/index.html")
