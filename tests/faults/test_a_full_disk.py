"""A disk that takes no more: an error and no file, never half a release, and the last one still served."""

import resource
import subprocess
import sys

import pytest

from pressure.publish.check.verify import verify
from pressure.release import site
from tests import publish_cases

PUBLISH = """
import resource, signal, sys
from pathlib import Path
from pressure.access.permissions import OPERATOR
from pressure.actions.installation import Installation
from pressure.actions.releases.publishing import publish
from pressure.rules import load_rules
from pressure.settings import Settings
from pressure.store.engine import open_engine
from pressure.store.releases import DEMONSTRATION
folder = Path(sys.argv[1])
installation = Installation(
    engine=open_engine(f"sqlite:///{folder / 'pressure.sqlite'}"), site_dir=folder / "site",
    settings=Settings(), rules=load_rules(), demonstration=True,
)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
if sys.argv[2] != "0":
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
publish(installation, by=OPERATOR, track=DEMONSTRATION)
"""
FULL = ("File too large", "disk I/O error", "database or disk is full")


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    return publish_cases.told(tmp_path_factory.mktemp("told"))


def publish(told, limit: int) -> subprocess.CompletedProcess[str]:
    """In a process of its own, in which no file may grow beyond a limit (0: none)."""
    return subprocess.run(
        [sys.executable, "-c", PUBLISH, str(told.site_dir.parent), str(limit)],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize("limit", [1_000, 20_000, 40_000])
def test_a_release_that_does_not_fit_leaves_the_one_before_in_force(told, limit):
    """Wherever the space runs out: in the database, in a page, in a large file."""
    before = site.current(told.root).id
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    failed = publish(told, limit)
    assert failed.returncode != 0
    assert any(said in failed.stderr for said in ("File too large", "disk I/O error", "database or disk is full")), (
        failed.stderr
    )
    assert site.current(told.root).id == before
    assert verify(told.root / "current")["ratings"] > 0


@pytest.mark.slow
def test_the_next_release_with_room_enough_succeeds(told):
    """Nothing has to be cleaned up by hand."""
    before = site.current(told.root).id
    done = publish(told, 0)
    assert done.returncode == 0, done.stderr
    assert site.current(told.root).id != before
    assert verify(told.root / "current")["ratings"] > 0
