"""A council's officers in rows, for those who manage their access."""

from collections.abc import Callable, Sequence

from pressure.actions.accounts.asking import Asked
from pressure.actions.people.staffing import DISABLED, NOT_YET, Officer
from pressure.drawing.blocks import Words
from pressure.words.dates import short_date, uk_moment
from pressure.words.officers import accounts
from pressure.words.officers import people as words

Said = Callable[[str], str]
"""A role by the name it has in the nation of the council."""


def rows(found: Sequence[Officer], said: Said) -> list[tuple[Words, ...]]:
    """Number, name, roles, how they sign in, who manages them."""
    known = names(found)
    return [
        (
            (one.person_id,),
            (one.name,),
            ("; ".join(_role_line(one, role, code, said) for role, code in one.roles),),
            (f"{one.signs_in_by}, {words.NO_ADDRESS}" if _cannot_begin(one) else one.signs_in_by,),
            (known.get(one.managed_by or "", one.managed_by or words.NOBODY),),
        )
        for one in found
    ]


def asks(found: Sequence[Asked], said: Said) -> dict[str, str]:
    """Who asks for an account, in which role and since when, by the name of the ask."""
    return {
        one.id: f"{one.name or accounts.NOT_OPENED}, {one.email}: {said(one.role)}, {short_date(one.asked_at)}"
        for one in found
    }


def _role_line(one: Officer, role: str, code: str, named: Said) -> str:
    said = words.ROLE_AT.format(role=named(role), council=code)
    until = next((moment for held, where, moment in one.waiting if (held, where) == (role, code)), None)
    return said if until is None else words.COUNTS_FROM.format(role=said, moment=uk_moment(until))


def _cannot_begin(one: Officer) -> bool:
    """Whether a link would not let them choose a password."""
    return one.signs_in_by == NOT_YET and one.no_address


def names(found: Sequence[Officer]) -> dict[str, str]:
    """Those who still have access, to choose from: name and number by number."""
    return {one.person_id: f"{one.name} ({one.person_id})" for one in found if one.signs_in_by != DISABLED}
