"""A council's whole public page as it would stand once a text is signed: drawn by the code of the public page, from the
release in force, with the rating and the register as they would be."""

from collections.abc import Mapping
from pathlib import Path
from typing import cast

from pressure.actions.declarations.effects import as_it_would_stand
from pressure.actions.installation import Installation
from pressure.content.notice.notice import notice
from pressure.document.lines import DeclarationLine, HistoryLine, register_entry
from pressure.document.shapes import RatingDocument, WholeText
from pressure.document.values import stamp
from pressure.domain.councils import Council
from pressure.domain.declarations import RAISED, Kind
from pressure.drawing.block_markup import first_screen, fold, level_sign, markup, section
from pressure.drawing.blocks import Heading
from pressure.release.site import NotPublished, Release, base, csv_name, current
from pressure.words.officers import declare as words

Row = Mapping[str, str]


def _release(site_dir: Path, council: Council) -> Release | None:
    """The release in force that has the council's page; None where there is none yet."""
    try:
        found = current(site_dir / "demo" if council.demonstration else site_dir)
    except NotPublished:
        return None
    return found if found.has(f"councils/{council.code}/rating.json") else None


def page_preview(installation: Installation, council: Council, text: WholeText) -> str:
    """Markup of the whole page, folded; words that say so where there is no page yet."""
    release = _release(installation.site_dir, council)
    if release is None:
        return fold(words.WHOLE_PAGE, words.WHOLE_PAGE_NONE)
    book, folder = installation.book(), f"councils/{council.code}/"
    lines: list[Row] = [
        one
        for one in release.rows(f"data/{csv_name('declarations.csv', demonstration=council.demonstration)}")
        if one["council_code"] == council.code
    ]
    terms = text["declaration"]
    if terms["kind"] != Kind.END and terms["measure_id"] != RAISED:
        at = stamp(installation.now())
        entry = register_entry({**terms, "signed_at": at, "published_at": at}, council.name, council.nation_code, text)
        lines = [*(one for one in lines if one["declaration_id"] != terms["declaration_id"]), cast(Row, entry)]
    history, official = folder + csv_name("history.csv", demonstration=council.demonstration), f"{folder}official.json"
    document: RatingDocument = release.json(f"{folder}rating.json")
    made = notice(
        {**document, "rating": as_it_would_stand(installation, text)},
        cast(list[HistoryLine], release.rows(history)) if release.has(history) else [],
        book,
        cast(list[DeclarationLine], lines),
        base=base(demonstration=council.demonstration),
        figures=release.json(official) if release.has(official) else None,
    )
    top = first_screen(made, book) if made.top else level_sign(None, made.level_name, book)
    parts = "".join(
        f"{markup([Heading(title)], book)}{drawn}" for title, drawn in (section(s, book) for s in made.sections)
    )
    return fold(words.WHOLE_PAGE, f"{top}{parts}")
