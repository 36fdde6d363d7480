"""Officers come and go by acts with an entry each, and nobody learns another's password."""

import json
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy.exc import DBAPIError

from pressure.access import sessions
from pressure.access.permissions import OPERATOR, Actor, Role, SignInAgain
from pressure.actions.installation import Installation
from pressure.actions.people import enrolling
from pressure.actions.people import officers as acts
from pressure.domain.refusals import Refusal
from pressure.settings import Settings
from pressure.store import councils, people, record
from pressure.store.engine import reading, writing
from tests.rating_cases import RULES
from tests.store import rows
from tests.store.rows import COUNCIL, START

GOOD, SECRET = "purple otter climbs stairs", "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
ROLES = [(COUNCIL, Role.DIRECTOR)]
ADMIN = Actor(person_id="p-admin", roles=frozenset({(COUNCIL, Role.ADMINISTRATOR)}))


@pytest.fixture
def installation(engine, tmp_path):
    with writing(engine) as connection:
        rows.add_council(connection)
    return Installation(engine=engine, rules=RULES, site_dir=tmp_path, settings=Settings(), now=lambda: START)


@pytest.fixture
def person(installation):
    return acts.add_person(installation, by=OPERATOR, name="Ann  Archer", email=" Ann@Council.example ", roles=ROLES)


def told(installation):
    with reading(installation.engine) as connection:
        return [json.loads(body) for _, body, _ in record.entries(connection)]


def opened(installation):
    with reading(installation.engine) as connection:
        return list(record.opened(connection).values())


def chosen(installation, token, password=GOOD, at=START, secret=SECRET, code=None):
    return enrolling.choose_password(
        installation.engine,
        installation.settings,
        token=token,
        password=password,
        secret=secret,
        at=at,
        code=code or pyotp.TOTP(secret).at(at),
    )


def test_every_act_has_an_entry_without_a_name_or_address(installation, person):
    """The record is public and kept for ever."""
    token = acts.invite(installation, by=OPERATOR, person_id=person)
    chosen(installation, token)
    acts.give_role(installation, by=OPERATOR, person_id=person, council_code=COUNCIL, role=Role.AUDITOR)
    acts.take_role(installation, by=OPERATOR, person_id=person, council_code=COUNCIL, role=Role.AUDITOR)
    acts.set_manager(installation, by=OPERATOR, person_id=person, managed_by=None)
    acts.link_identity(installation, by=OPERATOR, person_id=person, issuer="https://id.example", subject="s-1")
    acts.sign_out_everywhere(installation, by=OPERATOR, person_id=person)
    acts.disable_person(installation, by=OPERATOR, person_id=person)
    entries = told(installation)
    assert {(e["action"], e["by"]["person"], e["by"]["role"], str(e["what"])) for e in entries} == {
        ("officers", "withheld", "withheld", "{}")
    }
    assert not any(word in str(entries) for word in (person, COUNCIL, "director"))
    assert [e["act"] for e in opened(installation)] == [
        "add_person",
        "invite_person",
        "choose_password",
        "give_role",
        "take_role",
        "set_manager",
        "link_identity",
        "sign_out_person",
        "disable_person",
    ]
    text = json.dumps(entries).lower()
    assert not any(word in text for word in ("ann", "archer", "council.example", "s-1", GOOD, SECRET.lower(), token))
    assert {e["person"] for e in opened(installation)} == {person}
    with reading(installation.engine) as connection:
        record.verify(record.entries(connection))


def test_an_address_is_kept_in_small_letters_and_belongs_to_one_person(installation, person):
    with reading(installation.engine) as connection:
        assert people.by_email(connection, "ANN@council.EXAMPLE").id == person
        assert people.get(connection, person).name == "Ann Archer"
    with pytest.raises(Refusal, match="Somebody else"):
        acts.add_person(installation, by=OPERATOR, name="Bea", email="ann@council.example", roles=ROLES)


