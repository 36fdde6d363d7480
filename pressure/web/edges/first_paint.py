"""What a page below /app/ shows before Streamlit has anything to show: the plain page with the same answer, whole.

Streamlit's own first words come seconds after its address was opened on a telephone. Until then, and for good where its
connection never comes, the reader reads the page that needs no scripts. `first_paint.js` takes it away again.
"""

import re
from functools import cache
from pathlib import Path

from markupsafe import Markup

from pressure.drawing.blocks import says
from pressure.drawing.templating import answer, drawn, pieces
from pressure.release import site
from pressure.release.site import NotPublished
from pressure.words.shell import COMING, SITE, AppPage

STYLE = re.compile(r"<style>(.*?)</style>", re.S)
BODY = re.compile(r"<body>(.*)</body>", re.S)


def first_paint(site_dir: Path, page: AppPage, plain: str) -> tuple[Markup, Markup]:
    """For the head and for the body of a page below /app/. `plain` is the address of the page that says the same;
    empty, or in no release, and the page's title and description come first."""
    style, body = _parts(_published(site_dir, plain)) or _own(page)
    return pieces().first_style(style), pieces().first_body(COMING, body)


@cache
def _own(page: AppPage) -> tuple[str, str]:
    return _parts(answer(page.title, SITE, drawn([says(page.description)]))) or ("", "")


def _parts(page: str) -> tuple[str, str] | None:
    style, body = STYLE.search(page), BODY.search(page)
    return (style[1], body[1]) if style and body else None


def _published(site_dir: Path, plain: str) -> str:
    """The page in the release in force; empty where there is none."""
    if not plain:
        return ""
    root = site_dir / "demo" if plain.startswith("/demo/") else site_dir
    try:
        release = site.current(root)
    except NotPublished:
        return ""
    path = plain.removeprefix("/demo").strip("/") + "/index.html"
    return release.read(path).decode() if release.has(path) else ""
