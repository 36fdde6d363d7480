"""How levels are worked out, generated from the rules in force."""

from collections.abc import Mapping, Sequence

import streamlit as st

from pressure.content import method
from pressure.content import method_words as words
from pressure.content.app import distribution, distribution_words, method_lines
from pressure.content.app import method_lines_words as line_words
from pressure.content.explore import explorer, explorer_words
from pressure.content.explore.finding import Listed
from pressure.drawing.block_markup import link_list, markup
from pressure.drawing.blocks import Block, Picture
from pressure.settings import settings
from pressure.shell import picking
from pressure.shell.drawing import items, put, say
from pressure.web.installation_now import published

opened = published()
book = opened.book


@st.cache_resource(max_entries=4, show_spinner=False)
def distributions_of(key: str) -> Mapping[str, tuple[str, ...]]:
    """How real councils stand, worked out once per release."""
    return distribution.distributions(key)


@st.cache_resource(max_entries=128, show_spinner=False)
def lines_of(key: str, code: str) -> Mapping[str, str]:
    """A council's figures over time, drawn once per release."""
    return method_lines.lines(explorer.of(key), code)


def draw_measure(measure_id: str, blocks: Sequence[Block]) -> None:
    """One measure as the rules have it, then how real councils stand and, when one was chosen, its own figures."""
    put(markup(blocks, book))
    say(distribution_words.TITLE, tone="strong")
    found = distributions_of(opened.key).get(measure_id)
    if found:
        items(found)
    else:
        say(distribution_words.NONE)
    if council:
        put(lines_of(opened.key, council.code)[measure_id])


def pick_council() -> Listed | None:
    """Whose figures to show beside the bands."""
    say(distribution_words.NOTE)
    names = {c.code: explorer_words.label(c.name, c.demonstration) for c in opened.councils}
    return opened.find(picking.one(line_words.PICK, "code", {"": line_words.NOBODY} | names, help=line_words.PICK_NOTE))


@st.cache_resource(max_entries=2, show_spinner=False)
def strips_of(key: str) -> tuple[str, str]:
    """Real councils on the thresholds, drawn once per release."""
    return distribution.strips(explorer.of(key))


st.title(words.TITLE)
answer = st.container()
most = book.weight * (len(book.levels) - 1)
points = picking.scale(words.LADDER_ASKED, "points", most // 2, least=0, most=most)
with answer:
    put(markup([Picture(method.points_ladder(book, points))], book))
put(markup(method.lead(book), book))
put(link_list([words.WHAT_IF, words.WHOLE]))
title, strips = strips_of(opened.key)
if strips:
    st.header(title)
    put(strips)
council: Listed | None = None
families = {family.id: family for family in book.families}
for section in method.sections([book], opened.deciding, settings.feedback_address):
    if section.id == book.families[0].id:
        council = pick_council()
    st.header(section.title)
    if section.id not in families:
        put(markup(section.blocks, book))
        continue
    start, measures = method.family_parts(families[section.id], book)
    put(markup(start, book))
    for measure_id, blocks in measures.items():
        draw_measure(measure_id, blocks)
