"""The public words of a declaration before it is public: made by the very code that publishes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pressure.actions.installation import Installation
from pressure.content import register
from pressure.content.notice.easy_read import changes
from pressure.document.lines import once_signed, register_entry
from pressure.document.shapes import WholeText
from pressure.domain.councils import Council
from pressure.domain.declarations import Kind
from pressure.domain.rulebook import Rulebook
from pressure.drawing.block_markup import markup
from pressure.drawing.blocks import Block, DefinitionList, Heading, Term, lines, says
from pressure.drawing.templating import Frame
from pressure.release.site import base
from pressure.settings import settings
from pressure.shell.officers.reading_ease import age
from pressure.store.declarations import RAISED
from pressure.words.dates import short_date, uk_date
from pressure.words.nations import nation_of, rights_line
from pressure.words.numbers import spaced
from pressure.words.officers import declaration_form as form
from pressure.words.officers import declare as words
from pressure.words.officers.declared import off_the_measure
from pressure.words.officers.measures import titled
from pressure.words.register import measure_title

DAYS = {"starts_at", "review_by", "legal_check_on"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The register entry and its easy-read version as blocks, and what is too hard to read or off the measure."""

    book: Rulebook
    entry: Sequence[Block]
    easy_read: Sequence[Block] = ()
    hard: tuple[str, ...]

    @property
    def public(self) -> str:
        """Markup of the entry."""
        return markup(self.entry, self.book)

    @property
    def easy(self) -> str:
        """Markup of the easy-read version; empty where there is none."""
        return markup(self.easy_read, self.book) if self.easy_read else ""

    @property
    def whole(self) -> str:
        """Entry, easy-read version and what to check under one another."""
        easy = (Heading(words.EASY), *self.easy_read) if self.easy_read else ()
        check = Heading(words.READING), lines(*(self.hard or (words.EASY_ENOUGH,)))
        return markup((*self.entry, *easy, *check), self.book)


def preview(installation: Installation, council: Council, text: WholeText, view: str = "") -> Preview:
    """What residents will read when this whole text is signed."""
    book, terms = installation.book(), text["declaration"]
    if terms["kind"] == Kind.END:
        return Preview(book=book, entry=_ending(council, text, book), hard=_hard(text))
    if terms["measure_id"] == RAISED:
        return Preview(book=book, entry=_raising(council, text), hard=_hard(text))
    nation = nation_of({"nation_code": council.nation_code}, book)
    draft = {**terms, "review_by": terms["review_by"] or "", "psw_view": view}
    row = register_entry(draft, council.name, council.nation_code, text)
    frame = Frame(
        release_id="",
        published_at="",
        method_version=book.method_version,
        base=base(demonstration=council.demonstration),
    )
    public: tuple[Block, ...] = (
        says(rights_line(nation, book), tone="strong"),
        *register.in_force_blocks([row], book, register.plain_pages(frame)),
    )
    entry = once_signed(row)
    entry["area"] = entry["area"] or words.NOT_FILLED_IN
    easy = changes([entry], False, book, [row], nation).blocks
    off = off_the_measure(
        terms["measure_id"], text, form.LABELS, measure_title(terms["measure_id"], book), settings.data_dir
    )
    return Preview(book=book, entry=public, easy_read=easy, hard=(*_hard(text), *off))


def everything(installation: Installation, text: WholeText) -> str:
    """Markup of every part of what is signed, terms included, each with the words of its question."""
    asked = {**form.LABELS, **words.TERMS}
    plain = {**{k: v for k, v in text.items() if k != "declaration"}, **text["declaration"]}
    return markup(
        [
            DefinitionList(
                tuple(
                    Term(asked.get(name, spaced(name)), (_said(name, value),))
                    for name, value in plain.items()
                    if value not in ("", None, [])
                )
            )
        ],
        installation.book(),
    )


def _said(name: str, value: Any) -> str:
    """A part of what is signed, its dates as people write them."""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if name in DAYS:
        return short_date(value)
    return words.KINDS.get(str(value), str(value)) if name == "kind" else str(value)


def _ending(council: Council, text: WholeText, book: Rulebook) -> list[Block]:
    return [
        Heading(words.ENDING.format(council=council.name, title=titled(text["declaration"]["measure_id"], book))),
        DefinitionList(
            (
                Term(words.WHY_ENDED, (text["reason"],)),
                *((Term(words.HELPED, (helped,)),) if (helped := text.get("what_helped")) else ()),
            )
        ),
    ]


def _raising(council: Council, text: WholeText) -> list[Block]:
    return [
        Heading(words.RAISING.format(council=council.name, level=text["level"])),
        DefinitionList(
            (
                Term(words.WHY_RAISED, (text["reason"],)),
                Term(words.REVIEW, (uk_date(text["declaration"]["review_by"]),)),
            )
        ),
    ]


def _hard(text: WholeText) -> tuple[str, ...]:
    """Fields whose reading age is above their limit."""
    if not any(text.get(name) for name in form.READ_BY):
        return (words.NOTHING_TO_READ,)
    found = [(name, most, age(str(text.get(name) or ""))) for name, most in form.READ_BY.items()]
    return tuple(
        words.HARD.format(field=form.LABELS[name], age=years, most=most)
        for name, most, years in found
        if years is not None and years > most
    )
