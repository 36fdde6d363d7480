"""The permission table as its public page: `python -m pressure.access.published_table > docs/permissions.md`."""

import sys
from collections.abc import Iterable

from pressure.access.permissions import ALLOWED, APART, FRESH, SETTLED, Act, Role
from pressure.settings import Settings
from pressure.words.numbers import spaced

NOWHERE, OWN, EVERYWHERE = "–", "own", "every"

HEAD = """# Who may do what

A person holds one or more roles, each at a named council. A role counts at that council and nowhere else.
The operator runs the installation from its command line, cannot sign in, and speaks for no council.

- **own**: at councils where the person holds the role
- **every**: at every council
- **–**: never

Acts marked * need a sign-in within the last {minutes} minutes. Nobody signs what they proposed themselves, and
nobody signs for somebody who manages them, directly or through others; the database refuses the first by itself.
Nobody is two of {apart} at one council. Nobody changes their own access, and every change of
access has an entry in the public record. A role of one of these that an administrator gave, or an invitation
they made for somebody who has one, does not let them {settled} for {hours} hours, or until
somebody else agrees: another administrator of that council, or the operator. All its officers are told. A deputy
director is named by the director alone, from one day to another, and waits in the same way. Nobody else gives that
role, and it ends by itself.
A token is no person. A program sends one council's return with it, for as long as whoever made it may make one.
What is public needs no role and is not listed here.

"""


def cell(act: Act, role: Role) -> str:
    """Where a role may do an act."""
    if role not in ALLOWED[act]:
        return NOWHERE
    return EVERYWHERE if role is Role.OPERATOR else OWN


def _listed(named: Iterable[Act | Role]) -> str:
    """Names in the order of the table, as words."""
    order: list[Act | Role] = [*Act, *Role]
    *first, last = (spaced(one.value) for one in sorted(named, key=order.index))
    return f"{', '.join(first)} and {last}"


def markdown(configured: Settings) -> str:
    """The whole page."""
    names = [spaced(role.value) for role in Role]
    lines = [f"| act | {' | '.join(names)} |", "| --- |" + " --- |" * len(names)]
    for act in Act:
        mark = " *" if act in FRESH else ""
        lines.append(f"| {act.value}{mark} | {' | '.join(cell(act, role) for role in Role)} |")
    head = HEAD.format(
        minutes=configured.fresh_minutes,
        hours=configured.new_role_hours,
        settled=_listed(SETTLED),
        apart=_listed(APART),
    )
    return head + "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(markdown(Settings()))
