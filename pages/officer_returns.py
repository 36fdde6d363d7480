"""Returns so far: the director confirms the week, and a load that was wrong is taken back."""

from functools import partial

import streamlit as st

from pressure.access.permissions import Act, Role
from pressure.actions import after_acts
from pressure.actions.desk import checking, desk
from pressure.actions.record.auditing import nonces
from pressure.actions.returns import confirming
from pressure.actions.returns.revision_reasons import choices, reason_told
from pressure.domain.rulebook import GivenFor
from pressure.drawing.block_markup import table
from pressure.shell import address, picking
from pressure.shell.drawing import put, say
from pressure.shell.officers import acts, load_report
from pressure.shell.officers import desk as desk_page
from pressure.words.dates import short_date, uk_moment
from pressure.words.officers import pages as words
from pressure.words.officers import people

BACK = "/app/officer-returns"
inside = acts.enter()
here, actor = inside.installation, inside.actor
mine = [item for item in desk.desk(here, actor).returns if actor.role_for(Act.LOAD_RETURN, item.council.code)]
if not mine:
    acts.nothing_here(words.NOT_YOURS)
mine = [item for item in mine if item.council.code == address.named("council")] or mine
for item in (i for i in mine if actor.role_for(Act.CONFIRM_RETURN, i.council.code)):
    st.header(words.CONFIRM.format(council=item.council.name))
    if not item.came:
        say(words.NOTHING_TO_CONFIRM.format(week=short_date(item.week_ending)))
        continue
    code, week = item.council.code, short_date(item.week_ending)
    looked = acts.tried(
        partial(confirming.to_confirm, here, by=actor, council_code=code, week_ending=item.week_ending), BACK
    )
    if (asked := looked.value) is None:
        acts.show(looked)
        continue
    put(
        table(
            words.CONFIRM_FIGURES.format(week=week, council=item.council.name),
            words.CONFIRM_HEAD,
            load_report.figures(asked.figures, asked.before, here.book()),
        )
    )
    say(words.CHANGED if item.changed else words.CONFIRM_AGAIN if item.confirmed_by else words.CONFIRM_HELP)
    say(words.CONFIRM_DIGEST.format(sha256=asked.sha256[:16]))
    comment = picking.words(words.CONFIRM_COMMENT, f"comment {code}", inside.person_id, most=confirming.LONGEST)
    if acts.button(words.CONFIRM_BUTTON.format(week=week), "confirm", code, item.week_ending, asked.sha256):
        done = acts.tried(
            partial(
                confirming.confirm,
                here,
                by=actor,
                council_code=item.council.code,
                week_ending=item.week_ending,
                comment=comment,
                figures_sha256=asked.sha256,
            ),
            BACK,
        )
        acts.finish(done, words.CONFIRM_DONE)
    if written := confirming.comments(here, by=actor, council_code=code, week_ending=item.week_ending):
        say(words.COMMENTS, tone="strong")
        for line in written:
            say(words.COMMENT.format(when=uk_moment(line.confirmed_at), comment=line.comment))
st.header(words.LOADS)
loads = checking.own_loads(here, actor)
put(table(words.LOADS_CAPTION, words.LOADS_HEAD, [load_report.load_row(row) for row in loads], titled=True))
if kept := nonces(here, by=actor, role=Role.DATA_OFFICER):
    st.header(people.NONCES)
    say(people.NONCES_HELP)
    put(table(people.NONCES, people.NONCES_HEAD, [(str(load), nonce) for load, nonce in kept]))
if standing := checking.withdrawable(here, actor, loads):
    st.header(words.WITHDRAW)
    which = picking.one(words.WITHDRAW_WHICH, "which", {str(i): load_report.choice(r) for i, r in standing.items()})
    reasons = choices(here.book(), GivenFor.TAKEN_BACK)
    reason = picking.answer(words.WITHDRAW_REASON, f"reason {which}", reasons, listed=False)
    why = picking.words(words.WITHDRAW_WHY, "why", inside.person_id, line=True)
    harmless = acts.names_nobody(which, why)
    if acts.button(words.WITHDRAW_BUTTON, "withdraw", which):
        with st.spinner(words.PUBLISHING):
            gone = acts.tried(
                lambda: after_acts.withdraw_and_publish(
                    here,
                    by=actor,
                    load_id=int(which),
                    reason=reason_told(here.book(), GivenFor.TAKEN_BACK, reason or "", why),
                    names_nobody=harmless,
                ),
                address.here(),
            )
        acts.finish(gone, lambda made: desk_page.outcome(words.WITHDRAWN, made.release_id, load_id=which))
