"""Declaring and signing from the pages: two people, the exact text, effects at once."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from streamlit.testing.v1 import AppTest

from pressure.access.permissions import Role
from pressure.actions import after_acts
from pressure.actions.declarations import declaring, drafts, social_worker_views
from pressure.demo.places import actor
from pressure.domain.refusals import Refusal
from pressure.release.site import current
from pressure.rules import load_rules
from pressure.shell.officers.reading_ease import grade
from pressure.words.nations import anywhere
from pressure.words.officers import declaration_form as form
from tests import reading_age
from tests.installations import viewed
from tests.pages.conftest import said
from tests.pages.officer_cases import NOW, OTHER, PLACE, Pages, checked
from tests.pages.test_officer_desk import propose
from tests.pages.test_officer_load import press

HERE = anywhere(load_rules().in_force(NOW.date()))
DIRECTOR, SIGNATORY = actor(PLACE, Role.DIRECTOR), actor(PLACE, Role.SIGNATORY)
LONG = (
    "The aforementioned operational reconfiguration necessitates comprehensive prioritisation of domiciliary provision."
)


def answers(pages: Pages, **changed: str) -> dict[str, str]:
    """A complete form."""
    today = pages.installation.now().date()
    asked = form.form_of(form.DECLARE, HERE)
    days = {f.id: today.isoformat() for f in asked if f.kind == form.DAY}
    texts = {f.id: f"Words for {f.id.replace('_', ' ')}." for f in asked if f.kind != form.DAY}
    return {**days, **texts, "people_about": "43", "review_by": (today + timedelta(days=10)).isoformat(), **changed}


def drafted(pages: Pages, kind: str = form.DECLARE, of: str = "", **changed: str) -> drafts.DeclarationDraft:
    draft_id = drafts.start(
        pages.installation,
        by=DIRECTOR,
        council_code=PLACE.code,
        kind=kind,
        of=of,
        measure_id="" if of else "reduced_risk_reviews",
    )
    draft = next(d for d in drafts.mine(pages.installation, DIRECTOR) if d.id == draft_id)
    drafts.save(pages.installation, by=DIRECTOR, draft=replace(draft, fields=answers(pages, **changed)))
    return next(d for d in drafts.mine(pages.installation, DIRECTOR) if d.id == draft_id)


def sign(pages: Pages, declaration_id: str) -> after_acts.PublishedAct:
    return after_acts.sign_and_publish(
        pages.installation,
        names_nobody=True,
        by=SIGNATORY,
        declaration_id=declaration_id,
        text_sha256=declaring.waiting(pages.installation, declaration_id)[1],
    )


def test_a_draft_is_started_filled_in_and_kept_as_it_is_typed(pages: Pages) -> None:
    """Closing the window loses nothing."""
    pages.sign_in(Role.DIRECTOR)
    page = press(pages.open("officer_declare"), "Start a draft")
    draft_id = page.query_params["draft"]
    page = pages.open("officer_declare", draft=draft_id, step=4)
    page.text_area(key=f"{draft_id}.public_words").set_value("Visits are shorter for now.")
    page = press(checked(page.run()), "Save and go on")
    again = press(press(page, "Save and go on"), "Back")
    assert "Step 5 of 6" in said(again)
    again = press(again, "Back")
    assert again.text_area(key=f"{draft_id}.public_words").value == "Visits are shorter for now."
    assert "Visits are shorter for now." in said(pages.open("officer_declare", draft=draft_id, step=6))
    again = pages.open("officer_declare", draft=draft_id, step=4)
    assert again.text_area(key=f"{draft_id}.public_words").value == "Visits are shorter for now."


def test_a_draft_is_its_authors_alone(pages: Pages) -> None:
    draft = drafted(pages)
    pages.sign_in(Role.DIRECTOR, OTHER)
    page = pages.open("officer_declare", draft=draft.id)
    assert "You have no drafts." in said(page)


def test_an_incomplete_draft_is_not_proposed_and_says_what_is_missing(pages: Pages) -> None:
    draft = drafted(pages, checks="")
    pages.sign_in(Role.DIRECTOR)
    page = press(pages.open("officer_declare", draft=draft.id, step=6), "Propose")
    assert "How each person affected is checked" in page.error[0].value


def test_a_complete_draft_is_proposed_and_waits_for_someone_else(pages: Pages) -> None:
    draft = drafted(pages)
    pages.sign_in(Role.DIRECTOR)
    page = press(pages.open("officer_declare", draft=draft.id, step=6), "Propose")
    assert page.success[0].value.startswith(f"Proposed as {PLACE.code}-1")
    assert drafts.mine(pages.installation, DIRECTOR) == []
    assert declaring.waiting(pages.installation, f"{PLACE.code}-1")[0]["checks"] == "Words for checks."


def test_after_five_minutes_proposing_asks_who_one_is_and_keeps_the_draft(pages: Pages) -> None:
    draft = drafted(pages)
    pages.sign_in(Role.DIRECTOR, ago=6)
    page = press(pages.open("officer_declare", draft=draft.id, step=6), "Propose")
    assert "Confirm that it is you" in page.error[0].value
    assert f"/sign-in/again?next=%2Fapp%2Fofficer-declare%3Fdraft%3D{draft.id}%26step%3D6" in said(page)
    assert drafts.mine(pages.installation, DIRECTOR) == [draft]


def test_stage_three_also_tells_the_safeguarding_board_and_the_inspectorate(pages: Pages) -> None:
    lacking = answers(pages, told_regulator="", told_safeguarding="")
    assert len(form.missing(form.DECLARE, lacking, 3, HERE)) == 2
    assert form.missing(form.DECLARE, lacking, 2, HERE) == []


def test_hard_words_are_named_with_the_age_they_ask_for(pages: Pages) -> None:
    draft = drafted(pages, public_words=LONG)
    pages.sign_in(Role.DIRECTOR)
    assert "“The public words” asks for a reading age" in said(pages.open("officer_declare", draft=draft.id, step=6))


def test_a_sentence_of_long_words_is_called_hard_by_both_counts() -> None:
    """Dictionaries do not know all of them, so the two differ, far above what anyone reads with ease."""
    assert min(grade(LONG) or 0, reading_age.grade(LONG)) > 20


@pytest.mark.parametrize(
    "text",
    [
        "For now some reviews of risk are done by phone or come later. Your care itself stays the same.",
        "Some reviews of risk are done by phone, or wait. People at most risk come first.",
        "Some risk checks are by phone now. Some come later. Your care is the same.",
    ],
)
def test_our_reading_grade_is_close_to_that_of_a_pronouncing_dictionary(text: str) -> None:
    assert grade(text) == pytest.approx(reading_age.grade(text), abs=1.5)


def test_the_signatory_sees_the_public_words_and_the_digest_and_signs_with_effects_at_once(pages: Pages) -> None:
    """Level, release, plain page and register."""
    found = propose(pages)
    digest = declaring.waiting(pages.installation, found)[1]
    pages.sign_in(Role.SIGNATORY)
    page = pages.open("officer_sign", id=found)
    assert page.code[0].value == digest
    assert "For now some reviews of risk are done by phone or come later." in said(page)
    page = press(page, "Sign this text")
    assert page.success[0].value.startswith("Signed and in force: ")
    site = current(pages.installation.site_dir / "demo")
    assert b"Level 3 of 4" in site.read(f"councils/{PLACE.code}/index.html")
    assert b"For now some reviews of risk are done by phone or come later." in site.read("register/index.html")


def test_a_director_who_opens_the_sign_page_finds_no_button(pages: Pages) -> None:
    propose(pages)
    pages.sign_in(Role.DIRECTOR)
    page = pages.open("officer_sign")
    assert "role does not let you" in page.info[0].value
    assert not page.button


def test_a_click_on_a_text_that_was_edited_meanwhile_signs_nothing(pages: Pages) -> None:
    """The button belongs to the text it stood under."""
    found = propose(pages)
    pages.sign_in(Role.SIGNATORY)
    page = pages.open("officer_sign", id=found)
    draft = drafted(pages, form.EDIT, of=found)
    drafts.propose(pages.installation, by=DIRECTOR, draft=draft)
    page = press(page, "Sign this text")
    assert not page.success
    assert declaring.waiting(pages.installation, found)[0]["checks"] == "Words for checks."


def test_sending_back_needs_a_reason(pages: Pages) -> None:
    found = propose(pages)
    pages.sign_in(Role.SIGNATORY)
    page = pages.open("officer_sign", id=found)
    page = press(page, "Send it back")
    assert "Say why" in page.error[0].value
    page.text_input[0].set_value("Say which wards.")
    page = press(page, "Send it back")
    assert page.success[0].value.startswith("Sent back")
    with pytest.raises(Refusal):
        declaring.waiting(pages.installation, found)


def test_a_measure_is_renewed_ended_and_a_level_raised_from_drafts(pages: Pages) -> None:
    found = propose(pages)
    sign(pages, found)
    for kind, of in ((form.RENEW, found), (form.END, found), (form.RAISE, "")):
        draft = drafted(pages, kind, of=of, reason="More staff have started.", what_helped="Shared rotas.", level="4")
        sign(pages, drafts.propose(pages.installation, by=DIRECTOR, draft=draft))
    site = current(pages.installation.site_dir / "demo")
    assert b"Level 4 of 4" in site.read(f"councils/{PLACE.code}/index.html")
    assert b"<td>More staff have started.</td> <td>Shared rotas.</td>" in site.read("register/index.html")


def test_an_end_says_what_helped_before_it_is_proposed(pages: Pages) -> None:
    found = propose(pages)
    sign(pages, found)
    draft = drafted(pages, form.END, of=found, reason="More staff have started.")
    with pytest.raises(Refusal, match="Fill in first: What helped"):
        drafts.propose(pages.installation, by=DIRECTOR, draft=draft)


def test_what_can_be_changed_is_offered_and_filled_in_from_what_stands(pages: Pages) -> None:
    found = propose(pages)
    sign(pages, found)
    pages.sign_in(Role.DIRECTOR)
    page = pages.open("officer_declare")
    page.selectbox(key="kind").set_value("renew")
    page = press(checked(page.run()), "Start a draft")
    page = pages.open("officer_declare", draft=page.query_params["draft"], step=3)
    assert "A senior social worker looks at the list" in "".join(t.value for t in page.text_area)


def test_the_view_of_the_principal_social_worker_is_their_own_and_public_with_the_measure(pages: Pages) -> None:
    found = propose(pages)
    pages.sign_in(Role.PRINCIPAL_SOCIAL_WORKER)
    page = pages.open("officer_view", id=found)
    assert "Choose: supports" in press(page, "Give my view").error[0].value
    page.radio[0].set_value("supports_with_conditions")
    page.text_area[0].set_value("Only if each person is phoned.").run()
    page = press(page, "Give my view")
    assert page.success
    sign(pages, found)
    site = current(pages.installation.site_dir / "demo")
    assert b"Supports with conditions: Only if each person is phoned." in site.read("data/DEMO_declarations.csv")
    assert b"Only if each person is phoned." in site.read("register/index.html")
    pages.sign_in(Role.DIRECTOR)
    assert "role does not let you" in pages.open("officer_view").info[0].value


def test_a_draft_can_be_thrown_away(pages: Pages) -> None:
    draft = drafted(pages)
    pages.sign_in(Role.DIRECTOR)
    page = press(pages.open("officer_declare", draft=draft.id), "Throw this draft away")
    assert "You have no drafts." in said(page)
    assert drafts.mine(pages.installation, DIRECTOR) == []


def test_what_was_sent_back_is_on_the_directors_desk_with_its_reason_and_can_be_proposed_again(pages: Pages) -> None:
    """Otherwise the colleague's reason is read by nobody and the text is written twice."""
    found = propose(pages)
    declaring.send_back(
        pages.installation,
        by=SIGNATORY,
        declaration_id=found,
        reason="Say which wards.",
        text_sha256=declaring.waiting(pages.installation, found)[1],
    )
    pages.sign_in(Role.SIGNATORY)
    assert "Say which wards." not in said(pages.open("officer_desk"))
    pages.sign_in(Role.DIRECTOR, OTHER)
    assert "Say which wards." not in said(pages.open("officer_desk"))
    pages.sign_in(Role.DIRECTOR)
    text = said(pages.open("officer_desk"))
    assert "Sent back at" in text
    assert "“Say which wards.”" in text
    before = pages.open("officer_declare")
    before.selectbox(key="kind").set_value(form.EDIT)
    page = checked(before.run())
    assert page.selectbox[2].options == ["Fewer or shorter reviews of risk: sent back"]
    page = press(page, "Start a draft")
    draft = drafts.mine(pages.installation, DIRECTOR)[0]
    assert draft.fields["area"]
    again = replace(
        draft,
        fields={
            **answers(pages),
            **draft.fields,
            "area": "The harbour wards",
            "review_by": (pages.installation.now().date() + timedelta(days=9)).isoformat(),
        },
    )
    again = replace(again, fields={k: v or answers(pages)[k] for k, v in again.fields.items()})
    assert drafts.propose(pages.installation, by=DIRECTOR, draft=again) == found
    assert "Sent back at" not in said(pages.open("officer_desk"))
    assert sign(pages, found).public


