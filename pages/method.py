"""How levels are worked out, generated from the rules in force."""

from collections.abc import Mapping

import streamlit as st

from pressure.content.app import distribution, distribution_words, method_lines
from pressure.content.app import method_lines_words as line_words
from pressure.content.explore import explorer, explorer_words
from pressure.content.plain import method_sections
from pressure.content.plain import method_words as words
from pressure.content.plain.method_sections import MeasurePart
from pressure.drawing.block_markup import link_list
from pressure.shell import picking

opened = explorer.opened()
book = opened.book


@st.cache_resource(max_entries=4, show_spinner=False)
def distributions_of(key: str) -> Mapping[str, tuple[str, ...]]:
    """How real councils stand, worked out once per release."""
    return distribution.distributions(key)


@st.cache_resource(max_entries=128, show_spinner=False)
def lines_of(key: str, code: str) -> Mapping[str, str]:
    """A council's figures over time, drawn once per release."""
    return method_lines.lines(explorer.of(key), code)


def draw_measure(measure: MeasurePart) -> None:
    """One measure: why, bands, counting rules, where the thresholds come from."""
    st.subheader(measure.title)
    st.markdown(measure.intro)
    st.table(list(measure.bands), hide_index=True)
    with st.expander(words.WHAT_COUNTS):
        st.markdown("\n\n".join(f"**{title}.** {text}" for title, text in measure.counting))
    st.markdown("\n".join((f"{words.ANCHORS}:", "", *(f"- {anchor}" for anchor in measure.anchors))))
    st.markdown(f"**{distribution_words.TITLE}**")
    found = distributions_of(opened.key).get(measure.id)
    st.markdown("\n".join(f"- {line}" for line in found) if found else distribution_words.NONE)
    if council:
        st.markdown(lines_of(opened.key, council.code)[measure.id], unsafe_allow_html=True)


st.title(words.TITLE)
st.markdown(words.START.format(version=book.method_version))
st.markdown(link_list([words.WHAT_IF, words.WHOLE]), unsafe_allow_html=True)
st.header(words.LEVELS)
st.table(list(method_sections.levels(book)), hide_index=True)
st.header(words.POINTS)
st.markdown(method_sections.points(book))
st.header(words.MEASURES)
st.markdown(distribution_words.NOTE)
names = {c.code: explorer_words.label(c.name, c.demonstration) for c in opened.councils}
council = opened.find(picking.one(line_words.PICK, "code", {"": line_words.NOBODY} | names, help=line_words.PICK_NOTE))
for title, question, measures in method_sections.families(book):
    st.header(title)
    st.markdown(question)
    for measure in measures:
        draw_measure(measure)
st.header(words.EVIDENCE_TITLE)
st.markdown("\n".join(f"- {line}" for line in method_sections.evidence(book)))
st.header(words.FLOORS_TITLE)
st.markdown("\n".join(f"- {line}" for line in method_sections.floors(book)))
st.header(words.FRESH_TITLE)
st.table(list(method_sections.freshness(book)), hide_index=True)
st.header(words.ACTIONS_TITLE)
for title, parts in method_sections.actions(book):
    with st.expander(title):
        st.markdown("\n\n".join(f"**{side}**\n\n" + "\n".join(f"- {step}" for step in steps) for side, steps in parts))
st.header(words.CATALOGUE_TITLE)
st.table(list(method_sections.exceptional(book)), hide_index=True)
st.header(words.CONTEXT_TITLE)
st.markdown("\n".join(f"- **{item.title}.** {item.note}" for item in book.context))
