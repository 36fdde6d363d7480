"""Every piece of code that a document or a page prints is run, as printed, against a real installation.

Snippets are found by reading the documents and the pages, so a new one is run without a word here. What stands for
something of the reader's own is put in: FILE, ID, the port of a server. A language that nobody can run is a failure.
"""

import configparser
import contextlib
import csv
import html
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
import yaml

from pressure.access.permissions import OPERATOR
from pressure.actions.installation import open_installation
from pressure.actions.tokens import managing
from pressure.commands.demonstrating import build_demo
from pressure.content.app.data import INVENTED, REAL, data_page
from pressure.content.data_examples import EXAMPLES
from pressure.content.return_examples import EXAMPLES as SENDING
from pressure.content.return_examples import HERE
from pressure.demo.figures import as_csv, week_rows
from pressure.demo.places import PLACES, Place
from pressure.rules import load_rules
from pressure.settings import Settings, settings
from pressure.web.described import described
from pressure.web.installation_now import published
from pressure.web.tokens.returns import KINDS
from tests.browser.serving import free_port, served

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("**/*.md"))]
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
TAG, ADDRESS = re.compile(r"</?code>"), re.compile(r"https?://[\w.:-]+")
PRE = re.compile(r"<pre[^>]*>(.*?)</pre>", re.DOTALL)
INSTALLED = re.compile(r"(git clone|python3\.11 -m venv)[^\n]*?(&& cd [\w-]+|&& \.venv/bin/pip install [^&\n]*)(&& )?")
"""How to get what the tests run in already."""
FOREVER = re.compile(r"pressure (serve|demo)\b")
WEEKS = 8


@dataclass(frozen=True)
class Snippet:
    """What is printed, where, and in which language."""

    where: str
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}: {' '.join(self.text.split())[:60]} …{len(self.text)}"


@dataclass(frozen=True)
class Installation:
    """Real councils after their first release, the Demonstration Region with its story, and where both are served."""

    folder: Path
    here: str


def in_documents() -> list[Snippet]:
    return [
        Snippet(path.relative_to(ROOT).as_posix(), language, text)
        for path in DOCUMENTS
        for language, text in FENCED.findall(path.read_text(encoding="utf-8"))
    ]


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    folder = tmp_path_factory.mktemp("snippets")
    build_demo(
        Settings(database_url=f"sqlite:///{folder / 'pressure.sqlite'}", site_dir=folder / "site"), folder, WEEKS
    )
    with served(folder / "site", folder / "pressure.sqlite") as here:
        yield Installation(folder, here)


def environment(installation: Installation, folder: Path) -> dict[str, str]:
    """The commands of this project before all others, the installation as a reader's own, and a token of a council."""
    if not (folder / ".venv").exists():
        (folder / ".venv").symlink_to(sys.prefix)
    return {
        **os.environ,
        "PATH": f"{folder / '.venv' / 'bin'}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PRESSURE_DATABASE_URL": f"sqlite:///{folder / 'pressure.sqlite'}",
        "PRESSURE_SITE_DIR": str(folder / "site"),
        "CARE_PRESSURE_TOKEN": token(installation.folder),
    }


@cache
def token(folder: Path) -> str:
    """Of a council that does not exist, in the installation that is served."""
    opened = open_installation(
        Settings(database_url=f"sqlite:///{folder / 'pressure.sqlite'}", site_dir=folder / "site")
    )
    return managing.make(opened, by=OPERATOR, council_code=PLACES[0].code).token


def put_in(snippet: Snippet, installation: Installation, folder: Path) -> str:
    """The snippet with this installation's address, beside a file to send."""
    if HERE in snippet.text:
        sunday = date.today() - timedelta(days=date.today().weekday() + 8)  # noqa: DTZ011 the server asks the real clock
        rows = week_rows(PLACES[0], sunday, load_rules().in_force(sunday), (date(2020, 1, 5), date(2020, 3, 1)))
        (folder / "return.csv").write_bytes(as_csv(rows))
    return snippet.text.replace(HERE, installation.here)


def run(command: list[str], folder: Path, env: dict[str, str], limit: float = 120) -> str:
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, timeout=limit, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout


TABLE = next((ROOT / "data/publications/ni-home-care-waits").glob("*.csv"))


def weekly_return() -> bytes:
    """A return of one real council."""
    sunday = date.today() - timedelta(days=date.today().weekday() + 8)  # noqa: DTZ011 the commands ask the real clock
    place = Place(code="S12000033", name="", kind="", adults=190_000, strain=0.3, winter=0.2)
    return as_csv(week_rows(place, sunday, load_rules().in_force(sunday), (date(2020, 1, 5), date(2020, 3, 1))))


def copied(source: Path, target: Path) -> None:
    """A database whole, with what is still in the file beside it, for its owner alone."""
    target.touch(0o600)
    with contextlib.closing(sqlite3.connect(source)) as here, contextlib.closing(sqlite3.connect(target)) as there:
        here.backup(there)


