"""Bringing an installation up: schema, councils, shipped publications, first release."""

from dataclasses import dataclass
from hashlib import sha256

from pressure.access import app_secrets
from pressure.access.permissions import OPERATOR
from pressure.actions.installation import Installation
from pressure.actions.releases.agreeing import DECIDE, parted
from pressure.actions.releases.publishing import finish_interrupted, publish
from pressure.actions.returns.loaded import Loaded
from pressure.actions.returns.loading import load
from pressure.council_list import load_councils
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
    """Migrate; then, unless bare, load shipped publications not yet loaded and publish if anything is new."""
    schema.upgrade(installation.engine)
    with writing(installation.engine) as connection:
        app_secrets.seal_all(connection, installation.settings.secrets_key)
    if bare:
        return Started((), None)
    with writing(installation.engine) as connection:
        councils.replace_all(connection, load_councils().all)
    with reading(installation.engine) as connection:
        first = releases.last(connection, REAL) is None
        if problem := parted(installation, connection):
            return Started((), None, f"{problem} {DECIDE}")
    loaded = tuple(_shipped(installation))
    if not first and all(one.already_loaded for one in loaded):
        finish_interrupted(installation)
        return Started(loaded, None)
    return Started(
        loaded,
        publish(
            installation,
            by=OPERATOR,
            reason="scheduled",
            note="First release." if first else "New publications shipped.",
        ).release_id,
    )


def _shipped(installation: Installation) -> list[Loaded]:
    with reading(installation.engine) as connection:
        files = shipped_files(connection)
    result = []
    for done, (described, data, name) in enumerate(files):
        installation.progress(f"loading {described.title}", done, len(files))
        result.append(load(installation, by=OPERATOR, source_id=described.id, data=data, name=name))
    installation.progress("publications loaded", len(files), len(files))
    return result


def shipped_files(connection: Connection) -> list[tuple[Source, bytes, str]]:
    """What came with the project, but never what is older than something loaded since: neither for a source whose own
    files are fetched, nor a file that was loaded before another one."""
    every = [(s, path.read_bytes(), path.name) for s in all_sources() for path in s.shipped_files]
    return [
        (described, data, name)
        for described, data, name in every
        if not fetches.ever_taken(connection, described.id)
        and not loads.replaced(connection, described.id, sha256(data).hexdigest())
    ]
