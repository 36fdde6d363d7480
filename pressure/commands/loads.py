"""`pressure load`, `pressure withdraw` and, for searches, `pressure postcodes`."""

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import typer

from pressure.access.permissions import OPERATOR
from pressure.actions.installation import Progress, silent
from pressure.actions.ratings.load_preview import Move, account, would_move
from pressure.actions.returns.loaded import Loaded
from pressure.actions.returns.loading import load, withdraw
from pressure.actions.returns.revision_reasons import reason_told
from pressure.commands.answering import print_json
from pressure.commands.installations import ready_installation
from pressure.domain.refusals import Refusal
from pressure.domain.rulebook import GivenFor
from pressure.ingest.readers.table.when import period_of
from pressure.ingest.report import RowRejected, as_plain_data
from pressure.ingest.sources import all_sources, source
from pressure.ingest.workbooks.accept import check_size
from pressure.ingest.workbooks.limits import limits_of
from pressure.settings import settings

SHOWN_NOTES = 100


def run_load(source_id: str, file: Path, *, as_json: bool, **options: Any) -> None:
    """Load and print the account. A refused file stores nothing; it ends with 1, as one does of which none counts."""
    try:
        _load(source_id, file, as_json=as_json, **options)
    except Refusal as refused:
        if not as_json:
            raise
        print_json(as_plain_data(refused))
        raise typer.Exit(1) from refused


def _load(
    source_id: str,
    file: Path,
    *,
    dry_run: bool,
    accept_held: int | None,
    reason: str,
    words: str,
    periods: Sequence[str],
    as_json: bool,
) -> None:
    known = [s.id for s in all_sources(settings.sources_dir)]
    if source_id not in known:
        raise Refusal(f"There is no source {source_id!r}. Choose one of: {', '.join(known)}.")
    if not file.is_file():
        raise Refusal(f"There is no file at {file}. Check the name.")
    installation = ready_installation()
    described = replace(source(source_id, settings.sources_dir), periods=periods_given(periods))
    check_size(file.stat().st_size, limits_of(installation.settings, described).bytes, file.name)
    accepts = accept_held is not None and not dry_run
    with _progress(as_json=as_json) as report:
        installation.progress = report
        loaded = load(
            installation,
            by=OPERATOR,
            source_id=described,
            data=file,
            name=file.name,
            dry_run=dry_run,
            accept_held=accept_held,
            reason=reason_told(installation.book(), GivenFor.HELD_IS_RIGHT, reason, words) if accepts else "",
        )
    if as_json:
        print_json(account(installation, loaded, dry_run=dry_run))
    else:
        _say(loaded, would_move(installation, loaded) if dry_run else [], dry_run)
    if loaded.nothing_counts:
        raise typer.Exit(1)


def _progress(*, as_json: bool) -> AbstractContextManager[Progress]:
    """A bar for whoever watches; a program has none, and is not made to wait for what draws it."""
    if as_json or not sys.stderr.isatty():
        return nullcontext(silent)
    from pressure.commands.printing import progress

    return progress()


def periods_given(given: Sequence[str]) -> dict[str, tuple[date, date]]:
    """`2024-25`, `2026-07`, `2026-03-31` or `column=2024-25`: for every figure, or for those of one column."""
    periods = {}
    for text in given:
        column, _, said = text.rpartition("=")
        try:
            periods[column.strip()] = period_of(said.strip(), "any", "--period")
        except RowRejected as fault:
            raise Refusal(
                f"--period {text}: found {fault.found}, expected a year such as 2024-25, a month or a day."
            ) from fault
    return periods


def run_withdraw(load_id: int, reason: str, words: str) -> None:
    installation = ready_installation()
    told = reason_told(installation.book(), GivenFor.TAKEN_BACK, reason, words)
    withdraw(installation, by=OPERATOR, load_id=load_id, reason=told)
    typer.echo(f"Load {load_id} is withdrawn. Run `pressure publish --reason correction` to show it.")


def run_postcodes(file: Path, *, as_json: bool) -> None:
    """Keep it where searches look, and say how much was taken. A file that is none is refused, and the one kept before
    stays."""
    from pressure.lookups.postcode_file import keep
    from pressure.lookups.shipped import lookups

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


def _say(loaded: Loaded, moves: list[Move], dry_run: bool) -> None:
    if loaded.already_loaded:
        typer.echo(f"These very bytes were already loaded (load {loaded.load_id}); nothing was changed.")
        return
    typer.echo(
        f"read {loaded.read} = accepted {loaded.accepted} + held {loaded.held} + rejected {loaded.rejected}"
        f" ({loaded.not_needed} accepted rows feed no measure; text read as {loaded.encoding})"
    )
    typer.echo(
        f"figures: {loaded.readings_added} new, {loaded.readings_revised} revised, "
        f"{loaded.readings_unchanged} unchanged"
    )
    for note in loaded.notes[:SHOWN_NOTES]:
        typer.echo(f"{note.kind}: {note.message}")
    if len(loaded.notes) > SHOWN_NOTES:
        typer.echo(f"… and {len(loaded.notes) - SHOWN_NOTES} more; every one is kept with the load (use --json).")
    for move in moves:
        typer.echo(move.sentence)
    if dry_run:
        typer.echo("Nothing was stored: this was a dry run.")
    elif loaded.nothing_taken:
        typer.echo("Nothing was stored: no row could be taken. Each line above says what to do.")
    else:
        typer.echo(f"Stored as load {loaded.load_id}.")
    if loaded.acceptable:
        typer.echo(
            "Held rows do not count. If figures held for a second look are right, run the same command "
            f'with --accept-held {loaded.load_id or "LOAD"} --reason "why they are right".'
        )
