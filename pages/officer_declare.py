"""Propose, edit, renew or end an exceptional measure, or raise the level: drafts, form, preview, proposal."""

from dataclasses import replace

import streamlit as st

from pressure.access.permissions import Act
from pressure.actions.declarations import drafts
from pressure.actions.declarations.choices import Choices, choices
from pressure.actions.declarations.drafts import DeclarationDraft
from pressure.shell import address, picking
from pressure.shell.drawing import put, say
from pressure.shell.officers import acts, declare, preview
from pressure.words.officers import declaration_form as form
from pressure.words.officers import declare as words
from pressure.words.officers.pages import COUNCIL

inside = acts.enter(Act.PROPOSE)
here, actor = inside.installation, inside.actor


def begin(found: Choices) -> None:
    """What to do, at which council, with what; then a draft."""
    code = picking.one(COUNCIL, "council", {c: council.name for c, council in found.councils.items()})
    kind = picking.one(words.KIND, "kind", words.KINDS)
    if not (options := declare.options(found, code, kind)):
        st.info(words.NOTHING_TO_CHANGE)
        return
    which = picking.one(words.WHICH, "which", options)
    if acts.button(words.START_BUTTON, "start", code, kind, which, primary=True):
        made = acts.tried(lambda: found.start(here, actor, code, kind, which), address.here())
        if made.value:
            address.go(draft=made.value)
        acts.show(made)


def fill_in(draft: DeclarationDraft) -> None:
    """The form, what residents will read, and the button that proposes it."""
    st.header(declare.draft_title(found, draft))
    say(words.SAVED)
    typed = replace(
        draft,
        fields={
            field.id: picking.question(
                field, draft.fields.get(field.id, ""), f"{draft.id}.{field.id}", declare.levels(found), inside.person_id
            )
            for field in form.FORMS[draft.kind]
        },
    )
    saved, made = acts.tried(lambda: drafts.save(here, by=actor, draft=typed), address.here()), None
    seen = preview.preview(here, found.councils[draft.council_code], drafts.whole_text(here, typed))
    st.header(words.PREVIEW)
    put(seen.whole)
    if acts.button(words.PROPOSE, "propose", draft.id, primary=True):
        made = acts.tried(lambda: drafts.propose(here, by=actor, draft=typed), address.here())
    if acts.button(words.DISCARD, "discard", draft.id):
        drafts.discard(here, by=actor, draft_id=draft.id)
        address.go()
    if made and made.value:
        address.go(proposed=made.value)
    if made:
        acts.show(made)
    elif not saved.done:
        acts.show(saved)


found = choices(here, actor)
say(words.INTRO)
if asked := found.drafts.get(address.named("draft")):
    fill_in(asked)
else:
    if waits := declare.waits(found, address.named("proposed")):
        st.success(waits)
    begin(found)
    st.header(words.DRAFTS)
    put(declare.drafts_list(found))
