"""Accounts of the demonstration: printed at the start, invented people only, on this machine only."""

import pytest
from typer.testing import CliRunner

from pressure.access.local_sign_in import authenticate
from pressure.access.permissions import Role
from pressure.cli import app
from pressure.demo import accounts
from pressure.demo.places import HUB, PLACES
from pressure.domain.refusals import Refusal
from pressure.store import councils, people
from pressure.store.engine import writing
from tests.http.sign_in_cases import REAL, council
from tests.installations import new_installation


@pytest.fixture
def installation(tmp_path):
    made, clock = new_installation(tmp_path)
    made.settings.demonstration = True
    with writing(made.engine) as connection:
        people.add(
            connection,
            person_id=HUB.person_id,
            name="Hub",
            created_at=clock.at,
            roles=[(p.code, Role.DATA_OFFICER) for p in PLACES],
        )
    return made


def enter(installation, email, password, client="127.0.0.1"):
    return authenticate(
        installation.engine,
        installation.settings,
        email=email,
        password=password,
        code="",
        at=installation.now(),
        client=client,
    )


def test_every_role_of_two_councils_and_the_hub_can_sign_in_with_what_was_printed(installation):
    made = accounts.make(installation.engine, installation.settings)
    assert len(made) == 2 * 10 + 1
    assert len({a.email for a in made}) == 21
    printed = "\n".join(accounts.lines(made, "http://127.0.0.1:8501"))
    for account in made:
        assert account.email in printed
        assert enter(installation, account.email, account.password).person_id
    assert made[0].password in printed
    assert enter(installation, made[0].email, "wrong password").refused == "password"
    assert enter(installation, made[0].email, made[0].password, client="10.0.0.1").refused == "code"


def test_the_password_is_another_at_each_start():
    assert len({accounts.new_password() for _ in range(100)}) == 100
    assert len(accounts.new_password()) == 19


def test_no_accounts_are_made_beside_a_real_officer(installation):
    with writing(installation.engine) as connection:
        councils.replace_all(connection, [council(REAL)])
        people.add(
            connection, person_id="p-real", name="Real", roles=[(REAL, "director")], created_at=installation.now()
        )
    with pytest.raises(Refusal, match="no demonstration"):
        accounts.make(installation.engine, installation.settings)


def test_the_demonstration_is_served_on_this_machine_only():
    """There is no option for another address."""
    done = CliRunner().invoke(app, ["demo", "--host", "0.0.0.0"])
    assert (done.exit_code, "No such option" in done.stderr) == (2, True)


def test_three_doors_are_printed_each_with_its_address_and_what_is_behind_it(installation):
    made = accounts.make(installation.engine, installation.settings)
    printed = "\n".join(accounts.lines(made, "http://127.0.0.1:8612"))
    assert [who for who, _, _ in accounts.doors(made)] == ["A resident", "A director", "A journalist"]
    for who, path, what in accounts.doors(made):
        assert f"{who:14}http://127.0.0.1:8612{path}" in printed
        assert what in printed
    director = next(a for a in made if a.role == "director")
    assert f"Sign in as {director.email}" in printed