def test_a_proposal_nobody_signed_in_time_is_on_the_desk_as_lapsed(pages: Pages) -> None:
    propose(pages)
    with time_machine.travel(NOW + timedelta(hours=30)):
        pages.sign_in(Role.DIRECTOR)
        text = said(pages.open("officer_desk"))
        assert "Nobody signed it by 10:10am on Wednesday 9 September 2026, so it lapsed." in text
    with time_machine.travel(NOW + timedelta(days=20)):
        pages.sign_in(Role.DIRECTOR)
        assert "so it lapsed" not in said(pages.open("officer_desk"))


def test_a_principal_social_worker_reads_what_the_view_is_about(pages: Pages) -> None:
    found = propose(pages)
    pages.sign_in(Role.PRINCIPAL_SOCIAL_WORKER)
    text = said(pages.open("officer_view", id=found))
    assert "What it is about" in text
    assert str(declaring.waiting(pages.installation, found)[0]["public_words"]) in text
    with pytest.raises(Refusal):
        social_worker_views.read(
            pages.installation, by=actor(OTHER, Role.PRINCIPAL_SOCIAL_WORKER), declaration_id=found
        )
    sign(pages, found)
    assert str(
        social_worker_views.read(
            pages.installation, by=actor(PLACE, Role.PRINCIPAL_SOCIAL_WORKER), declaration_id=found
        )["public_words"]
    ) in said(pages.open("officer_view", id=found))


