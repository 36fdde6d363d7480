"""Pickers whose choice is kept in the address, by id, so that what is on the page can be linked."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from pressure import clock
from pressure.view.declaration_form import DAY, LEVEL, LONG, MOST_CHARACTERS, Field
from pressure.web import typed


def one(label: str, name: str, options: Mapping[str, str], *, default: str = "",
        help: str | None = None) -> str:  # noqa: A002 Streamlit's own word
    """One of several, by id. An id nobody knows falls back to the default and leaves the address."""
    ids = list(options)
    start = default if default in options else ids[0]
    asked = st.query_params.get(name, start)
    picked: str = st.selectbox(label, ids, index=ids.index(asked if asked in options else start),
                               format_func=lambda each: options[each], key=f"{name} of {asked}", help=help)
    _keep(name, picked, start)
    return picked


def several(label: str, name: str, options: Mapping[str, str], *, default: Sequence[str] = (),
            most: int | None = None, help: str | None = None) -> list[str]:  # noqa: A002 Streamlit's own word
    """Some of several, by id."""
    asked = [each for each in st.query_params.get(name, ",".join(default)).split(",") if each in options][:most]
    picked: list[str] = st.multiselect(label, list(options), default=asked, format_func=lambda each: options[each],
                                       max_selections=most, key=f"{name} of several", help=help)
    _keep(name, ",".join(picked), ",".join(default))
    return picked


def words(label: str, key: str, who: str, *, most: int | None = None, line: bool = False) -> str:
    """Free words. What this person had typed here before they had to sign in again is there already."""
    if key not in st.session_state and (before := typed.taken(who, key, clock.now())):
        st.session_state[key] = before
    draw = st.text_input if line else st.text_area
    return str(draw(label, key=key, max_chars=most))


def question(field: Field, value: str, key: str, levels: Sequence[str], who: str = "") -> str:
    """One question of a form, answered as text; a day as ISO, no answer as nothing."""
    about = field.help or None
    if key not in st.session_state:
        value = typed.taken(who, key, clock.now()) or value
    if field.kind == DAY:
        day = st.date_input(field.label, date.fromisoformat(value) if value else None, key=key, help=about,
                            format="DD/MM/YYYY")
        return day.isoformat() if day else ""
    if field.kind == LEVEL:
        return st.selectbox(field.label, levels, levels.index(value) if value in levels else None, key=key,
                            help=about) or ""
    draw = st.text_area if field.kind == LONG else st.text_input
    return str(draw(field.label, value, key=key, help=about, max_chars=MOST_CHARACTERS))


def _keep(name: str, value: str, default: str) -> None:
    if value != default:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]