def shell(snippet: Snippet, installation: Installation, folder: Path) -> None:
    """In a copy of the installation. A server is started, asked whether it lives, and stopped."""
    shutil.copytree(installation.folder / "site", folder / "site", symlinks=True)
    copied(installation.folder / "pressure.sqlite", folder / "pressure.sqlite")
    for key in installation.folder.glob("pressure.sqlite.*key"):
        shutil.copy(key, folder)
    for name in ("record.jsonl", "reasons.csv", "checkpoint", "public_key", "verify_record.py"):
        shutil.copy(installation.folder / "site/current/record" / name, folder)
    (folder / "FILE").write_bytes(weekly_return())
    (folder / "ONSPD_NOV_2025_UK.csv").write_text('pcds,doterm,oslaua\n"SG8 7AB","","E07000099"\n', encoding="utf-8")
    env, lines = (
        environment(installation, folder),
        INSTALLED.sub("", put_in(snippet, installation, folder)).splitlines(),
    )
    for line in (line.replace("try FILE", f"try {TABLE}") for line in lines if line.strip()):
        if FOREVER.search(line):
            alive(line.partition("#")[0], folder, env)
        else:
            # the tests run no tests and ask no publisher
            for asked, instead in (("-m pytest", " --version"), ("pressure fetch", " --help")):
                line = f"{line.partition('#')[0]}{instead}" if asked in line else line
            run(["bash", "-euo", "pipefail", "-c", line], folder, env)


def alive(line: str, folder: Path, env: dict[str, str]) -> None:
    port = free_port()
    command = re.sub(r"--port \d+", "", line).strip() + f" --port {port}"
    if "demo" in line:
        command += f" --weeks {WEEKS}"
    running = subprocess.Popen(
        ["bash", "-c", f"exec {command}"],
        cwd=folder,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        for _ in range(360):
            assert running.poll() is None, f"{command} ended"
            with contextlib.suppress(OSError):
                assert urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2).status == 200
                return
            time.sleep(0.25)
        raise AssertionError(f"{command} never answered")
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(running.pid, 15)
        running.wait(20)


def python(snippet: Snippet, installation: Installation, folder: Path) -> str:
    shown = "\nprint(len(now))" if "now =" in snippet.text else ""
    text = put_in(snippet, installation, folder)
    return run([sys.executable, "-c", text + shown], folder, environment(installation, folder))


def r(snippet: Snippet, installation: Installation, folder: Path) -> str:
    if shutil.which("Rscript") is None:
        pytest.skip("R is not on this machine: its example was not run")
    shown = "\ncat(nrow(now))" if "now <-" in snippet.text else ""
    return run(["Rscript", "-e", snippet.text + shown], folder, environment(installation, folder))


def ini(snippet: Snippet, installation: Installation, folder: Path) -> None:
    """A unit of systemd: it can be read, and what it starts is a command of ours."""
    unit = configparser.ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(snippet.text)
    for section in unit.sections():
        if start := unit[section].get("ExecStart"):
            run(["bash", "-c", f"{start.rpartition('/')[2]} --help"], folder, environment(installation, folder))


def contacts(snippet: Snippet, installation: Installation, folder: Path) -> None:
    """The columns of the template it is copied from."""
    template = (ROOT / "data/templates/contacts.csv").read_text(encoding="utf-8")
    head, *rows = snippet.text.strip().splitlines()
    assert head == template.splitlines()[0]
    assert all(row.count(",") == head.count(",") for row in rows)


def nginx(snippet: Snippet, installation: Installation, folder: Path) -> None:
    """Every address it hands on answers, none is served from a file; nginx itself reads it where it is there."""
    assert snippet.text.count("{") == snippet.text.count("}")
    for pattern in re.findall(r"location ~ (\S+)", snippet.text):
        handed = re.compile(pattern)
        for address in (
            "/healthz",
            "/readyz",
            "/openapi.yaml",
            "/councils/",
            "/corrections/",
            "/data/everything.zip",
            "/demo/data/DEMO_care-pressure.sqlite",
            "/councils/S12000033/brief/",
        ):
            assert handed.search(address), address
            with urllib.request.urlopen(installation.here + address, timeout=60) as answer:
                assert answer.status == 200, address
    if shutil.which("nginx"):
        server = f"server {{ listen 8080;\n{snippet.text}}}" if "location" in snippet.text else snippet.text
        server = server.replace("/var/log/nginx", str(folder))
        (folder / "nginx.conf").write_text(f"events {{}}\nhttp {{\n{server}\n}}\n")
        run(["nginx", "-t", "-c", str(folder / "nginx.conf"), "-p", str(folder)], folder, dict(os.environ))


def drawn(snippet: Snippet, installation: Installation, folder: Path) -> None:
    """A picture is not run: it is compared with what it shows (test_architecture.py)."""
    assert snippet.text.startswith("flowchart")


