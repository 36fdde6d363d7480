"""`pressure find-words`, and `pressure redact`: two administrators, each by password and code, take a text out of
everything."""

from dataclasses import asdict
from pathlib import Path

import typer

from pressure.access.local_sign_in import authenticate
from pressure.access.permissions import OPERATOR, Actor
from pressure.access.sessions import actor_of
from pressure.actions.installation import Installation
from pressure.actions.removals import redacting
from pressure.actions.removals.finding_words import LEAST, find_words
from pressure.commands.answering import print_json
from pressure.commands.installations import ready_installation
from pressure.domain.refusals import Refusal
from pressure.publish.words_found import folded, holds
from pressure.settings import settings
from pressure.store.engine import reading
from pressure.words.numbers import counted

ELSEWHERE = (
    "Still to do: run `pressure publish`, so that the public record tells of it; take a backup and remove "
    "older ones; restart `pressure serve`; empty caches and CDNs in front of the site; ask whoever keeps "
    "copies. See docs/commands.md."
)


def run_find_words(file: Path, also: list[Path], *, as_json: bool) -> None:
    """Say where the words in a file stand; exit 1 if anywhere. They are not printed."""
    text = the_words(file)
    kept = [settings.outbox_dir] if settings.outbox_dir.is_dir() else []
    found = find_words(ready_installation(), text, by=OPERATOR, also=[*kept, *also])
    if as_json:
        print_json(asdict(found))
    else:
        for title, lines in (
            ("Published in", found.published),
            ("On disk in", found.files),
            ("In the database in", [f"{place}, {count} rows" for place, count in found.rows.items()]),
            ("Texts to remove, with pressure redact", found.texts),
        ):
            if lines:
                typer.echo("\n  ".join((f"{title}:", *lines)))
        if found.nowhere:
            typer.echo("The words stand in no published file, no file made from them, no waiting mail and no table.")
    if not found.nowhere:
        raise typer.Exit(1)


def the_words(file: Path) -> str:
    """What a file says. Raises Refusal."""
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise Refusal(f"{file} is not a UTF-8 text file. Put the words in one and give its name.") from None


def run_ask(text_id: str, email: str, reason: str) -> None:
    """The first administrator's word."""
    installation = ready_installation()
    redacting.ask(installation, by=_administrator(installation, email), text_id=text_id, reason=reason)
    typer.echo(f"Asked. Nothing is changed until another administrator agrees: pressure redact {text_id} --email …")


def run_agree(text_id: str, email: str, words: Path | None, also: list[Path]) -> None:
    """The second's: carried out, and looked for once more. Exit 1 if words stand anywhere."""
    must = the_words(words) if words else None
    installation = ready_installation()
    done = redacting.agree(installation, by=_administrator(installation, email), text_id=text_id)
    typer.echo(f"Removed {text_id}: {counted(len(done.releases), 'release')} made again.")
    if not done.whole:
        typer.echo("The database is in use: its free pages may hold the words. Stop `pressure serve` and start it.")
    gone = [must] if must else [text for text in done.words if len(folded(text)) >= LEAST]
    _remove_mails(installation.settings.outbox_dir, gone)
    left = [
        found
        for text in gone
        if not (
            found := find_words(
                installation,
                text,
                by=OPERATOR,
                also=[p for p in (installation.settings.outbox_dir, *also) if p.exists()],
            )
        ).nowhere
    ]
    for found in left:
        places = [*found.published, *found.files, *found.rows, *(f"text {one}" for one in found.texts)]
        typer.echo("\n  ".join(("Words still stand in:", *dict.fromkeys(places))))
    typer.echo(ELSEWHERE)
    if left or not done.whole:
        raise typer.Exit(1)


def _administrator(installation: Installation, email: str) -> Actor:
    """Whoever proves here that they are; what the table lets them do is asked by the act. Raises Refusal."""
    password = typer.prompt("Password", hide_input=True)
    code = typer.prompt("Code from the authenticator app")
    found = authenticate(
        installation.engine,
        installation.settings,
        email=email,
        password=password,
        code=code,
        at=installation.now(),
        client=None,
    )
    if found.person_id is None or found.refused:
        raise Refusal(
            "The address, the password or the code is not right. Somebody who signs in with a work account "
            "needs a set-up link first: pressure officer invite."
        )
    with reading(installation.engine) as connection:
        return actor_of(connection, found.person_id, installation.now())


def _remove_mails(outbox: Path, gone: list[str]) -> None:
    """Waiting mails with any of the words are not sent."""
    for path in outbox.rglob("*") if outbox.is_dir() else ():
        if path.is_file() and any(holds(path.read_bytes(), folded(text)) for text in gone):
            path.unlink()
