"""Stage 3: the professional lead's view comes before the signature, or that none could be had; and a check from outside
after it. All of it is public, done or not done."""

from datetime import UTC, date, datetime, timedelta

import pytest

from pressure.access.permissions import OPERATOR, Actor, Role
from pressure.actions.declarations import declaring, remarks, social_worker_views
from pressure.actions.releases.publishing import publish
from pressure.actions.releases.self_acting import next_moment, publish_changes
from pressure.demo.events import sign_as_it_waits
from pressure.demo.places import PLACES, actor, person_id
from pressure.domain.declarations import Kind, late_view_by, outside_check_by
from pressure.domain.refusals import Refusal
from pressure.release.site import current
from pressure.store import people
from pressure.store.engine import writing
from pressure.store.releases import DEMONSTRATION
from tests.installations import RULES, new_installation

PLACE, STAGE_3, STAGE_2 = PLACES[1], "life_sustaining_care_only", "reduced_risk_reviews"
DIRECTOR, SIGNATORY = actor(PLACE, Role.DIRECTOR), actor(PLACE, Role.SIGNATORY)
LEAD, DEPUTY = actor(PLACE, Role.PRINCIPAL_SOCIAL_WORKER), actor(PLACE, Role.DEPUTY)
WHY = "Both were called five times and are on a flight."
BOOK = RULES.in_force(date(2026, 11, 28))
ENGLAND, SCOTLAND = "E92000001", "S92000003"


@pytest.fixture
def live(tmp_path):
    """Monday 7 December 2026, 9 in the morning."""
    installation, clock = new_installation(tmp_path)
    clock.at = datetime(2026, 12, 7, 9, tzinfo=UTC)
    return installation, clock


def propose(installation, measure_id=STAGE_3, by=DIRECTOR):
    return declaring.propose(
        installation,
        by=by,
        council_code=PLACE.code,
        measure_id=measure_id,
        text={"area": "The harbour", "public_words": "Only the most urgent care for now."},
        starts_at=installation.now(),
        review_by=installation.now().date() + timedelta(days=10),
    )


def sign(installation, found, by=SIGNATORY):
    sign_as_it_waits(installation, by, found)


def view(installation, found, by=LEAD, view="supports"):
    social_worker_views.write_view(
        installation, by=by, declaration_id=found, view=view, words="They are called each day.", names_nobody=True
    )


def without(installation, found, why=WHY, by=SIGNATORY):
    remarks.say_no_view(
        installation,
        by=by,
        declaration_id=found,
        text_sha256=declaring.waiting(installation, found)[1],
        why=why,
        names_nobody=True,
    )


def checked(installation, found, done_on, by=LEAD):
    remarks.record_check(
        installation,
        by=by,
        declaration_id=found,
        done_on=done_on,
        words="A neighbouring council read ten plans.",
        names_nobody=True,
    )


def published(installation, reason="declaration"):
    publish(installation, by=OPERATOR, reason=reason, track=DEMONSTRATION)
    return row(installation), page(installation)


def row(installation):
    return current(installation.site_dir / "demo").rows("data/DEMO_declarations.csv")[0]


def page(installation):
    return current(installation.site_dir / "demo").read("register/index.html").decode()


def also(role: Role, *own: Role) -> Actor:
    """Somebody who holds other roles as well."""
    return Actor(person_id=person_id(PLACE, role), roles=frozenset((PLACE.code, each) for each in (role, *own)))


@pytest.mark.parametrize("said", social_worker_views.VIEWS)
def test_stage_3_is_signed_once_there_is_a_view_whatever_it_is(live, said):
    installation, _ = live
    found = propose(installation)
    with pytest.raises(Refusal, match="waits for the professional lead's view"):
        sign(installation, found)
    view(installation, found, view=said)
    sign(installation, found)
    assert published(installation)[0]["psw_view"].endswith("They are called each day.")


@pytest.mark.parametrize("measure_id", [STAGE_2, "agency_cover"])
def test_a_lower_stage_does_not_wait(live, measure_id):
    installation, _ = live
    sign(installation, propose(installation, measure_id))


def test_a_renewal_waits_for_a_view_on_its_own_text_and_an_end_for_none(live):
    installation, clock = live
    found = propose(installation)
    view(installation, found)
    sign(installation, found)
    clock.later(days=3)
    renewed = {"text": {"area": "The harbour"}, "review_by": clock.at.date() + timedelta(days=10)}
    declaring.propose_change(installation, by=DIRECTOR, declaration_id=found, kind=Kind.RENEW, **renewed)
    with pytest.raises(Refusal, match="waits for the professional lead's view"):
        sign(installation, found)
    view(installation, found)
    sign(installation, found)
    declaring.propose_change(
        installation, by=DIRECTOR, declaration_id=found, kind=Kind.END, text={"reason": "Over.", "what_helped": "Help."}
    )
    sign(installation, found)


