"""`pressure source try`: what a new file seems to be, said as the description of a source, and what that would take."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer
import yaml

from pressure.commands.answering import print_json
from pressure.commands.loads import periods_given
from pressure.council_list import load_councils
from pressure.domain.moments import day_of
from pressure.domain.refusals import Refusal
from pressure.ingest.proposing.trial import Tried, tried
from pressure.ingest.readers.table.finding import plain
from pressure.ingest.sources import load_source
from pressure.ingest.workbooks.limits import limits_of
from pressure.rules import load_rules
from pressure.settings import settings

SHOWN = 5
NEEDED = ("publisher", "licence", "url")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What no file says of itself; empty where it is not given. `measures` are `ID` or `COLUMN=ID`."""

    source_id: str = ""
    measures: Sequence[str] = ()
    periods: Sequence[str] = ()
    said: Sequence[tuple[str, str]] = ()


def run_try(file: Path, about: About, *, write: bool, as_json: bool) -> None:
    """Print the description that a file seems to need, and what it would take; with `write`, keep it."""
    from pressure import clock

    if not file.is_file():
        raise Refusal(f"There is no file at {file}. Check the name.")
    at = clock.now()
    done = tried(
        file.read_bytes(),
        file.name,
        councils=load_councils(),
        book=load_rules().in_force(day_of(at)),
        at=at,
        limits=limits_of(settings),
        measures=_measures(about.measures),
        periods=periods_given(about.periods),
    )
    text = _with(done.text, dict(about.said))
    source_id = about.source_id or re.sub(r"[^a-z0-9]+", "-", file.stem.casefold()).strip("-")
    kept = _written(source_id, text, done, dict(about.said)) if write else None
    if as_json:
        print_json(
            {
                "id": source_id,
                "description": yaml.safe_load(text),
                "seen": list(done.lines),
                "measures_to_choose": list(done.unchosen),
                "read": done.account.read,
                "accepted": done.account.accepted,
                "held": done.account.held,
                "rejected": done.account.rejected,
                "figures": len(done.account.readings),
                "written": str(kept) if kept else None,
            }
        )
        return
    _say(done, text, source_id, file, kept)


def _measures(given: Sequence[str]) -> dict[str, str]:
    pairs = (text.rpartition("=") for text in given)
    return {plain(column): measure.strip() for column, _, measure in pairs}


def _with(text: str, said: dict[str, str]) -> str:
    """The description with what the file could not say."""
    description = yaml.safe_load(text) | {key: value for key, value in said.items() if value}
    return yaml.safe_dump(description, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None)


def _written(source_id: str, text: str, done: Tried, said: dict[str, str]) -> Path:
    """The file of the description, which loads from now on. Raises Refusal for one that says too little."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{1,60}", source_id):
        raise Refusal(f"{source_id!r} cannot be the id of a source. Give --id in small letters, digits and hyphens.")
    if done.unchosen:
        options = " ".join(f"--measure {column}=ID" for column in done.unchosen)
        raise Refusal(f"Say which measure the numbers are, or leave columns out by naming the others: {options}")
    if missing := [name for name in NEEDED if not said.get(name)]:
        raise Refusal(
            "A source says whose figures they are and under which licence. Give "
            f"{', '.join(f'--{name}' for name in missing)}."
        )
    path = settings.sources_dir / f"{source_id}.yaml"
    if path.exists():
        raise Refusal(f"There is a source {source_id} already. Give another --id, or change {path.name} by hand.")
    path.write_text(text, encoding="utf-8")
    try:
        load_source(path)
    except Refusal:
        path.unlink()
        raise
    return path


def _say(done: Tried, text: str, source_id: str, file: Path, kept: Path | None) -> None:
    for line in done.lines:
        typer.echo(line)
    typer.echo(f"\n{text}")
    account = done.account
    typer.echo(f"It would take: {account.reconciliation}; {len(account.readings)} figures.")
    for reading in account.readings[:SHOWN]:
        number = reading.count if reading.count is not None else reading.value
        said = f"{float(number):g}" if number is not None else reading.status.value
        typer.echo(f"  row {reading.row}: {reading.council_code}, to {reading.period_end}: {said}")
    for note in [n for n in account.notes if n.kind != "warning"][:SHOWN]:
        typer.echo(f"  {note.kind}: {note.message}")
    if done.unchosen:
        typer.echo(
            f"Which measure is it? Choose with --measure, for: {', '.join(done.unchosen)}. `pressure source measures`"
        )
    if kept:
        typer.echo(f"Written to {kept}. Look it through, then run: pressure load {source_id} {file}")
    else:
        typer.echo("Nothing was written: that takes --write.")


def run_measures(*, as_json: bool) -> None:
    """The ids that a figure can be of."""
    from pressure import clock
    from pressure.commands.printing import table

    book = load_rules().in_force(day_of(clock.now()))
    rows = [{"id": m.id, "title": m.title, "unit": m.unit.value, "scored": "yes"} for m in book.measures]
    rows += [{"id": c.id, "title": c.title, "unit": c.unit, "scored": "never"} for c in book.context]
    if as_json:
        print_json(rows)
    else:
        table("Measures", rows)
