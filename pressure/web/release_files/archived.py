"""A page of a past release says that it is one: a line at its top, links that stay in its release, the live address."""

import re
from html import escape, unescape
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from pressure import clock
from pressure.content.explore.explorer import DEMONSTRATION
from pressure.content.notice.welsh import archived as archived_line
from pressure.content.notice.welsh_words import Welsh
from pressure.document.shapes import RatingDocument, UnratedDocument
from pressure.domain.level_history import in_force
from pressure.drawing.templating import pieces
from pressure.release import site
from pressure.release.site import INDEX, SQLITE, ZIP, Release
from pressure.settings import settings
from pressure.web.installation_now import published
from pressure.words import archive as words
from pressure.words import ended
from pressure.words.dates import as_moment, uk_date
from pressure.words.level import ENGLISH, WELSH
from pressure.words.nations import nation_of

LINK = re.compile(r"""(\s(?:href|src)=)(["'])(/.*?)\2""")
CANONICAL = re.compile(r"""<link\b[^>]*\brel=["']?canonical\b[^>]*>""", re.I)
SHARED = re.compile(r"""<meta property="og:(?:url|image)" content="([^"]*)">(?:\s*<meta property="og:image:[^>]*>)*""")
TITLE = re.compile(r"</title>", re.I)
BODY = re.compile(r"""<body\b[^>]*>(?:\s*<a class="skip".*?</a>)?""", re.I | re.S)
COUNCIL = re.compile(r"(?:cy/)?(councils/[^/]+/).+")
IN_WELSH = "cy/"


def page(release: Release, live: Release, name: str) -> bytes:
    """A published page with the line at its top and its links led to the same release. Raises NotPublished."""
    text = CANONICAL.sub("", release.read(name).decode())
    text = SHARED.sub(lambda told: _shared(release, told), text)
    text = LINK.sub(lambda link: f"{link[1]}{link[2]}{_led(release, link[3])}{link[2]}", text)
    where = canonical(live, name)
    head = str(pieces().canonical(where)) if where else ""
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


def _shared(release: Release, told: re.Match[str]) -> str:
    """What a shared link brings along is of this release too, where it has it."""
    whole = urlsplit(unescape(told[1]))
    led = _led(release, escape(whole.path))
    return told[0].replace(told[1], f"{whole.scheme}://{whole.netloc}{led}") if led != escape(whole.path) else ""


def _line(release: Release, live: Release, name: str) -> str:
    """What stands at the top of an archived page."""
    said = [words.LOOKED.format(day=uk_date(release.published_at)), _level_now(live, name)]
    other, lang = (_in_welsh(release, live, name), ENGLISH) if name.startswith(IN_WELSH) else ("", "")
    to, text = (_address(live, name), words.NOW) if live.has(name) else (f"{_base(live)}/", words.NO_LONGER)
    return str(pieces().archived(words.REGION, " ".join(filter(None, said)), to, text, other, lang))


def _in_welsh(release: Release, live: Release, name: str) -> Markup:
    """The same in Welsh, on a page in Welsh."""
    document = _document(live, name)
    welsh = Welsh(nation_of(release.json(_path(name))["council"], published().book).welsh)
    rating, levels = document and document["rating"], len(published().book.levels)
    said = archived_line(release.published_at, rating, welsh, levels=levels, at=clock.now())
    line: Markup = pieces().said_in(WELSH, said)
    return line


def _path(name: str) -> str:
    """The document of the council that a page is about; empty for any other page."""
    council = COUNCIL.fullmatch(name)
    return f"{council[1]}rating.json" if council else ""


def _document(live: Release, name: str) -> RatingDocument | UnratedDocument | None:
    """That document in the release in force, where it has one."""
    path = _path(name)
    return live.json(path) if path and live.has(path) else None


def _level_now(live: Release, name: str) -> str:
    """The level in force at this moment of the council a page is about; nothing on any other page."""
    document = _document(live, name)
    if document is None:
        return ""
    if (ends := document.get("ends")) and ends["over"]:
        return ended.ends(document["council"]["name"], ends["last_day"], ends["successors"], over=True)
    rating, book = document["rating"], published().book
    number = rating["level_published"] if rating and in_force(as_moment(rating["valid_until"]), clock.now()) else None
    if rating is None or number is None:
        return words.LEVEL_NOW.format(level=book.no_level.name)
    form = words.AT_LEAST if rating["status"] == "floor_only" else words.LEVEL
    return words.LEVEL_NOW.format(
        level=form.format(name=book.level(number).name, number=number, levels=len(book.levels))
    )
