"""`pressure remind`: what officers are told by e-mail, and what became of it."""

from dataclasses import asdict

import typer

from pressure.actions.reminders import posting
from pressure.actions.reminders.reminding import remind_and_post
from pressure.commands.answering import print_json
from pressure.commands.installations import ready_installation
from pressure.domain.refusals import Refusal
from pressure.settings import settings


def run_remind(*, status: bool, as_json: bool) -> None:
    """Write and send, or with `status` only count; exit 1 while a mail server leaves something waiting."""
    if not settings.reminders_from:
        raise Refusal("No reminders are written: PRESSURE_REMINDERS_FROM is not set. See docs/deploy.md.")
    server = posting.server_of(settings)
    written, posted = (
        (0, posting.standing(settings.outbox_dir)) if status else (remind_and_post(ready_installation(), settings))
    )
    if as_json:
        print_json({"written": written, **asdict(posted), "mail_server": bool(server)})
    else:
        typer.echo(
            f"{written} written, {posted.sent} sent, {posted.refused} refused, {posted.waiting} waiting"
            + (f" ({posted.problem})." if posted.problem else ".")
        )
        if not server:
            typer.echo(f"No mail server is set: your mailer sends what is in {settings.outbox_dir}.")
    if server and posted.waiting:
        raise typer.Exit(1)
