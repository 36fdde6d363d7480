"""`pressure demo` from its first second to its last: it answers at once, every address of it names the port it is on,
and nothing of it is left."""

import contextlib
import json
import re
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.browser.serving import free_port
from tests.serving.test_one_process import HERE, ends, started

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]  # three processes, which want the machine to themselves
WEEKS = "6"
"""Enough for a block of weeks, without which there is no level."""
PATIENCE_SECONDS = 300
OURS = re.compile(rb"https?://(?:127\.0\.0\.1|localhost|\[::1\])[^\s\"'<>)\\]*")
WHOLE = ("sitemap.xml", "robots.txt")


@dataclass
class Demonstration:
    """One that was started, what it said while its story was told, and where its files lie."""

    here: str
    running: subprocess.Popen[str]
    folder: Path
    answers: list[tuple[int, int, dict]] = field(default_factory=list)

    @property
    def site(self) -> Path:
        return next(self.folder.glob("care-pressure-demonstration-*")) / "site"

    def asked(self, path: str) -> tuple[int, str]:
        with contextlib.suppress(OSError):
            try:
                with urllib.request.urlopen(self.here + path, timeout=30) as answer:
                    return answer.status, answer.read().decode()
            except urllib.error.HTTPError as answer:
                return answer.code, answer.read().decode()
        return 0, ""

    def wait(self) -> None:
        """Until the story is told, noting each answer of the front page, the region and /readyz on the way."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until and not (self.answers and self.answers[-1][2].get("ready")):
            ready, front, region = (self.asked(path) for path in ("/readyz", "/", "/demo/"))
            if ready[0]:
                self.answers.append((front[0], region[0], json.loads(ready[1])))
            time.sleep(0.1)


@contextlib.contextmanager
def begun(folder: Path) -> Iterator[Demonstration]:
    port = free_port()
    with started(folder, ["-m", "pressure.cli", "demo", "--weeks", WEEKS, "--port", str(port)]) as running:
        found = Demonstration(f"http://{HERE}:{port}", running, folder)
        found.wait()
        yield found


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    with begun(tmp_path_factory.mktemp("first_minute")) as found:
        yield found


def test_it_answers_from_the_start_and_says_how_far_it_is_until_the_story_is_told(demonstration: Demonstration) -> None:
    *before, (front, region, ready) = demonstration.answers
    assert (front, region, ready["ready"]) == (200, 200, True)
    assert before
    assert {front for front, _, _ in before} == {200}
    assert {region for _, region, _ in before} <= {503, 200}  # the last may be told between two questions
    assert all(said["demonstration"]["work"] for _, region, said in before if region == 503 and not said["ready"])


def test_on_any_port_every_whole_address_of_it_names_that_port(demonstration: Demonstration) -> None:
    """A sitemap, a feed or a page that names another port leads to nothing, or to another service."""
    trees = [tree.resolve() for tree in (demonstration.site / "current", demonstration.site / "demo" / "current")]
    files = [path for tree in trees for path in tree.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= set(WHOLE)
    dead = {
        (str(path), address)
        for path in files
        for address in OURS.findall(path.read_bytes())
        if not address.startswith(demonstration.here.encode())
    }
    assert not dead
    assert sum(path.read_bytes().count(demonstration.here.encode()) for path in files if path.name in WHOLE) > 200


def test_every_address_of_its_sitemap_answers(demonstration: Demonstration) -> None:
    listed = re.findall(r"<loc>([^<]*)</loc>", demonstration.asked("/sitemap.xml")[1])
    assert all(address.startswith(demonstration.here) for address in listed)
    assert {demonstration.asked(address.removeprefix(demonstration.here))[0] for address in listed[::9]} == {200}


def test_the_front_page_leads_to_three_doors_and_says_each_level_in_colour_number_and_word(
    demonstration: Demonstration,
) -> None:
    front = demonstration.asked("/")[1]
    for who in ("A resident", "A director", "A journalist"):
        path = re.search(rf'<a href="([^"]*)">{who}</a>', front)[1]
        assert demonstration.asked(path)[0] == 200
    one = r'<li><p class="says"><a href="/demo/councils/X99\d+/">[^<]*</a> (.*?)</p>\s*<svg class="strip"'
    lines = re.findall(one, front)
    assert len(lines) == 12
    for line in lines:
        level = re.search(r'class="mark named level(\d)">(?:At least )?(\d) ([\w ]+) pressure<', line)
        assert level[1] == level[2] if level else "No current level" in line
    assert any('class="mark named level' in line for line in lines)
    assert "<script" not in front


def test_ended_it_leaves_no_process_and_no_file(tmp_path: Path) -> None:
    with begun(tmp_path) as demonstration:
        assert demonstration.asked("/healthz")[0] == 200
        demonstration.running.send_signal(signal.SIGINT)
        status, printed = ends(demonstration.running)
        assert status == 0, printed
        assert not list(demonstration.folder.glob("care-pressure-demonstration-*"))
        for who, path in (
            ("A resident", "/demo/councils/"),
            ("A director", "/sign-in"),
            ("A journalist", "/demo/data/"),
        ):
            assert re.search(rf"{who} +{re.escape(demonstration.here)}{path}", printed), printed


def test_a_story_that_cannot_be_told_is_said_on_the_page_and_in_the_terminal(tmp_path: Path) -> None:
    """With what to do. The process that tells it was killed."""
    port = free_port()
    with started(tmp_path, ["-m", "pressure.cli", "demo", "--weeks", "2", "--port", str(port)]) as running:
        found = Demonstration(f"http://{HERE}:{port}", running, tmp_path)
        until = time.monotonic() + PATIENCE_SECONDS
        while found.asked("/healthz")[0] != 200 and time.monotonic() < until:
            time.sleep(0.1)
        (child,) = (
            int(pid)
            for file in Path(f"/proc/{running.pid}/task").glob("*/children")
            for pid in file.read_text().split()
        )
        subprocess.run(["kill", "-KILL", str(child)], check=True)
        while "start “pressure demo” again" not in (page := found.asked("/demo/")[1]) and time.monotonic() < until:
            time.sleep(0.1)
        assert "Ctrl-C" in page
        assert "http-equiv" not in page
        assert json.loads(found.asked("/readyz")[1])["demonstration"]["failed"] is True
        running.terminate()
        status, printed = ends(running)
        assert status == 0, printed
        assert "start “pressure demo” again" in printed
