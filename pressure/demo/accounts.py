"""Accounts to try the officer pages with: every role of two fictional councils, and the hub's data officer."""

import secrets
from dataclasses import dataclass

from pressure.access import passwords
from pressure.access.permissions import Role
from pressure.demo.places import HUB, PLACES, Place, person_id
from pressure.domain.refusals import Refusal
from pressure.settings import Settings
from pressure.store import people
from pressure.store.engine import Engine, writing
from pressure.words import telling as words
from pressure.words.numbers import spaced

STORIES = ("crisis", "stage_3")
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Account:
    """One account of the demonstration: everyone has the same password, made anew at each start."""

    email: str
    role: str
    council: str
    password: str


def make(engine: Engine, configured: Settings) -> list[Account]:
    """Let demonstration officers sign in. Refuses a database that knows any officer of a real council."""
    password = new_password()
    known_hash = passwords.hash_password(password, configured)
    accounts = []
    with writing(engine) as connection:
        if people.any_real(connection):
            raise Refusal("This database has officers of real councils: it is no demonstration.")
        for who, account in _wanted(password):
            people.change(connection, who, email=account.email, password_hash=known_hash)
            accounts.append(account)
    return accounts


def new_password() -> str:
    """Four groups of four letters and digits that are not mistaken for each other."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(4))


def lines(accounts: list[Account], address: str) -> list[str]:
    """What `pressure demo` prints: three doors, then everyone else who can sign in."""
    if not accounts:
        return []
    width = max(len(a.email) for a in accounts)
    return [
        *(f"  {who:14}{address}{path}\n  {'':14}{what}" for who, path, what in doors(accounts)),
        "",
        f"Password of everyone: {accounts[0].password}",
        *(f"  {a.email:{width}}  {a.role}, {a.council}" for a in accounts),
    ]


def doors(accounts: list[Account]) -> tuple[tuple[str, str, str], ...]:
    """Where a resident, a director and a journalist begin: who, the path, and what they find there."""
    place, director = _places()[0], next(a for a in accounts if a.role == _words(Role.DIRECTOR))
    return (
        (words.RESIDENT, f"/demo/councils/{place.code}/", words.RESIDENT_FINDS.format(place=place.name)),
        (words.DIRECTOR, "/sign-in", words.DIRECTOR_FINDS.format(email=director.email)),
        (words.JOURNALIST, "/demo/data/", words.JOURNALIST_FINDS),
    )


def _wanted(password: str) -> list[tuple[str, Account]]:
    roles = [role for role in Role if role not in (Role.OPERATOR, Role.DEPUTY_DIRECTOR)]
    wanted = [
        (person_id(place, role), Account(_email(role.value, place.name), _words(role), place.name, password))
        for place in _places()
        for role in roles
    ]
    return [
        *wanted,
        (
            HUB.person_id,
            Account("hub@demonstration.example", _words(Role.DATA_OFFICER), "all twelve councils", password),
        ),
    ]


def _places() -> list[Place]:
    return [place for story in STORIES for place in PLACES if place.story == story]


def _words(role: Role) -> str:
    return spaced(role.value)


def _email(role: str, place: str) -> str:
    return f"{role.replace('_', '-')}@{place.lower().replace(' ', '-')}.example"
