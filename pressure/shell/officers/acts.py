"""Who is let in to a page for officers, and how an act of theirs is run: its answer, or why it was refused in words and
where to go on from there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, NoReturn, TypeVar, cast

import streamlit as st

from pressure.access.permissions import Act, Actor, SignInAgain
from pressure.access.sessions import Signed
from pressure.actions.after_acts import PublishedAct
from pressure.actions.installation import Installation
from pressure.domain.refusals import Refusal
from pressure.drawing.block_markup import link_list, literal
from pressure.drawing.blocks import Link
from pressure.ingest.report import FileRefused
from pressure.shell.drawing import put
from pressure.store.engine import Busy
from pressure.web.installation_now import installation
from pressure.web.sign_in import session
from pressure.web.sign_in.session import sign_in_link
from pressure.words.officers import pages as words

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Inside:
    """Who is signed in at this very click, and where they are."""

    installation: Installation
    signed: Signed

    @property
    def actor(self) -> Actor:
        return self.signed.actor

    @property
    def person_id(self) -> str:
        return self.signed.person_id


def enter(act: Act | None = None) -> Inside:
    """Let somebody in to the page: a session that stands now and, where an act is named, a role that may do it
    somewhere. Nobody else gets past this line; every act asks again."""
    signed = session.signed_in(st.context.cookies)
    if signed is None:
        st.stop()
    if act and not signed.actor.councils_for(act):
        nothing_here(words.NOT_YOURS)
    return Inside(installation(), signed)


def nothing_here(said: str) -> NoReturn:
    """Say why there is nothing to do here, and end the page."""
    st.info(said)
    st.stop()


@dataclass(frozen=True, slots=True)
class Tried(Generic[T]):
    """`value` when it was done; otherwise `problem`, and `onward` as markup when something can be done about it."""

    value: T | None = None
    problem: str = ""
    onward: str = ""

    @property
    def done(self) -> bool:
        return not self.problem


def show(done: Tried[T], said: str | Callable[[T], str] = "") -> bool:
    """What became of an act: its success in words, or why it was refused and the way on. An act that is kept and not
    public yet is a warning. Returns whether it was done."""
    if not done.done:
        st.error(done.problem)
        put(done.onward)
        return False
    value = cast(T, done.value)
    late = isinstance(value, PublishedAct) and not value.public
    if text := said(value) if callable(said) else said:
        (st.warning if late else st.success)(text)
        put(link_list([Link(words.DESK_LINK, "/app/officer-desk")]) if late else "")
    return True


def button(label: str, act: str, *shown: object, primary: bool = False) -> bool:
    """Whether it was clicked. It is named after the act and all that the act is about, as shown beside it in this very
    run: a click on a page that showed anything else belongs to no button."""
    key = " ".join(map(str, ("click to", act, *shown)))
    return st.button(label, type="primary" if primary else "secondary", key=key)


def changed(what: str, digest: str) -> bool:
    """Whether this text reads differently from when this person's page showed it last."""
    before = st.session_state.get(f"shown {what}", digest)
    st.session_state[f"shown {what}"] = digest
    return bool(before != digest)


def names_nobody(*shown: object) -> bool:
    """Whether somebody has ticked, beside the words shown in this very run, that they name no person."""
    return st.checkbox(words.NAMES_NOBODY, key=" ".join(map(str, ("names", *shown))))


def tried(act: Callable[[], T], back: str) -> Tried[T]:
    """Do it. `back` is the address to come back to after confirming who one is."""
    try:
        return Tried(act())
    except SignInAgain:
        link = Link(words.AGAIN_LINK, sign_in_link(back, again=True))
        return Tried(problem=words.AGAIN, onward=link_list([link]))
    except FileRefused as problem:
        return Tried(problem=literal(words.FILE_REFUSED.format(why=problem)))
    except Refusal as problem:
        return Tried(problem=literal(str(problem)))
    except Busy:
        return Tried(problem=words.BUSY)
