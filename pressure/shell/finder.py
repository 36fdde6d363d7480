"""The council finder at the head of a page: a list by name, by the names people use, and a way on from there."""

from collections.abc import Mapping

import streamlit as st

from pressure.content.explore import explorer, explorer_words
from pressure.content.explore.explorer import Explorer
from pressure.content.search import words
from pressure.content.search.answer import answer
from pressure.content.search.hits import Found
from pressure.drawing.block_markup import link_list, literal, markup
from pressure.drawing.blocks import Link, flat
from pressure.release.site import base
from pressure.shell import address, picking
from pressure.shell.drawing import put
from pressure.web.release_files.other_codes import present_code
from pressure.web.searching import search
from pressure.words import ended

LAST, EMPTY = "council chosen last", "pages seen without a council"
BOXES = "find-a-council"
"""Side by side on a telephone too, so that the answer stands on the first screen (`streamlit.css`)."""
TYPED, LONGEST = "typed to find a council", 100


def find_council(opened: Explorer, title: str) -> None:
    """Type-ahead by name and by other names. The address names the council by its code, or names none."""
    labels, others = names(opened.key)
    asked = _carried()
    if asked in others:
        address.set_name("code", others[asked])
    elif asked and asked not in labels:
        _lead_on(opened, asked, labels)
    by_name, by_place = st.container(key=BOXES).columns(2)
    with by_name:
        code = picking.one(
            explorer_words.FIND, "code", labels, start=explorer_words.FIND_START, help=explorer_words.FIND_HELP
        )
    address.settle("code")
    st.session_state[LAST] = code
    with by_place:
        typed = _typed(opened)
    if typed:
        _offer(opened, typed, search(opened.councils, typed))
    if not code:
        st.session_state[EMPTY] = {*st.session_state.get(EMPTY, ()), address.page()}
        st.title(title)
        st.info(explorer_words.CHOOSE)
        put(link_list([explorer_words.ELSEWHERE]))


@st.cache_resource(max_entries=2, show_spinner=False)
def names(key: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """What can be chosen in a release: every council, then every other name people use for one, with its council's
    code; both by the id of the option."""
    councils = explorer.of(key).councils
    others = {
        f"{c.code} {other}": c.code
        for c in councils
        for other in dict.fromkeys((c.row.get("official_name", ""), *c.row.get("aliases", ())))
        if other and other.casefold() not in c.name.casefold()
    }
    labels = {c.code: explorer_words.label(c.name, c.demonstration) for c in councils}
    known = {each: each.partition(" ")[2] for each in others}
    return labels | {
        each: explorer_words.OTHER_NAME.format(other=known[each], name=labels[code]) for each, code in others.items()
    }, others


def _carried() -> str:
    """What the address names, or else the council chosen last: Streamlit's own menu drops the query. Nobody who goes
    back to a page they saw without a council is given one."""
    last, empty = st.session_state.get(LAST, ""), st.session_state.get(EMPTY, ())
    came = address.arrived() and not address.going_back()
    if last and not address.named("code") and (came or address.page() not in empty):
        address.bring("code", last)
        st.session_state[EMPTY] = {*empty} - {address.page()}
    return address.named("code")


def _lead_on(opened: Explorer, asked: str, labels: Mapping[str, str]) -> None:
    """An address that names no council of the list: by a code that was replaced, a council that ended, or a name."""
    present = present_code(opened.release, asked)
    if present in labels:
        address.set_name("code", present or "")
    elif not _told_ended(opened, present or asked):
        _look_up(opened, asked)


def _told_ended(opened: Explorer, code: str) -> bool:
    """An address that gives the code of a council that has ended: who follows, and where its own page is."""
    document = opened.ended(code)
    if document is None:
        return False
    address.set_name("code", "")
    ends, name = document["ends"], document["council"]["name"]
    st.warning(ended.ends(name, ends["last_day"], ends["successors"], over=True))
    start = base(demonstration=bool(document["demonstration"]))
    places = [(one["code"], one["name"]) for one in (document["council"], *ends["successors"])]
    put(link_list([Link(text, f"{start}/councils/{one}/") for one, text in places]))
    return True


def _typed(opened: Explorer) -> str:
    """A box for everything that is no name in the list. What is typed there is in no address."""
    return st.text_input(
        words.OR_SEARCH,
        key=TYPED,
        max_chars=LONGEST,
        autocomplete="off",
        on_change=_open_named,
        args=(opened.key,),
        help=words.NOT_KEPT,
    ).strip()


def _open_named(key: str) -> None:
    """The council that was named is chosen, as from the list."""
    found = search(explorer.of(key).councils, st.session_state[TYPED])
    if found.named:
        st.session_state["code"], st.session_state[TYPED] = found.named, ""


def _look_up(opened: Explorer, text: str) -> None:
    """An address that gives a name instead of a code: the council of that very name, or those it could mean."""
    found = search(opened.councils, text)
    address.set_name("code", found.named or "")
    if not found.named:
        _offer(opened, text, found)


def _offer(opened: Explorer, text: str, found: Found) -> None:
    """The blocks of the plain page, with links to the pages below /app/."""
    names = {c.code: explorer_words.label(c.name, c.demonstration) for c in opened.councils}
    told = answer(text, found, names, "/app/council?code={}".format)
    if not found.offered:
        st.warning(literal(" ".join(flat(part.words) for part in told.first)))
    blocks = told.blocks if found.offered else told.listed
    put(markup(blocks, opened.book))
