"""`pressure find-words`."""

from dataclasses import asdict
from pathlib import Path

import typer

from pressure.access.permissions import OPERATOR
from pressure.actions.removals.finding_words import find_words
from pressure.commands.answering import print_json
from pressure.commands.installations import ready_installation
from pressure.domain.refusals import Refusal
from pressure.settings import settings


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
