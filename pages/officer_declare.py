"""Propose, edit, renew or end an exceptional measure, or raise the level: drafts, form, preview, proposal."""

from datetime import date

import streamlit as st

from pressure.access.permissions import Act
from pressure.actions import drafting, previewing
from pressure.actions.declare_choices import Choices, choices
from pressure.actions.drafting import Draft
from pressure.view import declaration_form as form
from pressure.view import words_declare as words
from pressure.view import words_officers
from pressure.web import acts, officers
from pressure.web.office_now import office

BACK = "/app/officer-declare"
signed = officers.signed_in(st.context.cookies)
if signed is None:
    st.stop()
here, actor = office(), signed.actor
if not actor.councils_for(Act.PROPOSE):
    st.info(words_officers.NOT_YOURS)
    st.stop()


def ask(field: form.Field, draft: Draft) -> str:
    """One question of the form."""
    key, value = f"{draft.id}.{field.id}", draft.fields.get(field.id, "")
    if field.kind == form.DAY:
        day = st.date_input(field.label, date.fromisoformat(value) if value else None, key=key, help=field.help or None,
                            format="DD/MM/YYYY")
        return day.isoformat() if day else ""
    if field.kind == form.LEVEL:
        levels = [str(level.number) for level in here.book().levels]
        return st.selectbox(field.label, levels, index=levels.index(value) if value in levels else None, key=key,
                            help=field.help, placeholder=words.LEVEL_CHOOSE) or ""
    draw = st.text_area if field.kind == form.LONG else st.text_input
    return str(draw(field.label, value, key=key, help=field.help or None, max_chars=form.MOST_CHARACTERS))


def begin(found: Choices) -> None:
    """What to do, at which council, with what; then a draft."""
    code = st.selectbox(words_officers.COUNCIL, list(found.councils), format_func=lambda c: found.councils[c].name)
    kind = st.selectbox(words.KIND, list(words.KINDS), format_func=lambda k: words.KINDS[k], key="kind")
    options = found.options(code, kind)
    if not options:
        st.info(words.NOTHING_TO_CHANGE)
        return
    which = st.selectbox(words.WHICH, list(options), format_func=lambda w: options[w], key=f"which {code} {kind}")
    if st.button(words.START_BUTTON, type="primary"):
        made = acts.tried(lambda: drafting.start(here, by=actor, council_code=code, kind=kind,
                                                 **found.about(kind, which)), BACK)
        if made.value is None:
            st.error(made.problem)
        else:
            st.query_params["draft"] = made.value
            st.rerun()


def fill_in(draft: Draft) -> None:
    """The form, what residents will read, and the button that proposes it."""
    st.header(found.titled(draft))
    st.markdown(words.SAVED)
    fields = {field.id: ask(field, draft) for field in form.FORMS[draft.kind]}
    typed = found.with_fields(draft, fields)
    kept = acts.tried(lambda: drafting.save(here, by=actor, draft=draft, fields=fields), BACK)
    st.header(words.PREVIEW)
    seen = previewing.preview(here, found.councils[draft.council_code], drafting.whole_text(here, typed))
    st.markdown(seen.public, unsafe_allow_html=True)
    if seen.easy:
        st.subheader(words.EASY)
        st.markdown(seen.easy, unsafe_allow_html=True)
    st.subheader(words.READING)
    st.markdown("\n".join(f"- {line}" for line in seen.hard) or words.EASY_ENOUGH)
    made = acts.tried(lambda: drafting.propose(here, by=actor, draft=typed), f"{BACK}?draft={draft.id}") \
        if st.button(words.PROPOSE, type="primary") else kept
    if made.problem:
        st.error(made.problem)
        st.markdown(made.onward, unsafe_allow_html=True)
    elif made.value:
        st.query_params.clear()
        st.success(found.proposed(made.value))


found = choices(here, actor)
asked = found.drafts.get(st.query_params.get("draft", ""))
st.markdown(words.INTRO)
if asked is not None:
    fill_in(asked)
else:
    begin(found)
    st.header(words.DRAFTS)
    st.markdown(found.drafts_list(), unsafe_allow_html=True)
