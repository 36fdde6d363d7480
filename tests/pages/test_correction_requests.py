"""A council asks to have something corrected: it is listed until somebody answers, and says where it was put right."""

import json
from datetime import timedelta

import pytest

from pressure.access.permissions import OPERATOR, Role
from pressure.actions import after_acts
from pressure.actions.statements import answering, replying
from pressure.actions.statements.answering import ACCEPTED, ANSWERED, NEW, REFUSED
from pressure.commands.requests import run_answer, run_requests
from pressure.demo.places import HUB, actor
from pressure.domain.refusals import Refusal
from pressure.store import record
from pressure.store.engine import reading
from tests.pages.conftest import said
from tests.pages.officer_cases import NOW, OTHER, PLACE, Pages, keep_a_statement

DIRECTOR = actor(PLACE, Role.DIRECTOR)


def ask(pages: Pages, words: str = "Twelve people were counted twice.") -> int:
    replying.say(pages.installation, by=DIRECTOR, council_code=PLACE.code, kind=replying.CORRECTION, words=words)
    return answering.requests(pages.installation, DIRECTOR)[0].id


def state(pages: Pages, request_id: int) -> answering.Request:
    return next(r for r in answering.requests(pages.installation, DIRECTOR) if r.id == request_id)


def correction(pages: Pages) -> str:
    """A published correction of the council: its newest load is withdrawn."""
    with reading(pages.installation.engine) as connection:
        load_id = connection.exec_driver_sql(
            f"SELECT max(load_id) FROM readings WHERE council_code = '{PLACE.code}'"
        ).scalar_one()
    pages.installation.now = lambda: NOW + timedelta(minutes=30)
    assert after_acts.withdraw_and_publish(
        pages.installation, by=HUB, load_id=load_id, reason="Counted twice.", names_nobody=True
    ).public
    return f"W{load_id}-{PLACE.code}"


def test_a_request_is_new_then_answered_and_stays_open_until_it_is_accepted_or_refused(pages: Pages) -> None:
    asked = ask(pages)
    assert (state(pages, asked).state, state(pages, asked).answer) == (NEW, "")
    answering.answer(pages.installation, by=OPERATOR, request_id=asked, outcome=ANSWERED, words="Which week?")
    assert (state(pages, asked).state, state(pages, asked).answer) == (ANSWERED, "Which week?")
    answering.answer(pages.installation, by=OPERATOR, request_id=asked, outcome=REFUSED, words="The figure is right.")
    assert (state(pages, asked).state, state(pages, asked).answer) == (REFUSED, "The figure is right.")
    with pytest.raises(Refusal, match="is closed: it was refused"):
        answering.answer(pages.installation, by=OPERATOR, request_id=asked, outcome=ANSWERED, words="Or not.")


def test_an_accepted_request_names_the_correction_and_the_release_that_shows_it(pages: Pages) -> None:
    asked = ask(pages)
    found = correction(pages)
    answering.answer(
        pages.installation, by=OPERATOR, request_id=asked, outcome=ACCEPTED, words="You are right.", correction_id=found
    )
    after = state(pages, asked)
    assert (after.state, after.correction_id, after.release_id) == (ACCEPTED, found, "20260908T093000Z-0002")
    with reading(pages.installation.engine) as connection:
        last = json.loads(list(record.entries(connection))[-1][1])
    assert last["what"] == {"council_code": PLACE.code, "request": asked, "outcome": ACCEPTED, "correction_id": found}
    pages.sign_in(Role.SIGNATORY)
    text = said(pages.open("officer_reply"))
    assert "Accepted" in text
    assert "Corrected in release 20260908T093000Z-0002" in text


@pytest.mark.parametrize(
    ("outcome", "words", "correction_id", "why"),
    [
        (ACCEPTED, "Yes.", "", "Name the published correction"),
        (REFUSED, "No.", "W1-X", "Name the published correction"),
        (ACCEPTED, "Yes.", f"W999-{PLACE.code}", "has no correction"),
        ("ignored", "No.", "", "Choose one of"),
        (REFUSED, "  ", "", "Say why"),
        (REFUSED, "x" * 2000, "", "keep it to 1,500"),
    ],
)
def test_an_answer_that_says_nothing_or_promises_what_is_not_published_is_refused(
    pages: Pages, outcome: str, words: str, correction_id: str, why: str
) -> None:
    asked = ask(pages)
    with pytest.raises(Refusal, match=why):
        answering.answer(
            pages.installation, by=OPERATOR, request_id=asked, outcome=outcome, words=words, correction_id=correction_id
        )
    assert state(pages, asked).state == NEW


def test_a_correction_of_another_council_puts_nothing_right(pages: Pages) -> None:
    found = correction(pages)
    replying.say(
        pages.installation,
        by=actor(OTHER, Role.DIRECTOR),
        council_code=OTHER.code,
        kind=replying.CORRECTION,
        words="Wrong.",
    )
    asked = answering.requests(pages.installation, actor(OTHER, Role.DIRECTOR))[0].id
    with pytest.raises(Refusal, match="has no correction"):
        answering.answer(
            pages.installation, by=OPERATOR, request_id=asked, outcome=ACCEPTED, words="Yes.", correction_id=found
        )


def test_requests_are_seen_by_the_council_that_made_them_and_by_the_operator_alone(pages: Pages) -> None:
    ask(pages)
    assert [r.council for r in answering.requests(pages.installation, OPERATOR)] == [PLACE.name]
    for by in (actor(OTHER, Role.DIRECTOR), actor(PLACE, Role.AUDITOR), actor(PLACE, Role.ADMINISTRATOR)):
        assert answering.requests(pages.installation, by) == ()
    pages.sign_in(Role.DIRECTOR, OTHER)
    assert "counted twice" not in said(pages.open("officer_reply"))
    pages.sign_in(Role.DATA_OFFICER)
    text = said(pages.open("officer_reply"))
    assert "counted twice" in text
    assert "New: nobody has answered yet" in text


def test_a_statement_is_no_request_and_a_request_no_statement(pages: Pages) -> None:
    ask(pages)
    keep_a_statement(pages)
    assert [r.words for r in replying.stated(pages.installation, DIRECTOR)] == ["We act."]
    assert [r.words for r in answering.requests(pages.installation, DIRECTOR)] == ["Twelve people were counted twice."]


def test_the_operators_commands_list_what_is_open_and_answer_it(
    pages: Pages, capsys: pytest.CaptureFixture[str]
) -> None:
    run_requests(everything=False, as_json=False)
    assert capsys.readouterr().out == "No request is open.\n"
    asked = ask(pages)
    run_requests(everything=False, as_json=True)
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["id"], row["state"], row["council"], row["by_role"]) == (asked, NEW, PLACE.name, "director")
    assert "by_person" not in row
    run_answer(asked, REFUSED, "The figure is right.", "")
    capsys.readouterr()
    run_requests(everything=False, as_json=False)
    assert capsys.readouterr().out == "No request is open.\n"
    run_requests(everything=True, as_json=False)
    out = capsys.readouterr().out
    assert f"{asked}  refused  {PLACE.name}, director, " in out
    assert "The figure is right." in out
    with pytest.raises(Refusal, match="There is no request 99"):
        run_answer(99, REFUSED, "No.", "")
