"""A council's own layout on the page: what is proposed, confirmed once, shown, and taken back by a new version."""

from collections.abc import Mapping, Sequence

import streamlit as st

from pressure.actions.returns import mapping as acts_of_mapping
from pressure.actions.returns.mapping import Kept
from pressure.domain.councils import Council
from pressure.domain.rating.confirming import ITEM
from pressure.domain.readings import REGISTER_CONFIRMED
from pressure.domain.rulebook import Rulebook
from pressure.drawing.block_markup import literal, markup
from pressure.drawing.blocks import Grid
from pressure.ingest.readers.layout.proposing import Proposal, UnknownLayout
from pressure.ingest.returns.mapping import FIGURES, LEFT_OUT, VALUE, of_measure
from pressure.ingest.returns.names import rows_asked
from pressure.shell import picking
from pressure.shell.drawing import put, say
from pressure.shell.officers import acts
from pressure.shell.officers.load_report import named
from pressure.words.dates import short_date
from pressure.words.numbers import spaced
from pressure.words.officers import layout as words


def options(book: Rulebook) -> dict[str, str]:
    """Everything that a column can be, in words, by its id."""
    found = {LEFT_OUT: words.LEFT_OUT, **words.TARGETS}
    for each in rows_asked(book):
        answered = each == REGISTER_CONFIRMED or each.startswith(ITEM)
        for part in (VALUE,) if answered else FIGURES:
            found[of_measure(each, part)] = words.PARTS[part].format(title=named(each, book))
    return found


def ask(unknown: UnknownLayout, mine: Sequence[Council], inside: acts.Inside, digest: str, back: str) -> None:
    """What each column might be, to be looked at and kept. A kept one is used at once."""
    proposal, book = unknown.proposal, inside.installation.book()
    st.subheader(words.TITLE)
    say(words.INTRO)
    columns = _asked(proposal.columns, options(book), f"column {digest}", proposal)
    chosen: dict[str, str] = {}
    if proposal.words and "measure_id" in columns.values():
        say(words.WORDS_INTRO, tone="strong")
        measures = {LEFT_OUT: words.LEFT_OUT, **{each: named(each, book) for each in rows_asked(book)}}
        chosen = _asked(proposal.words, measures, f"word {digest}")
    names = {council.code: council.name for council in mine}
    codes = list(names)
    if len(names) > 1:
        codes = picking.some(words.FOR, f"for {digest}", names)
    if not acts.button(
        words.KEEP, "keep layout", digest, *sorted(columns.items()), *sorted(chosen.items()), primary=True
    ):
        return
    with st.spinner(words.KEEPING):
        kept = acts.tried(
            lambda: acts_of_mapping.keep_mapping(
                inside.installation, by=inside.actor, council_codes=codes, columns=columns, words=chosen
            ),
            back,
        )
    if acts.show(kept):
        st.rerun()


def _asked(
    proposed: Mapping[str, str], told: Mapping[str, str], key: str, proposal: Proposal | None = None
) -> dict[str, str]:
    found = {}
    for name, target in proposed.items():
        cells = "; ".join(proposal.samples.get(name, ())) if proposal else ""
        label = words.COLUMN.format(name=name, samples=words.SAMPLES.format(cells=cells) if cells else "")
        st.session_state.setdefault(f"{key} {name}", target)
        found[name] = picking.answer(literal(label), f"{key} {name}", told) or LEFT_OUT
    return found


def in_use(council: Council, inside: acts.Inside, back: str) -> None:
    """The newest version of a council, with the way back to no layout and to the one before."""
    here, by = inside.installation, inside.actor
    every = acts_of_mapping.versions(here, by=by, council_code=council.code)
    if not every:
        return
    newest, book = every[0], here.book()
    said = {"council": council.name, "version": newest.mapping.version, "day": short_date(newest.at)}
    if newest.mapping.columns:
        with st.expander(words.IN_USE.format(**said, role=spaced(newest.by_role))):
            put(markup([shown(newest, book)], book))
            if acts.button(words.STOP, "stop layout", council.code, newest.mapping.version):
                stopped = acts.tried(lambda: acts_of_mapping.stop_mapping(here, by=by, council_code=council.code), back)
                if acts.show(stopped):
                    st.rerun()
    else:
        say(words.NONE_IN_USE.format(**said))
    before = next((kept for kept in every[1:] if kept.mapping.columns), None)
    if before and acts.button(
        words.AGAIN.format(version=before.mapping.version), "layout again", council.code, newest.mapping.version
    ):
        again = acts.tried(
            lambda: acts_of_mapping.keep_mapping(
                here,
                by=by,
                council_codes=[council.code],
                columns=before.mapping.columns,
                words=before.mapping.words,
            ),
            back,
        )
        if acts.show(again):
            st.rerun()


def shown(kept: Kept, book: Rulebook) -> Grid:
    """Their columns and words, with ours beside them."""
    told = options(book)
    rows = [(name, told.get(target, target)) for name, target in kept.mapping.columns.items()]
    rows += [(word, named(each, book)) for word, each in kept.mapping.words.items()]
    return Grid(words.CAPTION, words.HEAD, tuple(rows))
