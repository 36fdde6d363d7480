"""Whoever may sign is told within a minute that something waits: the act asks, this writes."""

from pathlib import Path

from pressure.access.permissions import Act, Actor
from pressure.access.sessions import actor_of
from pressure.actions.desk.desk import desk
from pressure.actions.installation import Installation
from pressure.actions.reminders import posting
from pressure.actions.reminders.reminding import put_out, to_sign
from pressure.domain.moments import day_of
from pressure.settings import Settings
from pressure.store import people
from pressure.store.engine import noting, reading
from pressure.store.officers import letters


def write_letters(installation: Installation, outbox: Path, sender: str) -> list[Path]:
    """Write every letter that was asked for and still is true, one file a message, and take each off the list."""
    with reading(installation.engine) as connection:
        asked = letters.waiting(connection)
    written = []
    for one in asked:
        if path := _write(installation, outbox, sender, one.person_id, one.text_sha256):
            written.append(path)
        with noting(installation.engine) as connection:
            letters.written(connection, one.id)
    return written


def write_and_post(installation: Installation, configured: Settings) -> tuple[int, posting.Posted]:
    """What a look brings: letters written and, with a mail server, whatever waits sent. Nothing where none was asked
    for."""
    written = write_letters(installation, configured.outbox_dir, configured.reminders_from)
    server = posting.server_of(configured)
    if not written or server is None:
        return len(written), posting.standing(configured.outbox_dir)
    return len(written), posting.post(configured.outbox_dir, server, day_of(installation.now()))


def _write(installation: Installation, outbox: Path, sender: str, person_id: str, sha256: str) -> Path | None:
    """None where it was signed, sent back, edited or lapsed meanwhile, or where the person cannot be written to."""
    with reading(installation.engine) as connection:
        person = people.get(connection, person_id)
        actor: Actor = actor_of(connection, person_id, installation.now())
    if person is None or not person.email or person.disabled_at is not None:
        return None
    for matter in desk(installation, actor).waiting:
        pending = matter.declaration.pending
        if matter.mine and pending and pending.text_sha256 == sha256 and actor.role_for(Act.SIGN, matter.council.code):
            return put_out(installation, outbox, sender, to_sign(installation, matter), person_id, person.email)
    return None
