"""Exceptional measures: nothing comes into force, and nothing ends, without two people on exactly one text."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pressure.domain.declarations import Declaration, Kind, State, as_at, propose, propose_change, send_back, sign
from pressure.domain.moments import day_of
from pressure.domain.refusals import Refusal
from tests.rating_cases import BOOK, COUNCIL, entry

RULES = BOOK.declarations
START = datetime(2026, 11, 23, 10, tzinfo=UTC)
DIRECTOR, CHIEF, MONITOR = "director", "chief-executive", "monitoring-officer"
TEXT, EDITED, RENEWAL, ENDING = "a" * 64, "b" * 64, "c" * 64, "d" * 64
HOUR, TICK = timedelta(hours=1), timedelta(microseconds=1)


def proposed(*, stage=2, starts_at=START, at=START, review_in=28, text=TEXT, by=DIRECTOR) -> Declaration:
    review_by = day_of(max(starts_at, at)) + timedelta(days=review_in)
    return propose(
        declaration_id="D1",
        council_code=COUNCIL,
        stage=stage,
        starts_at=starts_at,
        review_by=review_by,
        text_sha256=text,
        by=by,
        at=at,
        rules=RULES,
    )


def signed(declaration, *, by=CHIEF, text=TEXT, at=START + HOUR, managed=False) -> Declaration:
    return sign(declaration, text_sha256=text, by=by, managed_by_proposer=managed, at=at, rules=RULES)


def changed(declaration, kind, text, *, by=DIRECTOR, at=START + 2 * HOUR, review_by=None) -> Declaration:
    return propose_change(declaration, kind=kind, text_sha256=text, by=by, at=at, rules=RULES, review_by=review_by)


def test_a_proposal_alone_is_neither_in_force_nor_public():
    """One person's word changes nothing."""
    one = proposed()
    assert (one.state, one.signed_at, one.public_state(START)) == (State.PROPOSED, None, None)


def test_a_different_persons_signature_on_the_same_text_puts_it_in_force_at_once():
    """Two people, one text."""
    both = signed(proposed())
    assert (both.state, both.signed_at, both.pending) == (State.IN_FORCE, START + HOUR, None)
    assert both.public_state(START + HOUR) == "in force"


def test_signing_your_own_proposal_is_refused():
    """The one rule that everything else leans on."""
    with pytest.raises(Refusal, match="You proposed this"):
        signed(proposed(), by=DIRECTOR)


def test_someone_the_proposer_manages_cannot_sign():
    """A second signature that can be ordered is not a second signature."""
    with pytest.raises(Refusal, match="manages you"):
        signed(proposed(), managed=True)


def test_a_signature_on_any_other_text_is_refused():
    """What you read is what you sign."""
    with pytest.raises(Refusal, match="text has changed"):
        signed(proposed(), text=EDITED)


def test_an_edit_voids_what_was_waiting():
    """The signer of the old text signs nothing; the signer of the new one does."""
    edited = changed(proposed(), Kind.DECLARE, EDITED, at=START + HOUR, review_by=day_of(START) + timedelta(days=5))
    with pytest.raises(Refusal, match="text has changed"):
        signed(edited, text=TEXT)
    assert signed(edited, text=EDITED, at=START + 2 * HOUR).review_by == day_of(START) + timedelta(days=5)


def test_whoever_edits_becomes_the_proposer_and_cannot_sign_their_own_edit():
    """Otherwise the second person could change the text and sign it alone."""
    edited = changed(proposed(), Kind.DECLARE, EDITED, by=CHIEF, review_by=day_of(START) + timedelta(days=5))
    with pytest.raises(Refusal, match="You proposed this"):
        signed(edited, by=CHIEF, text=EDITED, at=START + 3 * HOUR)
    assert signed(edited, by=DIRECTOR, text=EDITED, at=START + 3 * HOUR).state is State.IN_FORCE


