"""Move any figure or threshold and see what the rules would say. Made up, never stored, never about a council."""

import streamlit as st

from pressure.clock import now
from pressure.content.app import what_if
from pressure.content.app.what_if import Outcome
from pressure.content.explore import explorer_words
from pressure.drawing.block_markup import rows_table
from pressure.shell import picking
from pressure.shell.drawing import items, put, say
from pressure.web.installation_now import published

book = published().book


def draw(outcome: Outcome) -> None:
    """The level first, then what decided it."""
    if outcome.problem:
        st.error(outcome.problem)
        return
    put(outcome.sign)
    for line in outcome.said:
        say(line)
    put(outcome.ladder)
    st.header(what_if.FLOORS)
    items(outcome.floors)
    if outcome.families:
        st.header(explorer_words.FAMILIES)
        put(rows_table(explorer_words.FAMILIES, outcome.families))
    if outcome.changes:
        st.header(explorer_words.CHANGE)
        items(outcome.changes)


st.title(what_if.TITLE)
st.warning(what_if.WARNING)
say(what_if.START)
answer = st.container()
st.header(what_if.FIGURES)
say(f"{what_if.FIGURES_HELP} {what_if.SHARE}")
values: dict[str, float] = {}
thresholds: dict[str, float] = {}
adults = picking.number(what_if.ADULTS_ASKED, "adults", what_if.ADULTS, least=1000, most=2_000_000, step=1000)
stage = picking.one(what_if.STAGE, "stage", what_if.STAGES)
families = what_if.controls(book)
missing = picking.several(what_if.MISSING_PICK, "missing", {m.id: m.name for _, own in families for m in own})
for family, measures in families:
    st.subheader(family)
    for measure in measures:
        values[measure.id] = picking.number(measure.label, f"v.{measure.id}", measure.start, least=0.0, step=1.0)
    with st.expander(what_if.THRESHOLDS.format(family=family)):
        for measure in measures:
            for name, label, start in measure.thresholds:
                thresholds[name] = picking.number(label, name, start, least=0.0, step=1.0)
known = {name: value for name, value in values.items() if name not in missing}
outcome = what_if.outcome(book, known, thresholds, stage=stage, adults=adults, at=now())
with answer:
    draw(outcome)
if outcome.reasons:
    st.header(what_if.REASONS)
    put(rows_table(what_if.REASONS, outcome.reasons))