def test_an_edit_asks_for_the_view_again(live):
    """The view was about another text."""
    installation, clock = live
    found = propose(installation)
    view(installation, found)
    clock.later(minutes=5)
    declaring.propose_change(
        installation,
        by=DIRECTOR,
        declaration_id=found,
        kind=Kind.DECLARE,
        text={"area": "The whole town"},
        review_by=clock.at.date() + timedelta(days=10),
    )
    with pytest.raises(Refusal, match="waits for the professional lead's view"):
        sign(installation, found)


@pytest.mark.parametrize(
    ("by", "refused"),
    [
        (LEAD, ""),
        (DEPUTY, ""),
        (also(Role.PRINCIPAL_SOCIAL_WORKER, Role.DATA_OFFICER), ""),
        (DIRECTOR, "Your role does not let you"),
        (SIGNATORY, "Your role does not let you"),
        (actor(PLACE, Role.DATA_OFFICER), "Your role does not let you"),
        (actor(PLACE, Role.AUDITOR), "Your role does not let you"),
        (actor(PLACE, Role.ADMINISTRATOR), "Your role does not let you"),
        (OPERATOR, "Your role does not let you"),
        (actor(PLACES[2], Role.PRINCIPAL_SOCIAL_WORKER), "Your role does not let you"),
        (also(Role.DIRECTOR, Role.PRINCIPAL_SOCIAL_WORKER), "You proposed this"),
    ],
)
def test_who_may_give_the_view(live, by, refused):
    """The lead or their named deputy, of this council, and nobody who proposed it."""
    installation, _ = live
    found = propose(installation)
    if refused:
        with pytest.raises(Refusal, match=refused):
            view(installation, found, by)
        with pytest.raises(Refusal, match="waits for"):
            sign(installation, found)
    else:
        view(installation, found, by)
        sign(installation, found)


@pytest.mark.parametrize("role", [Role.PRINCIPAL_SOCIAL_WORKER, Role.DEPUTY])
def test_a_lead_whom_the_director_manages_gives_the_view_all_the_same(live, role):
    """So it is in most councils. The view is public with the role that gave it, whatever it is."""
    installation, _ = live
    with writing(installation.engine) as connection:
        people.change(connection, person_id(PLACE, role), managed_by=person_id(PLACE, Role.DIRECTOR))
    found = propose(installation)
    view(installation, found, actor(PLACE, role))
    sign(installation, found)


def test_whoever_gave_the_view_does_not_sign_and_whoever_signed_gives_no_view(live):
    installation, clock = live
    both = also(Role.SIGNATORY, Role.PRINCIPAL_SOCIAL_WORKER)
    found = propose(installation)
    view(installation, found, both)
    with pytest.raises(Refusal, match="You gave the view on this"):
        sign(installation, found, both)
    clock.later(hours=5)
    other = propose(installation, STAGE_2)
    sign(installation, other, both)
    with pytest.raises(Refusal, match="You signed this"):
        view(installation, other, both)


def test_the_deputys_view_says_that_it_is_theirs(live):
    installation, _ = live
    found = propose(installation)
    view(installation, found, DEPUTY)
    sign(installation, found)
    assert published(installation)[0]["psw_view"] == "Supports (view of the named deputy): They are called each day."


@pytest.mark.parametrize(("minutes", "may"), [(0, False), (239, False), (240, True), (600, True)])
def test_after_four_hours_it_may_be_said_that_no_view_could_be_had(live, minutes, may):
    installation, clock = live
    found = propose(installation)
    clock.later(minutes=minutes)
    if may:
        without(installation, found)
        sign(installation, found)
    else:
        with pytest.raises(Refusal, match="7 December, 13:00"):
            without(installation, found)
        with pytest.raises(Refusal, match="13:00"):
            sign(installation, found)


@pytest.mark.parametrize("by", [DIRECTOR, LEAD, DEPUTY, actor(PLACE, Role.ADMINISTRATOR), OPERATOR])
def test_only_who_signs_says_that_no_view_could_be_had(live, by):
    """Else whoever proposes could do without the lead."""
    installation, clock = live
    found = propose(installation)
    clock.later(hours=5)
    with pytest.raises(Refusal, match="Your role does not let you sign"):
        without(installation, found, by=by)


@pytest.mark.parametrize(("why", "refused"), [("", "public"), ("Al\u200bl", "Nobody could see it")])
def test_the_reason_goes_through_the_one_check_of_texts(live, why, refused):
    installation, clock = live
    found = propose(installation)
    clock.later(hours=5)
    with pytest.raises(Refusal, match=refused):
        without(installation, found, why=why)


def test_where_there_is_a_view_nobody_says_that_there_is_none(live):
    installation, clock = live
    found = propose(installation)
    view(installation, found, view="does_not_support")
    clock.later(hours=5)
    with pytest.raises(Refusal, match="There is a view"):
        without(installation, found)


