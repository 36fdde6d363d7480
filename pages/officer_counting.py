"""How the council counts each figure of its return: what it answers now, what it answered before, and a new answer."""

import streamlit as st

from pressure.access.permissions import Act
from pressure.actions.desk.desk import desk
from pressure.actions.statements import counting
from pressure.domain.counting.answers import Told
from pressure.drawing.block_markup import table
from pressure.shell import address, picking
from pressure.shell.drawing import put, say
from pressure.shell.officers import acts, counted
from pressure.words.officers import pages as words

inside = acts.enter(Act.SAY_HOW_COUNTED)
here, actor = inside.installation, inside.actor
allowed = actor.councils_for(Act.SAY_HOW_COUNTED)
own = {council.code: council.name for council in desk(here, actor).councils if council.code in allowed}
if not own:
    acts.nothing_here(words.NOT_YOURS)
say(words.COUNTING_INTRO)
code = picking.one(words.COUNCIL, "council", own)
every = counting.asked(here, by=actor, council_code=code)
if not every:
    acts.nothing_here(words.NOT_YOURS)
figure = picking.one(words.COUNTING_FIGURE, "figure", {one.measure.id: one.measure.title for one in every})
asked = [one for one in every if one.measure.id == figure]
if all(one.now is None for one in asked):
    st.info(words.COUNTING_NONE.format(council=own[code]))
caption = words.COUNTING_CAPTION.format(council=own[code], title=asked[0].measure.title)
put(table(caption, words.COUNTING_HEAD, [counted.row(one) for one in asked], titled=True))
if earlier := [row for one in asked for row in counted.earlier(one)]:
    put(table(words.COUNTING_EARLIER.format(council=own[code]), words.COUNTING_EARLIER_HEAD, earlier, titled=True))
st.header(words.COUNTING_ANSWER)
which = picking.one(words.COUNTING_QUESTION, "question", {one.question.id: one.question.asks for one in asked})
one = next(each for each in asked if each.question.id == which)
if rule := counted.rule(one):
    say(rule, tone="quiet")
about = f"{code} {figure} {which}"
choice = picking.answer(one.question.asks, f"choice {about}", counted.choices(one), listed=False)
own_words = picking.words(words.COUNTING_WORDS, f"words {about}", inside.person_id, most=counting.LONGEST)
told = picking.answer(words.COUNTING_WHY, f"told {about}", words.COUNTING_TOLD, listed=False) if one.now else Told.FIRST
label = words.COUNTING_CHANGED_SINCE if told == Told.CHANGED else words.COUNTING_SINCE
since = st.date_input(label, None, key=f"since {about}", format="DD/MM/YYYY")
harmless = acts.names_nobody(about, own_words) if own_words else False
standing = one.now.answer.number if one.now else 0
if acts.button(words.COUNTING_BUTTON, "count", about, standing, primary=True):
    done = acts.tried(
        lambda: counting.say_how_counted(
            here,
            by=actor,
            council_code=code,
            given=counting.Given(
                measure_id=figure,
                question=which,
                choice=choice or "",
                words=own_words,
                told=Told(told or Told.FIRST),
                since=since,
            ),
            names_nobody=harmless,
        ),
        address.here(),
    )
    acts.show(done, words.COUNTING_DONE)
