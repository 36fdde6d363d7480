"""Check a weekly return, then load it."""

import streamlit as st

from pressure.access.permissions import Act
from pressure.actions.desk import desk
from pressure.actions.desk.checking import Checked
from pressure.actions.returns.loading import load
from pressure.domain.calendar import next_release
from pressure.domain.readings import RETURN
from pressure.drawing.block_markup import link_list, markup
from pressure.drawing.blocks import Link
from pressure.ingest.given import digest
from pressure.ingest.readers.layout.proposing import UnknownLayout
from pressure.shell import address, picking
from pressure.shell.drawing import put, say
from pressure.shell.officers import acts, held, layout, load_report
from pressure.web import kept_checks, officer_files
from pressure.words.dates import short_date
from pressure.words.officers import pages as words

BACK = "/app/officer-load"
ENDINGS = ["csv", "xlsx", "txt", "tsv", "xls", "xlsm", "xlsb", "ods"]
"""Those that cannot be read are refused in our own words, with what to do."""
inside = acts.enter()
here, actor = inside.installation, inside.actor
own = desk.desk(here, actor).returns
mine = [item for item in own if actor.role_for(Act.LOAD_RETURN, item.council.code)]
if not mine:
    acts.nothing_here(words.NOT_YOURS)
mine = [item for item in mine if item.council.code == address.named("council")] or mine


def show(checked: Checked, name: str) -> None:
    """The account, the rows to look at, and what would change."""
    say(load_report.account(checked.loaded), tone="strong")
    if checked.loaded["read_through"]:
        put(markup([load_report.read_by(checked.loaded, checked.names)]))
    st.subheader(words.NOTES)
    notes = checked.loaded["errors"]
    if not notes:
        say(words.NO_NOTES)
    else:
        pages = load_report.note_pages(notes)
        page = picking.number(words.NOTES_PAGE, "notes", 1, least=1, most=pages, step=1) if pages > 1 else 1
        put(markup([load_report.notes_page(notes, page)], here.book()))
    if checked.annotated is not None:
        kept = officer_files.keep(inside.signed, f"notes-{name}", checked.annotated)
        put(link_list([Link(words.ANNOTATED, kept)]))
    if checked.confirmed:  # a file that is loaded as it is says nothing new
        st.subheader(words.WOULD_MOVE_HELD if checked.loaded["already_loaded"] else words.WOULD_MOVE)
        put(markup([load_report.moved(checked.moves, checked.names)]))
        st.subheader(words.REGISTER)
        put(markup([load_report.register_said(checked.confirmed, checked.in_force, checked.names, here.book())]))


def look(data: bytes, name: str) -> Checked | UnknownLayout:
    """What the file says, or that nobody has said yet what its columns are."""
    try:
        return kept_checks.checked(here, by=actor, data=data, name=name)
    except UnknownLayout as unknown:
        return unknown


say(words.LOAD_INTRO)
templates = [
    Link(
        f"{words.TEMPLATE.format(council=i.council.name, week=short_date(i.week_ending))} ({e.upper()})",
        officer_files.template_address(i.council.code, e),
    )
    for i in mine
    for e in ("csv", "xlsx")
]
put(link_list(templates))
sent = st.file_uploader(words.FILE, type=ENDINGS, key="return")
if sent is not None:
    data, name = sent.getvalue(), sent.name
    with st.spinner(words.CHECKING):
        checked = acts.tried(lambda: look(data, name), BACK)
    if isinstance(checked.value, UnknownLayout):
        layout.ask(checked.value, [i.council for i in mine], inside, digest(data), BACK)
    elif acts.show(checked) and checked.value:
        show(checked.value, name)
        found, said = checked.value, held.ask(checked.value, inside)
        place = st.empty()
        if found.nothing_taken:
            st.warning(words.NOTHING_ACCEPTED)
        elif (found.held or not found.loaded["already_loaded"]) and place.button(
            words.HELD_BUTTON if found.held else words.LOAD_BUTTON, type="primary", key=found.key
        ):
            with place, st.spinner(words.LOADING):
                loaded = acts.tried(
                    lambda: load(
                        here,
                        by=actor,
                        source_id=RETURN,
                        data=data,
                        name=name,
                        accept_held=found.held,
                        reason=held.reason(found, said, inside),
                        names_nobody=said.names_nobody,
                    ),
                    BACK,
                )
            if not loaded.done:
                acts.show(loaded)
            elif loaded.value and loaded.value.nothing_taken:
                place.warning(words.NOTHING_ACCEPTED)
            elif loaded.value and loaded.value.nothing_counts:
                place.warning(words.STORED_HELD.format(**loaded.value.as_json()))
            elif loaded.value:
                next_one = next_release(here.book().calendar, here.now())
                place.success(load_report.stored(loaded.value.as_json(), next_one))
for item in mine:
    layout.in_use(item.council, inside, BACK)
