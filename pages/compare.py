"""A council beside its own past, then beside others of its kind; never a ranking."""

import streamlit as st

from pressure.content.app import compare
from pressure.content.app.compare import ComparePage
from pressure.content.explore import explorer
from pressure.drawing.block_markup import rows_table
from pressure.shell import address, picking
from pressure.shell.drawing import put, say
from pressure.web.installation_now import published

opened = published()


@st.cache_resource(max_entries=256, show_spinner=False)
def page_of(key: str, code: str, others: tuple[str, ...]) -> ComparePage | None:
    """A comparison, made once per release and choice."""
    own = explorer.of(key)
    council = own.find(code)
    return compare.compare_page(own, council, [c for c in own.councils if c.code in others]) if council else None


council = opened.find(address.named("code"))
if council:
    st.title(council.name)
    st.header(compare.OWN)
    place = st.container()
    st.header(compare.OTHERS)
    st.warning(compare.MISUSE)
    others = picking.several(
        compare.PICK, "with", compare.neighbours(opened, council), most=compare.MOST, help=compare.PICK_HELP
    )
    page = page_of(opened.key, council.code, tuple(sorted(others)))
    if page:
        with place:
            say(page.past)
            put(page.own_weeks)
            if page.own:
                put(rows_table(compare.OWN, page.own))
            else:
                say(compare.NO_OWN)
        if others:
            say(page.differences)
            st.subheader(compare.WEEKS)
            put(page.weeks)
            if page.spread:
                st.subheader(compare.SPREAD)
                put(page.spread)
            put(page.about)
            if page.figures:
                put(page.figures)
            else:
                say(compare.NO_SHARED)
        else:
            st.info(compare.CHOOSE)
            if page.spread:
                with place:
                    st.subheader(compare.SPREAD)
                    put(page.spread)
