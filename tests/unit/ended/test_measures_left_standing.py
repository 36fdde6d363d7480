"""What was in force when a council ended, ended with it; a council that follows takes it on by two signatures of its
own, and nobody else. Its officers keep what is about the past alone."""

from datetime import UTC, date, datetime, timedelta

import pytest

from pressure.access.permissions import Actor, Role
from pressure.actions.declarations import choices, declaring, drafts
from pressure.actions.desk.desk import desk
from pressure.actions.releases.self_acting import coming
from pressure.actions.reminders.reminding import reminders
from pressure.actions.statements import replying
from pressure.demo.events import sign_as_it_waits
from pressure.domain.declarations import Kind
from pressure.domain.refusals import Refusal
from pressure.store import people
from pressure.store.engine import reading, writing
from pressure.store.releases import REAL
from pressure.store.statements import STATEMENT
from pressure.words.officers import declaration_form as form
from tests.ended_cases import EAST, SURREY, Reorganisation, announced, copied, installed, reorganised

CUMBERLAND = "E06000063"
TEXT = {"area": "The north", "public_words": "Fewer reviews for now."}


def person(code, role):
    return Actor(person_id=f"{code}-{role}", roles=frozenset({(code, role)}))


def sign(here, declaration_id, code):
    sign_as_it_waits(here.installation, person(code, Role.SIGNATORY), declaration_id)


def add_people(here, *codes):
    with writing(here.installation.engine) as connection:
        for code in codes:
            for role in (Role.DIRECTOR, Role.SIGNATORY):
                people.add(
                    connection,
                    person_id=f"{code}-{role}",
                    name=f"{code} {role}",
                    roles=[(code, role)],
                    created_at=here.clock.at,
                )


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> Reorganisation:
    """Surrey has a stage 2 measure when it ends; both councils have officers."""
    tmp_path = tmp_path_factory.mktemp("measures")
    made = installed(tmp_path)
    add_people(made, SURREY, CUMBERLAND)
    made.at(2027, 3, 24, 12)
    catalogue = made.installation.book().declarations.catalogue
    measure = next(m for m in catalogue if m.stage == 2)
    declaration_id = declaring.propose(
        made.installation,
        by=person(SURREY, Role.DIRECTOR),
        council_code=SURREY,
        measure_id=measure.id,
        text=TEXT,
        starts_at=made.installation.now(),
        review_by=date(2027, 4, 2),
    )
    assert declaration_id == f"{SURREY}-1"
    sign(made, declaration_id, SURREY)
    made.publish("signed", 2027, 3, 24, 13)
    made.at(2027, 4, 7, 9)
    made.take(reorganised(tmp_path / "new"))
    add_people(made, EAST)
    made.publish("week", 2027, 4, 7, 9, 30)
    made.at(2027, 4, 7, 12)
    return made


@pytest.fixture
def here(told, tmp_path) -> Reorganisation:
    """A copy of it to act on."""
    return copied(told, tmp_path / "copy")


def line(here, name, declaration_id):
    (found,) = (r for r in here.made[name].rows("data/declarations.csv") if r["declaration_id"] == declaration_id)
    return found


def test_what_stood_ended_with_its_council(here):
    before, after = line(here, "signed", f"{SURREY}-1"), line(here, "week", f"{SURREY}-1")
    assert (before["status"], before["ended_at"]) == ("in_force", "")
    assert (after["status"], after["ended_at"]) == ("ended", "2027-03-31T23:00:00Z")
    assert after["end_reason"] == "The council ended. Nobody had ended this by signature."
    newest, *_ = here.made["week"].json(f"councils/{SURREY}/feed.json")["items"]
    assert newest["tags"] == ["council_ended"]


def test_no_review_of_it_is_due_or_told(here):
    """It would say that it stays in force until two people end it."""
    with reading(here.installation.engine) as connection:
        assert {c.reason for c in coming(here.installation, connection, REAL)} <= {"scheduled", "expiry"}
    tags = {tag for e in here.made["week"].json("feed.json")["items"] for tag in e["tags"]}
    assert "review_overdue" not in tags


def test_its_officers_are_reminded_of_nothing_and_have_nothing_on_their_desk(here):
    for role in (Role.DIRECTOR, Role.SIGNATORY):
        assert list(reminders(here.installation, person(SURREY, role))) == []
        assert desk(here.installation, person(SURREY, role)).councils == ()


