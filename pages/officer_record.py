"""The record for auditors and other officers: whether it holds now, and its newest entries before they are released."""

import streamlit as st

from pressure.access.permissions import Act, Role
from pressure.actions.record.auditing import audit, nonces
from pressure.content.plain.record import HEAD, cells
from pressure.drawing.block_markup import link_list, literal, table
from pressure.drawing.blocks import Link
from pressure.shell.drawing import put, say
from pressure.shell.officers import acts
from pressure.words.numbers import counted
from pressure.words.officers import people as words

inside = acts.enter(Act.READ_RECORD)
here, actor = inside.installation, inside.actor
found = audit(here, by=actor)
say(words.RECORD_INTRO)
if found.fault:
    st.error(literal(words.BROKEN.format(fault=found.fault)))
else:
    st.success(words.HOLDS.format(entries=counted(found.entries, "entry", "entries"), signed=found.signed))
    say(words.LAST)
    st.code(found.last_hash, language=None, wrap_lines=True)
put(link_list([Link(words.PUBLIC_RECORD, "/record/"), Link(words.CHECK_IT, "/record/#check")]))
st.header(words.NEWEST)
put(table(words.NEWEST, HEAD, [cells(entry) for entry in found.newest]))
if kept := nonces(here, by=actor, role=Role.AUDITOR):
    st.header(words.NONCES)
    say(words.NONCES_HELP)
    put(table(words.NONCES, words.NONCES_HEAD, [(str(load), nonce) for load, nonce in kept]))
