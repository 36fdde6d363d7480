"""In a rehearsal: time is moved on, a made-up winter is sent week by week, and letters are seen that nobody gets."""

import streamlit as st

from pressure import clock
from pressure.access.permissions import Act
from pressure.actions.rehearsal import moving, winter
from pressure.drawing.block_markup import table
from pressure.settings import settings
from pressure.shell import picking
from pressure.shell.drawing import put, say
from pressure.shell.officers import acts
from pressure.shell.officers import rehearsal as rehearsal_page
from pressure.words.dates import short_date, uk_moment
from pressure.words.officers import rehearsal as words

BACK = "/app/officer-rehearsal"
inside = acts.enter()
here, actor = inside.installation, inside.actor
if not clock.is_set():
    acts.nothing_here(words.NO_REHEARSAL)
say(words.INTRO)
standing = st.empty()
st.header(words.MOVE)
found = moving.moments(here, actor)
to = picking.one(words.WHERE, "to", {name: rehearsal_page.named(name, at) for name, at in found.items()})
without = st.checkbox(words.NO_RELEASES, key="without releases")
if acts.button(words.GO, "move", to, without):
    done = acts.tried(lambda: moving.move_on(here, found[to], clock.set_to, releases=not without), BACK)
    acts.show(done, lambda made: rehearsal_page.moved(clock.now(), made))
with standing:
    say(words.NOW.format(moment=uk_moment(here.now())))
if settings.rehearsal and (code := next(iter(sorted(actor.councils_for(Act.LOAD_RETURN))), "")):
    st.header(words.WINTER)
    base, sent = winter.before(here, code)
    following = winter.to_come(here, code, len(sent))
    if following is None:
        say(words.WINTER_OVER)
    elif not base:
        say(words.WINTER_NOTHING)
    elif following.ending in sent:
        say(words.WINTER_EARLIER.format(week=short_date(following.ending)))
    else:
        say(words.WINTER_HELP.format(week=following.week, weeks=following.weeks))
        week = following
        if acts.button(words.WINTER_GO, "winter", code, week.week, week.ending):
            played = acts.tried(lambda: winter.play(here, by=actor, council_code=code, base=base, week=week.week), BACK)
            acts.show(played, lambda figures: rehearsal_page.sent(week, figures))
if settings.rehearsal:
    st.header(words.MAIL)
    if letters := rehearsal_page.letters(here, settings):
        put(table(words.MAIL_CAPTION, words.MAIL_HEAD, letters))
    else:
        say(words.MAIL_NONE)