@pytest.mark.parametrize("kind", [Kind.RENEW, Kind.END])
def test_its_officers_change_nothing_after_the_last_day(here, kind):
    with pytest.raises(Refusal, match="Surrey ended on 31 March 2027"):
        declaring.propose_change(
            here.installation,
            by=person(SURREY, Role.DIRECTOR),
            declaration_id=f"{SURREY}-1",
            kind=kind,
            text=TEXT,
            review_by=date(2027, 4, 12),
        )
    with pytest.raises(Refusal, match="no level that a statement could be about"):
        replying.say(
            here.installation,
            by=person(SURREY, Role.DIRECTOR),
            council_code=SURREY,
            kind=STATEMENT,
            words="We did well.",
            names_nobody=True,
        )


def test_its_officers_can_still_ask_for_a_correction_of_what_was_theirs(here):
    replying.say(
        here.installation,
        by=person(SURREY, Role.DIRECTOR),
        council_code=SURREY,
        kind=replying.CORRECTION,
        words="The figure of the last week was wrong.",
    )


def test_a_corrected_return_for_a_week_up_to_the_last_day_is_taken_and_none_for_a_later_one(here):
    assert here.send(SURREY, date(2027, 3, 28)) > 0
    assert here.send(SURREY, date(2027, 4, 4)) == 0


def take_on(here, code, by, starts_at=None):
    return declaring.take_on(
        here.installation,
        by=by,
        council_code=code,
        of=f"{SURREY}-1",
        text=TEXT,
        starts_at=starts_at or here.installation.now(),
        review_by=date(2027, 4, 12),
    )


def test_a_council_that_follows_takes_it_on_by_two_signatures(here):
    made = take_on(here, EAST, person(EAST, Role.DIRECTOR))
    with pytest.raises(Refusal):
        sign(here, made, SURREY)
    sign(here, made, EAST)
    here.publish("taken", 2027, 4, 7, 12, 30)
    assert line(here, "taken", made)["status"] == "in_force"
    assert line(here, "taken", f"{SURREY}-1")["end_reason"].endswith(
        "East Surrey has taken it on by two signatures (E06000998-1)."
    )
    assert here.made["taken"].json(f"councils/{EAST}/rating.json")["rating"]["register"]


def test_nothing_of_it_starts_before_the_first_day_of_who_follows(here):
    """The council was not there to do it; its first moment is midnight in London."""
    midnight = datetime(2027, 3, 31, 23, tzinfo=UTC)
    for starts_at in (midnight - timedelta(microseconds=1), datetime(2027, 3, 24, 12, tzinfo=UTC)):
        with pytest.raises(Refusal, match="East Surrey began on 1 April 2027, so nothing of it starts on"):
            take_on(here, EAST, person(EAST, Role.DIRECTOR), starts_at)
    assert take_on(here, EAST, person(EAST, Role.DIRECTOR), midnight)


def test_nothing_of_a_council_that_is_to_end_starts_after_its_last_day(tmp_path):
    """Announced beforehand: it would never be in force."""
    made = installed(tmp_path)
    add_people(made, SURREY)
    made.take(announced(tmp_path / "new"))
    measure = next(m for m in made.installation.book().declarations.catalogue if m.stage == 2)
    with pytest.raises(Refusal, match="Surrey ends on 31 March 2027, so nothing of it starts on 1 April 2027"):
        declaring.propose(
            made.installation,
            by=person(SURREY, Role.DIRECTOR),
            council_code=SURREY,
            measure_id=measure.id,
            text=TEXT,
            starts_at=datetime(2027, 3, 31, 23, tzinfo=UTC),
            review_by=date(2027, 4, 7),
        )


def test_nobody_else_takes_it_on(here):
    for code, by in (
        (CUMBERLAND, person(CUMBERLAND, Role.DIRECTOR)),
        (EAST, person(SURREY, Role.DIRECTOR)),
        (EAST, person(EAST, Role.SIGNATORY)),
    ):
        with pytest.raises(Refusal):
            take_on(here, code, by)


def test_the_director_of_a_council_that_follows_is_offered_it_with_its_words(here):
    director = person(EAST, Role.DIRECTOR)
    found = choices.choices(here.installation, director)
    assert list(found.left[EAST]) == [f"{SURREY}-1"]
    draft_id = found.start(here.installation, director, EAST, form.DECLARE, f"{SURREY}-1")
    (draft,) = drafts.mine(here.installation, director)
    assert (draft.id, draft.of, draft.fields["area"]) == (draft_id, f"{SURREY}-1", "The north")
    assert not choices.choices(here.installation, person(CUMBERLAND, Role.DIRECTOR)).left[CUMBERLAND]
