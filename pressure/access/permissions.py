"""Who may do what: one published table, checked inside every action, never in a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from pressure.domain.declarations import Refusal

EVERYWHERE = "*"


class Role(StrEnum):
    """What a person is at a council. An operator runs the installation and speaks for no council."""

    DIRECTOR = "director"
    SIGNATORY = "signatory"
    PRINCIPAL_SOCIAL_WORKER = "principal_social_worker"
    DATA_OFFICER = "data_officer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    OPERATOR = "operator"


class Act(StrEnum):
    """An act that needs permission."""

    LOAD_RETURN = "load_return"
    LOAD_PUBLICATION = "load_publication"
    WITHDRAW_LOAD = "withdraw_load"
    PROPOSE = "propose"
    SIGN = "sign"
    PUBLISH = "publish"
    READ_EXACT = "read_exact"
    MANAGE_PEOPLE = "manage_people"


_D, _S, _P, _O, _A, _M, _R = (Role.DIRECTOR, Role.SIGNATORY, Role.PRINCIPAL_SOCIAL_WORKER, Role.DATA_OFFICER,
                              Role.AUDITOR, Role.ADMINISTRATOR, Role.OPERATOR)

ALLOWED: dict[Act, frozenset[Role]] = {
    Act.LOAD_RETURN: frozenset({_D, _O, _R}),
    Act.LOAD_PUBLICATION: frozenset({_R}),
    Act.WITHDRAW_LOAD: frozenset({_D, _O, _R}),
    Act.PROPOSE: frozenset({_D}),
    Act.SIGN: frozenset({_S}),
    Act.PUBLISH: frozenset({_R}),
    Act.READ_EXACT: frozenset({_D, _S, _P, _O, _A, _R}),
    Act.MANAGE_PEOPLE: frozenset({_M, _R}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person and what they are where. `managed_by` is the person identifier of their manager."""

    person_id: str
    roles: frozenset[tuple[str, Role]]
    managed_by: str | None = None

    def role_for(self, act: Act, council_code: str) -> Role | None:
        """The role under which they may do this at this council, if any."""
        held = sorted(role for code, role in self.roles if code in (council_code, EVERYWHERE))
        return next((role for role in held if role in ALLOWED[act]), None)


OPERATOR = Actor(person_id="operator", roles=frozenset({(EVERYWHERE, Role.OPERATOR)}))


def require(actor: Actor, act: Act, council_codes: Iterable[str]) -> Role:
    """The role acted under. Raises Refusal where the table does not allow it."""
    role: Role | None = None
    for code in council_codes or (EVERYWHERE,):
        role = actor.role_for(act, code)
        if role is None:
            where = "" if code == EVERYWHERE else f" for {code}"
            raise Refusal(f"Your role does not let you {act.value.replace('_', ' ')}{where}.")
    if role is None:
        raise Refusal(f"Your role does not let you {act.value.replace('_', ' ')}.")
    return role
