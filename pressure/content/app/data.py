"""The data page below /app/: the sections of /data/, the badge, and where else to ask."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from pressure.content import data_page as plain
from pressure.content.app import downloads as words
from pressure.content.data_examples import Example
from pressure.content.data_page import PREVIEW_BYTES, DataFiles
from pressure.content.explore.explorer import Explorer
from pressure.document.names import csv_name
from pressure.document.shapes import SourcePart
from pressure.domain.rulebook import Rulebook
from pressure.drawing import block_markup
from pressure.drawing.block_markup import badge, link_list, markup
from pressure.drawing.blocks import Link
from pressure.release.site import MANIFEST, Release, blob_path

REAL, INVENTED = "real", "invented"


@dataclass(frozen=True, kw_only=True)
class DataPage:
    """Built once per release."""

    data: DataFiles
    book: Rulebook
    links: str
    badge: str

    @property
    def citation(self) -> str:
        return self.data.citation

    @property
    def examples(self) -> tuple[Example, ...]:
        return self.data.examples

    @cached_property
    def lead(self) -> str:
        return markup([plain.lead()], self.book)

    @cached_property
    def sections(self) -> tuple[tuple[str, str], ...]:
        """Each title with its markup."""
        return tuple(block_markup.section(part, self.book) for part in plain.sections(self.data))


def trees(explorer: Explorer) -> Mapping[str, str]:
    """Real councils, and the Demonstration Region where there is one: their files are never mixed."""
    return {REAL: words.REAL} | ({INVENTED: words.INVENTED} if explorer.invented else {})


def data_page(explorer: Explorer, tree: str, public_address: str) -> DataPage:
    """Everything of one tree that can be downloaded."""
    release, base = _tree(explorer, tree)
    here = f"{public_address.rstrip('/')}{base}"
    code = next((c.code for c in explorer.councils if c.demonstration == bool(base)), "")
    files = plain.listed(release.manifest["files"])
    return DataPage(
        data=DataFiles(
            files=files,
            sources=_sources(release, csv_name("sources.csv", demonstration=bool(base))),
            areas=_areas(release, csv_name("history.xlsx", demonstration=bool(base))),
            previews=plain.previews(files, partial(_beginning, release)),
            release_id=release.id,
            published_at=release.published_at,
            here=here,
            base=base,
            demonstration=bool(base),
        ),
        book=explorer.book,
        links=link_list(
            [
                Link(words.MANIFEST, f"{base}/{MANIFEST}"),
                Link(words.OPENAPI, "/openapi.yaml"),
                Link(words.PLAIN, f"{base}/data/"),
            ]
        ),
        badge=badge(here, code, words.BADGE_SAYS),
    )


def _tree(explorer: Explorer, tree: str) -> tuple[Release, str]:
    return (explorer.invented, "/demo") if tree == INVENTED and explorer.invented else (explorer.release, "")


def _sources(release: Release, name: str) -> list[SourcePart]:
    """Those of the release; one from before they were named has none."""
    rows = release.rows(f"data/{name}") if release.has(f"data/{name}") else []
    return [
        {"title": row["title"], "publisher": row["publisher"], "licence": row["licence"], "url": row["url"]}
        for row in rows
    ]


def _areas(release: Release, workbook: str) -> list[tuple[str, str]]:
    """Names and codes of those that have a workbook; a release from before has none."""
    paths = [path.split("/") for path in sorted(release.manifest["files"]) if path.startswith("areas/")]
    codes = [parts[1] for parts in paths if parts[-1] == workbook]
    return [(release.json(f"areas/{code}/area.json")["area_name"], code) for code in codes]


def _beginning(release: Release, digest: str) -> str:
    """Enough of a part of a file for its first rows, without the rest."""
    with gzip.open(blob_path(release.root, digest)) as blob:
        return blob.read(PREVIEW_BYTES).decode(errors="ignore")
