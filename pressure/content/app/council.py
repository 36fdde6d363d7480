"""What the page of one council says, as data for a page to draw. Nothing is worked out again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pressure.content.app.distribution import real_councils
from pressure.content.explore import explorer_words as words
from pressure.content.explore.explorer import Explorer
from pressure.content.explore.finding import Listed
from pressure.content.notice.notice import Notice, notice
from pressure.content.notice.past import KEPT, past
from pressure.content.spreads import of_nation
from pressure.content.steps import ran_out
from pressure.document.shapes import MeasureLine, RatingPart, SourcePart
from pressure.document.values import stamp
from pressure.domain.rulebook import Rulebook
from pressure.drawing.block_markup import first_screen, level_sign, link_list, rows_table, section
from pressure.drawing.blocks import Link
from pressure.release.site import base
from pressure.words.brief import LINK as BRIEF
from pressure.words.dates import as_moment, last_good
from pressure.words.level import CHALLENGE, CHALLENGE_AT, WELSH, evidence, how_sure
from pressure.words.measures import name

Row = Mapping[str, str]
IN_WELSH_TOO = "This notice in Welsh"


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilPage:
    """Everything the page draws, in the order it draws it: the first screen, the sections of the plain page, and what
    is here alone."""

    notice: Notice
    top: str
    sections: tuple[tuple[str, str], ...]
    changes: tuple[str, ...]
    sure: str
    sources: str
    links: str


def council_page(explorer: Explorer, council: Listed) -> CouncilPage:
    """The page of one council from the release."""
    document, book = explorer.document(council), explorer.book
    rating: RatingPart = document["rating"]
    since = as_moment(rating["at"])
    before = explorer.ratings_before(council, stamp(since - KEPT)) if since and rating["level_published"] else []
    said = notice(
        document,
        explorer.history(council),
        book,
        explorer.declarations(council),
        base=base(demonstration=council.demonstration),
        figures=explorer.official(council),
        past=past(before),
        spreads={}
        if rating["level_published"]
        else of_nation(real_councils(explorer.key), document["council"]["nation_code"]),
    )
    rated = said.level is not None
    sources = [_source(m, document.get("sources", {}), book) for m in rating["measures"] if m["period_end"]]
    return CouncilPage(
        notice=said,
        top=first_screen(said, book) if said.top else level_sign(None, said.level_name, book),
        sections=tuple(section(s, book) for s in said.sections),
        changes=changes(rating, book) if rated else (),
        sure=f"{how_sure(rating)} {evidence(rating, book)}" if rated else "",
        sources=rows_table(words.DATES, sources) if rated else "",
        links=link_list(_links(council, explorer)),
    )


def out_of_date(explorer: Explorer, council: Listed, now: datetime) -> str:
    """The warning once a rating has run out; empty while it holds. It depends on the moment, so it is never kept."""
    rating = explorer.document(council)["rating"]
    return words.OUT_OF_DATE.format(day=last_good(rating["valid_until"])) if ran_out(rating, now) else ""


def family_rows(rating: RatingPart, book: Rulebook) -> tuple[Row, ...]:
    """Each family's own level; none where the figures are too few for a level of the council."""
    return tuple(_family_row(f.id, rating, book) for f in book.families) if rating["status"] == "rated" else ()


def _family_row(family_id: str, rating: RatingPart, book: Rulebook) -> Row:
    """A family's own level, points and how much of its weight is known."""
    own = rating["families"][family_id]
    level = f"{own['level']} {book.level(own['level']).name}"
    cells = (
        book.family(family_id).title,
        level,
        words.points(own["points"], own["points_possible"]),
        words.weight(own["weight_fresh"], own["weight"]),
    )
    return dict(zip(words.FAMILIES_HEAD, cells, strict=True))


def changes(rating: RatingPart, book: Rulebook) -> tuple[str, ...]:
    """Single steps of one measure that would give another level."""
    if rating["status"] != "rated":
        return ()
    by_id = {m["measure_id"]: m for m in rating["measures"]}
    said = tuple(words.would_change(c, by_id, book) for c in rating["what_would_change"])
    return said or (words.NO_CHANGE,)


def _source(measure: MeasureLine, sources: Mapping[str, SourcePart], book: Rulebook) -> Row:
    known = sources.get(measure["source_id"] or "")
    source = known["title"] if known else words.source(measure["source_id"])
    cells = (name(measure), source, words.dated(measure, book))
    return dict(zip(words.DATES_HEAD, cells, strict=True))


def _links(council: Listed, explorer: Explorer) -> tuple[Link, ...]:
    """The plain page first: it is the one to print. Then files, where the release has them."""
    history, release = explorer.file_name(council, "history.csv"), explorer.release_of(council)
    offered: Sequence[tuple[str, str]] = (
        ("index.html", words.PLAIN_PAGE),
        ("rating.json", words.AS_DATA),
        (history, words.HISTORY_FILE),
        ("feed.atom", words.FEED),
        ("badge.svg", words.BADGE),
    )
    files = [
        Link(text, council.address + file.removesuffix("index.html"))
        for file, text in offered
        if release.has(council.folder + file)
    ]
    if release.has(f"cy/{council.folder}index.html"):
        files.append(Link(IN_WELSH_TOO, f"{base(demonstration=council.demonstration)}/cy/{council.folder}", WELSH))
    challenge = Link(CHALLENGE, f"{base(demonstration=council.demonstration)}{CHALLENGE_AT}")
    pages = [Link(text, f"/app/{page}?code={council.code}") for page, text in words.GO_ON]
    return (*files[:1], Link(BRIEF, f"{council.address}brief/"), *files[1:], challenge, *pages)