def test_an_empty_form_promises_nothing(pages: Pages) -> None:
    pages.sign_in(Role.DIRECTOR)
    page = press(pages.open("officer_declare"), "Start a draft")
    text = said(pages.open("officer_declare", draft=page.query_params["draft"], step=6))
    assert "Where: not filled in yet." in text
    assert "There is no text to judge yet." in text
    assert "easy enough" not in text


def test_the_sign_page_of_stage_three_waits_for_the_view_and_says_from_when_without_one(pages: Pages) -> None:
    """Nothing is asked of a lower stage."""
    found, lower = propose(pages, "life_sustaining_care_only"), propose(pages)
    why = "Both were called five times."
    pages.sign_in(Role.SIGNATORY)
    assert "No view could be had" not in said(pages.open("officer_sign", id=lower))
    page = pages.open("officer_sign", id=found)
    assert "Stage 3 waits for this view" in page.info[0].value
    page.text_input[0].set_value(why)
    assert "Ask the professional lead" in press(page, "Say that no view could be had").error[0].value
    assert "waits for the professional lead" in press(pages.open("officer_sign", id=found), "Sign this").error[0].value
    with time_machine.travel(NOW + timedelta(hours=5)):
        pages.sign_in(Role.SIGNATORY)
        page = pages.open("officer_sign", id=found)
        page.text_input[0].set_value(why)
        page = press(page, "Say that no view could be had")
        assert not page.error
        page = pages.open("officer_sign", id=found)
        assert f"No view could be had: {why}" in said(page)
        assert press(page, "Sign this").success[0].value.startswith("Signed and in force: ")
    assert why in current(pages.installation.site_dir / "demo").read("register/index.html").decode()


def test_the_lead_records_a_check_from_outside_of_stage_three_alone(pages: Pages) -> None:
    found, lower = propose(pages, "life_sustaining_care_only"), propose(pages)
    viewed(pages.installation, PLACE, found)
    for each in (found, lower):
        sign(pages, each)
    pages.sign_in(Role.DEPUTY)
    assert "somebody outside" not in said(pages.open("officer_view", id=lower))
    page = pages.open("officer_view", id=found)
    assert "Give the day of the check" in press(filled(page), "Record the check").error[0].value
    page.date_input[0].set_value(NOW.date())
    assert press(filled(page), "Record the check").success[0].value == "The check is recorded and public."
    assert (
        "A neighbouring council read ten plans."
        in current(pages.installation.site_dir / "demo").read("register/index.html").decode()
    )


def filled(page: AppTest) -> AppTest:
    page.text_area[-1].set_value("A neighbouring council read ten plans.")
    return checked(page.run())
