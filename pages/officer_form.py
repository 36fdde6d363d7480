"""Type a return: one question a row, kept as it is typed, looked at as a file is, and sent by the same act."""

from collections.abc import Iterable
from datetime import date
from functools import partial

import streamlit as st

from pressure.access.permissions import Act
from pressure.actions.desk.checking import Checked
from pressure.actions.return_form import drafting, sending, unchanged
from pressure.actions.return_form.drafting import Form
from pressure.actions.return_form.questions import Kind
from pressure.actions.return_form.sending import AsFile
from pressure.domain.calendar import next_release
from pressure.drawing.block_markup import markup
from pressure.ingest.report import RowNote
from pressure.shell import address, picking
from pressure.shell.drawing import items, put, say
from pressure.shell.officers import acts, held, load_report
from pressure.shell.officers import return_form as drawn
from pressure.shell.officers.return_form import Typing
from pressure.words.dates import short_date
from pressure.words.officers import pages
from pressure.words.officers import return_form as words

JUST_KEPT = "answers of a link just kept"
inside = acts.enter(Act.SAVE_PART)
here, actor, book = inside.installation, inside.actor, inside.installation.book()
councils = drafting.may_open(here, actor)
if not councils:
    acts.nothing_here(pages.NOT_YOURS)


def offer_unchanged(form: Form, given: str) -> None:
    """What a reminder's link would keep. Opening it keeps nothing."""
    found = unchanged.look(here, by=actor, form=form, given=given)
    if found.refused:
        st.info(found.refused)
        return
    st.header(words.UNCHANGED)
    if not found.answers:
        say(words.UNCHANGED_NONE)
        return
    say(words.UNCHANGED_HELP)
    items(
        words.UNCHANGED_LINE.format(title=drawn.named(q), figure=drawn.figure(q, form.before.get(q.id)))
        for q, _ in found.answers
    )
    shown = tuple(q.id for q, _ in found.answers)
    if acts.button(words.UNCHANGED_BUTTON, "unchanged", form.council.code, form.week_ending, *shown, primary=True):
        kept = acts.tried(
            lambda: unchanged.keep(
                here, by=actor, council_code=form.council.code, week_ending=form.week_ending, given=given, shown=shown
            ),
            address.here(),
        )
        if kept.done:
            st.session_state[JUST_KEPT] = True
            address.go(council=form.council.code, week=form.week_ending.isoformat())
        acts.show(kept)


def ask(form: Form, kinds: Iterable[Kind], notes: dict[str, list[RowNote]]) -> None:
    for question in form.questions:
        if question.kind in kinds:
            drawn.draw(Typing(inside, form, question), notes.get(question.id, []))


def noted(made: AsFile | None, found: Iterable[RowNote]) -> dict[str, list[RowNote]]:
    """What was said of each question; what is about no row is not about one."""
    by_question: dict[str, list[RowNote]] = {}
    for note in found:
        if made and note.row in made.rows:
            by_question.setdefault(made.rows[note.row], []).append(note)
    return by_question


def register(form: Form, notes: dict[str, list[RowNote]]) -> None:
    st.header(words.REGISTER)
    say(words.REGISTER_HELP)
    rows = [q for q in form.questions if q.kind is Kind.ITEM]
    again = {q.id: answer for q in rows if (answer := form.repeated(q))}
    if len(again) == len(rows):
        week = short_date(form.before[rows[0].id].period_end)
        if acts.button(words.REGISTER_AS_BEFORE.format(week=week), "register", form.council.code, form.week_ending):
            for question in rows:
                Typing(inside, form, question).show(again[question.id])
            st.rerun()
    ask(form, {Kind.ITEM, Kind.REGISTER}, notes)


