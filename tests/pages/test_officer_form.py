"""Typing a return on its page: kept as it is typed, told at the question, sent once, and never over somebody else."""

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from pressure.access import sessions
from pressure.access.permissions import TEAMS, Role
from pressure.actions.return_form import drafting, sending
from pressure.actions.return_form.questions import Answer
from pressure.demo.places import actor, person_id
from pressure.store import people
from pressure.store.engine import reading, writing
from pressure.store.return_form import answers
from pressure.words.officers import pages as officer_words
from pressure.words.officers import return_form as words
from tests.installations import SUNDAY, rows_of
from tests.pages.conftest import said
from tests.pages.officer_cases import OTHER, PLACE, Pages, checked, read_for_names
from tests.pages.test_officer_load import stored

BEFORE = SUNDAY - timedelta(days=7)
WAITING = "How many adults were waiting for an assessment when the week ended?"
LONG = "How many of them had waited more than six months?"


def open_form(pages: Pages, **query: str) -> AppTest:
    return pages.open("officer_form", **{"council": OTHER.code, "week": SUNDAY.isoformat()} | query)


def box(page: AppTest, label: str):
    return next(b for b in page.text_input if b.label == label)


def type_in(page: AppTest, label: str, text: str) -> AppTest:
    box(page, label).set_value(text)
    return checked(page.run())


def press(page: AppTest, *starts: str) -> AppTest:
    next(b for b in page.button if b.label.startswith(starts)).click()
    return checked(page.run())


def kept(pages: Pages, code: str = OTHER.code) -> dict[str, str]:
    with reading(pages.installation.engine) as connection:
        return {name: one.answer for name, one in answers.of_week(connection, code, SUNDAY).items()}


def fill_in(page: AppTest, **changes: str) -> AppTest:
    """Every question that is owed, and the boxes of what may be added, as the demonstration would send it."""
    for row in rows_of(OTHER, SUNDAY, **changes):
        prefix = f"{OTHER.code} {SUNDAY} {row['measure_id']} "
        for part in ("numerator", "denominator"):
            if row[part]:
                page.text_input(key=prefix + part).set_value(row[part])
        if row["value"] in {"yes", "no"}:
            page.radio(key=f"{prefix}choice").set_value(row["value"])
        elif row["value"]:
            page.selectbox(key=f"{prefix}value").set_value(row["value"])
    return checked(page.run())


def test_an_answer_is_kept_at_once_and_is_there_when_somebody_comes_back(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER, OTHER)
    page = type_in(open_form(pages), WAITING, "500")
    assert "In public this will be 500" in said(page)
    page = open_form(pages)
    assert box(page, WAITING).value == "500"
    assert "Answered by you" in said(page)
    pages.sign_in(Role.DIRECTOR, OTHER)
    page = open_form(pages)
    assert box(page, WAITING).value == "500"
    assert "Answered by the data officer" in said(page)
    assert OTHER.name + " data" not in said(page)


def test_the_last_figure_and_how_the_public_sees_it_stand_beside_and_never_in_the_box(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER, OTHER)
    page = open_form(pages)
    number = next(int(r["numerator"]) for r in rows_of(OTHER, BEFORE) if r["measure_id"] == "wl_assess_rate")
    assert f"{number:,}. In public: {round(number / 5) * 5:,}." in said(page)
    assert [b.value for b in page.text_input if b.value] == []
    assert [r.value for r in page.radio if r.value not in {None, "typed"}] == []


def test_a_whole_return_is_typed_looked_at_and_sent_once(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER, OTHER)
    page = fill_in(open_form(pages))
    before = stored(pages)
    assert words.ALL_ANSWERED in said(page)
    assert f"{OTHER.name} would" in said(page) or "No level and no band would change" in said(page)
    button = next(b for b in page.button if b.label == words.SEND_BUTTON)
    button.click()
    page = checked(page.run())
    assert page.success[0].value.startswith(f"Stored as load {before + 1}")
    assert stored(pages) == before + 1
    for _ in range(2):
        button.click()
        page = checked(page.run())
    assert stored(pages) == before + 1
    page = open_form(pages)
    assert words.SENT_BEFORE in said(page)
    assert [b.value for b in page.text_input if b.value] == []


