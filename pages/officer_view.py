"""The principal social worker's own view on what stands or waits at their council."""

import streamlit as st

from pressure.access.permissions import Act
from pressure.actions import after_acts
from pressure.actions.declarations import declaring, social_worker_views
from pressure.actions.desk.desk import desk
from pressure.shell import address, picking
from pressure.shell.drawing import put, say
from pressure.shell.officers import acts
from pressure.shell.officers import desk as desk_page
from pressure.shell.officers.preview import preview
from pressure.words.officers import declare
from pressure.words.officers import pages as words

inside = acts.enter(Act.WRITE_VIEW)
here, actor = inside.installation, inside.actor
own = actor.councils_for(Act.WRITE_VIEW)
found = desk(here, actor)
matters = {m.declaration.declaration_id: m for m in (*found.waiting, *found.standing) if m.council.code in own}
say(words.VIEW_INTRO)
if not matters:
    acts.nothing_here(words.VIEW_NONE)
chosen = picking.one(words.VIEW_WHICH, "id", {i: desk_page.choice(m, here.book()) for i, m in matters.items()})
st.header(words.VIEW_ON)
text = social_worker_views.read(here, by=actor, declaration_id=chosen)
digest = declaring.text_digest(text)
if acts.changed(chosen, digest):
    st.warning(declare.CHANGED)
put(preview(here, matters[chosen].council, text).public)
st.header(words.VIEW_PICK)
viewed = desk_page.view_said(matters[chosen])
say(words.VIEW_LAST.format(view=viewed) if viewed else words.VIEW_NOT_YET)
view = picking.answer(words.VIEW_PICK, f"v {chosen}", words.VIEWS, listed=False)
said = picking.words(words.VIEW_WORDS, f"words {chosen}", inside.person_id, most=2000)
harmless = acts.names_nobody(chosen, said)
if acts.button(words.VIEW_BUTTON, "view", chosen, digest, primary=True):
    with st.spinner(words.KEEPING):
        done = acts.tried(
            lambda: after_acts.view_and_publish(
                here,
                by=actor,
                declaration_id=chosen,
                view=view or "",
                words=said,
                names_nobody=harmless,
                text_sha256=digest,
            ),
            address.here(),
        )
    acts.finish(
        done, lambda made: words.VIEW_DONE if made is None else words.VIEW_PUBLIC if made.public else words.KEPT
    )

least = here.book().declarations.view
if least and matters[chosen].declaration.stage >= least.stage and matters[chosen].declaration.signed_at:
    st.header(words.CHECK)
    say(words.CHECK_INTRO)
    day = st.date_input(words.CHECK_DAY, None, key=f"day {chosen}", format="DD/MM/YYYY")
    found_out = picking.words(words.CHECK_WORDS, f"check {chosen}", inside.person_id, most=1500)
    unnamed = acts.names_nobody("check", chosen, found_out)
    if acts.button(words.CHECK_BUTTON, "check", chosen, primary=True):
        with st.spinner(words.KEEPING):
            checked = acts.tried(
                lambda: after_acts.check_and_publish(
                    here, by=actor, declaration_id=chosen, done_on=day, words=found_out, names_nobody=unnamed
                ),
                address.here(),
            )
        acts.finish(checked, lambda made: words.CHECK_DONE if made.public else words.KEPT)
