"""The principal social worker's own view on what stands or waits at their council."""

import streamlit as st

from pressure.access.permissions import Act
from pressure.actions import after_acts
from pressure.actions.declarations import declaring, social_worker_views
from pressure.actions.declarations.preview import preview
from pressure.actions.desk.desk import desk
from pressure.content.officers import desk as desk_page
from pressure.shell import address, picking
from pressure.web import acts
from pressure.web.office_now import office
from pressure.web.sign_in import session
from pressure.words.officers import declare
from pressure.words.officers import pages as words

signed = session.signed_in(st.context.cookies)
if signed is None:
    st.stop()
here, actor = office(), signed.actor
own = actor.councils_for(Act.WRITE_VIEW)
if not own:
    st.info(words.NOT_YOURS)
    st.stop()
found = desk(here, actor)
matters = {m.declaration.declaration_id: m for m in (*found.waiting, *found.standing) if m.council.code in own}
st.markdown(words.VIEW_INTRO)
if not matters:
    st.info(words.VIEW_NONE)
    st.stop()
chosen = picking.one(words.VIEW_WHICH, "id", {i: desk_page.choice(m, here.book()) for i, m in matters.items()})
st.header(words.VIEW_ON)
text = social_worker_views.read(here, by=actor, declaration_id=chosen)
digest = declaring.text_digest(text)
if acts.changed(chosen, digest):
    st.warning(declare.CHANGED)
st.markdown(preview(here, matters[chosen].council, text).public, unsafe_allow_html=True)
st.header(words.VIEW_PICK)
st.markdown(matters[chosen].view_said or words.VIEW_NOT_YET)
view = picking.answer(words.VIEW_PICK, f"v {chosen}", words.VIEWS, listed=False)
said = picking.words(words.VIEW_WORDS, f"words {chosen}", signed.person_id, most=2000)
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
    if done.problem:
        st.error(done.problem)
        st.markdown(done.onward, unsafe_allow_html=True)
    else:
        late = done.value and not done.value.public
        (st.warning if late else st.success)(words.KEPT if late else words.VIEW_DONE)
