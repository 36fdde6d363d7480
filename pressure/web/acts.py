"""Trying an act for a page: its answer, or why it was refused in words, and where to go on from there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import streamlit as st

from pressure.access.permissions import SignInAgain
from pressure.domain.declarations import Refusal
from pressure.drawing.block_markup import link_list, literal
from pressure.drawing.blocks import Link
from pressure.ingest.report import Refused
from pressure.store.engine import Busy
from pressure.web.sign_in.session import sign_in_link
from pressure.words.officers import pages as words

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tried(Generic[T]):
    """`value` when it was done; otherwise `problem`, and `onward` as markup when something can be done about it."""

    value: T | None = None
    problem: str = ""
    onward: str = ""

    @property
    def done(self) -> bool:
        return not self.problem


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
    except Refused as problem:
        return Tried(problem=literal(words.FILE_REFUSED.format(why=problem)))
    except Refusal as problem:
        return Tried(problem=literal(str(problem)))
    except Busy:
        return Tried(problem=words.BUSY)
