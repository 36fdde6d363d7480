"""Who may do what: one published table, checked inside every action, never in a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from pressure.domain.moments import UK
from pressure.domain.refusals import Refusal
from pressure.words.numbers import spaced

EVERYWHERE = "*"


class Role(StrEnum):
    """What a person is at a council. An operator runs the installation, from the command line alone, and speaks for
    no council. A token is nobody: a program sends a council's return with it."""

    DIRECTOR = "director"
    DEPUTY_DIRECTOR = "deputy_director"
    SIGNATORY = "signatory"
    PRINCIPAL_SOCIAL_WORKER = "principal_social_worker"
    DEPUTY = "deputy_principal_social_worker"
    DATA_OFFICER = "data_officer"
    WAITING_LISTS_TEAM = "waiting_lists_team"
    BROKERAGE_TEAM = "brokerage_team"
    SAFEGUARDING_TEAM = "safeguarding_team"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    OPERATOR = "operator"
    TOKEN = "token"  # noqa: S105 a role, no secret


OFFICES = tuple(role for role in Role if role not in (Role.OPERATOR, Role.TOKEN, Role.DEPUTY_DIRECTOR))
"""What a person who signs in can be at a council."""


class Act(StrEnum):
    """An act that needs permission. A role at a council lets its holder act for that council and no other."""

    LOAD_RETURN = "load_return"
    SAVE_PART = "save_part"
    LOAD_PUBLICATION = "load_publication"
    CONFIRM_RETURN = "confirm_return"
    WITHDRAW_LOAD = "withdraw_load"
    PROPOSE = "propose"
    SIGN = "sign"
    SEND_BACK = "send_back"
    WRITE_VIEW = "write_view"
    RECORD_CHECK = "record_outside_check"
    RAISE_LEVEL = "raise_level"
    PUBLISH_STATEMENT = "publish_statement"
    REQUEST_CORRECTION = "request_correction"
    SAY_HOW_COUNTED = "say_how_counted"
    ANSWER_REQUEST = "answer_request"
    READ_EXACT = "read_exact"
    READ_EARLY = "read_early"
    READ_RECORD = "read_record"
    MANAGE_PEOPLE = "manage_people"
    PUBLISH = "publish"
    REDACT = "redact"
    MAKE_TOKEN = "make_token"  # noqa: S105 an act, no secret
    END_TOKEN = "end_token"  # noqa: S105 an act, no secret
    NAME_DEPUTY = "name_deputy"


_D, _E, _S, _P, _Q, _O, _A, _M, _R, _T = (
    Role.DIRECTOR,
    Role.DEPUTY_DIRECTOR,
    Role.SIGNATORY,
    Role.PRINCIPAL_SOCIAL_WORKER,
    Role.DEPUTY,
    Role.DATA_OFFICER,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
    Role.OPERATOR,
    Role.TOKEN,
)

TEAMS = frozenset({Role.WAITING_LISTS_TEAM, Role.BROKERAGE_TEAM, Role.SAFEGUARDING_TEAM})
"""Each answers its own questions of the form for a return (`data/return_form.yaml`), sees no other, sends nothing."""

ALLOWED: dict[Act, frozenset[Role]] = {
    Act.SAVE_PART: frozenset({_D, _E, _O, *TEAMS}),
    Act.LOAD_RETURN: frozenset({_D, _E, _O, _R, _T}),
    Act.LOAD_PUBLICATION: frozenset({_R}),
    Act.CONFIRM_RETURN: frozenset({_D, _E}),
    Act.WITHDRAW_LOAD: frozenset({_D, _E, _O, _R}),
    Act.PROPOSE: frozenset({_D, _E}),
    Act.SIGN: frozenset({_S}),
    Act.SEND_BACK: frozenset({_S}),
    Act.WRITE_VIEW: frozenset({_P, _Q}),
    Act.RECORD_CHECK: frozenset({_P, _Q}),
    Act.RAISE_LEVEL: frozenset({_D, _E}),
    Act.PUBLISH_STATEMENT: frozenset({_D, _E}),
    Act.REQUEST_CORRECTION: frozenset({_D, _E, _S, _P, _Q, _O}),
    Act.SAY_HOW_COUNTED: frozenset({_D, _E, _O}),
    Act.ANSWER_REQUEST: frozenset({_R}),
    Act.READ_EXACT: frozenset({_D, _E, _S, _P, _Q, _O, _A, _R}),
    Act.READ_EARLY: frozenset({_D, _O, _R}),
    Act.READ_RECORD: frozenset({_D, _E, _S, _P, _Q, _O, _A, _M, _R}),
    Act.MANAGE_PEOPLE: frozenset({_M, _R}),
    Act.PUBLISH: frozenset({_R}),
    Act.REDACT: frozenset({_M}),
    Act.MAKE_TOKEN: frozenset({_D, _O, _R}),
    Act.END_TOKEN: frozenset({_D, _O, _M, _R}),
    Act.NAME_DEPUTY: frozenset({_D}),
}

