"""The data page below /app/: the sections of /data/, with a preview of a file, the badge and how to ask for data."""

import csv
import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice

from pressure.content import data_page as plain
from pressure.content.app import downloads as words
from pressure.content.explore.explorer import Explorer
from pressure.document.names import csv_name
from pressure.document.shapes import SourcePart
from pressure.drawing import block_markup
from pressure.drawing.block_markup import badge, link_list, markup, table
from pressure.drawing.blocks import Link
from pressure.release.site import MANIFEST, SQLITE, Release, blob_path, kept_as
from pressure.words.data import citation

PREVIEW_ROWS, PREVIEW_BYTES, CELL = 5, 65_536, 60
REAL, INVENTED = "real", "invented"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage:
    """Built once per release: titles of sections, each with its markup."""

    citation: str
    lead: str
    whole: tuple[str, str]
    files: tuple[str, str]
    sources: tuple[str, str]
    links: str
    badge: str
    examples: tuple[tuple[str, str, str], ...]


def trees(explorer: Explorer) -> Mapping[str, str]:
    """Real councils, and the Demonstration Region where there is one: their files are never mixed."""
    return {REAL: words.REAL} | ({INVENTED: words.INVENTED} if explorer.invented else {})


def data_page(explorer: Explorer, tree: str, public_address: str) -> DataPage:
    """Everything of one tree that can be downloaded."""
    release, base = _tree(explorer, tree)
    here = f"{public_address.rstrip('/')}{base}"
    named = partial(csv_name, demonstration=bool(base))
    code = next((c.code for c in explorer.councils if c.demonstration == bool(base)), "")
    whole, files, sources = (
        block_markup.section(part, explorer.book)
        for part in plain.sections(
            plain.listed(release.manifest["files"]),
            _sources(release, named("sources.csv")),
            base,
            demonstration=bool(base),
            release_id=release.id,
        )
    )
    return DataPage(
        citation=citation(release.id, release.published_at, here),
        lead=markup([plain.lead()], explorer.book),
        whole=whole,
        files=files,
        sources=sources,
        links=link_list(
            [
                Link(words.MANIFEST, f"{base}/{MANIFEST}"),
                Link(words.OPENAPI, "/openapi.yaml"),
                Link(words.PLAIN, f"{base}/data/"),
            ]
        ),
        badge=badge(here, code, words.BADGE_SAYS),
        examples=tuple(
            (
                title,
                language,
                text.format(
                    here=here,
                    name=named("ratings.csv"),
                    release=release.id,
                    database=named(SQLITE),
                ),
            )
            for title, language, text in words.EXAMPLES
        ),
    )


def previews(explorer: Explorer, tree: str) -> Mapping[str, str]:
    """The tables that can be looked into."""
    release, _ = _tree(explorer, tree)
    paths = (row["path"] for row in plain.listed(release.manifest["files"]))
    return {path: path for path in paths if path.endswith(".csv")}


def preview(explorer: Explorer, tree: str, path: str) -> str:
    """The first rows of a file, without reading the rest of it."""
    release, _ = _tree(explorer, tree)
    rows = list(islice(csv.reader(_beginning(release, path).splitlines()), PREVIEW_ROWS + 1))
    cells = [tuple(cell if len(cell) <= CELL else f"{cell[:CELL]}…" for cell in row) for row in rows[1:]]
    return table(words.PREVIEW_CAPTION.format(path=path), rows[0] if rows else (), cells)


def _tree(explorer: Explorer, tree: str) -> tuple[Release, str]:
    return (explorer.invented, "/demo") if tree == INVENTED and explorer.invented else (explorer.release, "")


def _sources(release: Release, name: str) -> list[SourcePart]:
    """Those of the release; one from before they were named has none."""
    rows = release.rows(f"data/{name}") if release.has(f"data/{name}") else []
    return [
        {"title": row["title"], "publisher": row["publisher"], "licence": row["licence"], "url": row["url"]}
        for row in rows
    ]


def _beginning(release: Release, path: str) -> str:
    """Enough of a file for its first rows: the header of a segmented file is a segment of its own."""
    entry = release.entry(path)
    text = b""
    for digest in kept_as(entry)[:2]:
        with gzip.open(blob_path(release.root, digest)) as blob:
            text += blob.read(PREVIEW_BYTES)
    return text.decode(errors="ignore")
