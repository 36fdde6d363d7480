"""A council's officers in rows, for those who manage their access."""

from collections.abc import Sequence
from dataclasses import dataclass

from pressure.view import words_people as words
from pressure.view.blocks import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """One person. `roles` are theirs everywhere, as (role, council code); `managed_by` is their manager's number."""

    person_id: str
    name: str
    signs_in_by: str
    managed_by: str | None
    roles: tuple[tuple[str, str], ...]


def rows(found: Sequence[Officer]) -> list[tuple[Words, ...]]:
    """Number, name, roles, how they sign in, who manages them."""
    known = names(found)
    return [((one.person_id,), (one.name,),
             ("; ".join(words.ROLE_AT.format(role=plain(role), council=code) for role, code in one.roles),),
             (one.signs_in_by,), (known.get(one.managed_by or "", one.managed_by or words.NOBODY),)) for one in found]


def names(found: Sequence[Officer]) -> dict[str, str]:
    """Those who still have access, to choose from: name and number by number."""
    return {one.person_id: f"{one.name} ({one.person_id})" for one in found if one.signs_in_by != words.DISABLED}


def plain(role: str) -> str:
    return role.replace("_", " ")
