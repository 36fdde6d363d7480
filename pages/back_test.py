"""Past figures through the rules of today: worked out afterwards, never published at the time."""

from typing import Any

import streamlit as st

from pressure.content.app import back_test, back_test_families, moved_threshold
from pressure.content.app import back_test_words as words
from pressure.content.app.moved_threshold import Moved
from pressure.content.explore import charts, explorer
from pressure.drawing.block_markup import fold, rows_table
from pressure.shell import picking
from pressure.shell.drawing import items, put, say
from pressure.web.installation_now import published

opened = published()


@st.cache_resource(max_entries=2, show_spinner=False)
def page_of(key: str) -> tuple[Any, Any, Any]:
    """Everything that needs no choice, worked out once per release."""
    own = explorer.of(key)
    return back_test.region(own), back_test_families.by_family(own), back_test.national(own)


@st.cache_resource(max_entries=2, show_spinner=False)
def opening_of(key: str) -> tuple[str, str]:
    """The picture at the head with its sentence, and its table."""
    return back_test.opening(explorer.of(key))


@st.cache_resource(max_entries=128, show_spinner=False)
def moved_of(key: str, what: str, edges: tuple[tuple[int, float], ...]) -> Moved:
    """The same figures with other thresholds, worked out once per choice."""
    return moved_threshold.moved_threshold(explorer.of(key), what, edges)


st.title(words.TITLE)
st.info(words.AFTERWARDS)
region, families, national = page_of(opened.key)
picture, figures_table = opening_of(opened.key)
put(picture)
put(fold(words.EVERY_FIGURE, figures_table))
st.header(words.NATIONAL)
say(national.note)
if national.rows:
    items(national.said)
    put(rows_table(words.NATIONAL, national.rows))
    for line in national.sources:
        say(*line)
st.header(words.FAMILIES)
say(words.FAMILIES_NOTE)
for family in families:
    st.subheader(family.title)
    say(family.said)
    table = rows_table(family.title, family.rows)
    if family.figure is not None:
        st.plotly_chart(family.figure, config=charts.CONFIG, alt=f"{family.title}. {family.said}", key=family.title)
        table = fold(words.EVERY_DATE, table)
    put(table)
if options := moved_threshold.choices(opened):
    st.header(words.THRESHOLDS)
    what = picking.one(words.WHAT, "show", options)
    say(words.SHARE)
    edges = tuple(
        (band, picking.number(words.BAND_FROM.format(band=band), f"t{band}.{what}", start, least=0.0, step=1.0))
        for band, start in moved_threshold.thresholds(opened, what)
    )
    moved = moved_of(opened.key, what, edges)
    say(moved.sentence, tone="strong")
    say(words.ROUNDED)
    if moved.rows:
        put(rows_table(words.THRESHOLDS, moved.rows))
st.header(words.REGION)
if region:
    st.warning(words.REGION_NOTE)
    say(region.sentence)
    st.plotly_chart(region.figure, config=charts.CONFIG, alt=region.sentence, key="region")
    put(rows_table(words.REGION, region.rows))
else:
    say(words.NO_REGION)
