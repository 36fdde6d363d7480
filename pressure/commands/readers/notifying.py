"""`pressure notify`: mail to readers, and forgetting them. Counts alone are printed, never an address."""

from dataclasses import asdict

import typer

from pressure.actions.readers.asking import forget_address, forget_everyone
from pressure.actions.readers.notifying import notify
from pressure.commands.answering import print_json
from pressure.commands.installations import ready_installation
from pressure.domain.refusals import Refusal
from pressure.words.numbers import counted


def run_notify(*, forget: bool, everyone: bool, as_json: bool) -> None:
    """Send what is due, or delete; exit 1 while something waits."""
    if forget or everyone:
        _forget(forget=forget, everyone=everyone, as_json=as_json)
        return
    done = notify(ready_installation())
    if as_json:
        print_json(asdict(done))
    else:
        typer.echo(
            f"{done.asked} asked to confirm, {done.told} told, {done.forgotten} forgotten, {done.waiting} waiting"
            + (f" ({done.problem})." if done.problem else ".")
        )
    if done.waiting:
        raise typer.Exit(1)


def _forget(*, forget: bool, everyone: bool, as_json: bool) -> None:
    if forget and everyone:
        raise Refusal("Give --forget for one address, or --forget-everyone, not both.")
    installation = ready_installation()
    gone = (
        forget_everyone(installation.engine)
        if everyone
        else forget_address(installation, typer.prompt("Address", hide_input=True))
    )
    if as_json:
        print_json({"deleted": gone})
    else:
        typer.echo(f"{counted(gone, 'request')} deleted.")