def test_the_missing_view_is_public_with_its_day_is_told_late_by_itself_and_then_given(live):
    """Signed on Monday, due on Wednesday, late from the first moment of Thursday."""
    installation, clock = live
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    clock.later(minutes=5)
    found = propose(installation)
    clock.later(hours=4)
    without(installation, found)
    sign(installation, found)
    told, said = published(installation)
    assert (told["no_view_reason"], told["late_view_by"], told["late_view_on"]) == (WHY, "2026-12-09", "")
    assert f"{WHY} The view is due by Wednesday 9 December 2026." in said

    clock.at = datetime(2026, 12, 9, 9, 30, tzinfo=UTC)
    publish_changes(installation)
    assert "The view is due by" in page(installation)
    assert next_moment(installation) == datetime(2026, 12, 10, tzinfo=UTC)
    clock.at = datetime(2026, 12, 10, tzinfo=UTC)
    (made,) = publish_changes(installation)
    assert f"{WHY} The view was due by Wednesday 9 December 2026 and has not been given." in page(installation)
    assert [r["note"] for r in current(installation.site_dir / "demo").rows("data/DEMO_releases.csv")][-1] == (
        "A view or a check from outside is overdue."
    )
    assert made.release_id

    clock.later(hours=9)
    view(installation, found)
    told, said = published(installation)
    assert (told["no_view_reason"], told["late_view_on"]) == (WHY, "2026-12-10")
    assert "The view was given on Thursday 10 December 2026." in said
    assert "They are called each day." in said


@pytest.mark.parametrize(
    ("nation", "signed", "view_by", "check_by"),
    [
        (ENGLAND, date(2026, 12, 7), date(2026, 12, 9), date(2026, 12, 14)),
        (ENGLAND, date(2026, 12, 24), date(2026, 12, 30), date(2027, 1, 5)),
        (ENGLAND, date(2026, 12, 31), date(2027, 1, 5), date(2027, 1, 8)),
        (SCOTLAND, date(2026, 12, 31), date(2027, 1, 6), date(2027, 1, 11)),
        (ENGLAND, date(2026, 12, 5), date(2026, 12, 8), date(2026, 12, 11)),
        (ENGLAND, date(2051, 1, 5), None, None),
    ],
)
def test_the_days_are_working_days_of_the_nation(nation, signed, view_by, check_by):
    """A year whose bank holidays nobody has written down keeps no measure from being public."""
    at = datetime(signed.year, signed.month, signed.day, 12, tzinfo=UTC)
    assert late_view_by(at, BOOK.declarations, BOOK.nation(nation)) == view_by
    assert outside_check_by(3, at, BOOK.declarations, BOOK.nation(nation)) == check_by
    assert outside_check_by(2, at, BOOK.declarations, BOOK.nation(nation)) is None


def test_a_check_from_outside_is_to_come_then_not_done_then_done(live):
    installation, clock = live
    publish(installation, by=OPERATOR, track=DEMONSTRATION)
    found = propose(installation)
    view(installation, found)
    sign(installation, found)
    told, said = published(installation)
    assert (told["outside_check_by"], told["outside_check_on"]) == ("2026-12-14", "")
    assert "To be done by Monday 14 December 2026." in said
    clock.at = datetime(2026, 12, 15, tzinfo=UTC)
    publish_changes(installation)
    assert "Not done. It was due by Monday 14 December 2026." in page(installation)
    clock.later(hours=10)
    checked(installation, found, date(2026, 12, 15))
    told, said = published(installation)
    assert (told["outside_check_on"], told["outside_check"]) == (
        "2026-12-15",
        "A neighbouring council read ten plans.",
    )
    assert "Done on Tuesday 15 December 2026. A neighbouring council read ten plans." in said


def test_after_the_end_it_is_still_said_whether_the_check_was_done(live):
    installation, clock = live
    found = propose(installation)
    view(installation, found)
    sign(installation, found)
    declaring.propose_change(
        installation, by=DIRECTOR, declaration_id=found, kind=Kind.END, text={"reason": "Over.", "what_helped": "Help."}
    )
    sign(installation, found)
    clock.later(days=9)
    assert "check from outside. Not done. It was due by Monday 14 December 2026." in published(installation)[1]


@pytest.mark.parametrize("done_on", [None, date(2026, 12, 6), date(2026, 12, 8)])
def test_a_check_has_a_day_between_the_signature_and_today(live, done_on):
    installation, _ = live
    found = propose(installation)
    with pytest.raises(Refusal, match="signed stage 3 measure"):
        checked(installation, found, date(2026, 12, 7))
    view(installation, found)
    sign(installation, found)
    with pytest.raises(Refusal, match="Give the day of the check"):
        checked(installation, found, done_on)


def test_a_lower_stage_asks_for_no_check(live):
    installation, _ = live
    found = propose(installation, STAGE_2)
    sign(installation, found)
    with pytest.raises(Refusal, match="signed stage 3 measure"):
        checked(installation, found, date(2026, 12, 7))
    assert published(installation)[0]["outside_check_by"] == ""
