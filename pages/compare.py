"""A council beside its own past, then beside others of its kind; never a ranking."""

import streamlit as st

from pressure.content.app import compare
from pressure.content.app.compare import ComparePage
from pressure.content.explore import explorer
from pressure.drawing.block_markup import rows_table
from pressure.shell import address, picking
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
            st.markdown(page.past)
            st.markdown(page.own_weeks, unsafe_allow_html=True)
            if page.own:
                st.markdown(rows_table(compare.OWN, page.own), unsafe_allow_html=True)
            else:
                st.markdown(compare.NO_OWN)
        if others:
            st.markdown(page.differences)
            st.subheader(compare.WEEKS)
            st.markdown(page.weeks, unsafe_allow_html=True)
            if page.spread:
                st.subheader(compare.SPREAD)
                st.markdown(page.spread, unsafe_allow_html=True)
            st.markdown(page.about, unsafe_allow_html=True)
            st.markdown(page.figures or compare.NO_SHARED, unsafe_allow_html=True)
        else:
            st.info(compare.CHOOSE)
            if page.spread:
                with place:
                    st.subheader(compare.SPREAD)
                    st.markdown(page.spread, unsafe_allow_html=True)
