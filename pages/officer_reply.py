"""The council's right of reply, and requests to correct something."""

import streamlit as st

from pressure import picking
from pressure.access.permissions import Act
from pressure.actions import effects, replying
from pressure.actions.desk import desk
from pressure.view import desk_page
from pressure.view import words_officers as words
from pressure.view.block_markup import table
from pressure.web import acts, officers
from pressure.web.office_now import office

signed = officers.signed_in(st.context.cookies)
if signed is None:
    st.stop()
here, actor = office(), signed.actor
allowed = actor.councils_for(Act.REQUEST_CORRECTION)
own = {c.code: c.name for c in desk(here, actor).councils if c.code in allowed}
if not own:
    st.info(words.NOT_YOURS)
    st.stop()
code = picking.one(words.COUNCIL, "council", own)
back = f"/app/officer-reply?council={code}"
if actor.role_for(Act.PUBLISH_STATEMENT, code):
    st.header(words.REPLY)
    st.markdown(words.REPLY_INTRO)
    said = st.text_area(words.REPLY_WORDS, key=f"statement {code}", max_chars=replying.LONGEST)
    if st.button(words.REPLY_BUTTON, type="primary"):
        done = acts.tried(lambda: effects.say_and_publish(here, by=actor, council_code=code, words=said), back)
        if done.value is None:
            st.error(done.problem)
            st.markdown(done.onward, unsafe_allow_html=True)
        else:
            st.success(words.REPLY_DONE.format(release=done.value.release_id))
st.header(words.REQUEST)
wrong = st.text_area(words.REQUEST_WORDS, key=f"request {code}", max_chars=replying.LONGEST)
if st.button(words.REQUEST_BUTTON):
    sent = acts.tried(lambda: replying.say(here, by=actor, council_code=code, kind=replying.CORRECTION, words=wrong),
                      back)
    (st.success if sent.done else st.error)(sent.problem or words.REQUEST_DONE)
if earlier := replying.sent(here, actor):
    st.header(words.SENT_SO_FAR)
    st.markdown(table(words.SENT_SO_FAR, words.SENT_HEAD, [desk_page.sent_row(row, own) for row in earlier]),
                unsafe_allow_html=True)
