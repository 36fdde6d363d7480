"""`pressure template`: a weekly return with everything filled in that is known beforehand."""

from datetime import date
from pathlib import Path

import typer

from pressure import clock
from pressure.commands.installations import ready_installation
from pressure.domain.calendar import week_ended
from pressure.domain.moments import day_of
from pressure.domain.refusals import Refusal
from pressure.ingest.templates import Template, parts_of, write
from pressure.rules import load_rules
from pressure.settings import settings
from pressure.store import councils, readings
from pressure.store.engine import reading

BLANK = "blank"
ENDINGS = {".csv": "csv", ".xlsx": "xlsx"}


def run_template(code: str, file: Path, week: str | None) -> None:
    """Write the template; refuses to overwrite a file or to invent a council."""
    if file.suffix not in ENDINGS:
        raise Refusal("Give the file a name that ends in .csv or .xlsx.")
    if file.exists():
        raise Refusal(f"{file} exists already. Choose another name.")
    if code == BLANK:
        day = day_of(clock.now())
        book = load_rules(settings.rules_dir).in_force(day)
        asked = Template(
            book=book, today=day, last={}, site=settings.public_address, parts=parts_of(settings.sources_dir)
        )
        file.write_bytes(write(asked, ENDINGS[file.suffix]))
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
    asked = Template(
        book=installation.book(),
        today=today,
        council=found.council,
        week_ending=sunday,
        last=last,
        site=settings.public_address,
        parts=parts_of(settings.sources_dir),
    )
    file.write_bytes(write(asked, ENDINGS[file.suffix]))
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
