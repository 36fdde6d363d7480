"""Councils on a map and in a list that says the same: the level, or one measure of one source at one date."""

import streamlit as st

from pressure.content.app import map_page
from pressure.content.app.map_page import MapPage
from pressure.content.explore import explorer, map_choices, map_words
from pressure.settings import settings
from pressure.shell import address, picking
from pressure.shell.drawing import put, say
from pressure.web.installation_now import published

SECONDS, FRAME = 1.5, "map-frame"
opened = published()


@st.cache_resource(max_entries=128, show_spinner=False)
def page_of(key: str, area: str, what: str, period: str, view: str) -> MapPage:
    """A map, drawn once per release."""
    boundaries = settings.data_dir / "boundaries.geojson"
    return map_page.map_page(explorer.of(key), area, what, period, boundaries, view=view)


def draw(period: str) -> None:
    """The picture, and the list beside it."""
    page = page_of(opened.key, area, what, period, view)
    say(page.sentence)
    st.info(page.caution)
    picture, beside = st.columns([3, 2])
    with picture:
        put(page.picture)
        say(map_words.KEY, tone="strong")
        put(page.key)
        say(f"{map_words.COPY}:")
        svg, png = st.columns(2)
        name = "-".join(filter(None, (area, what, period))).replace(".", "-")
        svg.download_button(map_words.COPY_SVG, page.svg, f"{name}.svg", "image/svg+xml", key=f"svg{name}")
        png.download_button(map_words.COPY_PNG, page.png, f"{name}.png", "image/png", key=f"png{name}")
        if page.not_drawn:
            say(page.not_drawn)
    with beside:
        put(page.entries)


@st.fragment(run_every=SECONDS)
def play() -> None:
    """From the oldest period to the newest, and from the start again."""
    oldest_first = list(dates)[::-1]
    at = st.session_state.get(FRAME, 0) % len(oldest_first)
    st.session_state[FRAME] = at + 1
    told = map_words.PLAYED.format(period=dates[oldest_first[at]], at=at + 1, of=len(oldest_first))
    say(told, tone="strong")
    draw(oldest_first[at])


st.title(map_words.TITLE)
say(map_words.START)
first, second, third, fourth = st.columns(4)
with first:
    area = picking.one(map_words.AREA, "area", map_choices.areas(opened.key))
if same := map_choices.here(opened.key, area, address.named("show")):
    address.set_name("show", same)  # a measure stays when the area changes, also where another publisher counts it
with second:
    what = picking.one(
        map_words.WHAT, "show", map_choices.shown(opened.key, area), default=map_choices.opening(opened.key, area)
    )
dates = map_choices.dates(opened.key, area, what)
with third:
    period = picking.one(map_words.WHEN, "date", dates) if dates else ""
with fourth:
    view = picking.one(map_words.VIEW, "map", map_words.VIEWS)
if len(dates) > 1 and st.toggle(map_words.PLAY):
    play()
else:
    st.session_state.pop(FRAME, None)
    draw(period)
