"""Who is let in to a page for officers, and how an act of theirs is run: its answer, or why it was refused in words and
where to go on from there."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, NoReturn, TypeVar, cast

import streamlit as st

from pressure.access.permissions import Act, Actor, SignInAgain
from pressure.access.sessions import Signed
from pressure.actions.after_acts import PublishedAct
from pressure.actions.installation import Installation
from pressure.domain.officers.personal import personal
from pressure.domain.refusals import Refusal
from pressure.drawing.block_markup import link_list, literal
from pressure.drawing.blocks import Link
from pressure.ingest.report import FileRefused
from pressure.shell.drawing import items, put
from pressure.store.engine import Busy
from pressure.web.installation_now import installation
from pressure.web.sign_in import session
from pressure.web.sign_in.session import sign_in_link
from pressure.words.officers import pages as words

T = TypeVar("T")
OUTCOME, SAYING, HEAD, CLICKED = "outcome of an act", "outcome being said", "head of the page", "button of the last act"


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
    _say_outcome()
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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act did, to be said once the page is drawn anew: by which button, as what, and where to go on."""

    act: str
    said: str
    late: bool
    links: tuple[Link, ...] = ()


def show(done: Tried[T], said: str | Callable[[T], str] = "") -> bool:
    """What became of an act, here: its success in words, or why it was refused and the way on. An act that is kept and
    not public yet is a warning. Returns whether it was done."""
    if not done.done:
        st.error(done.problem)
        put(done.onward)
    elif outcome := _outcome(done, said, lambda _: ()):
        _draw(outcome)
    return done.done


def finish(
    done: Tried[T], said: str | Callable[[T], str], links: Callable[[T], tuple[Link, ...]] = lambda _: ()
) -> None:
    """The same of an act that changes what the page shows: the page is drawn anew, so that no part of it speaks of
    before, and says what was done below the button, or at its head where the button is gone."""
    if not done.done:
        show(done)
        return
    st.session_state[OUTCOME] = _outcome(done, said, links)
    st.rerun()


def _outcome(done: Tried[T], said: str | Callable[[T], str], links: Callable[[T], tuple[Link, ...]]) -> Outcome | None:
    """What an act did; None where there is nothing to say of it."""
    value = cast(T, done.value)
    text = said(value) if callable(said) else said
    if not text:
        return None
    late = isinstance(value, PublishedAct) and not value.public
    onward = (*links(value), *((Link(words.DESK_LINK, "/app/officer-desk"),) if late else ()))
    return Outcome(str(st.session_state.get(CLICKED, "")), text, late, onward)


def _say_outcome() -> None:
    """What the last act did, at the head of the page, until its own button is drawn."""
    st.session_state[HEAD] = st.empty()
    if outcome := st.session_state.get(OUTCOME):
        with st.session_state[HEAD].container():
            _draw(outcome)
        st.session_state[SAYING], st.session_state[OUTCOME] = outcome, None
    else:
        st.session_state[SAYING] = None


def _draw(outcome: Outcome) -> None:
    (st.warning if outcome.late else st.success)(outcome.said)
    put(link_list(outcome.links) if outcome.links else "")


def button(label: str, act: str, *shown: object, primary: bool = False) -> bool:
    """Whether it was clicked. It is named after the act and all that the act is about, as shown beside it in this very
    run: a click on a page that showed anything else belongs to no button."""
    key = " ".join(map(str, ("click to", act, *shown)))
    clicked = st.button(label, type="primary" if primary else "secondary", key=key)
    if clicked:
        st.session_state[CLICKED] = act
    outcome: Outcome | None = st.session_state.get(SAYING)
    if outcome and outcome.act == act and not clicked:
        st.session_state[HEAD].empty()
        st.session_state[SAYING] = None
        _draw(outcome)
    return clicked


def changed(what: str, digest: str) -> bool:
    """Whether this text reads differently from when this person's page showed it last."""
    before = st.session_state.get(f"shown {what}", digest)
    st.session_state[f"shown {what}"] = digest
    return bool(before != digest)


def names_nobody(*shown: object, of: Iterable[object] = (), always: bool = True) -> bool:
    """Whether somebody has ticked, beside the words shown in this very run, that they name no person. What may be about
    one person is pointed out first. Words that are not public, `always` false, are asked about only then."""
    found = personal((*shown, *of))
    if found:
        st.warning(words.PERSONAL)
        items(words.PERSONAL_ONE.format(kind=one.kind[:1].upper() + one.kind[1:], words=one.words) for one in found)
    elif not always:
        return True
    marks = [hashlib.sha256(repr(found).encode()).hexdigest()[:16]] if found else []
    return st.checkbox(words.NAMES_NOBODY, key=" ".join(map(str, ("names", *shown, *marks))))


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
