"""Tokens with which a council's programs send its return: made, shown once, and ended."""

import streamlit as st

from pressure.access.permissions import Act
from pressure.actions.tokens import managing
from pressure.drawing.block_markup import table
from pressure.settings import settings
from pressure.shell import picking
from pressure.shell.drawing import put, say
from pressure.shell.officers import acts
from pressure.shell.officers import tokens as tokens_page
from pressure.words.officers import pages
from pressure.words.officers import tokens as words

BACK = "/app/officer-tokens"
inside = acts.enter(Act.END_TOKEN)
here, actor = inside.installation, inside.actor
say(words.INTRO)
places = managing.places(here, actor)
code = picking.one(pages.COUNCIL, "council", places)
standing = st.container()
st.header(words.MAKE)
if actor.role_for(Act.MAKE_TOKEN, code) is None:
    say(words.NOT_MAKING)
else:
    say(words.MAKE_HELP)
    most = settings.token_months
    months = picking.number(words.MONTHS, "months", most, least=1, most=most, step=1)
    if acts.button(words.MAKE_BUTTON, "make", code, months, primary=True):
        made = acts.tried(lambda: managing.make(here, by=actor, council_code=code, months=months), BACK)
        if acts.show(made, tokens_page.made) and made.value:
            st.code(made.value.token, language=None, wrap_lines=True)
            say(words.TRY)
            st.code(tokens_page.line(made.value.token, settings.public_address), language="bash", wrap_lines=True)
st.header(words.MORE)
say(words.MORE_HELP)
for title, language, text in tokens_page.examples(settings.public_address):
    with st.expander(title):
        st.code(text, language=language, wrap_lines=True)
if working := [one for one in managing.known(here, by=actor, council_code=code) if not one.over]:
    st.header(words.END)
    say(words.END_HELP)
    which = picking.one(words.END_WHICH, "which", {one.token_id: tokens_page.choice(one) for one in working})
    if acts.button(words.END_BUTTON, "end", which):
        acts.show(acts.tried(lambda: managing.end(here, by=actor, token_id=which), BACK), words.END_DONE)
found = managing.known(here, by=actor, council_code=code)
with standing:
    if found:
        put(table(words.CAPTION.format(council=places[code]), words.HEAD, tokens_page.rows(found)))
    else:
        say(words.NONE)