def test_what_is_missing_is_named_by_its_team_and_the_button_says_so(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER, OTHER)
    page = open_form(pages)
    assert words.NOTHING_YET in said(page)
    page = type_in(page, WAITING, "500")
    assert "Brokerage: Planned home-care hours not delivered" in said(page)
    assert [b.label for b in page.button if b.label.startswith("Send")] == [words.SEND_PART_BUTTON]


def test_a_problem_stands_beside_its_question(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER, OTHER)
    page = type_in(type_in(open_form(pages), WAITING, "many"), LONG, "12")
    assert any("“many”" in e.value for e in page.error)
    assert box(page, WAITING).value == "many"
    page = type_in(page, WAITING, "500")
    assert not page.error


def test_a_held_figure_is_sent_again_only_with_a_reason(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER, OTHER)
    page = fill_in(open_form(pages), wl_assess_rate="90000")
    assert "far from your last figure" in said(page)
    page = press(page, "Send the return")
    assert "2 held" in page.success[0].value
    page = open_form(pages)
    assert "Say why" in press(read_for_names(page), "I have looked").error[0].value
    next(r for r in page.radio if r.label == officer_words.HELD_REASON).set_value("joined_or_parted")
    page = press(read_for_names(page), "I have looked")
    assert "0 held" in page.success[0].value
    assert kept(pages) == {}


def test_of_two_windows_the_later_is_told_whose_answer_it_would_take_the_place_of(pages: Pages) -> None:
    """Both answers are shown; either may stand; a question only one of them answered is nobody's quarrel."""
    director = {"by": actor(OTHER, Role.DIRECTOR), "council_code": OTHER.code, "week_ending": SUNDAY}
    pages.sign_in(Role.DATA_OFFICER, OTHER)
    page = open_form(pages)
    for question, number in (("wl_assess_rate", "410"), ("wl_care_start_rate", "61")):
        drafting.save(pages.installation, question_id=question, answer=Answer(numerator=number), seen=None, **director)
    page = type_in(page, WAITING, "400")
    told = next(w.value for w in page.warning if "Both are still here" in w.value)
    assert "director" in told
    assert "410" in told
    assert "400" in told
    assert '"410"' in kept(pages)["wl_assess_rate"]
    assert page.text_input(key=f"{OTHER.code} {SUNDAY} wl_care_start_rate numerator").value == "61"
    page = press(page, words.KEEP_MINE)
    assert '"400"' in kept(pages)["wl_assess_rate"]
    version = drafting.opened(pages.installation, **director).kept["wl_assess_rate"].version
    drafting.save(
        pages.installation, question_id="wl_assess_rate", answer=Answer(numerator="420"), seen=version, **director
    )
    page = press(type_in(page, WAITING, "430"), words.TAKE_THEIRS)
    assert box(page, WAITING).value == "420"
    assert '"420"' in kept(pages)["wl_assess_rate"]
    assert not [w for w in page.warning if "Both are still here" in w.value]


def test_what_is_typed_in_a_window_left_open_over_the_sending_is_kept_as_a_new_answer(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER, OTHER)
    page = type_in(open_form(pages), WAITING, "500")
    director = {"by": actor(OTHER, Role.DIRECTOR), "council_code": OTHER.code, "week_ending": SUNDAY}
    made = sending.as_file(drafting.opened(pages.installation, **director))
    assert made
    sending.send(pages.installation, sha256=made.sha256, **director)
    assert kept(pages) == {}
    page = type_in(page, WAITING, "501")
    assert '"501"' in kept(pages)["wl_assess_rate"]
    assert "Sent for this week: 500." in said(page)


def test_a_window_that_changed_nothing_shows_what_somebody_else_answered(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER, OTHER)
    page = open_form(pages)
    drafting.save(
        pages.installation,
        by=actor(OTHER, Role.WAITING_LISTS_TEAM),
        council_code=OTHER.code,
        week_ending=SUNDAY,
        question_id="wl_assess_rate",
        answer=Answer(numerator="410"),
        seen=None,
    )
    page = checked(page.run())
    assert box(page, WAITING).value == "410"
    assert "Answered by the waiting lists team" in said(page)


def test_the_register_is_answered_as_before_by_one_button_and_confirmed_by_hand(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER, OTHER)
    press(open_form(pages), words.REGISTER_AS_BEFORE.partition("{")[0])
    told = kept(pages)
    assert len([name for name in told if name.startswith("em_")]) == 7
    assert "register_confirmed" not in told
    assert all('"no"' in answer for answer in told.values())


