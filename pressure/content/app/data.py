"""What the data page says: every file with its size and digest, a preview, feeds, the badge and how to ask for data."""

import csv
import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from html import escape
from itertools import islice

from pressure.content.app import downloads as words
from pressure.content.explore.explorer import Explorer
from pressure.content.explore.history_words import DATED
from pressure.document.names import csv_name, plain_name
from pressure.drawing.block_markup import link, link_list, table
from pressure.drawing.blocks import Link
from pressure.release.site import Release, blob_path, kept_as
from pressure.settings import settings
from pressure.words.data import citation
from pressure.words.numbers import counted
from pressure.words.quote import LICENCE

FOLDERS = ("data/", "register/", "method/method")
PREVIEW_ROWS, PREVIEW_BYTES, CELL = 5, 65_536, 60
REAL, INVENTED = "real", "invented"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage:
    """Built once per release."""

    citation: str
    licence: str
    files: str
    whole: str
    feeds: str
    badge: str
    examples: tuple[tuple[str, str, str], ...]


def trees(explorer: Explorer) -> Mapping[str, str]:
    """Real councils, and the Demonstration Region where there is one: their files are never mixed."""
    return {REAL: words.REAL} | ({INVENTED: words.INVENTED} if explorer.invented else {})


def data_page(explorer: Explorer, tree: str) -> DataPage:
    """Everything of one tree that can be downloaded."""
    release, base = _tree(explorer, tree)
    here = f"{settings.public_address.rstrip('/')}{base}"
    named = partial(csv_name, demonstration=bool(base))
    code = next((c.code for c in explorer.councils if c.demonstration == bool(base)), "")
    return DataPage(
        citation=citation(release.id, release.published_at, here),
        licence=LICENCE,
        files=_files(release, base),
        whole=link_list(
            [
                *(Link(text, f"{base}/data/{named(file)}") for file, text in words.WHOLE),
                *(Link(text, f"{base}/data/{file}") for file, text in words.ABOUT),
            ]
        ),
        feeds=link_list(Link(text, base + to) for to, text in words.FEEDS if release.has(to.removeprefix("/"))),
        badge=words.BADGE_SNIPPET.format(here=here, code=code),
        examples=tuple(
            (
                title,
                language,
                text.format(
                    here=here,
                    name=named("ratings.csv"),
                    release=release.id,
                    database=named(words.WHOLE[1][0]),
                ),
            )
            for title, language, text in words.EXAMPLES
        ),
    )


def previews(explorer: Explorer, tree: str) -> Mapping[str, str]:
    """The tables that can be looked into."""
    release, _ = _tree(explorer, tree)
    return {path: path for path in _paths(release) if path.endswith(".csv")}


def preview(explorer: Explorer, tree: str, path: str) -> str:
    """The first rows of a file, without reading the rest of it."""
    release, _ = _tree(explorer, tree)
    rows = list(islice(csv.reader(_beginning(release, path).splitlines()), PREVIEW_ROWS + 1))
    cells = [tuple(cell if len(cell) <= CELL else f"{cell[:CELL]}…" for cell in row) for row in rows[1:]]
    return table(words.PREVIEW_CAPTION.format(path=path), rows[0] if rows else (), cells)


def _tree(explorer: Explorer, tree: str) -> tuple[Release, str]:
    return (explorer.invented, "/demo") if tree == INVENTED and explorer.invented else (explorer.release, "")


def _paths(release: Release) -> list[str]:
    return sorted(p for p in release.manifest["files"] if p.startswith(FOLDERS) and not p.endswith(".html"))


def _files(release: Release, base: str) -> str:
    """One entry a file: what it is, its size, its digest, and its address for ever."""
    return "<ul>" + "".join(_file(path, release, base) for path in _paths(release)) + "</ul>"


def _file(path: str, release: Release, base: str) -> str:
    entry, plain = release.entry(path), plain_name(path)
    size = [counted(entry["rows"], "row")] if entry["rows"] is not None else []
    size.append(counted(entry["bytes"], "byte"))
    dated = Link(DATED.format(release=release.id), f"{base}/releases/{release.id}/{path}")
    return (
        f"<li>{link(Link(path, f'{base}/{path}'))}<br>{escape(words.FILES.get(plain, words.OTHER))}. "
        f'{", ".join(size)}.<br><span style="overflow-wrap:anywhere">sha256 {entry["sha256"]}</span><br>'
        f"{link(dated)}</li>"
    )


def _beginning(release: Release, path: str) -> str:
    """Enough of a file for its first rows: the header of a segmented file is a segment of its own."""
    entry = release.entry(path)
    text = b""
    for digest in kept_as(entry)[:2]:
        with gzip.open(blob_path(release.root, digest)) as blob:
            text += blob.read(PREVIEW_BYTES)
    return text.decode(errors="ignore")
