"""A person's decision about a fetched file that is held: it is taken as it is, or turned down."""

from dataclasses import replace
from pathlib import Path

from pressure.access.permissions import Act, Actor, require
from pressure.actions.fetching.fetching import Fetched
from pressure.actions.installation import Installation
from pressure.actions.returns.loaded import Loaded
from pressure.actions.returns.loading import load_fetched
from pressure.domain.refusals import Refusal
from pressure.ingest.fetch.kept import kept
from pressure.store import fetches
from pressure.store.engine import reading, writing
from pressure.store.fetches import REFUSED, TAKEN, Look


def accept(installation: Installation, source_id: str, folder: Path, *, by: Actor) -> Fetched:
    """Load the oldest file of a source that waits, as it was kept. Raises Refusal when none waits."""
    held = _oldest(installation, source_id, by)
    data = kept(folder, held.sha256)
    loaded = load_fetched(installation, by=by, source_id=source_id, data=data, name=held.name, taken_by_a_person=True)
    return _decided(installation, replace(held, outcome=TAKEN, said="A person looked at it and took it."), loaded)


def turn_down(installation: Installation, source_id: str, *, by: Actor) -> Fetched:
    """Decide that the oldest file of a source that waits is not used: the same bytes never wait again. Raises Refusal
    when none waits."""
    held = _oldest(installation, source_id, by)
    return _decided(
        installation, replace(held, outcome=REFUSED, said="A person looked at it and turned it down."), None
    )


def _oldest(installation: Installation, source_id: str, by: Actor) -> Look:
    require(by, Act.LOAD_PUBLICATION, ())
    with reading(installation.engine) as connection:
        held = fetches.waiting(connection, source_id)
    if not held:
        raise Refusal(f"No file of {source_id} waits for a person. Run: pressure fetch {source_id}")
    return held[0]


def _decided(installation: Installation, look: Look, loaded: Loaded | None) -> Fetched:
    with writing(installation.engine) as connection:
        at = installation.moment(connection)
        fetches.add(connection, replace(look, looked_at=at, load_id=loaded.load_id if loaded else None))
    return Fetched(
        source=look.source_id,
        outcome=look.outcome,
        said=look.said,
        name=look.name,
        address=look.address,
        sha256=look.sha256,
        period_end=look.period_end,
        loaded=loaded,
    )
