"""Who must have looked before a declaration is signed, and who after it: the view, and the check from outside."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pressure.domain.declarations import (
    RAISED,
    Declaration,
    Kind,
    State,
    check_gives_view,
    check_view,
    late_view_by,
    needs_view,
    outside_check_by,
    propose,
    propose_change,
    send_back,
    view_awaited_until,
)
from pressure.domain.moments import day_of
from pressure.domain.refusals import Refusal
from tests.level_cases import BOOK

RULES = BOOK.declarations
WITHOUT = replace(RULES, view=None)
ENGLAND = BOOK.nations["E92000001"]
START = datetime(2026, 11, 23, 10, tzinfo=UTC)  # a Monday
HOUR, TICK = timedelta(hours=1), timedelta(microseconds=1)
TEXT, OTHER = "a" * 64, "b" * 64
CHIEF = "chief-executive"


def proposed(stage: int = 3) -> Declaration:
    return propose(
        declaration_id="D1",
        council_code="E10000025",
        stage=stage,
        starts_at=START,
        review_by=day_of(START) + timedelta(days=10),
        text_sha256=TEXT,
        by="director",
        at=START,
        rules=RULES,
    )


@pytest.mark.parametrize(
    ("stage", "kind", "rules", "needed"),
    [
        (3, Kind.DECLARE, RULES, True),
        (3, Kind.RENEW, RULES, True),
        (3, Kind.END, RULES, False),
        (2, Kind.DECLARE, RULES, False),
        (4, Kind.DECLARE, RULES, True),
        (3, Kind.DECLARE, WITHOUT, False),
    ],
)
def test_a_text_of_stage_3_waits_for_the_view_and_an_end_does_not(stage, kind, rules, needed):
    assert needs_view(replace(proposed(), stage=stage), kind, rules) is needed


def test_the_view_is_awaited_for_four_hours_and_not_at_all_where_no_rule_asks_for_one():
    assert view_awaited_until(START, RULES) == START + 4 * HOUR
    assert view_awaited_until(START, WITHOUT) == START


@pytest.mark.parametrize(
    ("declaration", "viewed_at", "none_of", "refused"),
    [
        (proposed(), None, None, True),
        (proposed(), START - TICK, None, True),  # of an earlier text
        (proposed(), START, None, False),
        (proposed(), START + HOUR, OTHER, False),
        (proposed(), None, TEXT, False),
        (proposed(), START - TICK, TEXT, False),
        (proposed(), None, OTHER, True),
        (proposed(2), None, None, False),
        (replace(proposed(), pending=None), None, None, False),
    ],
)
def test_a_signature_waits_for_a_view_on_exactly_this_text(declaration, viewed_at, none_of, refused):
    if refused:
        with pytest.raises(Refusal, match="If neither answers by 23 November, 14:00, say here that no view"):
            check_view(declaration, RULES, viewed_at=viewed_at, none_of=none_of)
    else:
        assert check_view(declaration, RULES, viewed_at=viewed_at, none_of=none_of) is None


@pytest.mark.parametrize(("by", "told"), [("a", "You proposed this"), ("b", "You signed this"), ("c", "")])
def test_nobody_gives_the_view_on_what_they_proposed_or_signed(by, told):
    if told:
        with pytest.raises(Refusal, match=told):
            check_gives_view(by, proposers={"a"}, signers={"b"})
    else:
        check_gives_view(by, proposers={"a"}, signers={"b"})


@pytest.mark.parametrize(
    ("signed_at", "view", "check"),
    [
        (START, date(2026, 11, 25), date(2026, 11, 30)),
        (datetime(2026, 11, 27, 10, tzinfo=UTC), date(2026, 12, 1), date(2026, 12, 4)),  # over a weekend
        (datetime(2026, 12, 24, 10, tzinfo=UTC), date(2026, 12, 30), date(2027, 1, 5)),  # over Christmas
        (datetime(2090, 1, 2, 10, tzinfo=UTC), None, None),  # no bank holidays are known
    ],
)
def test_a_late_view_is_due_in_two_working_days_and_a_check_from_outside_in_five(signed_at, view, check):
    assert late_view_by(signed_at, RULES, ENGLAND) == view
    assert outside_check_by(3, signed_at, RULES, ENGLAND) == check


@pytest.mark.parametrize(
    ("stage", "signed_at", "rules"),
    [
        (2, START, RULES),
        (3, None, RULES),
        (3, START, replace(RULES, outside_check_working_days=None)),
        (3, START, WITHOUT),
    ],
)
def test_no_check_from_outside_is_due_below_stage_3_before_the_signature_or_without_a_rule(stage, signed_at, rules):
    assert outside_check_by(stage, signed_at, rules, ENGLAND) is None
    assert late_view_by(START, WITHOUT, ENGLAND) is None


def edited(before: Declaration, **change) -> Declaration:
    at = START + HOUR
    given = {"kind": Kind.DECLARE, "review_by": day_of(START) + timedelta(days=10)} | change
    return propose_change(before, text_sha256=OTHER, by="director", at=at, rules=RULES, **given)


def test_an_edited_text_may_give_another_stage_and_start_and_what_it_does_not_give_stays():
    later = START + timedelta(days=2)
    moved = edited(proposed(2), stage=3, starts_at=later, review_by=day_of(later) + timedelta(days=14))
    assert (moved.stage, moved.starts_at) == (3, later)
    kept = edited(proposed(2))
    assert (kept.stage, kept.starts_at, kept.state) == (2, START, State.PROPOSED)
    assert edited(replace(kept, state=State.LAPSED, pending=None)).state is State.PROPOSED


def test_what_is_in_force_keeps_its_stage_and_start_and_a_renewal_is_reviewed_from_the_day_it_is_proposed():
    later = START + timedelta(days=20)
    held = replace(proposed(2), state=State.IN_FORCE, signed_at=START, pending=None, starts_at=later)
    renewed = edited(held, kind=Kind.RENEW, stage=3, starts_at=START)
    assert (renewed.stage, renewed.starts_at, renewed.state) == (2, later, State.IN_FORCE)
    with pytest.raises(Refusal, match="2026-12-21"):  # from today, although it starts later
        edited(held, kind=Kind.RENEW, review_by=day_of(START) + timedelta(days=29))


@pytest.mark.parametrize(
    ("before", "state"),
    [
        (proposed(), State.RETURNED),
        (replace(proposed(), state=State.IN_FORCE, signed_at=START - HOUR), State.IN_FORCE),
    ],
)
def test_sent_back_is_what_never_was_in_force(before, state):
    back = send_back(before, text_sha256=TEXT, by=CHIEF, at=START + HOUR, rules=RULES)
    assert (back.state, back.pending) == (state, None)


def test_the_names_that_are_kept_are_these():
    """Rows of before carry them."""
    assert RAISED == "raised_level"
    assert [k.value for k in Kind] == ["declare", "renew", "end"]
    assert [s.value for s in State] == ["proposed", "returned", "lapsed", "in_force", "ended"]


def test_a_measure_without_a_review_date_is_never_overdue():
    held = replace(proposed(), state=State.IN_FORCE, signed_at=START, pending=None, review_by=None)
    assert held.public_state(START + timedelta(days=900)) == "in force"
