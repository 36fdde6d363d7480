"""`pressure officer …`: who may sign in, kept by the operator."""

from typing import Any

import typer

from pressure.access.permissions import OFFICES, OPERATOR, Role
from pressure.actions.installation import Installation
from pressure.actions.people import officers as acts
from pressure.actions.people import staffing
from pressure.actions.people.staffing import Officer
from pressure.commands.answering import print_json
from pressure.commands.installations import ready_installation
from pressure.commands.printing import table
from pressure.domain.refusals import Refusal
from pressure.settings import settings
from pressure.store import people
from pressure.store.engine import reading

NO_ADDRESS = (
    "They have no address to sign in with, so the link will not let them choose a password. Give them one first: "
    "pressure officer address {person_id} name@council.example"
)


def run_add(name: str, roles: list[str], email: str | None, managed_by: str | None, *, as_json: bool) -> None:
    """Add an officer and print the link with which they set themselves up."""
    installation = ready_installation()
    person_id = acts.add_person(
        installation,
        by=OPERATOR,
        name=name,
        email=email,
        managed_by=managed_by,
        roles=[read_role(text) for text in roles],
    )
    _print_invitation(installation, person_id, as_json=as_json)
    if not (email or settings.oidc_issuer or as_json):
        typer.echo(NO_ADDRESS.format(person_id=person_id))


def run_address(person_id: str, email: str) -> None:
    """Give somebody without one the address they sign in with."""
    acts.give_address(ready_installation(), by=OPERATOR, person_id=person_id, email=email)
    typer.echo(f"{person_id} signs in with that address from now on.")


def run_invite(person_id: str, *, as_json: bool) -> None:
    """A new link, for somebody who lost their password or app."""
    _print_invitation(ready_installation(), person_id, as_json=as_json)


def run_list(*, as_json: bool) -> None:
    """Everyone, with roles and how they sign in; no address and no secret."""
    installation = ready_installation()
    with reading(installation.engine) as connection:
        rows = [
            _row(staffing.described(connection, person, installation.now())) for person in people.everyone(connection)
        ]
    if as_json:
        print_json(rows)
    else:
        table("Officers", [row | {"roles": ", ".join(row["roles"])} for row in rows])


def run_disable(person_id: str) -> None:
    """End somebody's access now, in open pages too."""
    acts.disable_person(ready_installation(), by=OPERATOR, person_id=person_id)
    typer.echo(f"{person_id} can no longer sign in and is signed out everywhere.")


def run_agree(person_id: str) -> None:
    """Have the roles count that an administrator gave, or invited somebody for, a short while ago."""
    agreed = acts.agree(ready_installation(), by=OPERATOR, person_id=person_id)
    typer.echo(f"{person_id}: {', '.join(f'{role}@{code}' for code, role in agreed)} counts from now on.")


def run_role(person_id: str, role: str, *, take: bool) -> None:
    """Give a role, or take it away."""
    code, named = read_role(role)
    change = acts.take_role if take else acts.give_role
    change(ready_installation(), by=OPERATOR, person_id=person_id, council_code=code, role=named)
    typer.echo(f"{person_id}: {role} {'taken' if take else 'given'}.")


def run_link(person_id: str, issuer: str, subject: str) -> None:
    """Link a person with an account at an identity provider."""
    acts.link_identity(ready_installation(), by=OPERATOR, person_id=person_id, issuer=issuer, subject=subject)
    typer.echo(f"{person_id} can sign in with that account.")


def read_role(text: str) -> tuple[str, Role]:
    """`director@E10000015` as a council and a role."""
    role, _, code = text.partition("@")
    try:
        return code, Role("_".join(role.split()).lower())
    except ValueError:
        names = ", ".join(one.value for one in OFFICES)
        raise Refusal(
            f"{text!r} is not a role at a council. Write for example director@E10000015. Roles: {names}."
        ) from None


def _print_invitation(installation: Installation, person_id: str, *, as_json: bool) -> None:
    link = staffing.invitation(installation, by=OPERATOR, person_id=person_id)
    if as_json:
        print_json({"person_id": person_id, "link": link, "works_for_hours": settings.enrolment_hours})
        return
    typer.echo(f"Person:     {person_id}")
    typer.echo(f"Invitation: {link}")
    typer.echo(f"Give it to nobody else. It works once, within {settings.enrolment_hours} hours.")


def _row(member: Officer) -> dict[str, Any]:
    return {
        "person_id": member.person_id,
        "name": member.name,
        "signs_in_by": member.signs_in_by,
        "managed_by": member.managed_by,
        "roles": [f"{role}@{code}" for role, code in member.roles],
    }
