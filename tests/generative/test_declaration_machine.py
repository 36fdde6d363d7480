"""Random officers, texts and clocks against the declaration rules: a model in ten lines must agree at every step."""

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from pressure.domain.declarations import Kind, Refusal, State, as_at, propose, propose_change, send_back, sign
from pressure.domain.moments import day_of
from tests.rating_cases import BOOK, COUNCIL, SEARCHES

RULES = BOOK.declarations
LAPSE = timedelta(hours=RULES.proposal_lapses_after_hours)
PEOPLE = st.sampled_from(["director", "deputy", "chief", "monitor"])
TEXTS = st.sampled_from(["a" * 64, "b" * 64])
GAPS = st.sampled_from([timedelta(microseconds=1), timedelta(hours=1), timedelta(hours=11),
                        LAPSE - timedelta(microseconds=1), LAPSE, timedelta(days=9)])
REVIEWS = st.integers(min_value=-1, max_value=30)


class Declaring(RuleBasedStateMachine):
    """`waiting` is (kind, text, proposer, when), worked out here without the code under test."""

    def __init__(self) -> None:
        super().__init__()
        self.at = datetime(2026, 11, 23, 10, tzinfo=UTC)
        self.waiting = None
        self.signatures = []
        self.one = None

    @initialize(by=PEOPLE, text=TEXTS, stage=st.sampled_from([1, 2, 3]))
    def first_proposal(self, by, text, stage):
        self.one = propose(declaration_id="D", council_code=COUNCIL, stage=stage, starts_at=self.at,
                           review_by=day_of(self.at), text_sha256=text, by=by, at=self.at, rules=RULES)
        self.waiting = (Kind.DECLARE, text, by, self.at)

    def still_waiting(self):
        return self.waiting if self.waiting and self.at < self.waiting[3] + LAPSE else None

    @rule(gap=GAPS)
    def time_passes(self, gap):
        self.at += gap

    @rule(by=PEOPLE, text=TEXTS, kind=st.sampled_from(list(Kind)), days=REVIEWS)
    def someone_proposes(self, by, text, kind, days):
        in_force = bool(self.signatures)
        ended = in_force and self.signatures[-1][0] is Kind.END
        review_fits = kind is Kind.END or 0 <= days <= RULES.review_within_days[self.one.stage]
        allowed = not ended and (kind is not Kind.DECLARE) == in_force and review_fits
        try:
            self.one = propose_change(self.one, kind=kind, text_sha256=text, by=by, at=self.at, rules=RULES,
                                      review_by=day_of(self.at) + timedelta(days=days))
        except Refusal:
            assert not allowed
        else:
            assert allowed
            self.waiting = (kind, text, by, self.at)

    @precondition(lambda self: self.one is not None)
    @rule(by=PEOPLE, text=TEXTS, managed=st.sampled_from([False, False, False, True]))
    def someone_signs(self, by, text, managed):
        waiting = self.still_waiting()
        allowed = waiting is not None and by != waiting[2] and text == waiting[1] and not managed
        try:
            self.one = sign(self.one, text_sha256=text, by=by, managed_by_proposer=managed, at=self.at, rules=RULES)
        except Refusal:
            assert not allowed
        else:
            assert allowed
            self.signatures.append((waiting[0], waiting[2], by))
            self.waiting = None

    @rule(by=PEOPLE)
    def someone_sends_back(self, by):
        waiting = self.still_waiting()
        try:
            self.one = send_back(self.one, by=by, at=self.at, rules=RULES)
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


Declaring.TestCase.settings = settings(max_examples=60 * SEARCHES, stateful_step_count=50, deadline=None)
TestNoPathToForceWithoutASecondPerson = Declaring.TestCase
