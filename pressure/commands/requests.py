"""`pressure requests` and `pressure answer`: what councils asked to have corrected."""

from dataclasses import asdict

import typer

from pressure.access.permissions import OPERATOR
from pressure.actions.statements import answering
from pressure.commands.answering import print_json
from pressure.commands.installations import ready_installation
from pressure.document.values import moment
from pressure.words.numbers import spaced


def run_requests(*, everything: bool, as_json: bool) -> None:
    """Requests that are open, newest first; with `everything` those that are closed too."""
    found = [
        r for r in answering.requests(ready_installation(), OPERATOR) if everything or r.state not in answering.CLOSED
    ]
    if as_json:
        print_json([asdict(r) | {"asked_at": moment(r.asked_at), "answered_at": moment(r.answered_at)} for r in found])
        return
    for one in found:
        typer.echo(f"{one.id}  {one.state}  {one.council}, {spaced(one.by_role)}, {moment(one.asked_at)}: {one.words}")
        if one.answer:
            typer.echo(
                f"    {moment(one.answered_at)}: {one.answer}"
                + (f" (correction {one.correction_id})" if one.correction_id else "")
            )
    if not found:
        typer.echo("No request." if everything else "No request is open.")


def run_answer(request_id: int, outcome: str, words: str, correction: str) -> None:
    """Answer one; the council's officers see it on their page."""
    answering.answer(
        ready_installation(), by=OPERATOR, request_id=request_id, outcome=outcome, words=words, correction_id=correction
    )
    typer.echo(f"Request {request_id}: {outcome}.")
