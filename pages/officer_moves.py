"""What moved a council since last week, how far the edges are, and what is missing: exact, for its officers only."""

import streamlit as st

from pressure.access.permissions import Act
from pressure.actions.desk import desk
from pressure.actions.ratings import changed_figures, exact_ratings
from pressure.content.explore import charts
from pressure.drawing.block_markup import markup, table
from pressure.drawing.blocks import Picture
from pressure.shell import picking
from pressure.shell.drawing import items, put, say
from pressure.shell.officers import acts, load_report, moves
from pressure.words.officers import pages as words

inside = acts.enter()
here, actor = inside.installation, inside.actor
own = {council.code: council.name for council in desk.desk(here, actor).councils}
if not own:
    acts.nothing_here(words.NO_COUNCILS)
say(words.MOVES_INTRO)
code = picking.one(words.COUNCIL, "council", own)
seen = exact_ratings.look(here, by=actor, council_code=code)
if not actor.role_for(Act.READ_EARLY, code):
    st.info(words.AS_RELEASED)
found = moves.moves(seen.now, seen.before, here.book())
say(f"{found.levels} {found.points} {found.edges}")
put(markup([Picture(found.ruler)], here.book()) if found.ruler else "")
st.header(words.DECIDING)
say(found.deciding, tone="strong")
if found.deciding_before:
    say(words.BEFORE.format(said=found.deciding_before))
st.subheader(words.TO_CHANGE)
items(found.would_change)
put(table(words.FAMILIES, words.FAMILIES_HEAD, found.families, titled=True) if found.families else "")
st.header(words.WATERFALL)
if found.rows:
    st.plotly_chart(
        charts.waterfall_figure(found.start, found.steps, (words.A_WEEK_AGO, words.NOW)),
        config=charts.CONFIG,
        alt=words.WATERFALL_ALT,
    )
    put(table(words.WATERFALL, words.WATERFALL_HEAD, found.rows, titled=True))
else:
    say(words.NOTHING_MOVED)
st.header(words.DISTANCES)
put(table(words.DISTANCES_CAPTION, words.DISTANCES_HEAD, found.distances))
st.header(words.GAPS)
if found.gaps:
    put(table(words.GAPS_CAPTION, words.GAPS_HEAD, found.gaps))
else:
    say(words.NO_GAPS)
st.header(words.PUT_RIGHT)
if put_right := changed_figures.changed(here, by=actor, council_code=code):
    rows = load_report.changed(put_right, here.book())
    put(table(words.PUT_RIGHT, words.PUT_RIGHT_HEAD, rows, titled=True))
else:
    say(words.NOTHING_PUT_RIGHT)
