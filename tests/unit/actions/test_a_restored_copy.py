"""What was published stays published: phantoms, restored copies, other keys, lost databases, lost sites."""

import multiprocessing
import os
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from pressure.access.permissions import OPERATOR
from pressure.actions.releases import agreeing, publishing
from pressure.actions.releases.agreeing import begin_again, parted
from pressure.actions.releases.publishing import finish_interrupted, publish, site_of
from pressure.commands.agreement import agreement
from pressure.domain.refusals import Refusal
from pressure.publish.record.record_files import CHECKPOINT
from pressure.publish.record.signing_key import key_path
from pressure.release import site
from pressure.store import record
from pressure.store.engine import open_engine, reading
from pressure.store.releases import DEMONSTRATION
from pressure.web.release_files.as_of import release_in_force
from tests.installations import copy_of, new_installation

DIED = 7


def released(installation):
    installation.now.later(minutes=1)
    return publish(installation, by=OPERATOR, track=DEMONSTRATION, pages=False).release_id


def root(installation):
    return site_of(installation.site_dir, DEMONSTRATION)


def faults(installation):
    return " ".join(f.what for f in agreement(installation) if f.state == "fault")


def copied(installation, name):
    """The database as it is now, kept elsewhere."""
    target = Path(installation.engine.url.database).with_name(name)
    with closing(sqlite3.connect(installation.engine.url.database)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)
    return target


def with_database(installation, file):
    """The same site and key beside another database file."""
    shutil.copy(key_path(installation.engine.url.database, "sqlite"), key_path(str(file), "sqlite"))
    return replace(installation, engine=open_engine(f"sqlite:///{file}"))


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    made = new_installation(tmp_path_factory.mktemp("made"))[0]
    released(made)
    return made


@pytest.fixture
def installation(made, tmp_path):
    return copy_of(made, tmp_path)[0]


def test_a_release_whose_commit_failed_was_never_published(installation, monkeypatch):
    last = site.current(root(installation)).id

    def failing(*_, **__):
        raise OSError("no space left")

    monkeypatch.setattr(publishing.releases, "add", failing)
    with pytest.raises(OSError, match="no space"):
        released(installation)
    monkeypatch.undo()
    (phantom,) = (root(installation) / "releases" / ".pending").iterdir()
    finish_interrupted(installation)
    assert release_in_force(root(installation), installation.now() + timedelta(days=1)) == last
    assert f"release {phantom.stem} never happened" in faults(installation)
    later = released(installation)
    assert site.published(root(installation)) == (last, later)


def dying(folder, moment):
    """A process that is gone between two steps of publishing."""
    setattr(publishing.making, moment, lambda *_, **__: os._exit(DIED))
    made, _ = folder
    publish(made, by=OPERATOR, track=DEMONSTRATION, pages=False)


@pytest.mark.parametrize("moment", ["settle", "make_current"])
def test_a_process_killed_after_the_commit_is_finished_at_the_next_start(installation, moment):
    before = site.current(root(installation)).id
    installation.now.later(minutes=1)
    installation.engine.dispose()
    child = multiprocessing.get_context("fork").Process(target=dying, args=((installation, None), moment))
    child.start()
    child.join(60)
    assert child.exitcode == DIED
    assert site.published(root(installation)) == (before,)
    assert "is stored and not public" in faults(installation)
    finish_interrupted(installation)
    assert len(site.published(root(installation))) == 1 + 1
    assert faults(installation) == ""


@pytest.mark.parametrize("published_after", [1, 2, 3])
def test_an_older_copy_moves_nothing_back_and_publishes_nothing_until_somebody_decided(installation, published_after):
    older = copied(installation, "older.sqlite")
    for _ in range(published_after):
        last = released(installation)
    note = site.current(root(installation)).read(CHECKPOINT)
    back = with_database(installation, older)
    finish_interrupted(back)
    assert site.current(root(back)).id == last
    assert f"{published_after} release" in faults(back)
    with pytest.raises(Refusal, match="newer than this database"):
        released(back)
    assert site.current(root(back)).read(CHECKPOINT) == note

    name = begin_again(back, by=OPERATOR, reason="The disk failed and the copy was a day old.")
    assert faults(back) == ""
    now = site.release(root(back), released(back))
    assert now.read(CHECKPOINT).decode().startswith(f"{name}\n")
    assert b"The disk failed and the copy was a day old." in now.read("record/DEMO_reasons.csv")
    assert b"disk" not in now.read("record/DEMO_record.jsonl")
    assert {last, now.id} <= set(site.published(root(back)))
    assert site.release(root(back), last).read(CHECKPOINT) == note
    with pytest.raises(Refusal, match="nothing to decide"):
        begin_again(back, by=OPERATOR, reason="Again.")


def test_a_second_loss_takes_a_name_nobody_has_seen(installation):
    older = copied(installation, "older.sqlite")
    released(installation)
    first = with_database(installation, copied(with_database(installation, older), "first.sqlite"))
    one = begin_again(first, by=OPERATOR, reason="Lost once.")
    released(first)
    second = with_database(installation, older)
    two = begin_again(second, by=OPERATOR, reason="Lost twice.")
    released(second)
    assert one != two


def test_a_switch_moved_back_by_hand_does_not_disarm_the_guard(installation):
    """The newest checkpoint anywhere counts, not the one in force."""
    older, first = copied(installation, "older.sqlite"), site.current(root(installation)).id
    for _ in range(2):
        released(installation)
    publishing.making.make_current(root(installation), first)
    with pytest.raises(Refusal, match="no longer contains"):
        released(with_database(installation, older))


def test_a_new_database_beside_an_older_site_publishes_nothing(installation, tmp_path):
    (tmp_path / "new").mkdir()
    new = replace(new_installation(tmp_path / "new")[0], site_dir=installation.site_dir, now=installation.now)
    assert "1 release" in faults(new)
    with pytest.raises(Refusal, match="newer than this database"):
        released(new)


@pytest.mark.parametrize("other", [True, False], ids=["another key", "no key"])
def test_another_key_or_none_is_said_and_no_key_is_made_in_silence(installation, other):
    path = key_path(installation.engine.url.database, "sqlite")
    path.unlink()
    if other:
        path.write_text("A" * 43 + "=")
    assert agreeing.OTHER_KEY in faults(installation)
    with pytest.raises(Refusal, match="Put that key back"):
        released(installation)
    assert path.exists() == other


def test_an_operator_without_the_key_can_begin_again_in_the_open(installation):
    installation.settings.signing_key = "A" * 43 + "="
    begin_again(installation, by=OPERATOR, reason="The key was lost.")
    released(installation)
    assert faults(installation) == ""


def test_a_lost_site_is_named_and_the_next_release_continues_the_record(installation):
    shutil.rmtree(installation.site_dir)
    finish_interrupted(installation)
    assert "is stored and not public" in faults(installation)
    last = released(installation)
    assert site.current(root(installation)).id == last


def test_a_lost_site_and_an_older_copy_are_known_from_the_note_beside_the_database(installation):
    older = copied(installation, "older.sqlite")
    for _ in range(2):
        released(installation)
    shutil.rmtree(installation.site_dir)
    installation.engine.dispose()
    shutil.copy(older, installation.engine.url.database)
    for ending in ("-wal", "-shm"):
        Path(f"{installation.engine.url.database}{ending}").unlink(missing_ok=True)
    with reading(installation.engine) as connection:
        record.verify(record.entries(connection))
        assert parted(installation, connection)
    with pytest.raises(Refusal, match="no longer contains"):
        released(installation)
