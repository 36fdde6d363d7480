"""Read exactly what waits, sign it or send it back; what was signed is public before the page answers."""

import streamlit as st

from pressure.access.permissions import Act
from pressure.actions import after_acts
from pressure.actions.declarations import declaring
from pressure.actions.declarations.preview import everything, preview
from pressure.actions.desk.desk import desk
from pressure.content.officers import desk as desk_page
from pressure.drawing.block_markup import link_list
from pressure.drawing.blocks import Link
from pressure.shell import address, picking
from pressure.web import acts
from pressure.web.office_now import office
from pressure.web.sign_in import session
from pressure.words.officers import declare as words
from pressure.words.officers import pages

signed = session.signed_in(st.context.cookies)
if signed is None:
    st.stop()
here, actor = office(), signed.actor
if not actor.councils_for(Act.SIGN):
    st.info(pages.NOT_YOURS)
    st.stop()
waiting = {m.declaration.declaration_id: m for m in desk(here, actor).waiting if m.mine}
outcome = st.container()
if not waiting:
    outcome.info(words.NOTHING)
    st.stop()
st.markdown(words.SIGN_INTRO)
chosen = picking.one(words.WHICH, "id", {i: desk_page.choice(m, here.book()) for i, m in waiting.items()})
item, back = waiting[chosen], address.here()
text, _ = declaring.waiting(here, chosen)
digest = declaring.text_digest(text)  # of what is drawn below, so that nothing else can be signed from here
if acts.changed(chosen, digest):
    st.warning(words.CHANGED)
seen = preview(here, item.council, text, item.view_said)
st.header(words.PREVIEW)
st.markdown(seen.public, unsafe_allow_html=True)
if seen.easy:
    st.subheader(words.EASY)
    st.markdown(seen.easy, unsafe_allow_html=True)
if not item.view_said:
    st.markdown(words.NO_VIEW)
st.header(words.EVERYTHING)
st.markdown(everything(here, text), unsafe_allow_html=True)
st.markdown(words.DIGEST)
st.code(digest, language=None, wrap_lines=True)
st.markdown(words.SIGNS_THIS.format(digest=digest))
harmless = acts.names_nobody(chosen, digest)
if acts.button(words.SIGN, "sign", chosen, digest, primary=True):
    with st.spinner(words.SIGNING):
        done = acts.tried(
            lambda: after_acts.sign_and_publish(
                here, by=actor, declaration_id=chosen, text_sha256=digest, names_nobody=harmless
            ),
            back,
        )
    if done.value is None:
        st.error(done.problem)
        st.markdown(done.onward, unsafe_allow_html=True)
    else:
        (st.success if done.value.public else st.warning)(
            desk_page.outcome(words.SIGNED, done.value.release_id, done.value.seconds)
        )
        st.markdown(words.SIGNED_THIS.format(id=chosen, digest=digest))
        st.markdown(link_list([Link(words.SIGNED_LINKS, done.value.page)]), unsafe_allow_html=True)
reason = picking.words(words.BACK_REASON, f"reason {chosen} {digest}", signed.person_id, line=True)
if acts.button(words.SEND_BACK, "back", chosen, digest):
    returned = acts.tried(
        lambda: declaring.send_back(here, by=actor, declaration_id=chosen, text_sha256=digest, reason=reason), back
    )
    if returned.value is None:
        st.error(returned.problem)
        st.markdown(returned.onward, unsafe_allow_html=True)
    else:
        st.success(words.SENT_BACK)
