"""Propose, edit, renew or end an exceptional measure, or raise the level: in short steps, the last of which shows what
would stand and what it does to the level."""

from dataclasses import replace

import streamlit as st

from pressure.access.permissions import Act
from pressure.actions.declarations import drafts
from pressure.actions.declarations.choices import Choices, calculated, choices
from pressure.actions.declarations.drafts import DeclarationDraft
from pressure.actions.declarations.effects import effect_of
from pressure.domain.refusals import Refusal
from pressure.shell import address, picking
from pressure.shell.drawing import items, put, say
from pressure.shell.officers import acts, declare, page_preview, preview
from pressure.words.nations import title_there
from pressure.words.officers import declaration_form as form
from pressure.words.officers import declare as words
from pressure.words.officers.effect import PROPOSER, effect_said
from pressure.words.officers.effect import TITLE as EFFECT
from pressure.words.officers.pages import COUNCIL

inside = acts.enter(Act.PROPOSE)
here, actor = inside.installation, inside.actor
book = here.book()


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
    """One step of the form, with the way on and back; the last shows what would stand."""
    steps = form.steps_of(draft.kind, draft.nation)
    step = declare.step_of(address.named("step"), steps)
    title, asked = steps[step - 1]
    st.header(declare.draft_title(found, draft))
    st.subheader(words.STEP.format(step=step, steps=len(steps), title=title))
    seen_key = f"seen {draft.id}"
    seen = st.session_state.setdefault(seen_key, draft.version)
    if seen != draft.version:
        st.error(drafts.CHANGED_ELSEWHERE)
        if acts.button(words.NEWEST, "newest", draft.id, draft.version):
            for key in [k for k in st.session_state if str(k).startswith((f"{draft.id}.", seen_key))]:
                del st.session_state[key]
            address.go(draft=draft.id, step=str(step))
        return
    say(f"{words.SAVED} {words.REQUIRED_ARE}" if asked else "")
    answers = {
        field.id: picking.question(
            replace(
                field,
                label=title_there(field.label, draft.nation, book),
                help=title_there(field.help, draft.nation, book),
            ),
            draft.fields.get(field.id, ""),
            f"{draft.id}.{field.id}",
            declare.levels(found, choices_above(draft)),
            inside.person_id,
            needed=form.is_needed(field, draft.stage),
        )
        for field in asked
    }
    typed = replace(draft, fields={**draft.fields, **answers})
    saved = acts.tried(lambda: drafts.save(here, by=actor, draft=typed, seen=seen), address.here())
    if saved.value:
        st.session_state[seen_key] = saved.value
    put(declare.progress(typed, steps, step))
    if step == len(steps):
        look(typed)
    elif acts.button(words.NEXT, "next", draft.id, step, primary=True):
        address.go(draft=draft.id, step=str(step + 1))
    if step > 1 and acts.button(words.BACK, "back", draft.id, step):
        address.go(draft=draft.id, step=str(step - 1))
    if acts.button(words.DISCARD, "discard", draft.id):
        drafts.discard(here, by=actor, draft_id=draft.id)
        address.go()
    if not saved.done:
        acts.show(saved)


def choices_above(draft: DeclarationDraft) -> int | None:
    """The calculated level, where a level is to be raised."""
    return calculated(here, draft.council_code) if draft.kind == form.RAISE else None


def look(typed: DeclarationDraft) -> None:
    """Exactly what will stand, what it does to the level, and the button that proposes it."""
    lacking = form.missing(typed.kind, typed.fields, typed.stage, typed.nation)
    if lacking:
        st.warning(words.STILL_OPEN)
        items(title_there(one, typed.nation, book) for one in lacking)
    try:
        text = drafts.whole_text(here, typed)
    except Refusal as problem:
        st.error(str(problem))
        return
    council = found.councils[typed.council_code]
    st.subheader(EFFECT)
    say(effect_said(effect_of(here, text), PROPOSER), tone="strong")
    st.subheader(words.PREVIEW)
    put(preview.preview(here, council, text).whole)
    put(page_preview.page_preview(here, council, text))
    said = [value for name, value in text.items() if name != "declaration"]
    harmless = acts.names_nobody("propose", typed.id, of=said, always=False)
    if acts.button(words.PROPOSE, "propose", typed.id, primary=True):
        made = acts.tried(lambda: drafts.propose(here, by=actor, draft=typed, names_nobody=harmless), address.here())
        if made.value:
            address.go(proposed=made.value)
        acts.show(made)


found = choices(here, actor)
say(words.INTRO)
if asked_for := found.drafts.get(address.named("draft")):
    fill_in(asked_for)
else:
    if waits := declare.waits(found, address.named("proposed"), told=bool(here.settings.reminders_from)):
        st.success(waits)
    begin(found)
    st.header(words.DRAFTS)
    put(declare.drafts_list(found))
