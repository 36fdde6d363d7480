"""The front page of a demonstration: three doors, and what a level looks like in the invented region today."""

from functools import lru_cache
from html import escape
from pathlib import Path

from pressure.settings import settings
from pressure.view import explorer, finding, site
from pressure.view import words_doors as words
from pressure.view.bars import bars_svg
from pressure.view.explorer import DEMONSTRATION
from pressure.view.finding import Listed
from pressure.view.site import INDEX, NotPublished, Release

BEFORE = b'<form action="/councils/"'


def front(release: Release, name: str) -> bytes | None:
    """The front page of the real release with the doors above its search; None for any other page, and where this
    installation has no demonstration. Made when asked for: no published file mixes real and invented."""
    if not settings.demonstration or release.root != settings.site_dir or name not in {"", INDEX}:
        return None
    try:
        invented = site.current(settings.site_dir / DEMONSTRATION)
    except NotPublished:
        return None
    return release.read(INDEX).replace(BEFORE, _doors(invented.root, invented.id) + BEFORE, 1)


@lru_cache(maxsize=2)
def _doors(root: Path, release_id: str) -> bytes:
    listed = "".join(f"<li>{_line(council)}</li>" for council in finding.listed(site.release(root, release_id)))
    doors = "".join(f'<li><a href="{escape(to)}">{escape(who)}</a>: {escape(behind)}</li>'
                    for who, to, behind in words.DOORS)
    return (f'<section aria-labelledby="doors"><h2 id="doors">{escape(words.TITLE)}</h2><ul>{doors}</ul>'
            f'<h2 id="region">{escape(words.REGION)}</h2><p>{escape(words.REGION_NOTE)}</p>'
            f'<ul class="az">{listed}</ul></section>').encode()


def _line(council: Listed) -> str:
    """Name, then its level as colour, shape, number and word."""
    book, number = explorer.opened().book, council.row["level_published"]
    level = book.level(number)
    word = words.NO_LEVEL if number is None else words.LEVEL.format(
        number=number, levels=len(book.levels), name=level.name,
        least=words.LEAST if council.row["status"] == "floor_only" else "")
    colour, ink = (level.colour, level.text_colour) if number else ("#e8e8e8", "#0b0c0c")
    look = (f"display:inline-flex;gap:.4rem;align-items:center;padding:.1rem .5rem;border:1px solid #0b0c0c;"
            f"background:{colour};color:{ink}")
    return (f'<a href="{escape(council.address)}">{escape(council.name)}</a> '
            f'<span style="{look}">{bars_svg(number, book)}{escape(word)}</span>')