def read_only(snippet: Snippet, installation: Installation, folder: Path) -> None:
    """What no program here runs (PowerShell), or what is a part of a flow (Power Automate): it names an address, a
    header and a type that the server takes."""
    assert f"{HERE}/returns?dry_run=1" in snippet.text
    assert "Authorization" in snippet.text
    assert "Bearer " in snippet.text
    assert "text/csv" in KINDS
    assert "text/csv" in snippet.text
    if snippet.language == "json":
        assert json.loads(snippet.text)["inputs"]["method"] == "POST"
    if snippet.language == "powershell" and shutil.which("pwsh"):
        run(["pwsh", "-Command", f"[scriptblock]::Create(@'\n{snippet.text}\n'@)"], folder, dict(os.environ))


RUNNERS = {
    "powershell": read_only,
    "json": read_only,
    "mermaid": drawn,
    "sh": shell,
    "bash": shell,
    "python": python,
    "r": r,
    "ini": ini,
    "csv": contacts,
    "nginx": nginx,
}


@pytest.mark.parametrize("snippet", in_documents(), ids=str)
def test_every_snippet_of_a_document_runs_as_printed(snippet, installation, tmp_path):
    assert snippet.language in RUNNERS, f"{snippet}: nobody can run {snippet.language!r}"
    RUNNERS[snippet.language](snippet, installation, tmp_path)


def examples(installation: Installation, tree: str, monkeypatch) -> list[Snippet]:
    """What the data page prints where it is served."""
    monkeypatch.setattr(settings, "site_dir", installation.folder / "site")
    return [
        Snippet(f"/app/data, {title}, {tree}", language, text)
        for title, language, text in data_page(published(), tree, installation.here).examples
    ]


@pytest.mark.parametrize("tree", [REAL, INVENTED])
@pytest.mark.parametrize("number", range(len(EXAMPLES)), ids=[title for title, _, _ in EXAMPLES])
def test_every_example_of_the_data_page_gives_rows(tree, number, installation, tmp_path, monkeypatch):
    """Of real councils after their first release, and of the Demonstration Region after many."""
    snippet, councils = examples(installation, tree, monkeypatch)[number], 212 if tree == REAL else 12
    env = environment(installation, tmp_path)
    if snippet.language == "bash":
        said = run(["bash", "-euo", "pipefail", "-c", snippet.text], tmp_path, env)
        made = [path for path in tmp_path.iterdir() if path.is_file()]
        assert made
        assert all(path.stat().st_size > 1000 for path in made)
        assert "SELECT" not in snippet.text or len(said.splitlines()) == councils
    else:
        assert RUNNERS[snippet.language](snippet, installation, tmp_path).strip() == str(councils)


def test_the_page_of_tokens_prints_what_the_document_prints_and_nothing_else():
    """So each of its examples was run above, or says that it was not."""
    printed = [(s.language, s.text) for s in in_documents() if s.where == "docs/returns-by-token.md"]
    assert printed == [(language, text) for _, language, text in SENDING]


def test_from_what_ships_no_council_has_a_level_as_the_readme_says(installation):
    """Most of the weight is known only from weekly returns."""
    ratings = (installation.folder / "site/current/data/ratings.csv").read_text(encoding="utf-8").splitlines()
    levels = {row["level_published"] for row in csv.DictReader(ratings)}
    said = "From the publications that ship with it no council has enough" in " ".join(
        (ROOT / "README.md").read_text(encoding="utf-8").split()
    )
    assert said == (levels == {""})


def test_no_page_prints_code_that_is_not_run(installation, monkeypatch):
    """Plain pages print the examples that were run above, with an address of their own, and nothing else."""
    run_above = {
        tree: {ADDRESS.sub("", snippet.text) for snippet in examples(installation, tree, monkeypatch)}
        for tree in (REAL, INVENTED)
    }
    for page in (installation.folder / "site/current").rglob("*.html"):
        tree = INVENTED if "demo" in page.parts else REAL
        printed = {ADDRESS.sub("", html.unescape(TAG.sub("", text))) for text in PRE.findall(page.read_text("utf-8"))}
        assert printed <= run_above[tree], page
        assert not printed or page.parent.name == "data", page


def test_the_commands_in_the_readme_of_the_data_folder_and_in_the_openapi_description_run(installation, tmp_path):
    readme = (installation.folder / "site/current/data/README.txt").read_text(encoding="utf-8")
    description = str(yaml.safe_load(described()))
    commands = {c.strip() for c in re.findall(r"\bpressure verify [\w/]+", readme + description)}
    assert commands
    env = environment(installation, tmp_path)
    for command in commands:
        run(["bash", "-c", re.sub(r"[A-Z_]{4,}", str(installation.folder / "site/current"), command)], tmp_path, env)
    for address in set(re.findall(r"https?://127\.0\.0\.1:\d+(/\S*)", readme)):
        assert urllib.request.urlopen(installation.here + address.rstrip(".,"), timeout=60).status == 200, address