def test_none_known_is_nought_and_not_counted_yet_is_said(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER, OTHER)
    page = open_form(pages)
    page.radio(key=f"{OTHER.code} {SUNDAY} ll_critical_unsourced choice").set_value("none_known")
    page.radio(key=f"{OTHER.code} {SUNDAY} wl_reviews_overdue choice").set_value("not_counted")
    page = checked(page.run())
    assert page.text_input(key=f"{OTHER.code} {SUNDAY} wl_reviews_overdue numerator").disabled
    assert not page.error
    assert set(kept(pages)) == {"ll_critical_unsourced", "wl_reviews_overdue"}


@pytest.mark.parametrize("role", sorted(TEAMS))
def test_a_team_sees_its_own_questions_and_no_button_that_sends(pages: Pages, role: Role) -> None:
    pages.sign_in(role, OTHER)
    page = open_form(pages)
    seen = drafting.opened(
        pages.installation, by=actor(OTHER, role), council_code=OTHER.code, week_ending=SUNDAY
    ).questions
    assert {b.key.split()[2] for b in page.text_input} == {q.id for q in seen if q.boxes}
    assert not page.button
    assert words.SEND not in said(page)
    page.text_input[0].set_value("many")
    page = checked(page.run())
    assert page.error
    assert "many" in "".join(kept(pages).values())
    assert page.text_input[0].value == "many"


def test_in_a_first_week_nothing_is_filled_in_and_the_page_says_so(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER, OTHER)
    page = open_form(pages, week=(SUNDAY - timedelta(days=14)).isoformat())
    assert words.FIRST in said(page)
    assert "In public" not in said(page)


def test_in_a_week_without_a_block_the_page_says_when_its_questions_are_asked_next(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER, OTHER)
    page = open_form(pages, week=BEFORE.isoformat())
    assert "asked for next with the return of the week ending 6 September 2026" in said(page)
    assert "ll_critical_unsourced" not in {b.key.split()[2] for b in page.text_input}
    assert "cap_vacancy_rate" not in {b.key.split()[2] for b in page.text_input}


def test_what_was_typed_after_the_session_had_ended_is_there_again_unless_somebody_has_answered_since(
    pages: Pages,
) -> None:
    for since, found in ((False, "501"), (True, "410")):
        pages.sign_in(Role.DATA_OFFICER, OTHER)
        page = type_in(open_form(pages), WAITING, "500")
        with writing(pages.installation.engine) as connection:
            sessions.end_all(connection, person_id(OTHER, Role.DATA_OFFICER), pages.installation.now())
        type_in(page, WAITING, "501")
        if since:
            director = {"by": actor(OTHER, Role.DIRECTOR), "council_code": OTHER.code, "week_ending": SUNDAY}
            seen = drafting.opened(pages.installation, **director).kept["wl_assess_rate"].version
            drafting.save(
                pages.installation,
                question_id="wl_assess_rate",
                answer=Answer(numerator="410"),
                seen=seen,
                **director,
            )
        pages.sign_in(Role.DATA_OFFICER, OTHER)
        assert box(open_form(pages), WAITING).value == found
        assert f'"{found}"' in kept(pages)["wl_assess_rate"]


def test_what_was_sent_does_not_come_back_into_the_boxes(pages: Pages) -> None:
    """Also not from what is kept for whoever has to sign in again."""
    pages.sign_in(Role.DATA_OFFICER, OTHER, ago=20)
    page = press(fill_in(open_form(pages)), words.SEND_BUTTON)
    assert page.success
    for _ in range(2):
        page = checked(page.run())
        assert kept(pages) == {}
    page = open_form(pages)
    assert [b.value for b in page.text_input if b.value] == []
    assert kept(pages) == {}


def test_whoever_loses_their_access_meanwhile_keeps_nothing(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER, OTHER)
    page = open_form(pages)
    with writing(pages.installation.engine) as connection:
        people.disable(connection, person_id(OTHER, Role.DATA_OFFICER), pages.installation.now())
    box(page, WAITING).set_value("500")
    checked(page.run())
    assert kept(pages) == {}


def test_the_address_of_another_council_opens_one_s_own(pages: Pages) -> None:
    pages.sign_in(Role.DATA_OFFICER, OTHER)
    page = open_form(pages, council=PLACE.code, same="x" * 22)
    assert PLACE.name not in said(page)
    assert {b.key.split()[0] for b in page.text_input} == {OTHER.code}
