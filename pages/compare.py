"""A council beside its own past, then beside others of its kind; never a ranking."""

import streamlit as st

from pressure import address, picking
from pressure.view import compare_page, explorer
from pressure.view import words_compare as words
from pressure.view.block_markup import rows_table
from pressure.view.compare_page import ComparePage

opened = explorer.opened()


@st.cache_resource(max_entries=256, show_spinner=False)
def page_of(key: str, code: str, others: tuple[str, ...]) -> ComparePage | None:
    """A comparison, made once per release and choice."""
    own = explorer.of(key)
    council = own.find(code)
    return compare_page.compare_page(own, council, [c for c in own.councils if c.code in others]) if council else None


council = opened.find(address.named("code"))
if council:
    st.title(council.name)
    st.header(words.OWN)
    place = st.container()
    st.header(words.OTHERS)
    st.warning(words.MISUSE)
    others = picking.several(
        words.PICK, "with", compare_page.neighbours(opened, council), most=compare_page.MOST, help=words.PICK_HELP
    )
    page = page_of(opened.key, council.code, tuple(sorted(others)))
    if page:
        with place:
            st.markdown(page.past)
            if page.own:
                st.markdown(rows_table(words.OWN, page.own), unsafe_allow_html=True)
            else:
                st.markdown(words.NO_OWN)
        if others:
            st.markdown(page.differences)
            st.markdown(page.about, unsafe_allow_html=True)
            st.markdown(page.figures or words.NO_SHARED, unsafe_allow_html=True)
        else:
            st.info(words.CHOOSE)
