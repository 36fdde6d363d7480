"""Random officers at the real acts, on a real database, with forgeries by direct SQL between them: whatever happens,
everything in force was signed by a second person who may sign, on the very text, within the time."""

import hashlib
import shutil
import tempfile
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import event, insert, select, update
from sqlalchemy.exc import DBAPIError

from pressure.access.permissions import Actor, Role
from pressure.actions.declarations import declaring
from pressure.actions.installation import Installation
from pressure.demo.places import PLACES, actor, person_id
from pressure.domain.declarations import Kind
from pressure.domain.moments import day_of
from pressure.domain.refusals import Refusal
from pressure.settings import Settings
from pressure.store import declarations, people, record, tables
from pressure.store.engine import open_engine, reading, writing
from tests.installations import RULES, TestClock, new_installation
from tests.rating_cases import SEARCHES

PLACE, OTHER = PLACES[0], PLACES[1]
DIRECTOR, SIGNATORY = actor(PLACE, Role.DIRECTOR), actor(PLACE, Role.SIGNATORY)
DEPUTY = Actor(person_id=person_id(PLACE, Role.AUDITOR), roles=DIRECTOR.roles)
CHIEF = Actor(person_id=person_id(PLACE, Role.DATA_OFFICER), roles=SIGNATORY.roles)
OFFICERS = [
    DIRECTOR,
    SIGNATORY,
    DEPUTY,
    CHIEF,
    actor(OTHER, Role.SIGNATORY),
    actor(OTHER, Role.DIRECTOR),
    actor(PLACE, Role.PRINCIPAL_SOCIAL_WORKER),
    actor(PLACE, Role.ADMINISTRATOR),
]
PROPOSING = st.sampled_from([DIRECTOR] * 12 + [DEPUTY] * 4 + OFFICERS)
DECIDING = st.sampled_from([SIGNATORY] * 8 + [CHIEF] * 8 + OFFICERS)
MOSTLY, OFTEN = st.sampled_from([True] * 7 + [False]), st.sampled_from([True] * 3 + [False])
LAPSE = timedelta(hours=24)
GAPS = st.sampled_from([timedelta(microseconds=1)] * 6 + [timedelta(hours=1)] * 3 + [timedelta(hours=23), LAPSE])
STEPS = 500
RARE = ("an earlier text",)
"""What only a longer search meets for certain."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template")
    new_installation(folder)[0].engine.dispose()
    return folder / "pressure.sqlite"


class Signing(RuleBasedStateMachine):
    """`waiting` is (digest, proposer, when, kind) of the newest proposal, worked out here without the code under test;
    `signed` are the kinds that were signed of the present declaration."""

    template: ClassVar[Path]
    met: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.folder, self.clock = Path(tempfile.mkdtemp(prefix="pressure-signing-")), TestClock()
        engine = open_engine.__wrapped__(f"sqlite:///{shutil.copy(self.template, self.folder)}")
        event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF").close())
        self.installation = Installation(
            engine=engine, rules=RULES, site_dir=self.folder, settings=Settings(), now=self.clock, simulated=True
        )
        self.number, self.words, self.waiting, self.before = 0, 0, None, "0" * 64
        self.signed: list[Kind] = []

    def teardown(self) -> None:
        self.installation.engine.dispose()
        shutil.rmtree(self.folder)

    @property
    def declaration_id(self) -> str:
        return f"{PLACE.code}-{self.number}"

    @property
    def over(self) -> bool:
        return Kind.END in self.signed

    def still_waiting(self):
        return self.waiting if self.waiting and self.clock.at < self.waiting[2] + LAPSE else None

    def done(self, act) -> bool:
        """Whether it was done; every step is counted here."""
        self.met["a step"] += 1
        try:
            act()
        except Refusal:
            return False
        return True

    def pass_time(self, gap):
        before = self.still_waiting()
        self.clock.at += gap
        self.met["lapsed"] += before is not None and self.still_waiting() is None

    @initialize()
    def the_director_proposes(self):
        self.somebody_proposes(by=DIRECTOR, kind=Kind.DECLARE, next_in_turn=True, fresh=True, gap=timedelta())

    @rule(by=PROPOSING, kind=st.sampled_from(list(Kind)), next_in_turn=MOSTLY, fresh=MOSTLY, gap=GAPS)
    def somebody_proposes(self, by, kind, next_in_turn, fresh, gap):
        self.pass_time(gap)
        self.words += 1
        if next_in_turn:
            kind = Kind.DECLARE if not self.signed else Kind.RENEW if kind is Kind.DECLARE else kind
        said = {"area": "North", "reason": f"Reason {self.words}."}
        today = day_of(self.clock.at)
        by = replace(by, authenticated_at=self.clock.at - timedelta(minutes=4 if fresh else 6))
        new = self.number == 0 or self.over
        if new:
            done = self.done(
                lambda: declaring.propose(
                    self.installation,
                    by=by,
                    council_code=PLACE.code,
                    measure_id="reduced_risk_reviews",
                    text=said,
                    starts_at=self.clock.at,
                    review_by=today,
                )
            )
            fits = True
        else:
            done = self.done(
                lambda: declaring.propose_change(
                    self.installation, by=by, declaration_id=self.declaration_id, kind=kind, text=said, review_by=today
                )
            )
            fits = (kind is Kind.DECLARE) != bool(self.signed)
        assert done == (fits and fresh and by.roles == DIRECTOR.roles)
        if not done:
            return
        if new:
            self.number, self.signed, kind = self.number + 1, [], Kind.DECLARE
        self.met["an edit voids"] += self.still_waiting() is not None and not new
        self.before = self.waiting[0] if self.waiting else self.before
        digest = declaring.waiting(self.installation, self.declaration_id)[1]
        self.waiting = (digest, by.person_id, self.clock.at, kind)

    @rule(by=DECIDING, newest=OFTEN, fresh=MOSTLY, signs=st.booleans(), alone=OFTEN, gap=GAPS)
    def somebody_decides(self, by, newest, fresh, signs, alone, gap):
        """`alone`: the director does not manage them."""
        self.pass_time(gap)
        with writing(self.installation.engine) as connection:
            above = None if alone or by is DIRECTOR else DIRECTOR.person_id
            people.change(connection, by.person_id, managed_by=above)
        waiting, back = self.still_waiting(), not signs
        digest = self.waiting[0] if self.waiting and newest else self.before
        may = waiting is not None and fresh and by.roles == SIGNATORY.roles and by.person_id != waiting[1]
        by = replace(by, authenticated_at=self.clock.at - timedelta(minutes=4 if fresh else 6))
        asked = {"by": by, "declaration_id": self.declaration_id, "text_sha256": digest}
        if back:
            done = self.done(lambda: declaring.send_back(self.installation, **asked, reason="Unclear."))
            assert done == (may and digest == waiting[0])
        else:
            done = self.done(lambda: declaring.sign(self.installation, names_nobody=True, **asked))
            theirs = waiting is not None and waiting[1] == DIRECTOR.person_id and above is not None
            self.met["own manager"] += may and theirs
            self.met["an earlier text"] += may and digest != waiting[0]
            assert done == (may and not theirs and digest == waiting[0])
        if done:
            self.met["sent back" if back else f"signed: {waiting[3]}"] += 1
            self.signed += [] if back else [waiting[3]]
            self.waiting = None

    @precondition(lambda self: self.waiting)
    @rule(signer=st.sampled_from(OFFICERS), author=st.sampled_from(OFFICERS), digest=st.sampled_from(["own", "other"]))
    def somebody_forges_a_signature_in_the_database(self, signer, author, digest):
        """With the file in hand and no act: the proposer cannot sign, nobody else can be named the proposer, and no
        other text can be named. What direct SQL could still insert is somebody else's honest signature."""
        digest_sha256, proposer, _, _ = self.waiting
        with reading(self.installation.engine) as connection:
            proposal = declarations.last_proposal(connection, self.declaration_id)
        row = {
            "proposal_id": proposal.id,
            "declaration_id": self.declaration_id,
            "proposed_by": author.person_id,
            "text_sha256": digest_sha256 if digest == "own" else "f" * 64,
            "outcome": "signed",
            "reason": "",
            "signed_by": signer.person_id,
            "signed_by_role": "signatory",
            "signed_at": self.clock.at,
        }
        if signer.person_id != proposer and author.person_id == proposer and digest == "own":
            return
        self.met["forged"] += 1
        with pytest.raises(DBAPIError), writing(self.installation.engine) as connection:
            connection.execute(insert(tables.signatures).values(row))

    @rule(column=st.sampled_from(["text", "text_sha256", "proposed_by", "stage"]))
    def somebody_changes_a_proposal_in_the_database(self, column):
        self.met["forged"] += 1
        with pytest.raises(DBAPIError, match="never changed"), writing(self.installation.engine) as connection:
            connection.execute(update(tables.proposals).values({column: "1" if column != "stage" else 3}))

    @invariant()
    def everything_in_force_was_signed_by_another_on_the_very_text_in_time(self):
        proposed, decided = tables.proposals, tables.signatures
        with reading(self.installation.engine) as connection:
            rows = (
                connection.execute(
                    select(proposed, decided)
                    .join(decided, decided.c.proposal_id == proposed.c.id)
                    .where(decided.c.outcome == "signed")
                )
                .mappings()
                .all()
            )
            known = declarations.register(
                connection, RULES.in_force(day_of(self.clock.at)).declarations, PLACE.code, self.clock.at
            )
            assert record.verify(record.entries(connection))[0] == record.size(connection)
        for row in rows:
            assert row[decided.c.signed_by] != row[proposed.c.proposed_by]
            assert row[decided.c.text_sha256] == hashlib.sha256(row[proposed.c.text].encode()).hexdigest()
            assert row[proposed.c.proposed_at] <= row[decided.c.signed_at] < row[proposed.c.proposed_at] + LAPSE
            assert row[decided.c.signed_by] in {SIGNATORY.person_id, CHIEF.person_id}
        in_force = known.in_force(self.clock.at)
        assert {entry.declaration_id for entry in in_force} == (
            {self.declaration_id} if self.signed and not self.over else set()
        )
        assert sum(row[proposed.c.declaration_id] == self.declaration_id for row in rows) == len(self.signed)


def test_no_act_and_no_forgery_leads_to_force_without_a_second_person(template: Path) -> None:
    Signing.template = template
    Signing.met.clear()
    run_state_machine_as_test(
        Signing,
        settings=settings(
            max_examples=15 * SEARCHES,
            stateful_step_count=40,
            deadline=None,
            derandomize=SEARCHES == 1,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
    print(dict(Signing.met))
    assert Signing.met["a step"] + Signing.met["forged"] >= STEPS
    for happened in ("lapsed", "an edit voids", "own manager", "sent back", *RARE[: SEARCHES - 1]):
        assert Signing.met[happened] >= 1, happened
    assert sum(Signing.met[f"signed: {kind}"] for kind in Kind) >= 3
