"""A director names a deputy for some days, for a reason; it ends by itself, or sooner by the director."""

from datetime import date, datetime, timedelta

from pressure.access.permissions import APART, Act, Actor, Role, require, require_apart, require_fresh
from pressure.actions.installation import Installation
from pressure.document import entries
from pressure.domain.declaration_text import MOST_CHARACTERS
from pressure.domain.moments import day_of
from pressure.domain.officers.personal import check_personal
from pressure.domain.refusals import Refusal
from pressure.domain.written import written
from pressure.store import councils, people, record
from pressure.store.engine import Connection, reading, writing
from pressure.store.officers import deputies
from pressure.store.officers.deputies import Deputy

MOST_DAYS = 366
"""A longer absence is a change of director, which an administrator enters."""


def name_deputy(
    installation: Installation,
    *,
    by: Actor,
    council_code: str,
    deputy: str,
    first_day: date | None,
    last_day: date | None,
    reason: str,
    names_nobody: bool = False,
) -> int:
    """Have an officer of the council act for the director from one day to another, both included. The reason stays
    inside. Returns the naming's number. Raises Refusal for whoever may sign there or gives access there."""
    said = written(" ".join(reason.split()), "The reason", MOST_CHARACTERS, lines=False)
    if not said:
        raise Refusal("Say why a deputy is needed. Your council's officers see it; it is not public.")
    check_personal((said,), agreed=names_nobody)
    with writing(installation.engine) as connection:
        role, at = require(by, Act.NAME_DEPUTY, [council_code]), installation.moment(connection)
        require_fresh(by, Act.NAME_DEPUTY, installation.now(), installation.settings.fresh_minutes)
        council, today = councils.load_all(connection).get(council_code), day_of(at)
        if council is None or not council.existed_on(today):
            raise Refusal(f"There is no council {council_code} today.")
        installation.check_reality([council])
        if first_day is None or last_day is None or not today <= first_day <= last_day:
            raise Refusal("Give the first and the last day: from today on, and the last not before the first.")
        if last_day - first_day >= timedelta(days=MOST_DAYS):
            raise Refusal(f"A deputy is named for at most {MOST_DAYS} days. Ask your administrator for a new director.")
        _check_person(connection, by, council_code, deputy)
        if any(
            first_day <= one.last_day and one.first_day <= last_day for one in _running(connection, council_code, at)
        ):
            raise Refusal("There is a deputy on some of these days already. End that first, or choose other days.")
        number = deputies.add(
            connection,
            council_code=council_code,
            deputy=deputy,
            director=by.person_id,
            first_day=first_day,
            last_day=last_day,
            reason=said,
            named_at=at,
            counts_from=at + timedelta(hours=installation.settings.new_role_hours),
        )
        _record(connection, "name_deputy", by, role, at, deputy, council_code)
    return number


def end_deputy(installation: Installation, *, by: Actor, council_code: str, deputy_id: int) -> None:
    """End it now, before its last day. Raises Refusal for one that is over."""
    with writing(installation.engine) as connection:
        role, at = require(by, Act.NAME_DEPUTY, [council_code]), installation.moment(connection)
        require_fresh(by, Act.NAME_DEPUTY, installation.now(), installation.settings.fresh_minutes)
        found = next((one for one in _running(connection, council_code, at) if one.id == deputy_id), None)
        if found is None:
            raise Refusal("This deputy's time is over already.")
        deputies.change(connection, found.id, deputies.ENDED, by_person=by.person_id, at=at)
        _record(connection, "end_deputy", by, role, at, found.deputy, council_code)


def eligible(installation: Installation, *, by: Actor, council_code: str) -> dict[str, str]:
    """Whom the director may name: name by number. Raises Refusal."""
    require(by, Act.NAME_DEPUTY, [council_code])
    with reading(installation.engine) as connection:
        return {
            one.id: one.name
            for one in people.at_council(connection, council_code)
            if one.disabled_at is None and one.id != by.person_id and not _apart(connection, one.id, council_code)
        }


def of_council(installation: Installation, *, by: Actor, council_code: str) -> list[tuple[Deputy, str]]:
    """Deputies who act there or will, each with their name, for the director. Raises Refusal."""
    require(by, Act.NAME_DEPUTY, [council_code])
    with reading(installation.engine) as connection:
        names = {one.id: one.name for one in people.at_council(connection, council_code)}
        running = _running(connection, council_code, installation.now())
        return [(one, names.get(one.deputy, one.deputy)) for one in running]


def named(connection: Connection, person_id: str, at: datetime) -> set[tuple[str, str]]:
    """As (council, role): where somebody is a deputy, or will be."""
    return {
        (one.council_code, deputies.ROLE) for one in deputies.of(connection, person_id=person_id) if not one.over(at)
    }


def _running(connection: Connection, council_code: str, at: datetime) -> list[Deputy]:
    return [one for one in deputies.of(connection, council_code=council_code) if not one.over(at)]


def _check_person(connection: Connection, by: Actor, council_code: str, deputy: str) -> None:
    person = people.get(connection, deputy)
    held = people.roles(connection, deputy) if person else frozenset()
    if person is None or person.disabled_at is not None or council_code not in {code for code, _ in held}:
        raise Refusal("Choose somebody who holds a role at this council.")
    if deputy == by.person_id:
        raise Refusal("Name somebody else: nobody is their own deputy.")
    require_apart({*held, (council_code, deputies.ROLE)})


def _apart(connection: Connection, person_id: str, council_code: str) -> bool:
    """Whether somebody holds a role there that no deputy may hold."""
    held = people.roles(connection, person_id)
    return any(code == council_code and role in APART - {Role.DEPUTY_DIRECTOR} for code, role in held)


def _record(
    connection: Connection, action: str, by: Actor, role: str, at: datetime, deputy: str, council_code: str
) -> None:
    """By role and without names, sealed like every change of access."""
    changed: entries.RolesChanged = {
        "act": action,
        "by": {"person": by.person_id, "role": role},
        "person": deputy,
        "councils": [council_code],
        "roles": [[council_code, deputies.ROLE]],
    }
    record.append(
        connection, entries.OFFICERS.of(private=changed), at=at, by_person=by.person_id, by_role=record.WITHHELD
    )