def told(form: Form) -> None:
    """What is asked this week and what is not."""
    if form.block_due and form.whole:
        say(words.BLOCK_DUE.format(week=short_date(form.block_due)))
    if form.given_elsewhere:
        mine = any(q.kind is Kind.OWN for q in form.questions)
        say(words.ELSEWHERE + (words.ELSEWHERE_ADD if mine else ""))
        items(drawn.elsewhere(measure, reading) for measure, reading in form.given_elsewhere)
    if form.sent:
        say(words.SENT_BEFORE, tone="strong")
    elif not form.before:
        say(words.FIRST)


def send(form: Form, made: AsFile, checked: Checked) -> None:
    """The button that sends exactly what was looked at; of figures that are held, why they are right."""
    said = held.ask(checked, inside)
    if checked.nothing_taken:
        st.warning(pages.NOTHING_ACCEPTED)
        return
    part = words.SEND_PART_BUTTON if form.unanswered else words.SEND_BUTTON
    label = pages.HELD_BUTTON if checked.held else part
    place = st.empty()
    if not (checked.held or not checked.loaded["already_loaded"]) or not place.button(
        label, type="primary", key=checked.key
    ):
        return
    with place, st.spinner(words.SENDING):
        sent = acts.tried(
            lambda: sending.send(
                here,
                by=actor,
                council_code=form.council.code,
                week_ending=form.week_ending,
                sha256=made.sha256,
                accept_held=checked.held,
                reason=held.reason(checked, said, inside),
                names_nobody=said.names_nobody,
            ),
            address.here(),
        )
    if sent.value:
        place.success(load_report.stored(sent.value.as_json(), next_release(book.calendar, here.now())))
        say(words.KEPT_UNTIL if sent.value.held or sent.value.rejected else words.SENT_DONE)
    else:
        acts.show(sent)


code = picking.one(pages.COUNCIL, "council", {c.code: c.name for c in councils})
sundays = {w.isoformat(): words.WEEK_ENDING.format(week=short_date(w)) for w in drafting.weeks(here)}
week = date.fromisoformat(picking.one(words.WEEK, "week", sundays))
opened = acts.tried(lambda: drafting.opened(here, by=actor, council_code=code, week_ending=week), address.here())
if not opened.value:
    acts.show(opened)
    st.stop()
with st.container():
    form = drawn.settled(inside, opened.value)
with st.container():
    say(words.INTRO if form.whole else words.INTRO_PART)
    told(form)
with st.container():
    if st.session_state.pop(JUST_KEPT, False):
        st.success(words.UNCHANGED_DONE)
    if form.whole and (letters := address.named("same")):
        offer_unchanged(form, letters)
made = sending.as_file(form)
looked = None
found: tuple[RowNote, ...] = ()
if made and form.whole:
    looked = acts.tried(partial(sending.look, here, by=actor, made=made), address.here())
    found = sending.notes_of(looked.value) if looked.value else ()
elif made:
    told_of_part = acts.tried(partial(sending.problems, here, by=actor, form=form, made=made), address.here())
    found = told_of_part.value or ()
    if told_of_part.problem:
        acts.show(told_of_part)
notes = noted(made, found)
st.header(words.FIGURES)
ask(form, {Kind.FIGURE}, notes)
if any(q.kind is Kind.ITEM for q in form.questions):
    register(form, notes)
if any(not q.owed for q in form.questions):
    with st.expander(words.MORE):
        ask(form, {Kind.OWN, Kind.CONTEXT}, notes)
if form.whole:
    st.header(words.SEND)
    if lacking := drawn.missing(form):
        say(words.MISSING, tone="strong")
        items(lacking)
    else:
        say(words.ALL_ANSWERED if made else words.ALL_SENT)
    if made is None or looked is None:
        say("" if form.sent else words.NOTHING_YET)
    elif acts.show(looked) and looked.value:
        st.subheader(words.WOULD_CHANGE_SO_FAR if form.unanswered else words.WOULD_CHANGE)
        put(markup([load_report.moved(looked.value.moves, looked.value.names)]))
        say(load_report.account(looked.value.loaded))
        send(form, made, looked.value)