def test_an_unsigned_proposal_lapses_at_exactly_24_hours():
    """A microsecond earlier it can still be signed."""
    day = timedelta(hours=24)
    assert signed(proposed(), at=START + day - TICK).state is State.IN_FORCE
    with pytest.raises(Refusal, match="lapses after 24 hours"):
        signed(proposed(), at=START + day)
    assert as_at(proposed(), START + day - TICK, RULES).state is State.PROPOSED
    assert as_at(proposed(), START + day, RULES).state is State.LAPSED


def test_a_lapsed_or_returned_proposal_can_be_proposed_again_and_was_never_public():
    """Lapsing is private."""
    lapsed = as_at(proposed(), START + timedelta(hours=30), RULES)
    returned = send_back(proposed(), text_sha256=TEXT, by=CHIEF, at=START + HOUR, rules=RULES)
    assert (lapsed.public_state(START), returned.public_state(START)) == (None, None)
    for earlier in (lapsed, returned):
        at = START + timedelta(hours=31)
        again = changed(earlier, Kind.DECLARE, EDITED, at=at, review_by=day_of(at))
        assert signed(again, text=EDITED, at=at + HOUR).state is State.IN_FORCE


def test_a_lapsed_renewal_leaves_the_declaration_in_force_as_it_was():
    """Silence about a renewal is not an end."""
    held = signed(proposed())
    waiting = changed(held, Kind.RENEW, RENEWAL, review_by=day_of(START) + timedelta(days=20))
    late = as_at(waiting, START + timedelta(hours=26), RULES)
    assert (late.state, late.review_by, late.pending) == (State.IN_FORCE, held.review_by, None)


def test_the_proposer_cannot_send_back_their_own_proposal_as_if_a_second_person_had():
    """A decision needs a second person as well."""
    with pytest.raises(Refusal, match="someone else"):
        send_back(proposed(), text_sha256=TEXT, by=DIRECTOR, at=START + HOUR, rules=RULES)


def test_nobody_sends_back_a_text_they_have_not_read():
    """It was edited while they read."""
    with pytest.raises(Refusal, match="changed since you read it"):
        send_back(proposed(text=EDITED), text_sha256=TEXT, by=CHIEF, at=START + HOUR, rules=RULES)


@pytest.mark.parametrize(("stage", "days"), [(2, 28), (3, 14)])
def test_the_review_is_at_most_28_days_away_and_14_for_stage_3(stage, days):
    """The limit itself is allowed, the next day is not, and neither is a day before the start."""
    assert proposed(stage=stage, review_in=days).pending.review_by == day_of(START) + timedelta(days=days)
    assert proposed(stage=stage, review_in=0).state is State.PROPOSED
    for wrong in (days + 1, -1):
        with pytest.raises(Refusal, match=f"within {days} days"):
            proposed(stage=stage, review_in=wrong)


def test_the_review_of_a_later_start_is_counted_from_that_start():
    """In force from the later of start and signature, so reviewed from then."""
    later = START + timedelta(days=10)
    assert proposed(starts_at=later, review_in=28).pending.review_by == day_of(later) + timedelta(days=28)
    with pytest.raises(Refusal):
        proposed(starts_at=later, review_in=29)


def test_an_earlier_real_start_is_kept_and_does_not_move_the_review():
    """ "Declared three days after it began": the start is told, the review is counted from today."""
    began = START - timedelta(days=3)
    late = signed(proposed(starts_at=began, review_in=28))
    assert (late.starts_at, late.review_by) == (began, day_of(START) + timedelta(days=28))
    with pytest.raises(Refusal):
        proposed(starts_at=began, review_in=29)


def test_the_review_is_overdue_on_the_day_after_its_date_and_still_in_force():
    """On its date it is not overdue; a missed review ends nothing."""
    held = signed(proposed(review_in=5))
    last = datetime(2026, 11, 28, 23, 59, 59, tzinfo=UTC)
    assert held.public_state(last) == "in force"
    assert held.public_state(last + timedelta(seconds=1)) == "review overdue"
    assert held.state is State.IN_FORCE


