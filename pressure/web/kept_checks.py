"""A file that was looked at is not read again at each click: what was said is kept while it would be said again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from pressure.access.permissions import Actor
from pressure.actions.desk.checking import Checked, check, depends_on
from pressure.actions.installation import Installation
from pressure.domain.refusals import Refusal
from pressure.web.expiring import Expiring

KEPT_FOR, MOST_KEPT = timedelta(minutes=15), 50
_kept: Expiring[tuple[object, ...], "Looked"] = Expiring(MOST_KEPT, KEPT_FOR)


@dataclass(frozen=True, slots=True)
class Looked:
    """What was said of a file: its account, or why it is refused."""

    checked: Checked | None = None
    refusal: Refusal | None = None


def checked(installation: Installation, *, by: Actor, data: bytes, name: str) -> Checked:
    """As `check` would answer at this moment: from memory while nothing has happened that the answer rests on. Raises
    Refusal as it does."""
    key = depends_on(installation, by=by, data=data, name=name)
    found = _kept.found(key)
    if found is None or (found.checked is not None and found.checked.holds_until <= installation.now()):
        found = _looked(lambda: check(installation, by=by, data=data, name=name))
        _kept.keep(key, found)
    if found.refusal is not None:
        raise found.refusal.with_traceback(None)
    assert found.checked is not None
    return found.checked


def _looked(look: Callable[[], Checked]) -> Looked:
    try:
        return Looked(checked=look())
    except Refusal as refusal:
        return Looked(refusal=refusal)
