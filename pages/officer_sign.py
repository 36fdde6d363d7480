"""Read exactly what waits, sign it or send it back; what was signed is public before the page answers."""

import streamlit as st

from pressure.access.permissions import Act
from pressure.actions import after_acts
from pressure.actions.declarations import declaring, remarks
from pressure.actions.declarations.effects import effect_of
from pressure.actions.desk.desk import desk
from pressure.drawing.blocks import Link
from pressure.shell import address, picking
from pressure.shell.drawing import put, say
from pressure.shell.officers import acts
from pressure.shell.officers import desk as desk_page
from pressure.shell.officers.page_preview import page_preview
from pressure.shell.officers.preview import everything, preview
from pressure.words.dates import uk_moment
from pressure.words.nations import nation_of, title_there
from pressure.words.officers import declare as words
from pressure.words.officers.effect import SIGNER, effect_said
from pressure.words.officers.effect import TITLE as EFFECT

inside = acts.enter(Act.SIGN)
here, actor = inside.installation, inside.actor
waiting = {m.declaration.declaration_id: m for m in desk(here, actor).waiting if m.mine}
asked = address.named("id")
if asked not in waiting and (became := declaring.became(here, by=actor, declaration_id=asked)):
    st.info(became)
if not waiting:
    acts.nothing_here(words.NOTHING)
say(words.SIGN_INTRO)
chosen = picking.one(words.WHICH, "id", {i: desk_page.choice(m, here.book()) for i, m in waiting.items()})
item, back = waiting[chosen], address.here()
viewed, nation = desk_page.view_said(item), nation_of({"nation_code": item.council.nation_code}, here.book())
text, _ = declaring.waiting(here, chosen)
digest = declaring.text_digest(text)  # of what is drawn below, so that nothing else can be signed from here
if acts.changed(chosen, digest):
    st.warning(words.CHANGED)
st.header(EFFECT)
say(effect_said(effect_of(here, text), SIGNER), tone="strong")
seen = preview(here, item.council, text, viewed)
st.header(words.PREVIEW)
put(seen.public)
if seen.easy:
    st.subheader(words.EASY)
    put(seen.easy)
put(page_preview(here, item.council, text))
if not viewed:
    say(title_there(words.NO_VIEW, nation, here.book()))
if item.no_view:
    say(words.WITHOUT_SAID.format(why=item.no_view))
elif item.view_until:
    rules = here.book().declarations.view
    wait = words.VIEW_FIRST.format(until=uk_moment(item.view_until), days=rules.late_working_days if rules else 0)
    st.info(title_there(wait, nation, here.book()))
    why = picking.words(words.WITHOUT, f"why {chosen} {digest}", inside.person_id, line=True)
    unnamed = acts.names_nobody("why", chosen, digest, of=[why])
    if acts.button(words.WITHOUT_BUTTON, "without", chosen, digest):
        acts.finish(
            acts.tried(
                lambda: remarks.say_no_view(
                    here, by=actor, declaration_id=chosen, text_sha256=digest, why=why, names_nobody=unnamed
                ),
                back,
            ),
            words.WITHOUT_DONE,
        )
st.header(words.EVERYTHING)
put(everything(here, text))
say(words.DIGEST)
st.code(digest, language=None, wrap_lines=True)
say(words.SIGNS_THIS.format(digest=digest))
harmless = acts.names_nobody(chosen, digest, of=[said for name, said in text.items() if name != "declaration"])
if acts.button(words.SIGN, "sign", chosen, digest, primary=True):
    with st.spinner(words.SIGNING):
        done = acts.tried(
            lambda: after_acts.sign_and_publish(
                here, by=actor, declaration_id=chosen, text_sha256=digest, names_nobody=harmless
            ),
            back,
        )
    acts.finish(
        done,
        lambda made: desk_page.signed(text, made, here.book(), here.now(), digest),
        lambda made: (Link(words.SIGNED_LINKS, made.page),),
    )
reason = picking.words(words.BACK_REASON, f"reason {chosen} {digest}", inside.person_id, line=True)
acts.names_nobody("back", reason, always=False)
if acts.button(words.SEND_BACK, "back", chosen, digest):
    returned = acts.tried(
        lambda: declaring.send_back(here, by=actor, declaration_id=chosen, text_sha256=digest, reason=reason), back
    )
    acts.finish(returned, words.SENT_BACK)
