"""Who may sign in for a council: added, invited, given and taken roles, signed out, and ended by its administrators."""

from collections.abc import Callable

import streamlit as st

from pressure.access.permissions import OFFICES, Act, Role
from pressure.actions.accounts import asking
from pressure.actions.people import officers as people
from pressure.actions.people import staffing
from pressure.domain.refusals import Refusal
from pressure.drawing.block_markup import table
from pressure.settings import settings
from pressure.shell import address, picking
from pressure.shell.drawing import put, say
from pressure.shell.officers import acts
from pressure.shell.officers import people as people_page
from pressure.words.nations import nation_of, role_there
from pressure.words.officers import accounts as account_words
from pressure.words.officers import pages
from pressure.words.officers import people as words

inside = acts.enter(Act.MANAGE_PEOPLE)
here, actor = inside.installation, inside.actor


def do(act: Callable[[], object], said: str = "") -> None:
    """Do it and say so; what comes back as text is an invitation, shown this once."""
    done = acts.tried(act, address.here())
    invited = isinstance(done.value, str)
    if acts.show(done, words.INVITED.format(hours=settings.enrolment_hours) if invited else said) and invited:
        st.code(str(done.value), language=None, wrap_lines=True)


def added(name: str, email: str, chosen: str, manager: str | None) -> str:
    """A new person, and the link that lets them in. Nobody has a role that was not chosen. Raises Refusal."""
    if not chosen:
        raise Refusal(words.NO_ROLE_CHOSEN)
    role = Role(chosen)
    made = people.add_person(here, by=actor, name=name, roles=[(code, role)], email=email or None, managed_by=manager)
    return staffing.invitation(here, by=actor, person_id=made)


say(words.PEOPLE_INTRO)
managed, book = staffing.managed(here, actor), here.book()
code = picking.one(pages.COUNCIL, "council", {each: council.name for each, council in managed.items()})
nation = nation_of({"nation_code": managed[code].nation_code}, book)
found = staffing.staff(here, by=actor, council_code=code)
standing = st.container()
names = people_page.names(found)


def named(role: str) -> str:
    return role_there(role, nation, book)


roles = {role.value: named(role) for role in OFFICES}
managers = {"": words.NO_MANAGER} | names
st.header(words.CHANGE)
if others := [person_id for person_id in names if person_id != inside.person_id]:
    who = picking.one(words.WHO, "who", {person_id: names[person_id] for person_id in others})
    what = picking.one(words.WHAT, "what", words.CHANGES)
    changes: dict[str, Callable[[], object]] = {
        words.INVITE: lambda: staffing.invitation(here, by=actor, person_id=who),
        words.SIGN_OUT: lambda: people.sign_out_everywhere(here, by=actor, person_id=who),
        words.END: lambda: people.disable_person(here, by=actor, person_id=who),
        words.AGREE: lambda: bool(people.agree(here, by=actor, person_id=who)),
    }
    if what in {words.GIVE, words.TAKE}:
        role = Role(picking.one(words.ROLE, "role", roles))
        change = people.give_role if what == words.GIVE else people.take_role
        changes[what] = lambda: change(here, by=actor, person_id=who, council_code=code, role=role)
    if what == words.GIVE_ADDRESS:
        theirs = st.text_input(words.ADDRESS, key="their address")
        changes[what] = lambda: people.give_address(here, by=actor, person_id=who, email=theirs)
    if what == words.MANAGED:
        above = picking.one(words.MANAGER, "above", managers)
        changes[what] = lambda: people.set_manager(here, by=actor, person_id=who, managed_by=above or None)
    if acts.button(words.DO, "do", code, what, who):
        do(changes[what], words.DONE.get(what, ""))
else:
    say(words.NOBODY_ELSE)
if asks := [one for one in asking.waiting(here, actor) if one.council_code == code]:
    st.header(account_words.HEADING)
    say(account_words.MAKE_SURE)
    asked = picking.one(account_words.WHO, "ask", people_page.asks(asks, named))
    if acts.button(account_words.ACCEPT, "accept", code, asked):
        do(lambda: asking.accept(here, by=actor, ask_id=asked).link)
    if acts.button(account_words.DECLINE, "decline", code, asked):
        do(lambda: asking.decline(here, by=actor, ask_id=asked), account_words.DECLINED)
st.header(words.ADD)
name, email = st.text_input(words.NAME, key="name"), st.text_input(words.ADDRESS, key="address")
new_role = picking.answer(words.ROLE, "new role", {"": words.CHOOSE_ROLE} | roles) or ""
over = picking.answer(words.MANAGER, "manager", managers)
if acts.button(words.ADD_BUTTON, "add", code, primary=True):
    do(lambda: added(name, email, new_role, over or None))
found = staffing.staff(here, by=actor, council_code=code)
with standing:
    put(table(words.PEOPLE_CAPTION, words.PEOPLE_HEAD, people_page.rows(found, named)))
