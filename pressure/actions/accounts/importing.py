"""People in bulk, from a CSV file: all of it is checked before anybody is added, and all are added in one transaction,
by the act that adds one."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from graphlib import CycleError, TopologicalSorter

from pressure.access import permissions, reader_addresses
from pressure.access.permissions import Act, Actor, Role
from pressure.actions.installation import Installation
from pressure.actions.people import officers, staffing
from pressure.actions.people.officers import New
from pressure.domain.councils import Councils
from pressure.domain.moments import day_of
from pressure.domain.refusals import Refusal
from pressure.domain.written import written
from pressure.store import councils, people
from pressure.store.engine import Connection, reading, writing
from pressure.words.numbers import listed, spaced

COLUMNS = ("name", "email", "role", "council", "managed_by")
NEEDED = ("name", "role", "council")
MOST_ROWS, MOST_BYTES = 2000, 1_000_000
ROLES = {spaced(role.value): role for role in Role if role is not Role.OPERATOR}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, in which row as a spreadsheet counts them, and in which column; row 0 and no column for the whole
    file."""

    row: int
    column: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One person of the file, with the first row that names them; `managed_by` as it stands there."""

    row: int
    new: New


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """One person added, and the link that lets them in."""

    person_id: str
    name: str
    email: str
    roles: tuple[str, ...]
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of a file: faults, and then nothing was stored; else the people it lists, and who was added."""

    faults: tuple[Fault, ...]
    people: tuple[Listed, ...] = ()
    invitations: tuple[Invitation, ...] = ()


class _FileFault(Exception):
    """A fault met while the file was being stored: nothing of it is kept."""


def imported(installation: Installation, *, by: Actor, data: bytes, dry_run: bool) -> Imported:
    """Add everybody of a file, or nobody. Rows with one address are one person with several roles."""
    rows, faults = _rows(data)
    if faults:
        return Imported(faults=tuple(faults))
    with reading(installation.engine) as connection:
        known = councils.load_all(connection)
        listed_people, faults = _listed(installation, connection, by, known, rows)
    if faults or dry_run:
        return Imported(faults=tuple(faults), people=tuple(listed_people))
    try:
        with writing(installation.engine) as connection:
            made = tuple(_add(installation, connection, by, listed_people))
    except _FileFault as met:
        return Imported(faults=(met.args[0],), people=tuple(listed_people))
    return Imported(faults=(), people=tuple(listed_people), invitations=made)


