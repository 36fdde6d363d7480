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
from tests.installations import installation

DIED = 7


def released(office):
    office.now.later(minutes=1)
    return publish(office, by=OPERATOR, track=DEMONSTRATION, pages=False).release_id


def root(office):
    return site_of(office.site_dir, DEMONSTRATION)


def faults(office):
    return " ".join(f.what for f in agreement(office) if f.state == "fault")


def copied(office, name):
    """The database as it is now, kept elsewhere."""
    target = Path(office.engine.url.database).with_name(name)
    with closing(sqlite3.connect(office.engine.url.database)) as here, closing(sqlite3.connect(target)) as there:
        here.backup(there)
    return target


def with_database(office, file):
    """The same site and key beside another database file."""
    shutil.copy(key_path(office.engine.url.database, "sqlite"), key_path(str(file), "sqlite"))
    return replace(office, engine=open_engine(f"sqlite:///{file}"))


@pytest.fixture
def office(tmp_path):
    made = installation(tmp_path)[0]
    released(made)
    return made


def test_a_release_whose_commit_failed_was_never_published(office, monkeypatch):
    last = site.current(root(office)).id

    def failing(*_, **__):
        raise OSError("no space left")

    monkeypatch.setattr(publishing.releases, "add", failing)
    with pytest.raises(OSError, match="no space"):
        released(office)
    monkeypatch.undo()
    (phantom,) = (root(office) / "releases" / ".pending").iterdir()
    finish_interrupted(office)
    assert release_in_force(root(office), office.now() + timedelta(days=1)) == last
    assert f"release {phantom.stem} never happened" in faults(office)
    later = released(office)
    assert site.published(root(office)) == (last, later)


def dying(folder, moment):
    """A process that is gone between two steps of publishing."""
    setattr(publishing.making, moment, lambda *_, **__: os._exit(DIED))
    made, _ = folder
    publish(made, by=OPERATOR, track=DEMONSTRATION, pages=False)


@pytest.mark.parametrize("moment", ["settle", "make_current"])
def test_a_process_killed_after_the_commit_is_finished_at_the_next_start(office, moment):
    before = site.current(root(office)).id
    office.now.later(minutes=1)
    office.engine.dispose()
    child = multiprocessing.get_context("fork").Process(target=dying, args=((office, None), moment))
    child.start()
    child.join(60)
    assert child.exitcode == DIED
    assert site.published(root(office)) == (before,)
    assert "is stored and not public" in faults(office)
    finish_interrupted(office)
    assert len(site.published(root(office))) == 1 + 1
    assert faults(office) == ""


@pytest.mark.parametrize("published_after", [1, 2, 3])
def test_an_older_copy_moves_nothing_back_and_publishes_nothing_until_somebody_decided(office, published_after):
    older = copied(office, "older.sqlite")
    for _ in range(published_after):
        last = released(office)
    note = site.current(root(office)).read(CHECKPOINT)
    back = with_database(office, older)
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


def test_a_second_loss_takes_a_name_nobody_has_seen(office):
    older = copied(office, "older.sqlite")
    released(office)
    first = with_database(office, copied(with_database(office, older), "first.sqlite"))
    one = begin_again(first, by=OPERATOR, reason="Lost once.")
    released(first)
    second = with_database(office, older)
    two = begin_again(second, by=OPERATOR, reason="Lost twice.")
    released(second)
    assert one != two


def test_a_switch_moved_back_by_hand_does_not_disarm_the_guard(office):
    """The newest checkpoint anywhere counts, not the one in force."""
    older, first = copied(office, "older.sqlite"), site.current(root(office)).id
    for _ in range(2):
        released(office)
    publishing.making.make_current(root(office), first)
    with pytest.raises(Refusal, match="no longer contains"):
        released(with_database(office, older))


def test_a_new_database_beside_an_older_site_publishes_nothing(office, tmp_path):
    (tmp_path / "new").mkdir()
    new = replace(installation(tmp_path / "new")[0], site_dir=office.site_dir, now=office.now)
    assert "1 release" in faults(new)
    with pytest.raises(Refusal, match="newer than this database"):
        released(new)


@pytest.mark.parametrize("other", [True, False], ids=["another key", "no key"])
def test_another_key_or_none_is_said_and_no_key_is_made_in_silence(office, other):
    path = key_path(office.engine.url.database, "sqlite")
    path.unlink()
    if other:
        path.write_text("A" * 43 + "=")
    assert agreeing.OTHER_KEY in faults(office)
    with pytest.raises(Refusal, match="Put that key back"):
        released(office)
    assert path.exists() == other


def test_an_operator_without_the_key_can_begin_again_in_the_open(office):
    office.settings.signing_key = "A" * 43 + "="
    begin_again(office, by=OPERATOR, reason="The key was lost.")
    released(office)
    assert faults(office) == ""


def test_a_lost_site_is_named_and_the_next_release_continues_the_record(office):
    shutil.rmtree(office.site_dir)
    finish_interrupted(office)
    assert "is stored and not public" in faults(office)
    last = released(office)
    assert site.current(root(office)).id == last


def test_a_lost_site_and_an_older_copy_are_known_from_the_note_beside_the_database(office):
    older = copied(office, "older.sqlite")
    for _ in range(2):
        released(office)
    shutil.rmtree(office.site_dir)
    office.engine.dispose()
    shutil.copy(older, office.engine.url.database)
    for ending in ("-wal", "-shm"):
        Path(f"{office.engine.url.database}{ending}").unlink(missing_ok=True)
    with reading(office.engine) as connection:
        record.verify(record.entries(connection))
        assert parted(office, connection)
    with pytest.raises(Refusal, match="no longer contains"):
        released(office)
