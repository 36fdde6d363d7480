"""A council's notice and its easy-read version as pages."""

from collections.abc import Mapping, Sequence

from pressure.content.notice.easy_read import easy_read
from pressure.content.notice.notice import notice
from pressure.content.notice.past import NOTHING, Past
from pressure.content.notice.welsh import welsh_notice
from pressure.content.spreads import Spread
from pressure.document.lines import DeclarationLine, HistoryLine, RegisterEntry
from pressure.document.shapes import OfficialDocument, RatingDocument, UnratedDocument
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Link
from pressure.drawing.card import PATH as CARD
from pressure.drawing.templating import Frame, Page, render
from pressure.words.level import ENGLISH, WELSH


def frame_of(document: RatingDocument, base: str, address: str = "") -> Frame:
    """The release a rating document belongs to."""
    return Frame(
        release_id=document["release_id"],
        published_at=document["published_at"],
        base=base,
        method_version=document["rating"]["method_version"],
        demonstration=bool(document["demonstration"]),
        address=address,
    )


def frame_of_unrated(document: UnratedDocument, base: str, book: Rulebook, address: str = "") -> Frame:
    """The release that the document of a council without a rating belongs to."""
    return Frame(
        release_id=document["release_id"],
        published_at=document["published_at"],
        base=base,
        method_version=book.method_version,
        demonstration=bool(document["demonstration"]),
        address=address,
    )


def council_page(
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
) -> bytes:
    """`/councils/{code}/`: the notice. `figures` are those of official.json, `past` is of the ratings before, `spreads`
    are how all councils of its nation stand."""
    made = notice(
        document,
        history,
        book,
        register_past,
        base=base,
        address=address,
        figures=figures,
        past=past,
        spreads=spreads,
    )
    page = Page(
        title=made.title,
        description=made.description,
        kind="article",
        feed=f"councils/{made.code}/feed",
        card=f"councils/{made.code}/{CARD}",
        languages=_languages(f"{base}/councils/{made.code}/", made.welsh, address),
    )
    return render(
        "notice.html", page, frame_of(document, base, address).at(f"councils/{made.code}/"), book, notice=made
    )


def welsh_page(
    document: RatingDocument, history: Sequence[HistoryLine], book: Rulebook, *, base: str = "", address: str = ""
) -> bytes:
    """`/cy/councils/{code}/`: level, since, help and exceptional measures in Welsh."""
    made, code = welsh_notice(document, history, book, base=base), document["council"]["code"]
    english = Link("English", f"{base}/councils/{code}/", ENGLISH)
    page = Page(
        title=made.title,
        description=made.description,
        kind="article",
        lang=WELSH,
        feed=f"councils/{code}/feed",
        card=f"councils/{code}/{CARD}",
        languages=_languages(english.href, Link("", f"{base}/cy/councils/{code}/", WELSH), address),
    )
    frame = frame_of(document, base, address).at(f"cy/councils/{code}/")
    return render("welsh.html", page, frame, book, welsh=made, english=english)


def _languages(english: str, other: Link | None, address: str) -> tuple[tuple[str, str], ...]:
    """Each language of a notice with its whole address, where the site knows its own."""
    return ((ENGLISH, f"{address}{english}"), (other.lang, f"{address}{other.href}")) if other else ()


def easy_read_page(
    document: RatingDocument,
    book: Rulebook,
    register_past: Sequence[RegisterEntry] = (),
    *,
    base: str = "",
    address: str = "",
) -> bytes:
    """`/councils/{code}/easy-read/`: the notice in short words."""
    made, code = easy_read(document, book, register_past, base=base), document["council"]["code"]
    page = Page(
        title=f"{made.name}: easy read",
        description=f"{made.heading}, in easy words. {made.level_line}",
        kind="article",
        feed=f"councils/{code}/feed",
        card=f"councils/{code}/{CARD}",
    )
    frame = frame_of(document, base, address).at(f"councils/{code}/easy-read/")
    return render("easy_read.html", page, frame, book, easy=made)