def _rows(data: bytes) -> tuple[list[tuple[int, dict[str, str]]], list[Fault]]:
    """The rows with their numbers, or what is wrong with the file as a whole."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], [Fault(0, "", "This is no text in UTF-8. Save it as “CSV UTF-8”.")]
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""))) if len(data) <= MOST_BYTES else None
    except csv.Error as problem:
        return [], [Fault(0, "", f"This is no table with commas between its cells ({problem}).")]
    if lines is None or len(lines) > MOST_ROWS:
        return [], [Fault(0, "", f"Keep it to {MOST_ROWS:,} rows: split the file.")]
    header = ["_".join(cell.casefold().split()) for cell in lines[0]] if lines else []
    if missing := [name for name in NEEDED if name not in header]:
        return [], [Fault(1, "", f"The first row must name the columns {listed(COLUMNS)}. Missing: {listed(missing)}.")]
    if odd := [name for name in header if name and name not in COLUMNS]:
        return [], [Fault(1, odd[0], f"There is no such column. The columns are {listed(COLUMNS)}.")]
    if len(set(filter(None, header))) < len([name for name in header if name]):
        return [], [Fault(1, "", "Two columns have one name.")]
    found, faults = [], list[Fault]()
    for number, cells in enumerate(lines[1:], 2):
        if any(cell.strip() for cell in cells[len(header) :]):
            faults.append(
                Fault(number, "", "This row has more cells than the first. Put quotation marks round a comma.")
            )
        elif any(cell.strip() for cell in cells):
            own = dict(zip(header, (cell.strip() for cell in cells), strict=False))
            found.append((number, {name: own.get(name, "") for name in COLUMNS}))
    return found, faults or ([] if found else [Fault(0, "", "The file lists nobody.")])


def _listed(
    installation: Installation,
    connection: Connection,
    by: Actor,
    known: Councils,
    rows: Iterable[tuple[int, Mapping[str, str]]],
) -> tuple[list[Listed], list[Fault]]:
    found, faults, today = dict[str, Listed](), list[Fault](), day_of(installation.now())
    for number, row in rows:
        try:
            name, email = _name(row["name"]), _email(row["email"])
            held = (_council(row["council"], known, by, today), _role(row["role"]))
        except _CellFault as wrong:
            faults.append(Fault(number, *wrong.args))
            continue
        one = found.get(email or f"row {number}")
        if one is None:
            new = New(name=name, email=email or None, roles=(held,), managed_by=row["managed_by"] or None)
            found[email or f"row {number}"] = Listed(row=number, new=new)
            if email and people.by_email(connection, email) is not None:
                faults.append(Fault(number, "email", "Somebody here signs in with that address already."))
        else:
            faults += [Fault(number, *wrong) for wrong in _differs(one, name, held, row["managed_by"])]
            found[email] = replace(one, new=replace(one.new, roles=(*one.new.roles, held)))
    every = list(found.values())
    faults += [fault for one in every for fault in _as_one(connection, one, found)]
    return _managers_first(every, faults), sorted(faults, key=lambda fault: fault.row)


class _CellFault(Exception):
    """A column and what is wrong in it."""


def _name(text: str) -> str:
    try:
        name = written(text, "The name", officers.LONGEST_NAME, lines=False)
    except Refusal as why:
        raise _CellFault("name", str(why)) from None
    if not name:
        raise _CellFault("name", "Give a name.")
    return " ".join(name.split())


def _email(text: str) -> str:
    try:
        return reader_addresses.address_of(text).lower() if text else ""
    except Refusal as why:
        raise _CellFault("email", str(why)) from None


def _role(text: str) -> Role:
    said = spaced("_".join(text.casefold().replace("-", " ").replace("_", " ").split()))
    if said not in ROLES:
        raise _CellFault("role", f"“{text}” is no role. The roles are {listed(list(ROLES))}.")
    return ROLES[said]


def _council(text: str, known: Councils, by: Actor, today: date) -> str:
    """By code, or by a name that only one council has; nothing near is taken."""
    if not text:
        raise _CellFault("council", "Give the council’s code or its name.")
    match = known.by_code(text, today)
    if match.council is None:
        match = known.by_name(text, today)
    if match.council is None:
        near = known.nearest(text)
        meant = f" Did you mean {near.name} ({near.code})?" if near else ""
        raise _CellFault("council", f"{match.reason[:1].upper()}{match.reason[1:]}.{meant}")
    try:
        permissions.require(by, Act.MANAGE_PEOPLE, [match.council.code])
    except Refusal as why:
        raise _CellFault("council", str(why)) from None
    return match.council.code


def _differs(one: Listed, name: str, held: tuple[str, Role], managed_by: str) -> Iterator[tuple[str, str]]:
    """What a second row with an address says otherwise than the first."""
    if name != one.new.name:
        yield "name", f"Row {one.row} has the same address and another name. Everybody needs an address of their own."
    if held in one.new.roles:
        yield "role", f"Row {one.row} or one after it gives the same role at the same council."
    if managed_by and managed_by != (one.new.managed_by or ""):
        yield "managed_by", f"Row {one.row} names another manager."


def _as_one(connection: Connection, one: Listed, found: Mapping[str, Listed]) -> Iterator[Fault]:
    """What is wrong with a person as a whole: roles that nobody holds together, a manager nobody knows."""
    try:
        permissions.require_apart(one.new.roles)
    except Refusal as why:
        yield Fault(one.row, "role", str(why))
    above = one.new.managed_by
    if above and above.lower() not in found and _here(connection, above) is None:
        yield Fault(one.row, "managed_by", f"“{above}” is nobody: give an address in this file, or a person’s number.")


def _here(connection: Connection, said: str) -> str | None:
    person = people.get(connection, said) or people.by_email(connection, said)
    return person.id if person else None


def _managers_first(every: list[Listed], faults: list[Fault]) -> list[Listed]:
    """Managers before those they manage; a ring of them is a fault."""
    by_email = {one.new.email: one for one in every if one.new.email}
    order: TopologicalSorter[int] = TopologicalSorter()
    for one in every:
        above = by_email.get((one.new.managed_by or "").lower())
        order.add(one.row, *([above.row] if above else []))
    try:
        rows = {row: place for place, row in enumerate(order.static_order())}
    except CycleError as ring:
        faults.append(Fault(min(ring.args[1]), "managed_by", "These people manage each other in a ring."))
        return every
    return sorted(every, key=lambda one: rows[one.row])


def _add(
    installation: Installation, connection: Connection, by: Actor, every: Iterable[Listed]
) -> Iterator[Invitation]:
    made = dict[str, str]()
    for one in every:
        above = one.new.managed_by
        manager = (made.get(above.lower()) or _here(connection, above)) if above else None
        try:
            new = replace(one.new, managed_by=manager)
            person_id = officers.added(installation, connection, by=by, new=new)
            token = officers.invited(installation, connection, by=by, person_id=person_id)
        except Refusal as why:
            raise _FileFault(Fault(one.row, "", str(why))) from None
        if one.new.email:
            made[one.new.email] = person_id
        yield Invitation(
            person_id=person_id,
            name=one.new.name,
            email=one.new.email or "",
            roles=tuple(f"{spaced(role.value)} at {code}" for code, role in sorted(one.new.roles)),
            link=staffing.link_of(installation, token),
        )