def test_a_renewal_needs_a_second_signature_and_moves_the_review():
    """Until it is signed the old date stands."""
    held = signed(proposed(review_in=5))
    waiting = changed(held, Kind.RENEW, RENEWAL, review_by=day_of(START) + timedelta(days=20))
    assert (waiting.review_by, waiting.public_state(START + 3 * HOUR)) == (held.review_by, "in force")
    with pytest.raises(Refusal, match="You proposed this"):
        signed(waiting, by=DIRECTOR, text=RENEWAL, at=START + 3 * HOUR)
    renewed = signed(waiting, text=RENEWAL, at=START + 3 * HOUR)
    assert (renewed.review_by, renewed.renewals) == (day_of(START) + timedelta(days=20), 1)
    assert renewed.public_state(START + 3 * HOUR) == "renewed"
    assert renewed.signed_at == held.signed_at


def test_a_renewal_is_limited_from_the_day_it_is_proposed():
    """Renewing cannot reach further than declaring anew."""
    held = signed(proposed())
    limit = day_of(START) + timedelta(days=28)
    assert changed(held, Kind.RENEW, RENEWAL, review_by=limit).pending.review_by == limit
    for wrong in (limit + timedelta(days=1), day_of(START) - timedelta(days=1), None):
        with pytest.raises(Refusal):
            changed(held, Kind.RENEW, RENEWAL, review_by=wrong)


def test_ending_takes_two_signatures():
    """One person cannot calm an emergency."""
    held = signed(proposed())
    waiting = changed(held, Kind.END, ENDING)
    assert (waiting.state, waiting.public_state(START + 3 * HOUR)) == (State.IN_FORCE, "in force")
    with pytest.raises(Refusal, match="You proposed this"):
        signed(waiting, by=DIRECTOR, text=ENDING, at=START + 3 * HOUR)
    ended = signed(waiting, by=MONITOR, text=ENDING, at=START + 3 * HOUR)
    assert (ended.state, ended.ended_at, ended.pending) == (State.ENDED, START + 3 * HOUR, None)
    assert ended.public_state(START + 3 * HOUR) == "ended"


def test_what_has_ended_cannot_be_renewed_signed_or_ended_again():
    """A new situation is a new declaration."""
    ended = signed(changed(signed(proposed()), Kind.END, ENDING), text=ENDING, at=START + 3 * HOUR)
    for kind in Kind:
        with pytest.raises(Refusal, match="has ended"):
            changed(ended, kind, RENEWAL, review_by=day_of(START))
    with pytest.raises(Refusal, match="Nothing is waiting"):
        signed(ended, text=ENDING, at=START + 4 * HOUR)


def test_only_what_is_in_force_can_be_renewed_or_ended_and_only_once_declared():
    """The order of states is kept by the rules, not by the screen."""
    for kind in (Kind.RENEW, Kind.END):
        with pytest.raises(Refusal, match="Only a declaration in force"):
            changed(proposed(), kind, RENEWAL, review_by=day_of(START))
    with pytest.raises(Refusal, match="already in force"):
        changed(signed(proposed()), Kind.DECLARE, EDITED, review_by=day_of(START))


def test_a_signature_cannot_be_used_twice():
    """Nothing is waiting once it has been signed."""
    with pytest.raises(Refusal, match="Nothing is waiting"):
        signed(signed(proposed()))


def test_a_signed_declaration_that_starts_later_is_not_called_in_force_before_its_start():
    """In force from the later of start and signature: until then the register may not say so."""
    later = START + timedelta(days=2)
    ahead = signed(proposed(starts_at=later))
    assert ahead.public_state(later - TICK) != "in force"
    assert ahead.public_state(later) == "in force"


def test_a_register_entry_is_overdue_only_after_its_review_date_and_only_until_it_ends():
    """The same day rule as on the declaration itself."""
    one = entry(2, review_by=date(2026, 11, 28))
    assert not one.review_overdue(date(2026, 11, 28))
    assert one.review_overdue(date(2026, 11, 29))
    assert not replace(one, ended_at=START).review_overdue(date(2026, 11, 29))
