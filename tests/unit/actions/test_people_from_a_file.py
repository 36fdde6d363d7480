"""People in bulk: the whole file is checked before anybody is added, and all are added by the act that adds one."""

import csv
import stat
from datetime import timedelta
from pathlib import Path

import pytest
import typer
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of
from hypothesis import strategies as st

from pressure.access.permissions import OPERATOR, Actor, Role
from pressure.actions.accounts.importing import ROLES, Imported, imported
from pressure.actions.installation import Installation
from pressure.actions.people import officers
from pressure.commands.accounts.importing import run_import
from pressure.demo.places import PLACES
from pressure.domain.refusals import Refusal
from pressure.settings import settings
from pressure.store import people, record
from pressure.store.engine import reading
from tests.installations import new_installation

HERE, THERE = PLACES[0], PLACES[1]
HEADER = "name,email,role,council,managed_by\n"
GOOD = (
    HEADER
    + f"Ann Archer,ann@council.example,Director,{HERE.code},\n"
    + f"Olga Ode,Olga@Council.example,data officer,{HERE.name},ann@council.example\n"
    + f"Olga Ode,olga@council.example,DATA_OFFICER,{THERE.code},\n"
    + f"Pat Poe,,principal social worker,{HERE.code},\n"
)


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installation:
    monkeypatch.setattr(settings, "database_url", f"sqlite:///{tmp_path / 'pressure.sqlite'}")
    monkeypatch.setattr(settings, "site_dir", tmp_path / "site")
    return new_installation(tmp_path)[0]


def sent(installation: Installation, text: str, by: Actor = OPERATOR, *, dry_run: bool = False) -> Imported:
    return imported(installation, by=by, data=text.encode(), dry_run=dry_run)


def known(installation: Installation) -> dict[str, frozenset[tuple[str, str]]]:
    """Who there is beside the officers of the Demonstration Region, with their roles."""
    with reading(installation.engine) as connection:
        own = [one for one in people.everyone(connection) if one.id.startswith("p-") and one.name[-1] != ")"]
        return {p.name: people.roles(connection, p.id) for p in own if p.name in ("Ann Archer", "Olga Ode", "Pat Poe")}


def test_everybody_of_a_file_is_added_with_roles_by_their_names_and_councils_by_code_or_name(
    installation: Installation,
) -> None:
    """Rows with one address are one person; a manager may stand below those they manage, and is nobody's guess."""
    assert sent(installation, GOOD, dry_run=True).invitations == ()
    assert known(installation) == {}
    done = sent(installation, GOOD)
    assert done.faults == ()
    assert [one.name for one in done.invitations] == ["Ann Archer", "Pat Poe", "Olga Ode"]
    assert known(installation) == {
        "Ann Archer": {(HERE.code, "director")},
        "Olga Ode": {(HERE.code, "data_officer"), (THERE.code, "data_officer")},
        "Pat Poe": {(HERE.code, "principal_social_worker")},
    }
    with reading(installation.engine) as connection:
        by_name = {p.name: p for p in people.everyone(connection)}
        acts = [seal["act"] for seal in record.opened(connection).values() if "act" in seal]
        entries = str([body for _, body, _ in record.entries(connection)]).lower()
    assert by_name["Olga Ode"].managed_by == by_name["Ann Archer"].id
    assert acts == ["add_person", "invite_person"] * 3
    assert "council.example" not in entries
    assert "olga" not in entries


@pytest.mark.parametrize("name", ROLES)
def test_every_published_role_is_known_by_its_name_and_by_its_code(installation: Installation, name: str) -> None:
    for text in (name, name.upper(), name.replace(" ", "_"), f" {name.capitalize()} "):
        done = sent(installation, f"{HEADER}Ann Archer,,{text},{HERE.code},\n", dry_run=True)
        assert done.faults == ()
        assert done.people[0].new.roles == ((HERE.code, ROLES[name]),)


ROW = f"Ann Archer,ann@council.example,director,{HERE.code},\n"
FAULTS = {
    "no role": (f"Ann,a@b.example,king,{HERE.code},\n", 2, "role", "is no role"),
    "no role given": (f"Ann,a@b.example,,{HERE.code},\n", 2, "role", "is no role"),
    "operator": (f"Ann,a@b.example,operator,{HERE.code},\n", 2, "role", "is no role"),
    "no such council": ("Ann,a@b.example,director,E99,\n", 2, "council", "No council is named"),
    "nearly a council": (f"Ann,a@b.example,director,{HERE.name}x,\n", 2, "council", f"Did you mean {HERE.name}"),
    "no council": ("Ann,a@b.example,director,,\n", 2, "council", "code or its name"),
    "no name": (f",a@b.example,director,{HERE.code},\n", 2, "name", "Give a name"),
    "unseen in a name": (f"An\u202en,a@b.example,director,{HERE.code},\n", 2, "name", "Nobody could see it"),
    "no address": (f"Ann,a b,director,{HERE.code},\n", 2, "email", "not an e-mail address"),
    "two names": (ROW + ROW.replace("Ann Archer", "Bea"), 3, "name", "same address and another name"),
    "twice the same": (ROW + ROW, 3, "role", "gives the same role"),
    "kept apart": (ROW + ROW.replace("director", "signatory"), 2, "role", "Nobody can be both"),
    "nobody above": (ROW.replace(",\n", ",z@b.example\n"), 2, "managed_by", "is nobody"),
    "a ring": (
        ROW.replace(",\n", ",b@b.example\n") + f"Bea,b@b.example,auditor,{HERE.code},ann@council.example\n",
        2,
        "managed_by",
        "in a ring",
    ),
    "over oneself": (ROW.replace(",\n", ",ann@council.example\n"), 2, "managed_by", "in a ring"),
    "two managers": (
        ROW + ROW.replace("director", "auditor").replace(",\n", ",p-1\n"),
        3,
        "managed_by",
        "another manager",
    ),
    "too many cells": (f"Ann,a@b.example,director,{HERE.code},,more\n", 2, "", "more cells"),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_is_told_by_row_and_column_and_nobody_is_added(installation: Installation, kind: str) -> None:
    """Also the good rows of a file are not, whatever stands after them."""
    rows, row, column, said = FAULTS[kind]
    done = sent(installation, f"{HEADER}{rows}Pat Poe,,auditor,{HERE.code},\n")
    (fault,) = [one for one in done.faults if (one.row, one.column) == (row, column)]
    assert said in fault.said
    assert known(installation) == {}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "must name the columns"),
        (b"name,role\nAnn,director\n", "Missing: council"),
        (b"name,role,council,colour\n", "There is no such column"),
        (b"name,role,council,name\n", "Two columns"),
        (HEADER.encode(), "lists nobody"),
        (b"name,role,council\n\xff,director,E1\n", "no text in UTF-8"),
        (HEADER.encode() + b"a,,auditor,X99000001,\n" * 2001, "2,000 rows"),
        (HEADER.encode() + b"a" * 140_000 + b",,auditor,X99000001,\n", "no table"),
    ],
    ids=str,
)
def test_a_file_of_another_shape_is_refused_whole(installation: Installation, data: bytes, said: str) -> None:
    done = imported(installation, by=OPERATOR, data=data, dry_run=False)
    assert said in done.faults[0].said
    assert known(installation) == {}


