"""A file looked at before it is loaded: its account, what it would move, and what it says of the register."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from pressure.access.permissions import Act, Actor
from pressure.actions.installation import Installation
from pressure.actions.ratings.load_preview import would_move
from pressure.actions.returns.loaded import note_line
from pressure.actions.returns.loading import load
from pressure.actions.returns.mapping import in_use
from pressure.document.loads import LoadAccount
from pressure.domain.moments import day_of, start_of
from pressure.domain.readings import REGISTER_CONFIRMED, RETURN
from pressure.domain.register import Register
from pressure.ingest.given import digest
from pressure.ingest.reader_version import read_with
from pressure.ingest.report import SECOND_LOOK, RowNote
from pressure.ingest.sources import source
from pressure.ingest.workbooks.annotate import annotated
from pressure.ingest.workbooks.limits import limits_of
from pressure.store import councils, declarations, loads, loads_list, readings, record
from pressure.store.engine import Connection, reading

SHOWN_LOADS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """`loaded` is the account as plain data with every note; `annotated` is the file with notes, or None; `in_force`
    are measures by council; `held` is the load of it whose held figures a person can still accept. `holds_until` is
    when, with nothing done by anybody, the answer may be another: the day after, or when a measure begins."""

    loaded: LoadAccount
    moves: tuple[str, ...]
    names: Mapping[str, str]
    confirmed: Mapping[str, bool]
    in_force: Mapping[str, tuple[str, ...]]
    annotated: bytes | None
    held: int | None
    nothing_taken: bool
    holds_until: datetime

    @property
    def key(self) -> str:
        """What can be done with this very file: a button belongs to one act and one content, so that a second click
        never does another."""
        return f"{'load' if self.held is None else 'accept'} {self.loaded['sha256']}"


def check(installation: Installation, *, by: Actor, data: bytes, name: str) -> Checked:
    """What loading this return would do or, once it is loaded, accepting what was held. Stores nothing. Raises
    Refusal as loading does."""
    tried = load(installation, by=by, source_id=RETURN, data=data, name=name, dry_run=True)
    with reading(installation.engine) as connection:
        notes = loads.notes(connection, tried.load_id) if tried.load_id else None
    held = tried.load_id if any(n["next_step"] == SECOND_LOOK for n in notes or ()) else None
    looked = (
        tried
        if held is None
        else load(installation, by=by, source_id=RETURN, data=data, name=name, dry_run=True, accept_held=held)
    )
    codes = {r.council_code for r in looked.readings}
    confirmed = {r.council_code for r in looked.readings if r.measure_id == REGISTER_CONFIRMED and r.value == 1}
    with reading(installation.engine) as connection:
        names = {c.code: c.name for c in councils.load_all(connection).all}
        now = installation.now()
        registers = {code: _register(installation, connection, code, now) for code in codes}
        changes = [moment for own in registers.values() for moment in own.changes_after(now)]
    kept = tried.notes if notes is None else tuple(RowNote(**n) for n in notes)
    loaded: LoadAccount = {**tried.as_json(), "errors": [note_line(n) for n in kept]}
    return Checked(
        loaded=loaded,
        names=names,
        in_force={code: tuple(e.measure_id for e in own.in_force(now)) for code, own in registers.items()},
        holds_until=min([start_of(day_of(now) + timedelta(days=1)), *changes]),
        held=held,
        nothing_taken=tried.nothing_taken,
        confirmed={code: code in confirmed for code in codes},
        annotated=annotated(data, name, kept),
        moves=tuple(m.sentence for m in would_move(installation, looked)),
    )


def own_loads(installation: Installation, by: Actor) -> list[Any]:
    """The newest returns of the councils for which they may load."""
    with reading(installation.engine) as connection:
        return loads_list.of_councils(connection, RETURN, by.councils_for(Act.LOAD_RETURN), by.person_id, SHOWN_LOADS)


def withdrawable(installation: Installation, by: Actor, loads: Iterable[Any]) -> dict[int, Any]:
    """Loads this person may withdraw: not withdrawn yet, and every council in the file is theirs."""
    with reading(installation.engine) as connection:
        about = {row.id: readings.councils_of_load(connection, row.id) for row in loads if not row.withdrawn_at}
    return {
        row.id: row
        for row in loads
        if (codes := about.get(row.id)) and all(by.role_for(Act.WITHDRAW_LOAD, code) for code in codes)
    }


def _register(installation: Installation, connection: Connection, code: str, at: datetime) -> Register:
    return declarations.register(connection, installation.book().declarations, code, at)


def depends_on(installation: Installation, *, by: Actor, data: bytes, name: str) -> tuple[object, ...]:
    """All that the answer to `check` rests on but the moment: the file and its name, who asks and in which roles, the
    rules, how files are read, and every act so far."""
    described = source(RETURN, installation.settings.sources_dir)
    with reading(installation.engine) as connection:
        described = replace(described, mappings=in_use(connection, by))
        known, book = councils.load_all(connection), installation.book()
        way = read_with(described, installation.settings.sources_dir, known, book)
        acts = record.head(connection)
    limits = limits_of(installation.settings, described)
    address = str(installation.engine.url)
    return (
        address,
        digest(data),
        name,
        by.person_id,
        by.roles,
        by.waiting,
        installation.rules.digest,
        way,
        acts,
        limits,
    )
