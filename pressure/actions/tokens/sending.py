"""A program sends a return with its council's token: the act is loading, and nothing else."""

from contextlib import suppress

from pressure.access import council_tokens as access
from pressure.access.council_tokens import Sender
from pressure.actions.installation import Installation
from pressure.actions.ratings.load_preview import account
from pressure.actions.returns.loaded import Loaded
from pressure.actions.returns.loading import load
from pressure.document.loads import LoadAccount
from pressure.domain.moments import day_of
from pressure.domain.readings import RETURN
from pressure.store import record
from pressure.store.engine import Busy, noting, reading
from pressure.store.tokens import council_tokens as store


def sender(installation: Installation, token: str) -> Sender:
    """Who holds this token now; when it was last used is kept as a day. A clock that was put back makes no token work
    again: the newest act of the record has seen a later time. Raises UnknownToken and TokenOver."""
    with reading(installation.engine) as connection:
        now = installation.now()
        newest = record.newest(connection)
        found = access.sender(connection, token, max(now, newest or now))
        row = store.get(connection, found.token_id)
    today = day_of(now)
    if row is not None and row.last_used_on != today:
        # While a release is being made nobody can write; the token is good all the same.
        with suppress(Busy), noting(installation.engine) as connection:
            store.used(connection, found.token_id, today)
    return found


def send(
    installation: Installation, *, by: Sender, data: bytes, name: str, dry_run: bool
) -> tuple[Loaded, LoadAccount]:
    """Load a return, or say what loading it would do. A figure that is held waits for a person. Raises FileRefused and
    Refusal as loading does."""
    loaded = load(installation, by=by.actor, source_id=RETURN, data=data, name=name, dry_run=dry_run)
    return loaded, account(installation, loaded, dry_run=dry_run)
