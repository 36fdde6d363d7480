"""`pressure fetch`: publishers are asked for their newest files, from a timer, never by the process that serves."""

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import typer

from pressure import __version__
from pressure.access.permissions import OPERATOR
from pressure.actions.fetching.deciding import accept, turn_down
from pressure.actions.fetching.fetching import Fetched, any_waits, look
from pressure.actions.installation import Installation
from pressure.actions.releases.publishing import publish
from pressure.commands.answering import print_json
from pressure.commands.installations import ready_installation
from pressure.domain.moments import day_of
from pressure.domain.readings import RETURN
from pressure.domain.refusals import Refusal
from pressure.ingest.fetch.asking import Manner, asking
from pressure.ingest.source import Source
from pressure.ingest.sources import all_sources
from pressure.settings import Settings
from pressure.store import loads, releases
from pressure.store.engine import reading
from pressure.store.releases import REAL

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def run_fetch(names: Sequence[str], *, since: str, dry_run: bool, as_json: bool) -> None:
    """Look at each source once; exit 1 when something was refused or waits for a person."""
    installation, from_day = ready_installation(), _day(since)
    sources = _chosen(names, installation.settings.sources_dir)
    results: list[Fetched] = []
    folder = installation.settings.fetched_dir
    with _alone(folder, dry_run=dry_run), asking(manner(installation.settings)) as asker:
        for described in sources:
            results += look(installation, described, asker, folder, by=OPERATOR, since=from_day, dry_run=dry_run)
    _told(results, installation, dry_run=dry_run, as_json=as_json)


def run_decision(names: Sequence[str], *, taken: bool, as_json: bool) -> None:
    """Take or turn down the oldest file of one source that waits."""
    if len(names) != 1:
        raise Refusal("Name one source: what is held is looked at file by file.")
    installation = ready_installation()
    (described,) = _chosen(names, installation.settings.sources_dir)
    folder = installation.settings.fetched_dir
    with _alone(folder):
        done = (
            accept(installation, described.id, folder, by=OPERATOR)
            if taken
            else turn_down(installation, described.id, by=OPERATOR)
        )
    _told([done], installation, dry_run=False, as_json=as_json, decided=True)


def manner(configured: Settings) -> Manner:
    """How publishers are asked. They must be able to reach whoever asks: without an address only a mirror is asked."""
    address = configured.feedback_address or configured.public_address
    unreachable = not configured.feedback_address and urlsplit(configured.public_address).hostname in LOOPBACK
    if unreachable and not configured.fetch_mirror:
        raise Refusal(
            "A publisher must be able to reach whoever asks it for files. Set PRESSURE_FEEDBACK_ADDRESS to an e-mail "
            "or web address of yours, or PRESSURE_PUBLIC_ADDRESS."
        )
    return Manner(
        agent=f"CarePressure/{__version__} (+{address})",
        mirror=configured.fetch_mirror,
        first_wait=configured.fetch_first_wait_seconds,
        most_wait=configured.fetch_most_wait_seconds,
        between=configured.fetch_between_seconds,
    )


def _chosen(names: Sequence[str], folder: Path) -> list[Source]:
    fetched = {s.id: s for s in all_sources(folder) if s.fetch}
    if unknown := [name for name in names if name not in fetched]:
        raise Refusal(f"{', '.join(unknown)} is not fetched. Choose among: {', '.join(fetched)}.")
    return [fetched[name] for name in names] if names else list(fetched.values())


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal(f"--since needs a day such as 2026-04-01, not {text!r}.") from None


@contextmanager
def _alone(folder: Path, *, dry_run: bool = False) -> Iterator[None]:
    """One run at a time, so that a publisher has one request of ours at a time."""
    if dry_run and not folder.is_dir():
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Refusal("Another pressure fetch is running. Wait until it ends.") from None
        yield


def _told(
    results: Sequence[Fetched], installation: Installation, *, dry_run: bool, as_json: bool, decided: bool = False
) -> None:
    release = published(installation) if any(r.brought_figures for r in results) else None
    if as_json:
        print_json({"files": [r.as_json() for r in results], "release": release, "dry_run": dry_run})
    else:
        for result in results:
            _say(result)
        if release:
            typer.echo(f"Published release {release}.")
        elif any(r.brought_figures for r in results):
            typer.echo("Returns of councils wait for their release: the new figures come out with it.")
        if dry_run:
            typer.echo("Nothing was stored: this was a dry run.")
    if not decided and any_waits(results):
        raise typer.Exit(1)


def _say(result: Fetched) -> None:
    period = f", to {result.period_end:%-d %B %Y}" if result.period_end else ""
    typer.echo(f"{result.source}: {result.outcome}{f' ({result.name}{period})' if result.name else ''}. {result.said}")
    for doubt in result.doubts:
        typer.echo(f"  - {doubt.sentence}{':' if doubt.figures else '.'}")
        for name, figure in doubt.figures:
            typer.echo(f"      {name}: {figure}")
    if loaded := result.loaded:
        typer.echo(
            f"  figures: {loaded.readings_added} new, {loaded.readings_revised} revised, "
            f"{loaded.readings_unchanged} unchanged"
        )


def published(installation: Installation) -> str | None:
    """The release that shows the new figures; None while councils' returns wait for theirs, since a release shows
    everything known and returns come out for everyone at their time."""
    with reading(installation.engine) as connection:
        last = releases.last(connection, REAL)
        wait = last is not None and loads.any_since(connection, RETURN, last.facts_as_of)
    if wait:
        return None
    return publish(
        installation, by=OPERATOR, note=f"New figures from publishers, {day_of(installation.now()):%-d %B %Y}."
    ).release_id
