"""`pressure template`: a weekly return with everything filled in that is known beforehand."""

from datetime import date
from pathlib import Path

import typer

from pressure import clock
from pressure.commands.installations import ready_installation
from pressure.domain.calendar import week_ended
from pressure.domain.moments import day_of
from pressure.domain.refusals import Refusal
from pressure.ingest.templates import template_csv, template_rows, template_xlsx
from pressure.rules import load_rules
from pressure.settings import settings
from pressure.store import councils, readings
from pressure.store.engine import reading

BLANK = "blank"
WRITERS = {".csv": template_csv, ".xlsx": template_xlsx}


def run_template(code: str, file: Path, week: str | None) -> None:
    """Write the template; refuses to overwrite a file or to invent a council."""
    if file.suffix not in WRITERS:
        raise Refusal("Give the file a name that ends in .csv or .xlsx.")
    if file.exists():
        raise Refusal(f"{file} exists already. Choose another name.")
    if code == BLANK:
        book = load_rules(settings.rules_dir).in_force(day_of(clock.now()))
        file.write_bytes(WRITERS[file.suffix](template_rows(None, book, None, {})))
        typer.echo(f"Wrote {file} for no council and no week.")
        return
    installation = ready_installation()
    today = day_of(installation.now())
    sunday = _sunday(week, today)
    with reading(installation.engine) as connection:
        found = councils.load_all(connection).by_code(code, today)
        if found.council is None:
            raise Refusal(f"{found.reason}.")
        last = readings.last_return(connection, found.council.code, before=sunday)
    rows = template_rows(found.council, installation.book(), sunday, last)
    file.write_bytes(WRITERS[file.suffix](rows))
    typer.echo(
        f"Wrote {file} for {found.council.name}, week ending {sunday.isoformat()}. "
        f"Fill it in and run: pressure load weekly-return {file}"
    )


def _sunday(week: str | None, today: date) -> date:
    if week is None:
        return week_ended(today)
    try:
        day = date.fromisoformat(week)
    except ValueError:
        raise Refusal(f"--week {week!r} is not a day like 2026-11-15.") from None
    if day != week_ended(day):
        raise Refusal(f"{week} is not a Sunday. Weeks end on a Sunday.")
    return day
