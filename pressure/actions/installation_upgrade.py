"""Bringing an installation up: schema, councils, shipped publications, first release."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from pressure import clock
from pressure.access import app_secrets
from pressure.access.permissions import OPERATOR
from pressure.actions.installation import Installation
from pressure.actions.releases.agreeing import DECIDE, parted
from pressure.actions.releases.publishing import finish_interrupted, publish
from pressure.actions.returns.loaded import Loaded
from pressure.actions.returns.loading import load_fetched
from pressure.council_list import check_none_lost, load_councils
from pressure.domain.councils import Councils
from pressure.ingest.report import FileRefused
from pressure.ingest.source import Source
from pressure.ingest.sources import all_sources
from pressure.store import councils, fetches, loads, releases, schema
from pressure.store.engine import Connection, reading, writing
from pressure.store.releases import REAL


@dataclass(frozen=True, slots=True)
class Started:
    """What an upgrade did."""

    loads: tuple[Loaded, ...]
    release_id: str | None
    problem: str = ""


def upgrade(installation: Installation, *, bare: bool = False) -> Started:
    """Migrate; then, unless bare, load shipped publications not yet loaded and publish if anything is new. A rehearsal
    knows no council that exists, so it is only migrated."""
    schema.upgrade(installation.engine)
    with writing(installation.engine) as connection:
        app_secrets.seal_all(connection, installation.settings.secrets_key)
    if bare or installation.settings.rehearsal:
        return Started((), None)
    changed = take_list(installation, load_councils())
    with reading(installation.engine) as connection:
        first = releases.last(connection, REAL) is None
        if problem := parted(installation, connection):
            return Started((), None, f"{problem} {DECIDE}")
    loaded = tuple(_shipped(installation))
    loaded_before = all(one.already_loaded for one in loaded)
    if not first and not changed and loaded_before:
        finish_interrupted(installation)
        return Started(loaded, None)
    return Started(
        loaded,
        publish(
            installation,
            by=OPERATOR,
            reason="scheduled",
            note=_why(first=first, loaded=not loaded_before),
        ).release_id,
    )


def take_list(installation: Installation, listed: Councils) -> int:
    """Take a list of councils: what it says anew is known from now on. Returns how many rows were new or changed.
    Raises Refusal for a list that lacks a body known here."""
    with writing(installation.engine) as connection:
        check_none_lost(councils.load_all(connection).all, listed)
        known_from = installation.moment_unchecked(connection) if releases.last(connection, REAL) else councils.ALWAYS
        return councils.replace_all(connection, listed.all, at=known_from)


def _why(*, first: bool, loaded: bool) -> str:
    """What the release of an upgrade says of itself."""
    if first:
        return "First release."
    return "New publications shipped." if loaded else "The list of councils changed."


def _shipped(installation: Installation) -> list[Loaded]:
    with reading(installation.engine) as connection:
        files = shipped_files(connection, installation.settings.sources_dir)
    result = []
    for done, (described, data, name) in enumerate(files):
        installation.progress(f"loading {described.title}", done, len(files))
        with suppress(*([FileRefused] if clock.ahead() < timedelta() else [])):  # of later than it is here
            result.append(
                load_fetched(
                    installation, by=OPERATOR, source_id=described.id, data=data, name=name, taken_by_a_person=True
                )
            )  # whoever shipped it has looked at it
    installation.progress("publications loaded", len(files), len(files))
    return result


def shipped_files(connection: Connection, folder: Path) -> list[tuple[Source, bytes, str]]:
    """What came with the project for a folder's sources, but never what is older than something loaded since: neither
    for a source whose own files are fetched, nor a file that was loaded before another one."""
    every = [(s, path.read_bytes(), path.name) for s in all_sources(folder) for path in s.shipped_files]
    return [
        (described, data, name)
        for described, data, name in every
        if not fetches.ever_taken(connection, described.id)
        and not loads.replaced(connection, described.id, sha256(data).hexdigest())
    ]
