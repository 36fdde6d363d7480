"""The council's right of reply, and requests to correct something."""

import streamlit as st

from pressure.access.permissions import Act
from pressure.actions import after_acts
from pressure.actions.desk.desk import desk
from pressure.actions.statements import answering, replying
from pressure.drawing.block_markup import markup
from pressure.drawing.blocks import DefinitionList
from pressure.shell import address, picking
from pressure.shell.drawing import put, say
from pressure.shell.officers import acts
from pressure.shell.officers import desk as desk_page
from pressure.words.officers import pages as words

inside = acts.enter()
here, actor = inside.installation, inside.actor
allowed = actor.councils_for(Act.REQUEST_CORRECTION)
own = {c.code: c.name for c in desk(here, actor).councils if c.code in allowed}
if not own:
    acts.nothing_here(words.NOT_YOURS)
code = picking.one(words.COUNCIL, "council", own)
back, earlier, asked = address.here(), replying.stated(here, actor), answering.requests(here, actor)
if actor.role_for(Act.PUBLISH_STATEMENT, code):
    st.header(words.REPLY)
    say(words.REPLY_INTRO)
    election, may_publish = replying.before_an_election(here, code)
    if election:
        st.warning(election)
    if may_publish:
        number = sum(row.council_code == code for row in earlier)  # a box of its own for each statement
        said = picking.words(words.REPLY_WORDS, f"statement {code} {number}", inside.person_id, most=replying.LONGEST)
        harmless = acts.names_nobody(code, said)
        if acts.button(words.REPLY_BUTTON, "reply", code, primary=True):
            with st.spinner(words.PUBLISHING):
                done = acts.tried(
                    lambda: after_acts.say_and_publish(
                        here, by=actor, council_code=code, words=said, names_nobody=harmless
                    ),
                    back,
                )
            acts.finish(done, desk_page.of_statement)
st.header(words.REQUEST)
wrong = picking.words(words.REQUEST_WORDS, f"request {code} {len(asked)}", inside.person_id, most=replying.LONGEST)
acts.names_nobody("request", code, wrong, always=False)
if acts.button(words.REQUEST_BUTTON, "request", code):
    sent = acts.tried(
        lambda: replying.say(here, by=actor, council_code=code, kind=replying.CORRECTION, words=wrong), back
    )
    acts.finish(sent, words.REQUEST_DONE)
book = here.book()
if asked:
    st.header(words.REQUESTS)
    put(markup([DefinitionList(tuple(desk_page.request_term(row) for row in asked))], book))
if earlier:
    st.header(words.STATEMENTS)
    waits = replying.kept_back(here, own)
    terms = tuple(desk_page.stated_term(row, own, waits.get(row.id)) for row in earlier)
    put(markup([DefinitionList(terms)], book))
