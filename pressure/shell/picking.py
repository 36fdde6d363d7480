"""Pickers whose choice is kept in the address, by id, so that what is on the page can be linked; and form questions."""

from collections.abc import Mapping, Sequence
from datetime import date
from math import isfinite
from typing import TypeVar

import streamlit as st

from pressure.domain.declaration_text import COUNT, DAY, LONG, MOST_CHARACTERS
from pressure.shell import address
from pressure.shell.labels import distinct
from pressure.web import kept_answers
from pressure.words import shell
from pressure.words.officers.declaration_form import LEVEL, Field
from pressure.words.officers.declare import REQUIRED

MOST_COUNTED = 999_999
Number = TypeVar("Number", int, float)


def one(
    label: str,
    name: str,
    options: Mapping[str, str],
    *,
    default: str = "",
    start: str = "",
    help: str | None = None,  # noqa: A002 Streamlit's word
) -> str:
    """One of several, by id. An id nobody knows falls back to the default, leaves the address, and the page says so.

    With `start`, words in the empty box, nothing need be chosen: "" then.
    """
    first = default if start or default in options else next(iter(options))
    asked = address.named(name)
    known = asked if asked in options else first
    told = distinct(options)
    key = address.held(name, known if known or not start else None)
    picked = (
        st.selectbox(
            label,
            list(told),
            index=None if start else 0,
            format_func=lambda each: told.get(each, each),
            key=key,
            filter_mode="contains",
            placeholder=start or None,
            help=help,
        )
        or ""
    )
    _keep(name, picked, first)
    if asked and asked != known:
        _gone(label, told.get(known, ""))
    return picked


def several(
    label: str,
    name: str,
    options: Mapping[str, str],
    *,
    most: int | None = None,
    help: str | None = None,  # noqa: A002
) -> list[str]:
    """Some of several, by id."""
    asked = [each for each in address.named(name).split(",") if each]
    known = [each for each in dict.fromkeys(asked) if each in options][:most]
    told = distinct(options)
    picked: list[str] = st.multiselect(
        label,
        list(told),
        format_func=lambda each: told.get(each, each),
        max_selections=most,
        key=address.held(name, known),
        help=help,
    )
    _keep(name, address.text(picked), "")
    if asked != known:
        _gone(label, "; ".join(told[each] for each in known))
    return picked


def number(label: str, name: str, start: Number, *, least: Number, most: Number | None = None, step: Number) -> Number:
    """A number, as the kind `start` is. One the address gives that is none, or out of range, falls back to `start`."""
    asked = address.named(name)
    given = _given(asked, type(start))
    known = start if given is None or given < least or (most is not None and given > most) else given
    picked = st.number_input(
        label,
        min_value=least,
        max_value=most,
        step=step,
        key=address.held(name, known),
        format="%d" if isinstance(start, int) else "%g",
    )
    _keep(name, address.text(picked), address.text(start))
    if asked and known != given:
        _gone(label, address.text(start))
    return picked


def scale(label: str, name: str, start: int, *, least: int, most: int) -> int:
    """A whole number on a slider, kept in the address. One the address gives that is none, or out of range, falls back
    to `start`."""
    asked = address.named(name)
    given = _given(asked, int)
    known = given if given is not None and least <= given <= most else start
    picked = st.slider(label, min_value=least, max_value=most, step=1, key=address.held(name, known))
    _keep(name, address.text(picked), address.text(start))
    if asked and known != given:
        _gone(label, address.text(start))
    return picked


def search(label: str, name: str, *, most: int = 100) -> str:
    """Words to look for, kept in the address."""
    asked = address.named(name)[:most]
    typed = str(st.text_input(label, key=address.held(name, asked), max_chars=most)).strip()
    _keep(name, typed, "")
    return typed


def answer(label: str, key: str, options: Mapping[str, str], *, listed: bool = True) -> str | None:
    """An answer in a form: by id, and not in the address, which never answers for anybody. Not `listed`, the options
    stand side by side and none is chosen yet: there Streamlit reads Markdown, so no words of officers go in."""
    told = distinct(options)
    if listed:
        return st.selectbox(label, list(told), format_func=lambda each: told.get(each, each), key=key)
    return st.radio(label, list(told), format_func=lambda each: told.get(each, each), key=key, index=None)


def beside(label: str, key: str, options: Mapping[str, str], *, seen: bool) -> str | None:
    """An answer in a form, its options in one row; a label that is not `seen` is read aloud alone."""
    return st.radio(
        label,
        list(options),
        format_func=lambda each: options.get(each, each),
        key=key,
        horizontal=True,
        label_visibility="visible" if seen else "collapsed",
    )


def some(label: str, key: str, options: Mapping[str, str]) -> list[str]:
    """Some of several in a form, all of them until one is taken out: by id, and not in the address."""
    told = distinct(options)
    picked: list[str] = st.multiselect(
        label, list(told), default=list(told), format_func=lambda each: told.get(each, each), key=key
    )
    return picked


def words(label: str, key: str, who: str, *, most: int | None = None, line: bool = False) -> str:
    """Free words. What this person had typed here before they had to sign in again is there already."""
    if key not in st.session_state and (before := kept_answers.taken(who, key)):
        st.session_state[key] = before
    draw = st.text_input if line else st.text_area
    return str(draw(label, key=key, max_chars=most))


def question(field: Field, value: str, key: str, levels: Sequence[str], who: str = "", *, needed: bool = False) -> str:
    """One question of a form, answered as text; a day as ISO, no answer as nothing. One that is needed says so."""
    about, label = field.help or None, REQUIRED.format(label=field.label) if needed else field.label
    if key not in st.session_state:
        value = kept_answers.taken(who, key) or value
    if field.kind == DAY:
        day = st.date_input(
            label, date.fromisoformat(value) if value else None, key=key, help=about, format="DD/MM/YYYY"
        )
        return day.isoformat() if day else ""
    if field.kind == LEVEL:
        return st.selectbox(label, levels, levels.index(value) if value in levels else None, key=key, help=about) or ""
    if field.kind == COUNT:
        known = int(value) if value.isdecimal() and 1 <= int(value) <= MOST_COUNTED else None
        count = st.number_input(label, 1, MOST_COUNTED, known, step=1, format="%d", key=key, help=about)
        return "" if count is None else str(count)
    draw = st.text_area if field.kind == LONG else st.text_input
    return str(draw(label, value, key=key, help=about, max_chars=MOST_CHARACTERS))


def _given(asked: str, kind: type[Number]) -> Number | None:
    """The number an address gives; None when it gives none."""
    try:
        given = kind(asked)
    except ValueError:
        return None
    return given if isfinite(given) else None


def _keep(name: str, value: str, default: str) -> None:
    """The address names what is not the default."""
    address.set_name(name, "" if value == default else value)


def _gone(label: str, shown: str) -> None:
    """Say that what was asked for is not there, and what is shown instead."""
    st.info(shell.GONE.format(label=label, shown=shown) if shown else shell.GONE_TO_NOTHING.format(label=label))
