"""A council's notice: everything its public page says, in the order a worried person needs it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pressure.content.notice import context, help_now, links, neighbours, official, unknown, why, without_level
from pressure.content.notice import history as notice_history
from pressure.content.notice import level as notice_level
from pressure.content.notice.parts import Parts
from pressure.content.notice.past import NOTHING, Past
from pressure.content.notice.top import top
from pressure.content.spreads import Spread
from pressure.content.steps import steps
from pressure.document.lines import DeclarationLine, HistoryLine
from pressure.document.shapes import OfficialDocument, RatingDocument
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Link, Section, Top
from pressure.words.dates import short_date
from pressure.words.level import WELSH, rely_until
from pressure.words.nations import place_of
from pressure.words.quote import lead

IN_WELSH = "Cymraeg"
HEADING = "Adult social care in {place}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A page about one council's level, as data. Sections come in reading order; nothing here is worked out again."""

    code: str
    name: str
    heading: str
    title: str
    description: str
    level: int | None
    level_line: str
    level_name: str
    sentence: str
    caveat: str
    rely_until: str
    sections: tuple[Section, ...]
    demonstration: bool
    release_id: str
    published_at: str
    method_version: str
    welsh: Link | None
    top: Top | None


def notice(
    document: RatingDocument,
    history: Sequence[HistoryLine],
    book: Rulebook,
    register_past: Sequence[DeclarationLine] = (),
    *,
    base: str = "",
    address: str = "",
    figures: OfficialDocument | None = None,
    past: Past = NOTHING,
    spreads: Mapping[str, Spread] | None = None,
) -> Notice:
    """The notice of one council from its rating.json, its history rows, its declarations and its official.json.

    `register_past` holds rows of declarations.csv, past or present; `address` is of the site, for citations; `past` is
    what its ratings of the last half year said; `spreads` are how all councils of its nation stand, by measure.
    """
    parts = Parts(
        document=document,
        book=book,
        base=base,
        address=address,
        official=figures,
        past=past,
        spreads=spreads or {},
        declarations=tuple(register_past),
        steps=steps(history, document["published_at"]),
    )
    rating, council = document["rating"], document["council"]
    number = rating["level_published"]
    level = book.level(number)
    line = notice_level.level_line(rating, book)
    said = lead(document, book, parts.nation)
    head = f"{line}: {level.name.lower()}" if number else line
    return Notice(
        code=council["code"],
        name=council["name"],
        heading=HEADING.format(place=place_of(council, book)),
        title=f"{council['name']}: {head[:1].lower()}{head[1:]}",
        description=f"{said} As published on {short_date(document['published_at'])}. {rely_until(rating)}",
        level=number,
        level_line=line,
        level_name=level.name,
        sentence=notice_level.first_words(document, book, parts.nation),
        caveat=notice_level.caveat(parts),
        rely_until=rely_until(rating),
        sections=tuple(s for s in _sections(parts) if s.blocks),
        demonstration=bool(document["demonstration"]),
        release_id=document["release_id"],
        published_at=document["published_at"],
        method_version=rating["method_version"],
        top=top(parts) if number else None,
        welsh=Link(IN_WELSH, parts.welsh_place, WELSH) if parts.welsh_place else None,
    )


def _sections(parts: Parts) -> tuple[Section, ...]:
    if parts.rating["level_published"] is None:
        return (
            neighbours.to_end(parts),
            official.official(parts),
            without_level.known(parts),
            without_level.get_help(parts),
            without_level.missing(parts),
            without_level.in_force(parts),
            neighbours.before(parts),
            without_level.history(parts),
            without_level.more(parts),
        )
    return (
        help_now.now(parts),
        neighbours.to_end(parts),
        help_now.meaning(parts),
        why.why(parts),
        context.waits(parts),
        why.exceptional(parts),
        help_now.actions(parts),
        help_now.while_you_wait(parts),
        unknown.unknown(parts),
        neighbours.before(parts),
        notice_history.history(parts),
        notice_level.dates(parts),
        links.journalists(parts),
        links.links(parts),
    )
