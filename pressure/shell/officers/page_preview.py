"""A council's whole public page as it would stand once a text is signed: drawn by the code of the public page, from the
release in force, with the rating and the register as they would be."""

from pressure.actions.declarations.effects import as_it_would_stand
from pressure.actions.installation import Installation
from pressure.content.notice.notice import notice
from pressure.document.lines import register_entry
from pressure.document.shapes import WholeText
from pressure.document.values import stamp
from pressure.domain.councils import Council
from pressure.domain.declarations import RAISED, Kind
from pressure.drawing.block_markup import first_screen, fold, level_sign, markup, section
from pressure.drawing.blocks import Heading
from pressure.release.site import NotPublished, base
from pressure.web.installation_now import published
from pressure.words.officers import declare as words


def page_preview(installation: Installation, council: Council, text: WholeText) -> str:
    """Markup of the whole page, folded; words that say so where there is no page yet."""
    try:
        opened = published()
    except NotPublished:
        return markup([Heading(words.WHOLE_PAGE_NONE)])
    listed = opened.find(council.code)
    if listed is None:
        return fold(words.WHOLE_PAGE, words.WHOLE_PAGE_NONE)
    book = installation.book()
    document = {**opened.document(listed), "rating": as_it_would_stand(installation, text)}
    lines = opened.declarations(listed)
    terms = text["declaration"]
    if terms["kind"] != Kind.END and terms["measure_id"] != RAISED:
        at = stamp(installation.now())
        entry = register_entry({**terms, "signed_at": at, "published_at": at}, council.name, council.nation_code, text)
        lines = [*(one for one in lines if one["declaration_id"] != terms["declaration_id"]), entry]
    made = notice(
        document,  # type: ignore[arg-type] # what it was, but for the rating
        opened.history(listed),
        book,
        lines,
        base=base(demonstration=council.demonstration),
        figures=opened.official(listed),
    )
    top = first_screen(made, book) if made.top else level_sign(None, made.level_name, book)
    parts = "".join(
        f"{markup([Heading(title)], book)}{drawn}" for title, drawn in (section(s, book) for s in made.sections)
    )
    return fold(words.WHOLE_PAGE, f"{top}{parts}")
