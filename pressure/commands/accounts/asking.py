"""`pressure officer asks`, `accept` and `decline`: who asked for an account, and what becomes of it."""

import typer

from pressure.access.permissions import OPERATOR
from pressure.actions.accounts import asking
from pressure.actions.accounts.asking import Asked
from pressure.commands.answering import print_json
from pressure.commands.installations import ready_installation
from pressure.commands.printing import table
from pressure.settings import settings
from pressure.words.dates import short_date
from pressure.words.numbers import spaced
from pressure.words.officers import accounts as words


def run_asks(*, as_json: bool) -> None:
    """Everyone who waits for an answer: the only place where a name and an address of theirs are shown."""
    found = asking.waiting(ready_installation(), OPERATOR)
    if as_json:
        print_json([{**_row(one), "asked_at": one.asked_at.isoformat()} for one in found])
    elif found:
        table(words.HEADING, [{**_row(one), "since": short_date(one.asked_at)} for one in found])
        typer.echo(words.MAKE_SURE)
    else:
        typer.echo(words.NONE_WAIT)


def run_accept(ask_id: str, *, as_json: bool) -> None:
    """Add who asked, and print the link with which they set themselves up."""
    made = asking.accept(ready_installation(), by=OPERATOR, ask_id=ask_id)
    if as_json:
        print_json({"person_id": made.person_id, "link": made.link, "written_to": made.written_to})
        return
    typer.echo(f"Person:     {made.person_id}")
    typer.echo(f"Invitation: {made.link}")
    typer.echo(f"It works once, within {settings.enrolment_hours} hours.")
    typer.echo(words.WRITTEN if made.written_to else words.HAND_OVER)


def run_decline(ask_id: str) -> None:
    """Delete an ask; nobody is written to."""
    asking.decline(ready_installation(), by=OPERATOR, ask_id=ask_id)
    typer.echo(f"{ask_id} is deleted, with the name and the address. Nobody is written to.")


def _row(one: Asked) -> dict[str, str]:
    return {
        "ask": one.id,
        "name": one.name or words.NOT_OPENED,
        "address": one.email,
        "role": spaced(one.role.value),
        "council": f"{one.council} ({one.council_code})",
    }