DOES = {
    Act.LOAD_RETURN: "load a return",
    Act.SAVE_PART: "save answers of a return",
    Act.LOAD_PUBLICATION: "load a publication",
    Act.CONFIRM_RETURN: "confirm a return",
    Act.WITHDRAW_LOAD: "withdraw a load",
    Act.PROPOSE: "propose a measure",
    Act.SIGN: "sign",
    Act.SEND_BACK: "send a proposal back",
    Act.WRITE_VIEW: "write the professional lead's view",
    Act.RECORD_CHECK: "record a check from outside the council",
    Act.RAISE_LEVEL: "raise the level",
    Act.PUBLISH_STATEMENT: "publish a statement",
    Act.REQUEST_CORRECTION: "ask for a correction",
    Act.SAY_HOW_COUNTED: "say how the council counts",
    Act.ANSWER_REQUEST: "answer a request",
    Act.READ_EXACT: "read exact figures",
    Act.READ_EARLY: "read figures before they are released",
    Act.READ_RECORD: "read the record before it is released",
    Act.MANAGE_PEOPLE: "manage people",
    Act.PUBLISH: "publish a release",
    Act.REDACT: "take words out",
    Act.MAKE_TOKEN: "make a token",
    Act.END_TOKEN: "end a token",
    Act.NAME_DEPUTY: "name a deputy director",
}
"""What each act is, in a sentence."""

FRESH = frozenset(
    {
        Act.PROPOSE,
        Act.SIGN,
        Act.SEND_BACK,
        Act.WRITE_VIEW,
        Act.RECORD_CHECK,
        Act.RAISE_LEVEL,
        Act.PUBLISH_STATEMENT,
        Act.SAY_HOW_COUNTED,
        Act.MANAGE_PEOPLE,
        Act.REDACT,
        Act.MAKE_TOKEN,
        Act.END_TOKEN,
        Act.NAME_DEPUTY,
    }
)

SETTLED = frozenset({Act.PROPOSE, Act.SIGN, Act.RAISE_LEVEL, Act.CONFIRM_RETURN, Act.REDACT, Act.NAME_DEPUTY})
"""Acts that bind the council: a role that was just given does not carry them until somebody else has agreed to it, or
everybody at the council has had a day to object."""

APART = frozenset({_D, _E, _S, _M})
"""Nobody holds two of these at one council: whoever proposes does not sign, and whoever gives access does neither."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person and their roles by council. `managed_by` is the person identifier of their manager; `authenticated_at`
    is when they proved who they are, None at the command line and in the story of the Demonstration Region. `waiting`
    are roles that do not count fully yet, each with the moment from which it does by itself."""

    person_id: str
    roles: frozenset[tuple[str, Role]]
    managed_by: str | None = None
    authenticated_at: datetime | None = None
    waiting: frozenset[tuple[str, Role, datetime]] = frozenset()

    def waits_until(self, council_code: str, role: Role) -> datetime | None:
        """From when a role counts fully by itself, if it does not yet."""
        return next((until for code, held, until in self.waiting if (code, held) == (council_code, role)), None)

    def role_for(self, act: Act, council_code: str) -> Role | None:
        """The role under which they may do this at this council, if any."""
        held = sorted(role for code, role in self.roles if code in (council_code, EVERYWHERE))
        return next((role for role in held if role in ALLOWED[act]), None)

    @property
    def sends_for(self) -> str | None:
        """The one council a token is for; None of a person."""
        return next((code for code, role in self.roles if role is Role.TOKEN), None)

    def councils_for(self, act: Act) -> frozenset[str]:
        """Where they may do this; EVERYWHERE stands for every council."""
        return frozenset(code for code, role in self.roles if role in ALLOWED[act])


OPERATOR = Actor(person_id="operator", roles=frozenset({(EVERYWHERE, Role.OPERATOR)}))


class NotAllowed(Refusal):
    """The table does not let them do it there."""


class SignInAgain(Refusal):
    """The act needs a more recent sign-in."""


def require(actor: Actor, act: Act, council_codes: Iterable[str]) -> Role:
    """The role acted under. Raises Refusal where the table does not allow it."""
    role: Role | None = None
    for code in tuple(council_codes) or (EVERYWHERE,):
        role = actor.role_for(act, code)
        if role is None:
            where = "" if code == EVERYWHERE else f" for {code}"
            raise NotAllowed(f"Your role does not let you {DOES[act]}{where}: {_whose(act)}")
        if act in SETTLED:
            require_settled(actor, code, role)
    if role is None:
        raise NotAllowed(f"Your role does not let you {DOES[act]}: {_whose(act)}")
    return role


def _whose(act: Act) -> str:
    *others, last = sorted(spaced(role.value) for role in ALLOWED[act] if role is not Role.TOKEN)
    return f"that is for {' or '.join(filter(None, (', '.join(others), last)))}."


def require_settled(actor: Actor, council_code: str, role: Role) -> None:
    """Refuse a role that was given a short while ago and that nobody else has agreed to."""
    if (until := actor.waits_until(council_code, role)) is not None:
        raise Refusal(
            f"You are new as {spaced(role.value)} at {council_code}. This role counts from "
            f"{until.astimezone(UK):%-d %B %Y, %H:%M}, or as soon as a second administrator or the people "
            "who run this service agree to it."
        )


def require_apart(roles: Iterable[tuple[str, str]]) -> None:
    """Refuse roles of one person, as (council, role) pairs, of which nobody may hold two at one council."""
    held = sorted({(code, role) for code, role in roles if role in APART})
    for (code, one), (other_code, other) in pairwise(held):
        if code == other_code:
            raise Refusal(
                f"Nobody can be both {spaced(one)} and {spaced(other)} at {code}. Somebody else must hold one of them."
            )


def require_fresh(actor: Actor, act: Act, at: datetime, minutes: int) -> None:
    """Refuse an act that binds others to somebody who proved who they are too long ago."""
    proved = actor.authenticated_at
    if act in FRESH and proved is not None and at - proved > timedelta(minutes=minutes):
        raise SignInAgain(f"Sign in again first: this needs a sign-in within the last {minutes} minutes.")
