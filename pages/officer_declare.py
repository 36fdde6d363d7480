"""Propose, edit, renew or end an exceptional measure, or raise the level: drafts, form, preview, proposal."""

from dataclasses import replace

import streamlit as st

from pressure.access.permissions import Act
from pressure.actions.declarations import drafts, preview
from pressure.actions.declarations.choices import Choices, choices
from pressure.actions.declarations.drafts import Draft
from pressure.content.officers import declaration_form as form
from pressure.shell import address, picking
from pressure.web import acts
from pressure.web.office_now import office
from pressure.web.sign_in import session
from pressure.words.officers import declare as words
from pressure.words.officers.pages import COUNCIL, NOT_YOURS

signed = session.signed_in(st.context.cookies)
if signed is None:
    st.stop()
here, actor, person_id = office(), signed.actor, signed.person_id
if not actor.councils_for(Act.PROPOSE):
    st.info(NOT_YOURS)
    st.stop()


def begin(found: Choices) -> None:
    """What to do, at which council, with what; then a draft."""
    code = picking.one(COUNCIL, "council", {c: council.name for c, council in found.councils.items()})
    kind = picking.one(words.KIND, "kind", words.KINDS)
    if not (options := found.options(code, kind)):
        st.info(words.NOTHING_TO_CHANGE)
        return
    which = picking.one(words.WHICH, "which", options)
    if acts.button(words.START_BUTTON, "start", code, kind, which, primary=True):
        made = acts.tried(lambda: found.start(here, actor, code, kind, which), address.here())
        if made.value:
            address.go(draft=made.value)
        st.error(made.problem)


def fill_in(draft: Draft) -> None:
    """The form, what residents will read, and the button that proposes it."""
    st.header(found.titled(draft))
    st.markdown(words.SAVED)
    typed = replace(
        draft,
        fields={
            field.id: picking.question(
                field, draft.fields.get(field.id, ""), f"{draft.id}.{field.id}", found.levels, person_id
            )
            for field in form.FORMS[draft.kind]
        },
    )
    saved, made = acts.tried(lambda: drafts.save(here, by=actor, draft=typed), address.here()), None
    seen = preview.preview(here, found.councils[draft.council_code], drafts.whole_text(here, typed))
    st.header(words.PREVIEW)
    st.markdown(seen.whole, unsafe_allow_html=True)
    if acts.button(words.PROPOSE, "propose", draft.id, primary=True):
        made = acts.tried(lambda: drafts.propose(here, by=actor, draft=typed), address.here())
    if acts.button(words.DISCARD, "discard", draft.id):
        drafts.discard(here, by=actor, draft_id=draft.id)
        address.go()
    if made and made.value:
        address.go(proposed=made.value)
    done = made or saved
    if done.problem:
        st.error(done.problem)
        st.markdown(done.onward, unsafe_allow_html=True)


found = choices(here, actor)
st.markdown(words.INTRO)
if asked := found.drafts.get(address.named("draft")):
    fill_in(asked)
else:
    if waits := found.waits(address.named("proposed")):
        st.success(waits)
    begin(found)
    st.header(words.DRAFTS)
    st.markdown(found.drafts_list(), unsafe_allow_html=True)