def test_an_invitation_works_once_within_a_day_and_the_newest_only(installation, person):
    first, token = (acts.invite(installation, by=OPERATOR, person_id=person) for _ in range(2))
    assert enrolling.invited(installation.engine, first, START) is None
    assert enrolling.invited(installation.engine, token, START).name == "Ann Archer"
    assert enrolling.invited(installation.engine, token, START + timedelta(hours=24)) is None
    assert chosen(installation, token) == person
    with pytest.raises(Refusal, match="has run out"):
        chosen(installation, token)
    with reading(installation.engine) as connection:
        kept = people.get(connection, person)
    assert kept.password_hash.startswith("$argon2id$")
    assert kept.enrolment_sha256 is None


def test_a_new_password_ends_what_was_open_under_the_old_one(installation, person):
    with writing(installation.engine) as connection:
        old = sessions.open_session(connection, person_id=person, at=START, authenticated_at=START)
    chosen(installation, acts.invite(installation, by=OPERATOR, person_id=person))
    assert sessions.person_of(installation.engine, old, START, installation.settings) is None


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"password": "short"}, "at least"),
        ({"password": "ArcherArcher2026"}, "easy to guess"),
        ({"code": "000000"}, "code is not right"),
        ({"password": "x" * 300}, "at most"),
    ],
)
def test_a_weak_password_or_wrong_code_leaves_the_invitation_open(installation, person, wrong, why):
    token = acts.invite(installation, by=OPERATOR, person_id=person)
    with pytest.raises(Refusal, match=why):
        chosen(installation, token, **wrong)
    assert chosen(installation, token) == person


def test_an_account_is_linked_to_one_person_only(installation, person):
    other = acts.add_person(installation, by=OPERATOR, name="Bea", roles=ROLES)
    token = acts.invite(installation, by=OPERATOR, person_id=person)
    assert (
        enrolling.link_account(installation.engine, token=token, issuer="https://id", subject="s", at=START) == person
    )
    with pytest.raises(Refusal, match="already linked"):
        acts.link_identity(installation, by=OPERATOR, person_id=other, issuer="https://id", subject="s")
    with pytest.raises(Refusal, match="already linked"):
        enrolling.link_account(
            installation.engine,
            token=acts.invite(installation, by=OPERATOR, person_id=other),
            issuer="https://id",
            subject="s",
            at=START,
        )
    with pytest.raises(Refusal, match="has run out"):
        enrolling.link_account(installation.engine, token=token, issuer="https://id", subject="s2", at=START)
    with pytest.raises(DBAPIError) as trouble, writing(installation.engine) as connection:
        people.change(connection, other, issuer="https://id", subject="s")
    assert "hidden due to hide_parameters" in str(trouble.value)


def test_an_administrator_acts_at_the_own_council_only_and_never_on_themselves(installation, person):
    acts.sign_out_everywhere(installation, by=ADMIN, person_id=person)
    stranger = Actor(person_id="p-x", roles=frozenset({("E10000002", Role.ADMINISTRATOR)}))
    for act in (acts.invite, acts.disable_person, acts.sign_out_everywhere):
        with pytest.raises(Refusal, match="does not let you"):
            act(installation, by=stranger, person_id=person)
    with pytest.raises(Refusal, match="does not let you"):
        acts.add_person(installation, by=stranger, name="Bea", roles=ROLES)
    own = acts.add_person(installation, by=OPERATOR, name="Adam", roles=[(COUNCIL, Role.ADMINISTRATOR)])
    with pytest.raises(Refusal, match="nobody changes their own"):
        acts.give_role(
            installation,
            by=Actor(person_id=own, roles=ADMIN.roles),
            person_id=own,
            council_code=COUNCIL,
            role=Role.DIRECTOR,
        )


