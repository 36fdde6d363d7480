"""The record under random use: entries, repeated requests, entries that cannot be written, crashes in the middle, and
checkpoints kept along the way. It is one chain of what was acknowledged, and every checkpoint holds."""

import json
import shutil
import tempfile
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from rfc8785 import CanonicalizationError
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from pressure.document.entries import Kind
from pressure.store import record, schema
from pressure.store.engine import open_engine, reading, writing
from pressure.store.record import merkle
from pressure.store.record.checkpoint import Checkpoint, sign
from tests.generative.test_record_verifiers import KEY, NAME, file_of, theirs
from tests.rating_cases import SEARCHES
from tests.store.rows import START

STEPS = 500


class PowerCut(Exception):
    """Stands for whatever ends a process in the middle of an act."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "record.db"
    engine = open_engine.__wrapped__(f"sqlite:///{path}")
    schema.upgrade(engine)
    engine.dispose()
    return path


class Recording(RuleBasedStateMachine):
    """`kept` are the numbers that were acknowledged, in order; `notes` the checkpoints a witness took away."""

    template: ClassVar[Path]
    met: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="pressure-record-"))
        self.path = shutil.copy(self.template, self.folder)
        self.open()
        self.kept: list[int] = []
        self.notes: list[str] = []
        self.number, self.at = 0, START

    def open(self) -> None:
        self.engine = open_engine.__wrapped__(f"sqlite:///{self.path}")
        event.listen(self.engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF").close())

    def teardown(self) -> None:
        self.engine.dispose()
        shutil.rmtree(self.folder)

    def add(self, connection, *, at: datetime | None = None, key: str | None = None, **what: object) -> None:
        record.append(
            connection,
            Kind("test").of(what={"number": self.number, **what}),
            at=at or self.at,
            by_person="p-1",
            by_role="director",
            idempotency_key=key or f"k{self.number}",
        )

    def lines(self) -> list[bytes]:
        with reading(self.engine) as connection:
            return [body.encode() for _, body, _ in record.entries(connection)]

    @initialize()
    def a_first_entry(self):
        self.an_entry_is_added(words="", hours=0)

    @rule(words=st.sampled_from(["", "é", "a\nb", '"', "\u2028"]), hours=st.sampled_from([0, 0, 1, -1]))
    def an_entry_is_added(self, words, hours):
        """Also when the clock has gone back."""
        self.met["a step"] += 1
        self.at += timedelta(hours=hours)
        self.number += 1
        with writing(self.engine) as connection:
            self.add(connection, words=words)
        self.kept.append(self.number)

    @rule(pick=st.integers(0, 10**6))
    def a_request_is_repeated(self, pick):
        """Its answer was lost, and it comes again."""
        self.met["a step"] += 1
        self.met["repeated"] += 1
        with pytest.raises(DBAPIError), writing(self.engine) as connection:
            self.add(connection, key=f"k{self.kept[pick % len(self.kept)]}")

    @rule(how=st.sampled_from(["a time without an offset", "no number", "too large for JSON"]))
    def an_entry_that_cannot_be_written_is_refused(self, how):
        self.met["a step"] += 1
        self.met["invalid"] += 1
        more = {
            "a time without an offset": {"at": START.replace(tzinfo=None)},
            "no number": {"n": float("nan")},
            "too large for JSON": {"n": 2**60},
        }[how]
        with pytest.raises((ValueError, CanonicalizationError)), writing(self.engine) as connection:
            self.add(connection, key="never", **more)

    @rule(entries=st.integers(1, 3))
    def an_act_dies_after_its_entry_was_written(self, entries):
        """Neither the act nor its entry is there afterwards."""
        self.met["a step"] += 1
        self.met["crashed"] += 1
        with pytest.raises(PowerCut):
            self.die(entries)
        self.engine.dispose()
        self.open()

    def die(self, entries: int) -> None:
        with writing(self.engine) as connection:
            for extra in range(entries):
                self.add(connection, key=f"lost {self.number} {extra}")
            raise PowerCut

    @rule(verb=st.sampled_from(["UPDATE record SET body = body", "DELETE FROM record"]))
    def somebody_tries_to_change_it(self, verb):
        self.met["a step"] += 1
        with pytest.raises(DBAPIError, match="never changed"), writing(self.engine) as connection:
            connection.execute(text(verb))

    @rule()
    def a_witness_takes_a_checkpoint(self):
        self.met["a step"] += 1
        self.met["checkpoints"] += 1
        lines = self.lines()
        self.notes.append(sign(Checkpoint(NAME, len(lines), merkle.root(lines)), KEY))

    @invariant()
    def it_is_one_chain_of_what_was_acknowledged(self):
        with reading(self.engine) as connection:
            chain = list(record.entries(connection))
        assert record.verify(chain)[0] == len(self.kept)
        assert [json.loads(body)["what"]["number"] for _, body, _ in chain] == self.kept

    @invariant()
    def every_checkpoint_ever_taken_holds(self):
        """By the program a journalist runs."""
        data = file_of(self.lines())
        for note in self.notes[-2:]:
            assert theirs(data, note)


def test_the_record_survives_whatever_is_done_to_it(template: Path) -> None:
    Recording.template = template
    Recording.met.clear()
    run_state_machine_as_test(
        Recording,
        settings=settings(
            max_examples=12 * SEARCHES,
            stateful_step_count=50,
            deadline=None,
            derandomize=SEARCHES == 1,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
    print(dict(Recording.met))
    assert Recording.met["a step"] >= STEPS
    for happened in ("repeated", "invalid", "crashed", "checkpoints"):
        assert Recording.met[happened] >= 10, happened