@settings_of(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.one_of(
        st.binary(max_size=200), st.text(max_size=200).map(lambda text: (HEADER + text).encode("utf-8", "replace"))
    )
)
def test_no_file_whatever_stands_in_it_crashes_or_half_adds(installation: Installation, data: bytes) -> None:
    done = imported(installation, by=OPERATOR, data=data, dry_run=True)
    assert done.faults or done.people
    assert done.invitations == ()


def test_somebody_who_is_here_already_is_a_fault_of_their_row(installation: Installation) -> None:
    officers.add_person(
        installation, by=OPERATOR, name="Zoe", email="ann@council.example", roles=[(HERE.code, Role.AUDITOR)]
    )
    done = sent(installation, HEADER + ROW)
    assert [(one.row, one.column) for one in done.faults] == [(2, "email")]


def test_who_an_administrator_adds_from_a_file_waits_as_anybody_they_add(installation: Installation) -> None:
    """And other councils' people they do not add at all."""
    now = installation.now()
    by = Actor(person_id="p-admin", roles=frozenset({(HERE.code, Role.ADMINISTRATOR)}), authenticated_at=now)
    other = sent(installation, HEADER + ROW.replace(HERE.code, THERE.code), by)
    assert [(one.row, one.column) for one in other.faults] == [(2, "council")]
    done = sent(installation, HEADER + ROW, by)
    with reading(installation.engine) as connection:
        (waits,) = people.waiting(connection, now, person_id=done.invitations[0].person_id)
    assert (waits.role, waits.given_by) == ("director", "p-admin")
    assert waits.counts_from == now + timedelta(hours=settings.new_role_hours)


def test_the_links_go_into_a_new_file_that_its_owner_alone_reads_and_on_no_screen(
    installation: Installation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "people.csv", tmp_path / "people-invitations.csv"
    file.write_text(GOOD)
    run_import(file, None, dry_run=True, as_json=False)
    assert not out.exists()
    run_import(file, None, dry_run=False, as_json=False)
    printed = capsys.readouterr().out
    assert "token=" not in printed
    assert "ann@" not in printed
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    with out.open() as kept:
        links = {row["email"]: row["invitation"] for row in csv.DictReader(kept)}
    assert len({link.partition("token=")[2] for link in links.values()}) == 3
    with pytest.raises(Refusal, match="exists already"):
        run_import(file, None, dry_run=False, as_json=False)
    with pytest.raises(typer.Exit):
        run_import(file, tmp_path / "again.csv", dry_run=False, as_json=False)
    assert not (tmp_path / "again.csv").exists()


def test_an_address_can_be_given_later_once_and_the_record_does_not_have_it(installation: Installation) -> None:
    """Never another in its place: whoever gave it could take the account."""
    roles = [(HERE.code, Role.DATA_OFFICER)]
    person = officers.add_person(installation, by=OPERATOR, name="Ann Archer", roles=roles)
    officers.add_person(installation, by=OPERATOR, name="Olga Ode", email="olga@council.example", roles=roles)
    now = installation.now()
    by = Actor(person_id="p-admin", roles=frozenset({(HERE.code, Role.ADMINISTRATOR)}), authenticated_at=now)
    stale = Actor(person_id="p-admin", roles=by.roles, authenticated_at=now - timedelta(hours=1))
    for wrong, who in (("olga@council.example", by), (" ", by), ("new@council.example", stale)):
        with pytest.raises(Refusal):
            officers.give_address(installation, by=who, person_id=person, email=wrong)
    officers.give_address(installation, by=by, person_id=person, email=" New@Council.example")
    with reading(installation.engine) as connection:
        given = people.get(connection, person)
        sealed = [seal for seal in record.opened(connection).values() if "act" in seal]
    assert given is not None
    assert given.email == "new@council.example"
    assert sealed[-1]["act"] == "give_address"
    assert "council.example" not in str(sealed)
    with pytest.raises(Refusal, match="have an address already"):
        officers.give_address(installation, by=OPERATOR, person_id=person, email="other@council.example")
