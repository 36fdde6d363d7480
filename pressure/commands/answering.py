"""How every command answers: JSON on request, a refusal as one plain sentence and exit code 1."""

import json
import sys
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

from pressure.domain.refusals import Busy, Refusal

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document for machines.")]


def plainly(command: Callable[..., None]) -> Callable[..., None]:
    """A refusal, or that somebody else writes, is one plain sentence and exit code 1, never a trace."""

    @wraps(command)
    def run(*args: Any, **options: Any) -> None:
        try:
            command(*args, **options)
        except (Refusal, Busy) as problem:
            typer.echo(f"Refused: {problem}", err=True)
            raise typer.Exit(1) from None

    return run


def print_json(document: Any) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
