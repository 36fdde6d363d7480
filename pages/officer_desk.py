"""What an officer has to do now, by when and where; what their councils owe, and what waits for a decision."""

from functools import partial

import streamlit as st

from pressure.access.permissions import Act
from pressure.actions.declarations.effects import effects_of_waiting
from pressure.actions.desk import first_level
from pressure.actions.desk.desk import desk
from pressure.actions.people import deputising, staffing
from pressure.actions.releases import self_acting, unpublished
from pressure.actions.return_form import drafting
from pressure.drawing.block_markup import board as drawn
from pressure.drawing.block_markup import markup
from pressure.drawing.blocks import DefinitionList
from pressure.shell import picking
from pressure.shell.drawing import items, put, say
from pressure.shell.officers import acts, board, checklist
from pressure.shell.officers import desk as desk_page
from pressure.words.dates import uk_date, uk_moment
from pressure.words.level import level_words
from pressure.words.nations import nation_of, title_there
from pressure.words.officers import checklist as told
from pressure.words.officers import pages as words
from pressure.words.officers import people
from pressure.words.officers.board import COUNCILS

BACK = "/app/officer-desk"
inside = acts.enter()
here, actor = inside.installation, inside.actor
book = here.book()
found = desk(here, actor)
effects = effects_of_waiting(here, (m.declaration.declaration_id for m in found.waiting))


def name_a_deputy() -> None:
    """Who stands in for the director, until when, and how to end it."""
    st.header(told.DEPUTY)
    say(told.DEPUTY_INTRO)
    named = {c.code: c.name for c in found.councils if actor.role_for(Act.NAME_DEPUTY, c.code)}
    code = picking.one(words.COUNCIL, "council", named) if len(named) > 1 else next(iter(named))
    running = deputising.of_council(here, by=actor, council_code=code)
    for one, name in running:
        waits = one.agreed_at is None and one.counts_from > here.now()
        said = told.DEPUTY_NOW.format(
            name=name, first=uk_date(one.first_day), last=uk_date(one.last_day), reason=one.reason
        )
        say(said + (told.DEPUTY_WAITS.format(moment=uk_moment(one.counts_from)) if waits else ""))
        if acts.button(told.DEPUTY_END.format(name=name), "end deputy", one.id):
            end = partial(deputising.end_deputy, here, by=actor, council_code=code, deputy_id=one.id)
            ended = acts.tried(end, BACK)
            acts.finish(ended, told.DEPUTY_ENDED)
    if not (choices := deputising.eligible(here, by=actor, council_code=code)):
        say(told.NO_DEPUTY)
        return
    who = picking.answer(told.DEPUTY_WHO, f"deputy {code} {len(running)}", {"": told.DEPUTY_CHOOSE} | choices)
    first = st.date_input(told.DEPUTY_FIRST, None, key=f"first {code} {len(running)}", format="DD/MM/YYYY")
    last = st.date_input(told.DEPUTY_LAST, None, key=f"last {code} {len(running)}", format="DD/MM/YYYY")
    why = picking.words(told.DEPUTY_WHY, f"why {code} {len(running)}", inside.person_id, line=True)
    harmless = acts.names_nobody("deputy", code, why, always=False)
    if acts.button(told.DEPUTY_BUTTON, "deputy", code, len(running), primary=True):
        done = acts.tried(
            lambda: deputising.name_deputy(
                here,
                by=actor,
                council_code=code,
                deputy=who or "",
                first_day=first,
                last_day=last,
                reason=why,
                names_nobody=harmless,
            ),
            BACK,
        )
        acts.finish(done, told.DEPUTY_DONE)


say(words.DESK_INTRO)
staff, parts = first_level.staffed(here, actor), drafting.parts(here, actor)
st.header(told.TITLE)
put(
    checklist.checklist(
        checklist.Seen(desk=found, actor=actor, now=here.now(), book=book, effects=effects, staff=staff, parts=parts)
    )
)
if parts and not found.councils:
    st.stop()
if not found.councils:
    acts.nothing_here(words.NO_COUNCILS)
if new := staffing.newcomers(here, actor):
    st.header(people.NEWCOMERS)
    for one in new:
        said = people.newcomer(one.role, one.council, one.counts_from)
        st.warning(title_there(said, nation_of({"nation_code": one.nation_code}, book), book))
for slot in self_acting.missed_of(here, actor):
    st.error(words.RELEASE_MISSED.format(moment=uk_moment(slot)))
if owed := unpublished.owed_of(here, actor):
    st.header(words.OWED)
    st.warning(words.OWED_WHY)
    items(desk_page.owed_line(o.council, o.nation_code, o.action, o.at, book) for o in owed)
    if acts.button(words.AGAIN_BUTTON, "publish again"):
        acts.finish(acts.tried(lambda: unpublished.publish_again(here, by=actor), BACK), words.AGAIN_DONE)
levels = board.published(here.site_dir, found.councils)
if without := {c.code: c for c in found.councils if levels[c.code] is None}:
    named = {code: c.name for code, c in without.items()}
    council = without[picking.one(told.WITHOUT, "first", named) if len(without) > 1 else next(iter(without))]
    st.header(told.FIRST.format(council=council.name))
    put(checklist.first(first_level.first_level(here, actor, council), council.nation_code, book))
lanes = board.lanes(found, actor, levels, here.now(), book, effects)
say(board.for_you(lanes), tone="strong")
put(drawn(lanes, book))
st.header(COUNCILS)
terms = tuple(
    desk_page.return_term(item, actor, level_words(levels[item.council.code], book)) for item in found.returns
)
put(markup([DefinitionList(terms)], book))
if actor.councils_for(Act.NAME_DEPUTY):
    name_a_deputy()
