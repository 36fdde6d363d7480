"""`pressure postcodes`: an operator's own file of every postcode."""

from dataclasses import asdict
from pathlib import Path

import typer

from pressure.commands.answering import print_json
from pressure.domain.refusals import Refusal
from pressure.lookups.postcode_file import keep
from pressure.lookups.shipped import lookups
from pressure.settings import settings


def run_postcodes(file: Path, *, as_json: bool) -> None:
    """Keep it where searches look, and say how much was taken. A file that is none is refused, and the one kept before
    stays."""
    if not file.exists():
        raise Refusal(f"There is no file at {file}. Check the name.")
    kept = keep(file, settings.postcodes_file, lookups())
    if as_json:
        print_json(asdict(kept))
        return
    typer.echo(
        f"read {kept.rows:,} rows = kept {kept.kept:,} postcodes + left out {kept.rows - kept.kept:,} (outside the "
        f"four nations, without an area here, or said twice). Searches use them from now on: {settings.postcodes_file}"
    )
    if kept.unknown:
        typer.echo(f"Codes of areas that are not known here: {', '.join(kept.unknown)}.")
