"""What the address of a page below /app/ names: read when the page begins, written once when it is drawn (ADR 0011).

While a page stands, what its pickers hold is what was chosen; on arriving, on going back or forward, and when somebody
else changed the address, the address is. Streamlit makes each write an entry of the browser's history, so a choice is
one entry.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pressure.words.shell import APP

PAGE, ARRIVED, CAME, LEFT = "page drawn", "arrived", "address it came with", "address of the page before"
NAMED, ASKED, HELD = "named here", "asked for here", "held by pickers"
TAKES_UP_A_PAGE = 0.5
"""Seconds after which a browser has the address of a page that was just turned to."""


@contextmanager
def of_page(page: str) -> Iterator[None]:
    """The address while a page is drawn. A page drawn to its end leaves in it only what the page was drawn from."""
    _begin(page)
    drawn = False
    try:
        yield
        drawn = True
    finally:
        if drawn:
            st.session_state[NAMED] = {n: v for n, v in st.session_state[NAMED].items() if n in st.session_state[ASKED]}
            st.session_state[HELD] &= st.session_state[ASKED]
        _write()


def _write() -> None:
    if st.session_state[NAMED] != st.query_params.to_dict():
        st.query_params.from_dict(st.session_state[NAMED])


def _begin(page: str) -> None:
    state = st.session_state
    state[ARRIVED] = state.get(PAGE) != page
    came = st.query_params.to_dict()
    named, state[LEFT] = dict(came), state.get(NAMED)
    if state[ARRIVED]:
        state[HELD] = set()
    elif not going_back() and came in (state[CAME], state[NAMED]):  # a quick click comes with the address before
        named |= {name: text(state[name]) for name in state[HELD] if name in state}
    state[PAGE], state[CAME], state[NAMED], state[ASKED] = page, came, named, set()


def going_back() -> bool:
    """Whether the reader went back or forward in their browser."""
    context = get_script_run_ctx()
    return bool(context and context.is_history_navigation)


def page() -> str:
    """The page below /app/ that is drawn."""
    return str(st.session_state[PAGE])


def arrived() -> bool:
    """Whether this page was not the one that stood here before."""
    return bool(st.session_state[ARRIVED])


def named(name: str) -> str:
    """What the address names; "" when it names nothing."""
    st.session_state[ASKED].add(name)
    return str(st.session_state[NAMED].get(name, ""))


def set_name(name: str, value: str) -> None:
    """Have the address name this; nothing when the value is ""."""
    st.session_state[ASKED].add(name)
    st.session_state[NAMED].pop(name, None)
    if value:
        st.session_state[NAMED][name] = value


def bring(name: str, value: str) -> None:
    """Name this on a page that was turned to from the menu, which drops the address.

    Streamlit may still have the page before in the browser's address, and would name it there, over what was chosen
    there. Where that changes nothing it is done at once, and Back is one step; otherwise once the page is taken up.
    """
    set_name(name, value)
    if not going_back() and st.session_state[LEFT] != st.session_state[NAMED]:
        time.sleep(TAKES_UP_A_PAGE)
    _write()


def settle(name: str) -> None:
    """Write it before the page is drawn when it names nothing but this, so that nobody copies an old one meanwhile."""
    if set(st.session_state[NAMED]) <= {name}:
        _write()


def held(name: str, value: object) -> str:
    """The key of a picker, which holds this value from now on."""
    st.session_state[HELD].add(name)
    if name not in st.session_state or st.session_state[name] != value:
        st.session_state[name] = value
    return name


def go(**names: str) -> None:
    """Draw the page again under an address that names this and nothing else."""
    st.session_state[NAMED], st.session_state[HELD] = names, set()
    _write()  # before Streamlit notes the address to draw again
    st.rerun()


def here() -> str:
    """The page's address below the site, to come back to."""
    names = st.session_state[NAMED]
    return f"{APP}{page()}" + (f"?{urlencode(names)}" if names else "")


def text(value: object) -> str:
    """What a picker holds, as it stands in an address."""
    if isinstance(value, list | tuple):
        return ",".join(map(str, value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
