"""`/map/` and a page a map: the finding, the picture, where it is from, and a table that says the same."""

from collections.abc import Mapping
from pathlib import Path

from pressure.content.maps import words
from pressure.content.maps.marks import Shown, opening, summary
from pressure.content.register import plain_pages
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Block, Fold, Grid, Items, Link, PictureFile, Section, says
from pressure.drawing.maps import tiles
from pressure.drawing.maps.outlines import outline_map, without_outline
from pressure.drawing.maps.sheet import SANS, as_file
from pressure.drawing.templating import Frame, Page, render
from pressure.words.numbers import listed
from pressure.words.official import HIGHER_MEANS

FOLDER = "map"


def svg_path(slug: str) -> str:
    """The path of a picture in its tree."""
    return f"{FOLDER}/{slug}.svg"


def png_path(slug: str) -> str:
    return f"{FOLDER}/{slug}.png"


def true_path(slug: str, kind: str = "svg") -> str:
    """The path of the same as true outlines."""
    return f"{FOLDER}/{slug}-outlines.{kind}"


def page_path(slug: str) -> str:
    return f"{FOLDER}/{slug}/"


def drawing(shown: Shown, base: str, *, family: str = SANS, scale: float = 1) -> str:
    """The picture, each tile leading to its council's page."""
    drawn = tiles.tiles(shown.shaded(lambda code: f"{base}/councils/{code}/"), shown.shades, shown.legend)
    return as_file(drawn, shown.shades, summary(shown), family=family, scale=scale)


def true_drawing(shown: Shown, base: str, boundaries: Path, *, family: str = SANS) -> str:
    """The same bodies in their true outlines; nothing where none of them has one."""
    bodies = shown.shaded(lambda code: f"{base}/councils/{code}/")
    drawn = outline_map(boundaries, bodies, shown.shades, shown.legend)
    return as_file(drawn, shown.shades, summary(shown), family=family) if drawn else ""


def true_picture(shown: Shown, frame: Frame, boundaries: Path) -> tuple[Block, ...]:
    """The same as a block; nothing where no body has an outline."""
    base, slug = frame.base, shown.of.slug
    drawn = outline_map(boundaries, shown.shaded(str), shown.shades, shown.legend)
    if drawn is None:
        return ()
    src, missing = f"{base}/{true_path(slug)}", without_outline(boundaries, shown.shaded(str))
    said = " ".join((words.TRUE_CAPTION, *([words.NOT_OUTLINED.format(names=listed(missing))] if missing else [])))
    size = round(drawn.wide), round(drawn.tall)
    copies = (Link("SVG", src), *((Link("PNG", f"{base}/{true_path(slug, 'png')}"),) if frame.tree else ()))
    return (PictureFile(src, summary(shown), size, caption=said, copies=copies),)


def picture(shown: Shown, frame: Frame) -> PictureFile:
    """The picture as a block. A PNG of it is made where the site has an address."""
    base, slug = frame.base, shown.of.slug
    copies = [Link("SVG", f"{base}/{svg_path(slug)}")]
    if frame.tree:
        copies.append(Link("PNG", f"{base}/{png_path(slug)}"))
    drawn = tiles.tiles(shown.shaded(str), shown.shades, shown.legend)
    placed = any(mark.code in tiles.places() for mark in shown.marks)
    caption = [words.TILE if placed else words.IN_ORDER, *shown.sources]
    return PictureFile(
        f"{base}/{svg_path(slug)}",
        summary(shown),
        (round(drawn.wide), round(drawn.tall)),
        caption=" ".join(caption),
        copies=tuple(copies),
    )


def tabs(maps: Mapping[str, Shown], here: str, base: str) -> list[tuple[str, str, bool]]:
    """Name, address and whether it is this one, of every map."""
    return [(own.of.tab, f"{base}/{page_path(slug)}", slug == here) for slug, own in maps.items()]


def map_page(maps: Mapping[str, Shown], slug: str, book: Rulebook, frame: Frame, boundaries: Path) -> bytes:
    """One map: as tiles, in true outlines, and as a table."""
    own = maps[slug]
    blocks: list[Block] = [picture(own, frame), says(words.OWN_BANDS, " ", HIGHER_MEANS, tone="quiet")]
    rows = tuple(
        (Link(mark.name, plain_pages(frame)(mark.code)), mark.nation, mark.said[:1].upper() + mark.said[1:])
        for mark in own.marks
    )
    true = true_picture(own, frame, boundaries)
    table = Grid(words.TABLE, words.HEAD, rows, titled=True)
    page = Page(
        title=own.finding,
        heading=own.finding,
        description=words.DESCRIPTION.format(title=own.of.tab),
        sections=(
            Section("picture", own.of.tab, tuple(blocks)),
            *((Section("outlines", words.TRUE_MAP, true),) if true else ()),
            Section("table", words.TABLE_TITLE, (Fold(words.TABLE, (table,)),)),
        ),
    )
    return render("maps.html", page, frame, book, tabs=tabs(maps, slug, frame.base), choose=words.CHOOSE)


def maps_page(maps: Mapping[str, Shown], book: Rulebook, frame: Frame) -> bytes:
    """`/map/`: the finding of every map, and the first of them as a picture."""
    first = opening(maps)
    lines = Items(tuple((Link(own.finding, f"{frame.base}/{page_path(slug)}"), ".") for slug, own in maps.items()))
    page = Page(
        title=words.HEADING,
        heading=words.HEADING,
        description=words.DESCRIPTION.format(title=first.of.tab),
        lead=(lines, says(Link(words.BY_MONTH, "/app/map"), ".")),
        sections=(Section("picture", first.of.tab, (picture(first, frame),)),),
    )
    return render("maps.html", page, frame, book, tabs=tabs(maps, "", frame.base), choose=words.CHOOSE)
