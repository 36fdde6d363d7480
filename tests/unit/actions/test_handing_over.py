"""Somebody else keeps the checkpoints: in a real git repository, one file a release."""

import subprocess
from pathlib import Path

import pytest

from pressure.access.permissions import OPERATOR, Role
from pressure.actions.record.handing_over import NotHandedOver, hand_over
from pressure.actions.releases.publishing import publish, site_of
from pressure.demo.places import PLACES, actor
from pressure.domain.refusals import Refusal
from pressure.publish.record.record_files import CHECKPOINT
from pressure.release import site
from pressure.store.releases import DEMONSTRATION
from tests.installations import new_installation


def git(*words: str, folder: Path) -> str:
    return subprocess.run(["git", "-C", str(folder), *words], capture_output=True, text=True, check=True).stdout


@pytest.fixture
def installation(tmp_path):
    return new_installation(tmp_path / "own" if (tmp_path / "own").mkdir() is None else tmp_path)[0]


@pytest.fixture
def theirs(tmp_path) -> Path:
    folder = tmp_path / "theirs.git"
    subprocess.run(["git", "init", "--quiet", "--bare", str(folder)], check=True)
    return folder


def released(installation) -> str:
    installation.now.later(minutes=1)
    return publish(installation, by=OPERATOR, track=DEMONSTRATION, pages=False).release_id


def kept(theirs: Path) -> dict[str, str]:
    names = git("ls-tree", "-r", "--name-only", "HEAD", folder=theirs).split()
    return {name: git("show", f"HEAD:{name}", folder=theirs) for name in names}


def test_each_release_is_handed_over_once_with_the_checkpoint_it_published(installation, theirs):
    one = released(installation)
    assert hand_over(installation, str(theirs), by=OPERATOR) == [f"demonstration/{one}.txt"]
    assert hand_over(installation, str(theirs), by=OPERATOR) == []
    two, three = released(installation), released(installation)
    assert hand_over(installation, str(theirs), by=OPERATOR) == [f"demonstration/{i}.txt" for i in (two, three)]
    root = site_of(installation.site_dir, DEMONSTRATION)
    assert kept(theirs) == {
        f"demonstration/{i}.txt": site.release(root, i).read(CHECKPOINT).decode() for i in (one, two, three)
    }
    assert git("rev-list", "--count", "HEAD", folder=theirs).strip() == "2"


def test_what_could_not_be_handed_over_waits_and_goes_with_the_next(installation, theirs):
    one = released(installation)
    away = theirs.rename(theirs.with_name("away.git"))
    with pytest.raises(NotHandedOver, match="git clone ended with") as refused:
        hand_over(installation, str(theirs), by=OPERATOR)
    assert str(theirs) not in str(refused.value)
    away.rename(theirs)
    two = released(installation)
    assert hand_over(installation, str(theirs), by=OPERATOR) == [f"demonstration/{i}.txt" for i in (one, two)]


def test_a_checkpoint_that_is_kept_is_never_written_over(installation, theirs, tmp_path):
    one = released(installation)
    hand_over(installation, str(theirs), by=OPERATOR)
    clone, file = tmp_path / "clone", f"demonstration/{one}.txt"
    subprocess.run(["git", "clone", "--quiet", str(theirs), str(clone)], check=True)
    (clone / file).write_text("another")
    git("-c", "user.name=a", "-c", "user.email=a@b.invalid", "commit", "--quiet", "-am", "Changed", folder=clone)
    git("push", "--quiet", folder=clone)
    released(installation)
    with pytest.raises(NotHandedOver, match=f"another checkpoint of release {one}"):
        hand_over(installation, str(theirs), by=OPERATOR)
    assert kept(theirs) == {file: "another"}


def test_officers_hand_nothing_over(installation, theirs):
    with pytest.raises(Refusal, match="Your role does not let you"):
        hand_over(installation, str(theirs), by=actor(PLACES[0], Role.DIRECTOR))
