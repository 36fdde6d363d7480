"""The council finder at the head of a page: a list by name, by the names people use, and a way on from there."""

from collections.abc import Mapping

import streamlit as st

from pressure.content.explore import explorer, explorer_words, finding, finding_words
from pressure.content.explore.explorer import Explorer
from pressure.drawing.block_markup import link_list
from pressure.drawing.blocks import Link
from pressure.release.site import base
from pressure.shell import address, picking
from pressure.words import ended

LAST, EMPTY = "council chosen last", "pages seen without a council"


def find_council(opened: Explorer, title: str) -> None:
    """Type-ahead by name and by other names. The address names the council by its code, or names none."""
    labels, others = names(opened.key)
    asked = _carried()
    if asked in others:
        address.set_name("code", others[asked])
    elif asked and asked not in labels and not _told_ended(opened, asked):
        _look_up(opened, asked)
    code = picking.one(
        explorer_words.FIND, "code", labels, start=explorer_words.FIND_START, help=explorer_words.FIND_HELP
    )
    address.settle("code")
    st.session_state[LAST] = code
    if not code:
        st.session_state[EMPTY] = {*st.session_state.get(EMPTY, ()), address.page()}
        st.title(title)
        st.info(explorer_words.CHOOSE)
        st.markdown(link_list([explorer_words.ELSEWHERE]), unsafe_allow_html=True)


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
    st.markdown(link_list([Link(text, f"{start}/councils/{one}/") for one, text in places]), unsafe_allow_html=True)
    return True


def _look_up(opened: Explorer, text: str) -> None:
    """An address that gives a name instead of a code: the council of that very name, or those it could mean."""
    found = finding.find(finding.names_of(opened.councils), text)
    address.set_name("code", found.named or "")
    if not found.named:
        show = st.markdown if found.offered else st.warning
        show(finding_words.offer(text, found, {council.code: council.name for council in opened.councils}))
