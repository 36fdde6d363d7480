"""Random officers, texts and clocks against the declaration rules: a model in ten lines must agree at every step."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from pressure.domain.declarations import Kind, State, as_at, propose, propose_change, send_back, sign
from pressure.domain.moments import day_of
from pressure.domain.refusals import Refusal
from tests.rating_cases import BOOK, COUNCIL, SEARCHES

RULES = BOOK.declarations
LAPSE = timedelta(hours=RULES.proposal_lapses_after_hours)
PEOPLE = st.sampled_from(["director", "deputy", "chief", "monitor"])
TEXTS = st.sampled_from(["a" * 64, "b" * 64])
TICK = timedelta(microseconds=1)
GAPS = st.sampled_from(
    [TICK, TICK, timedelta(hours=1), timedelta(hours=1), timedelta(hours=11), LAPSE - TICK, LAPSE, timedelta(days=9)]
)
STEPS = 2_000
REVIEWS = st.integers(min_value=-1, max_value=30)


class Declaring(RuleBasedStateMachine):
    """`waiting` is (kind, text, proposer, when), worked out here without the code under test. `met` counts what every
    run of the machine came across, so that a machine that stands still is noticed."""

    met: ClassVar[Counter[str]] = Counter()

    def __init__(self) -> None:
        super().__init__()
        self.at = datetime(2026, 11, 23, 10, tzinfo=UTC)
        self.waiting = None
        self.signatures = []
        self.one = None

    @initialize(by=PEOPLE, text=TEXTS, stage=st.sampled_from([1, 2, 3]))
    def first_proposal(self, by, text, stage):
        self.one = propose(
            declaration_id="D",
            council_code=COUNCIL,
            stage=stage,
            starts_at=self.at,
            review_by=day_of(self.at),
            text_sha256=text,
            by=by,
            at=self.at,
            rules=RULES,
        )
        self.waiting = (Kind.DECLARE, text, by, self.at)

    @precondition(lambda self: self.signatures[-1:] and self.signatures[-1][0] is Kind.END)
    @rule(by=PEOPLE, text=TEXTS, stage=st.sampled_from([1, 2, 3]))
    def another_declaration(self, by, text, stage):
        """What has ended stays ended; the next one begins from nothing."""
        self.signatures = []
        self.first_proposal(by=by, text=text, stage=stage)

    def still_waiting(self):
        return self.waiting if self.waiting and self.at < self.waiting[3] + LAPSE else None

    @rule(gap=GAPS)
    def time_passes(self, gap):
        self.met["a step"] += 1
        self.met["lapsed"] += bool(self.waiting) and self.still_waiting() is None
        self.at += gap

    @rule(by=PEOPLE, text=TEXTS, kind=st.sampled_from(list(Kind)), days=REVIEWS)
    def someone_proposes(self, by, text, kind, days):
        self.met["a step"] += 1
        in_force = bool(self.signatures)
        ended = in_force and self.signatures[-1][0] is Kind.END
        review_fits = kind is Kind.END or 0 <= days <= RULES.review_within_days[self.one.stage]
        allowed = not ended and (kind is not Kind.DECLARE) == in_force and review_fits
        try:
            self.one = propose_change(
                self.one,
                kind=kind,
                text_sha256=text,
                by=by,
                at=self.at,
                rules=RULES,
                review_by=day_of(self.at) + timedelta(days=days),
            )
        except Refusal:
            assert not allowed
        else:
            assert allowed
            self.met["an edit voids"] += self.still_waiting() is not None
            self.waiting = (kind, text, by, self.at)

    @rule(by=PEOPLE, text=TEXTS, ends=st.booleans())
    def someone_proposes_what_may_come_next(self, by, text, ends):
        kind = Kind.DECLARE if not self.signatures else Kind.END if ends else Kind.RENEW
        self.someone_proposes(by=by, text=text, kind=kind, days=1)

    @precondition(lambda self: self.still_waiting() is not None)
    @rule(by=PEOPLE)
    def someone_signs_what_waits(self, by):
        self.someone_signs(by=by, text=self.waiting[1], managed=False)

    @rule(by=PEOPLE, text=TEXTS, managed=st.sampled_from([False, False, False, True]))
    def someone_signs(self, by, text, managed):
        waiting = self.still_waiting()
        self.met["a step"] += 1
        self.met["own proposal"] += waiting is not None and by == waiting[2] and text == waiting[1]
        self.met["another text"] += waiting is not None and by != waiting[2] and text != waiting[1]
        allowed = waiting is not None and by != waiting[2] and text == waiting[1] and not managed
        try:
            self.one = sign(self.one, text_sha256=text, by=by, managed_by_proposer=managed, at=self.at, rules=RULES)
        except Refusal:
            assert not allowed
        else:
            assert allowed
            self.met[f"signed: {waiting[0]}"] += 1
            self.signatures.append((waiting[0], waiting[2], by))
            self.waiting = None

    @rule(by=PEOPLE)
    def someone_sends_back(self, by):
        self.met["a step"] += 1
        waiting = self.still_waiting()
        try:
            self.one = send_back(self.one, text_sha256=waiting[1] if waiting else "", by=by, at=self.at, rules=RULES)
        except Refusal:
            assert waiting is None or by == waiting[2]
        else:
            assert waiting is not None
            assert by != waiting[2]
            self.waiting = None

    @invariant()
    def every_public_state_has_two_different_signatures_behind_it(self):
        if self.one is None:
            return
        kinds = [kind for kind, _, _ in self.signatures]
        assert all(proposer != signer for _, proposer, signer in self.signatures)
        assert (self.one.state in (State.IN_FORCE, State.ENDED)) == bool(kinds)
        assert (self.one.state is State.ENDED) == (kinds[-1:] == [Kind.END])
        assert (self.one.public_state(self.at) is None) == (not kinds)
        assert self.one.renewals == kinds.count(Kind.RENEW)
        seen = as_at(self.one, self.at, RULES)
        assert (seen.pending is not None) == (self.still_waiting() is not None)


def test_there_is_no_path_to_force_without_a_second_person_on_the_same_text():
    """Thousands of steps, counted, among them every kind of signature and every reason to refuse one."""
    Declaring.met.clear()
    run_state_machine_as_test(
        Declaring, settings=settings(max_examples=80 * SEARCHES, stateful_step_count=50, deadline=None)
    )
    print(dict(Declaring.met))
    assert Declaring.met["a step"] >= STEPS
    for event in ("lapsed", "an edit voids", "own proposal", "another text", *(f"signed: {kind}" for kind in Kind)):
        assert Declaring.met[event] >= 5, event


def test_a_proposal_can_be_signed_until_its_last_microsecond_and_not_after():
    """And a review is overdue from the first moment of the next day in the United Kingdom, not before."""
    at = datetime(2026, 11, 23, 10, tzinfo=UTC)
    tick = timedelta(microseconds=1)
    waiting = propose(
        declaration_id="D",
        council_code=COUNCIL,
        stage=2,
        starts_at=at,
        review_by=day_of(at),
        text_sha256="a" * 64,
        by="director",
        at=at,
        rules=RULES,
    )

    def signed(when):
        return sign(waiting, text_sha256="a" * 64, by="chief", managed_by_proposer=False, at=when, rules=RULES)

    late = signed(at + LAPSE - tick)
    assert late.state is State.IN_FORCE
    for when in (at + LAPSE, at + LAPSE + tick):
        assert as_at(waiting, when, RULES).state is State.LAPSED
        with pytest.raises(Refusal, match="lapses after 24 hours"):
            signed(when)
    midnight = datetime(2026, 11, 24, tzinfo=UTC)
    soon = signed(at + timedelta(hours=1))
    assert [soon.public_state(when) for when in (midnight - tick, midnight)] == ["in force", "review overdue"]
