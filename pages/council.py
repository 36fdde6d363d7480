"""Find a council; read its level, why, since when, and what would change it."""

import streamlit as st

from pressure.content.app import council as council_page
from pressure.content.app.council import CouncilPage, Figure
from pressure.content.explore import explorer, explorer_words
from pressure.drawing.block_markup import rows_table
from pressure.shell import address
from pressure.web.installation_now import published

opened = published()


@st.cache_resource(max_entries=512, show_spinner=False)
def page_of(key: str, code: str) -> CouncilPage | None:
    """A council's page, built once per release."""
    own = explorer.of(key)
    council = own.find(code)
    return council_page.council_page(own, council) if council else None


def draw_figure(figure: Figure) -> None:
    """One measure: name and band, picture, sentences."""
    st.markdown(f"**{figure.title}** {figure.mark}", unsafe_allow_html=True)
    if figure.picture:
        st.markdown(figure.picture, unsafe_allow_html=True)
    st.markdown(f"{figure.text}\n\n{figure.distance}")


def draw_section(page: CouncilPage, section_id: str) -> None:
    """A section of the notice, where it has one."""
    if section := page.section(section_id):
        st.header(section[0])
        st.markdown(section[1], unsafe_allow_html=True)


def draw(page: CouncilPage) -> None:
    """The answer first; then what the plain page has where there is no level, else why and how sure it is."""
    st.title(page.notice.name)
    st.markdown(page.sign, unsafe_allow_html=True)
    st.markdown("\n\n".join(filter(None, (page.notice.sentence, page.notice.caveat and f"**{page.notice.caveat}**"))))
    if page.as_plain:
        for section in page.notice.sections:
            draw_section(page, section.id)
        st.header(explorer_words.LINKS)
        st.markdown(page.links, unsafe_allow_html=True)
    else:
        draw_level(page)


def draw_level(page: CouncilPage) -> None:
    """Why the level is what it is, then what is not known, then where it comes from."""
    if page.help_first:
        draw_section(page, "help")
    st.markdown(page.dates, unsafe_allow_html=True)
    st.header(explorer_words.WHY)
    st.markdown(page.why)
    for figure in page.counted:
        draw_figure(figure)
    if page.not_counted:
        st.subheader(explorer_words.NOT_COUNTED)
        st.markdown(explorer_words.OLD)
        for figure in page.not_counted:
            draw_figure(figure)
    if page.unknown:
        st.subheader(explorer_words.UNKNOWN)
        st.markdown(page.unknown, unsafe_allow_html=True)
    if page.families:
        st.header(explorer_words.FAMILIES)
        st.markdown(rows_table(explorer_words.FAMILIES, page.families), unsafe_allow_html=True)
    st.header(explorer_words.SURE)
    st.markdown(page.sure)
    if page.changes:
        st.header(explorer_words.CHANGE)
        st.markdown("\n".join(f"- {change}" for change in page.changes))
    for section_id in ("ends", "exceptional", "actions", "before", "last-level", "take-part"):
        draw_section(page, section_id)
    st.header(explorer_words.DATES)
    st.markdown(rows_table(explorer_words.DATES, page.sources), unsafe_allow_html=True)
    st.header(explorer_words.LINKS)
    st.markdown(page.links, unsafe_allow_html=True)


code = address.named("code")
page = page_of(opened.key, code) if code else None
if page:
    draw(page)