@pytest.mark.parametrize(
    ("has", "wants"),
    [
        (Role.DIRECTOR, Role.SIGNATORY),
        (Role.SIGNATORY, Role.DIRECTOR),
        (Role.ADMINISTRATOR, Role.DIRECTOR),
        (Role.ADMINISTRATOR, Role.SIGNATORY),
        (Role.SIGNATORY, Role.ADMINISTRATOR),
    ],
)
@pytest.mark.parametrize("by", [OPERATOR, ADMIN], ids=["operator", "administrator"])
def test_nobody_proposes_and_signs_and_nobody_who_gives_access_does_either(installation, by, has, wants):
    """Whoever asks: one person cannot be both sides of a decision, nor make the other side."""
    one = acts.add_person(installation, by=by, name="Ann", roles=[(COUNCIL, has)])
    before = len(told(installation))
    with pytest.raises(Refusal, match="Nobody can be both"):
        acts.give_role(installation, by=by, person_id=one, council_code=COUNCIL, role=wants)
    with pytest.raises(Refusal, match="Nobody can be both"):
        acts.add_person(installation, by=by, name="Bea", roles=[(COUNCIL, has), (COUNCIL, wants)])
    assert len(told(installation)) == before
    acts.give_role(installation, by=by, person_id=one, council_code=COUNCIL, role=Role.AUDITOR)
    acts.take_role(installation, by=by, person_id=one, council_code=COUNCIL, role=has)
    acts.give_role(installation, by=by, person_id=one, council_code=COUNCIL, role=wants)
    assert opened(installation)[-1]["roles"] == [[COUNCIL, wants]]


def test_an_administrator_cannot_become_a_director_by_any_act_of_their_own(installation):
    """Not by giving, not by inviting, not by a manager, not by linking an account."""
    own = acts.add_person(installation, by=OPERATOR, name="Adam", roles=[(COUNCIL, Role.ADMINISTRATOR)])
    me, before = Actor(person_id=own, roles=ADMIN.roles), len(told(installation))
    for act, more in (
        (acts.give_role, {"council_code": COUNCIL, "role": Role.DIRECTOR}),
        (acts.invite, {}),
        (acts.set_manager, {"managed_by": None}),
        (acts.link_identity, {"issuer": "i", "subject": "s"}),
        (acts.take_role, {"council_code": COUNCIL, "role": Role.ADMINISTRATOR}),
    ):
        with pytest.raises(Refusal, match="nobody changes their own"):
            act(installation, by=me, person_id=own, **more)
    assert len(told(installation)) == before


def test_a_person_at_two_councils_may_propose_at_one_and_sign_at_the_other(installation):
    """A hub has people at many; what must stay apart is one decision."""
    with writing(installation.engine) as connection:
        councils.replace_all(connection, [rows.council(), rows.council("X99000002")])
    assert acts.add_person(
        installation, by=OPERATOR, name="Hub", roles=[(COUNCIL, Role.DIRECTOR), ("X99000002", Role.SIGNATORY)]
    )


def test_an_administrator_who_signed_in_long_ago_signs_in_again_first(installation, person):
    stale = Actor(person_id="p-admin", roles=ADMIN.roles, authenticated_at=START - timedelta(minutes=6))
    with pytest.raises(SignInAgain):
        acts.disable_person(installation, by=stale, person_id=person)


def test_a_disabled_person_cannot_be_invited_or_changed(installation, person):
    token = acts.invite(installation, by=OPERATOR, person_id=person)
    acts.disable_person(installation, by=OPERATOR, person_id=person)
    assert enrolling.invited(installation.engine, token, START) is None
    with pytest.raises(Refusal, match="access has ended"):
        acts.invite(installation, by=OPERATOR, person_id=person)


@pytest.mark.parametrize(
    ("roles", "why"),
    [
        ([], "at least one role"),
        ([("E19999999", Role.DIRECTOR)], "no council"),
        ([(COUNCIL, Role.OPERATOR)], "operator"),
    ],
)
def test_a_person_needs_a_role_that_exists_at_a_council_that_exists(installation, roles, why):
    with pytest.raises(Refusal, match=why):
        acts.add_person(installation, by=OPERATOR, name="Bea", roles=roles)


def test_nobody_can_manage_somebody_who_manages_them(installation, person):
    """A circle would let everyone in it sign for no one."""
    below = acts.add_person(installation, by=OPERATOR, name="Bea", roles=ROLES, managed_by=person)
    with pytest.raises(Refusal, match="managed by themselves"):
        acts.set_manager(installation, by=OPERATOR, person_id=person, managed_by=below)
    with pytest.raises(Refusal, match="no person"):
        acts.set_manager(installation, by=OPERATOR, person_id=person, managed_by="p-nobody")
