"""A director names a deputy for some days: who acts when, for whom, and what the database holds of it."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from pressure.access.permissions import OPERATOR, SETTLED, Act, Actor, Role, SignInAgain, require
from pressure.access.sessions import actor_of
from pressure.actions.installation import Installation
from pressure.actions.people import deputising
from pressure.actions.people import officers as acts
from pressure.domain.refusals import Refusal
from pressure.settings import Settings
from pressure.store import record
from pressure.store.engine import reading, writing
from pressure.store.officers import deputies
from pressure.store.record.altered import altered
from tests.installations import TestClock
from tests.rating_cases import RULES
from tests.store import rows
from tests.store.rows import COUNCIL, START

TODAY = START.date()
DAYS = timedelta(days=1)


@pytest.fixture
def clock():
    return TestClock(START)


@pytest.fixture
def here(engine, tmp_path, clock):
    with writing(engine) as connection:
        rows.add_council(connection)
    return Installation(engine=engine, rules=RULES, site_dir=tmp_path, settings=Settings(), now=clock)


@pytest.fixture
def staff(here):
    """By role, the number of one officer each."""
    roles = (Role.DIRECTOR, Role.SIGNATORY, Role.DATA_OFFICER, Role.ADMINISTRATOR, Role.PRINCIPAL_SOCIAL_WORKER)
    return {role: acts.add_person(here, by=OPERATOR, name=f"{role} Archer", roles=[(COUNCIL, role)]) for role in roles}


def who(here, person: str) -> Actor:
    with reading(here.engine) as connection:
        return actor_of(connection, person, here.now())


def name(here, staff, role=Role.DATA_OFFICER, first=TODAY, last=TODAY + 9 * DAYS, by=None, **more):
    return deputising.name_deputy(
        here,
        by=by or who(here, staff[Role.DIRECTOR]),
        council_code=COUNCIL,
        deputy=staff[role],
        first_day=first,
        last_day=last,
        **{"reason": "On leave.", **more},
    )


def acts_as_deputy(here, person: str) -> bool:
    return (COUNCIL, Role.DEPUTY_DIRECTOR) in who(here, person).roles


def test_a_deputy_acts_from_the_first_day_to_the_last_and_no_longer(here, staff, clock):
    name(here, staff, first=TODAY + 2 * DAYS, last=TODAY + 4 * DAYS)
    seen = []
    for _ in range(7):
        seen.append(acts_as_deputy(here, staff[Role.DATA_OFFICER]))
        clock.later(days=1)
    assert seen == [False, False, True, True, True, False, False]


def test_the_director_ends_it_at_once_and_only_once(here, staff):
    number = name(here, staff)
    director = who(here, staff[Role.DIRECTOR])
    assert acts_as_deputy(here, staff[Role.DATA_OFFICER])
    deputising.end_deputy(here, by=director, council_code=COUNCIL, deputy_id=number)
    assert not acts_as_deputy(here, staff[Role.DATA_OFFICER])
    with pytest.raises(Refusal, match="over already"):
        deputising.end_deputy(here, by=director, council_code=COUNCIL, deputy_id=number)


def test_what_binds_the_council_waits_a_day_or_for_somebody_elses_word(here, staff, clock):
    """As with every role given by one person alone; the rest counts at once."""
    name(here, staff)
    deputy = who(here, staff[Role.DATA_OFFICER])
    for act in Act:
        if deputy.role_for(act, COUNCIL) is Role.DEPUTY_DIRECTOR and act in SETTLED:
            with pytest.raises(Refusal, match="You are new as deputy director"):
                require(deputy, act, [COUNCIL])
    acts.agree(here, by=who(here, staff[Role.ADMINISTRATOR]), person_id=staff[Role.DATA_OFFICER])
    assert require(who(here, staff[Role.DATA_OFFICER]), Act.PROPOSE, [COUNCIL]) is Role.DEPUTY_DIRECTOR


def test_it_counts_by_itself_after_the_wait(here, staff, clock):
    name(here, staff)
    clock.later(hours=Settings().new_role_hours)
    assert require(who(here, staff[Role.DATA_OFFICER]), Act.PROPOSE, [COUNCIL]) is Role.DEPUTY_DIRECTOR


@pytest.mark.parametrize("role", [Role.SIGNATORY, Role.ADMINISTRATOR, Role.DIRECTOR])
def test_nobody_who_signs_gives_access_or_directs_is_named(here, staff, role):
    director = who(here, staff[Role.DIRECTOR])
    assert staff[role] not in deputising.eligible(here, by=director, council_code=COUNCIL)
    with pytest.raises(Refusal):
        name(here, staff, role)


def test_nobody_becomes_signatory_while_they_are_a_deputy_or_will_be(here, staff, clock):
    name(here, staff, first=TODAY + 3 * DAYS, last=TODAY + 4 * DAYS)
    with pytest.raises(Refusal, match="both deputy director and signatory"):
        acts.give_role(here, by=OPERATOR, person_id=staff[Role.DATA_OFFICER], council_code=COUNCIL, role=Role.SIGNATORY)
    clock.later(days=5)
    acts.give_role(here, by=OPERATOR, person_id=staff[Role.DATA_OFFICER], council_code=COUNCIL, role=Role.SIGNATORY)


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        (TODAY - DAYS, TODAY, "from today on"),
        (TODAY + DAYS, TODAY, "from today on"),
        (None, TODAY, "from today on"),
        (TODAY, date(2028, 1, 1), "at most 366 days"),
    ],
)
def test_days_that_cannot_be_are_refused(here, staff, first, last, why):
    with pytest.raises(Refusal, match=why):
        name(here, staff, first=first, last=last)


def test_a_reason_is_needed_and_one_that_tells_of_a_person_needs_a_second_look(here, staff):
    with pytest.raises(Refusal, match="Say why"):
        name(here, staff, reason=" ")
    with pytest.raises(Refusal, match="a title with a surname"):
        name(here, staff, reason="Mrs Smith is ill.")
    assert name(here, staff, reason="Mrs Smith is ill.", names_nobody=True)


def test_there_is_one_deputy_at_a_time(here, staff):
    name(here, staff)
    with pytest.raises(Refusal, match="There is a deputy on some of these days"):
        name(here, staff, Role.PRINCIPAL_SOCIAL_WORKER, first=TODAY + 9 * DAYS, last=TODAY + 12 * DAYS)
    name(here, staff, Role.PRINCIPAL_SOCIAL_WORKER, first=TODAY + 10 * DAYS, last=TODAY + 12 * DAYS)


def test_a_deputy_names_no_deputy_and_a_director_needs_a_fresh_sign_in(here, staff, clock):
    name(here, staff)
    clock.later(hours=Settings().new_role_hours)
    with pytest.raises(Refusal, match="does not let you"):
        name(here, staff, Role.PRINCIPAL_SOCIAL_WORKER, by=who(here, staff[Role.DATA_OFFICER]))
    director = who(here, staff[Role.DIRECTOR])
    clock.later(minutes=6)
    with pytest.raises(SignInAgain):
        name(here, staff, Role.PRINCIPAL_SOCIAL_WORKER, by=director)


def test_no_administrator_and_no_operator_makes_a_deputy(here, staff):
    with pytest.raises(Refusal, match="A director names the deputy"):
        acts.give_role(
            here, by=OPERATOR, person_id=staff[Role.DATA_OFFICER], council_code=COUNCIL, role=Role.DEPUTY_DIRECTOR
        )


def test_the_record_tells_of_it_sealed_by_role_and_without_a_name(here, staff):
    number = name(here, staff)
    deputising.end_deputy(here, by=who(here, staff[Role.DIRECTOR]), council_code=COUNCIL, deputy_id=number)
    with reading(here.engine) as connection:
        bodies = [body for _, body, _ in record.entries(connection)][-2:]
        seals = list(record.opened(connection).values())[-2:]
    assert all(
        '"officers"' in body and "Archer" not in body and staff[Role.DATA_OFFICER] not in body for body in bodies
    )
    assert [seal["act"] for seal in seals] == ["name_deputy", "end_deputy"]
    assert all(seal["roles"] == [[COUNCIL, "deputy_director"]] for seal in seals)


def test_the_database_takes_no_deputy_of_oneself_and_no_days_the_wrong_way_round(here, staff):
    whole = {
        "council_code": COUNCIL,
        "deputy": staff[Role.DATA_OFFICER],
        "director": staff[Role.DIRECTOR],
        "first_day": TODAY,
        "last_day": TODAY,
        "reason": "w",
        "named_at": START,
        "counts_from": START,
    }
    for wrong in ({"deputy": staff[Role.DIRECTOR]}, {"last_day": TODAY - DAYS}):
        with pytest.raises(DBAPIError), writing(here.engine) as connection:
            deputies.add(connection, **{**whole, **wrong})


def test_a_deputy_whom_no_entry_tells_of_is_found(here, staff):
    """Written into the database by hand."""
    name(here, staff, last=TODAY)
    with reading(here.engine) as connection:
        assert not [fault for fault in altered(connection) if "deputy" in fault]
    with writing(here.engine) as connection:
        deputies.add(
            connection,
            council_code=COUNCIL,
            deputy=staff[Role.PRINCIPAL_SOCIAL_WORKER],
            director=staff[Role.DIRECTOR],
            first_day=TODAY,
            last_day=TODAY,
            reason="w",
            named_at=START,
            counts_from=START,
        )
    with reading(here.engine) as connection:
        assert any("no entry tells of it" in fault for fault in altered(connection))
