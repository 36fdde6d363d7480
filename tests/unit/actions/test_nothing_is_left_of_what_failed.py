"""A release that came to nothing, or was lost with its database, leaves nothing that a later one is made of: rows of
the same numbers hold other figures then."""

import shutil

import pytest

from pressure.access.permissions import OPERATOR
from pressure.actions.installation import Installation
from pressure.actions.releases.agreeing import begin_again
from pressure.actions.releases.publishing import publish
from pressure.actions.releases.rebuilding import rebuild
from pressure.actions.returns.loading import load
from pressure.demo.places import HUB, PLACES
from pressure.publish.check.verify import verify
from pressure.release.pieces import forget_pieces
from pressure.store.releases import DEMONSTRATION
from tests.installations import SUNDAY, new_installation, return_of


def send(installation: Installation, waiting: str) -> None:
    load(
        installation,
        by=HUB,
        source_id="weekly-return",
        name="r.csv",
        data=return_of(PLACES[0], SUNDAY, wl_assess_rate=waiting),
    )


def released(installation: Installation) -> str:
    return publish(installation, by=OPERATOR, track=DEMONSTRATION).release_id


def holds(installation: Installation, release_id: str) -> None:
    """The files say one thing, and a new process makes the same."""
    assert verify(installation.site_dir / "demo" / "current")["ratings"] > 0
    forget_pieces()
    assert rebuild(installation, release_id, DEMONSTRATION).different == ()


@pytest.mark.parametrize("cache_too", [False, True])
def test_a_release_after_one_that_failed_is_made_of_its_own_figures(tmp_path, cache_too: bool) -> None:
    installation, clock = new_installation(tmp_path)
    send(installation, "333")
    released(installation)
    send(installation, "3333")
    clock.later(minutes=5)
    pending = installation.site_dir / "demo" / "releases" / ".pending"
    shutil.rmtree(pending, ignore_errors=True)
    pending.touch()
    with pytest.raises(OSError, match="pending"):
        released(installation)
    pending.unlink()
    if cache_too:
        forget_pieces()
    send(installation, "300")
    clock.later(minutes=5)
    holds(installation, released(installation))


def test_a_release_after_a_restored_copy_is_made_of_its_own_figures(tmp_path) -> None:
    """The public saw a release that the database lost; the operator begins the record again."""
    installation, clock = new_installation(tmp_path)
    send(installation, "333")
    released(installation)
    installation.engine.dispose()
    shutil.copy(tmp_path / "pressure.sqlite", tmp_path / "copy.sqlite")
    clock.later(weeks=1)
    send(installation, "3333")
    released(installation)
    installation.engine.dispose()
    for journal in tmp_path.glob("pressure.sqlite-*"):
        journal.unlink()
    shutil.copy(tmp_path / "copy.sqlite", tmp_path / "pressure.sqlite")
    clock.later(weeks=1)
    begin_again(installation, by=OPERATOR, reason="The disk failed.")
    send(installation, "300")
    clock.later(minutes=5)
    holds(installation, released(installation))
