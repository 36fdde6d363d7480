"""A wheel holds everything that the program reads: installed elsewhere, it is the same installation."""

import json
import os
import socket
import subprocess
import sys
import sysconfig
import time
import venv
from pathlib import Path
from urllib.request import urlopen

import pytest

from pressure.settings import ROOT
from tests.shipped_sources import all_sources

PAGE = """
from pathlib import Path
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest
import pressure
from pressure.settings import SHIPPED

ContextProxy.cookies = property(lambda _: {})
app = AppTest.from_file(str(Path(pressure.__file__).parent / "shell" / "ui.py"), default_timeout=60)
app.run()
app.switch_page(str(SHIPPED / "pages" / "back_test.py"))
app.run()
assert not app.exception, app.exception
print(pressure.__file__, app.title[0].value)
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel; what it depends on is lent by this one, the checkout is not."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", str(ROOT), "--no-deps", "--quiet", "--wheel-dir", folder], check=True
    )
    venv.create(folder / "own", with_pip=True)
    (wheel,) = folder.glob("*.whl")
    python = folder / "own" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--no-deps", "--quiet", wheel], check=True)
    where = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout.strip()
    (Path(where) / "lent.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    (folder / "here").mkdir()
    return folder


def run(installed: Path, *words: str) -> str:
    """A command of the wheel, in an empty folder and without settings."""
    done = subprocess.run(
        [installed / "own" / "bin" / words[0], *words[1:]],
        cwd=installed / "here",
        env=clean(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def clean() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("PRESSURE_", "PYTHON"))}


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_wheel_lists_its_sources_brings_itself_up_and_serves(installed: Path) -> None:
    """Once it held code alone: the rules, the pages and the publications stood beside it in the clone."""
    assert {row["id"] for row in json.loads(run(installed, "pressure", "sources", "--json"))} == {
        s.id for s in all_sources()
    }
    up = json.loads(run(installed, "pressure", "upgrade", "--json"))
    assert len(up["loads"]) == sum(len(s.shipped) for s in all_sources())
    assert sorted(p.name for p in (installed / "here").iterdir()) == ["site", "var"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    serving = subprocess.Popen(
        [installed / "own" / "bin" / "pressure", "serve", "--port", str(port)], cwd=installed / "here", env=clean()
    )
    try:
        here = f"http://127.0.0.1:{port}"
        for _ in range(150):
            try:
                assert up["release_id"] in urlopen(f"{here}/data/manifest.json", timeout=5).read().decode()
                break
            except OSError:
                time.sleep(0.2)
        else:
            pytest.fail("It did not answer within 30 seconds.")
        for address in ("/", "/method/", "/data/national.csv", "/app/map"):
            assert urlopen(f"{here}{address}", timeout=30).status == 200, address
    finally:
        serving.terminate()
        assert serving.wait(20) == 0
    file, title = run(installed, "python", "-c", PAGE).strip().split(" ", 1)
    assert Path(file).is_relative_to(installed)
    assert title == "Looking back"
