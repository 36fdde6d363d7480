"""A page of a past release says that it is one: a line at its top, links that stay in its release, the live address."""

import re
from html import escape, unescape
from urllib.parse import quote

from pressure import clock
from pressure.content.explore import explorer
from pressure.content.explore.explorer import DEMONSTRATION
from pressure.domain.level_history import in_force
from pressure.release import site
from pressure.release.site import INDEX, SQLITE, ZIP, Release
from pressure.settings import settings
from pressure.words import archive as words
from pressure.words.dates import as_moment, uk_date

LINK = re.compile(r"""(\s(?:href|src)=)(["'])(/.*?)\2""")
CANONICAL = re.compile(r"""<link\b[^>]*\brel=["']?canonical\b[^>]*>""", re.I)
TITLE = re.compile(r"</title>", re.I)
BODY = re.compile(r"""<body\b[^>]*>(?:\s*<a class="skip".*?</a>)?""", re.I | re.S)
COUNCIL = re.compile(r"(councils/[^/]+/).+")
LOOK, INK = "padding:0 1rem;border:3px solid #0b0c0c;background:#fff3bf;color:#0b0c0c", "color:#0b0c0c"


def page(release: Release, live: Release, name: str) -> bytes:
    """A published page with the line at its top and its links led to the same release. Raises NotPublished."""
    text = CANONICAL.sub("", release.read(name).decode())
    text = LINK.sub(lambda link: f"{link[1]}{link[2]}{_led(release, link[3])}{link[2]}", text)
    where = canonical(live, name)
    head = f'<link rel="canonical" href="{escape(where)}">' if where else ""
    end = title.end() if (title := TITLE.search(text)) else 0
    top = body.end() if (body := BODY.search(text)) else end
    return (text[:end] + head + text[end:top] + _line(release, live, name) + text[top:]).encode()


def headers(live: Release, name: str) -> dict[str, str]:
    """For every answer from the past: no search engine keeps it, and a live one, where there is one, is the one."""
    where = canonical(live, name)
    return {"X-Robots-Tag": "noindex"} | ({"Link": f'<{where}>; rel="canonical"'} if where else {})


def canonical(live: Release, name: str) -> str:
    """The whole address of the same file in the release in force; empty where that has none."""
    return f"{settings.public_address.rstrip('/')}{_address(live, name)}" if live.has(name) else ""


def _address(live: Release, name: str) -> str:
    folder, _, file = name.rpartition("/")
    shown = name if file != INDEX else f"{folder}/" if folder else ""
    return f"{_base(live)}/{quote(shown)}"


def _base(release: Release) -> str:
    return site.base(demonstration=release.root.name == DEMONSTRATION)


def _led(release: Release, link: str) -> str:
    """The same in this release, if it has it. A question (`?…`) is asked of the site as it is now."""
    path, mark, part = unescape(link).partition("#")
    inside = path.removeprefix(f"{_base(release)}/")
    bundles = {f"data/{site.csv_name(name, demonstration=bool(_base(release)))}" for name in (ZIP, SQLITE)}
    folder = inside.rstrip("/")
    held = inside in bundles or any(release.has(one) for one in (inside, f"{folder}/{INDEX}".lstrip("/")))
    return escape(f"{_base(release)}/releases/{release.id}/{inside}{mark}{part}") if held and inside != path else link


def _line(release: Release, live: Release, name: str) -> str:
    """What stands at the top of an archived page."""
    said = [words.LOOKED.format(day=uk_date(release.published_at)), _level_now(live, name)]
    to, text = (_address(live, name), words.NOW) if live.has(name) else (f"{_base(live)}/", words.NO_LONGER)
    return (
        f'<div role="region" aria-label="{words.REGION}" style="{LOOK}"><p>{escape(" ".join(filter(None, said)))} '
        f'<a href="{escape(to)}" style="{INK}">{text}</a>.</p></div>'
    )


def _level_now(live: Release, name: str) -> str:
    """The level in force at this moment of the council a page is about; nothing on any other page."""
    council = COUNCIL.fullmatch(name)
    document = f"{council[1]}rating.json" if council else ""
    if not document or not live.has(document):
        return ""
    rating, book = live.json(document)["rating"], explorer.opened().book
    number = rating["level_published"] if rating and in_force(as_moment(rating["valid_until"]), clock.now()) else None
    if number is None:
        return words.LEVEL_NOW.format(level=book.no_level.name)
    form = words.AT_LEAST if rating["status"] == "floor_only" else words.LEVEL
    return words.LEVEL_NOW.format(
        level=form.format(name=book.level(number).name, number=number, levels=len(book.levels))
    )
