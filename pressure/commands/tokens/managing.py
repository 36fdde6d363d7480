"""`pressure token …`: what programs send a council's return with, kept by the operator."""

from typing import Any

import typer

from pressure.access.permissions import OPERATOR
from pressure.actions.tokens import managing
from pressure.actions.tokens.managing import Known
from pressure.commands.answering import print_json
from pressure.commands.installations import ready_installation
from pressure.commands.printing import table
from pressure.words.dates import short_date


def run_add(council: str, months: int | None, *, as_json: bool) -> None:
    """Make a token and print it, this once."""
    made = managing.make(ready_installation(), by=OPERATOR, council_code=council, months=months)
    if as_json:
        print_json({"id": made.token_id, "token": made.token, "expires_on": made.expires_at.date().isoformat()})
        return
    typer.echo(f"Token:   {made.token}")
    typer.echo(f"Number:  {made.token_id}")
    typer.echo(f"Works until {short_date(made.expires_at)}. It is printed now and never again.")


def run_list(council: str | None, *, as_json: bool) -> None:
    """Every token there ever was, and whether it works; never the token."""
    rows = [
        _row(one)
        for one in managing.everywhere(ready_installation(), by=OPERATOR)
        if council in (None, one.council_code)
    ]
    if as_json:
        print_json(rows)
    else:
        table("Tokens", rows)


def run_revoke(token_id: str) -> None:
    """End a token now."""
    managing.end(ready_installation(), by=OPERATOR, token_id=token_id)
    typer.echo(f"{token_id} opens nothing any more. What it loaded stays.")


def _row(one: Known) -> dict[str, Any]:
    return {
        "id": one.token_id,
        "council": one.council_code,
        "made_on": one.made_at.date().isoformat(),
        "expires_on": one.expires_at.date().isoformat(),
        "last_used_on": one.last_used_on.isoformat() if one.last_used_on else None,
        "state": one.over or ("works, ends soon" if one.ends_soon else "works"),
    }
