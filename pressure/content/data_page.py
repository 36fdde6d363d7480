"""The data page: every file of a release with its size, licence and digest. `/data/` and `/app/data` draw the same
sections; below /app/ each file also leads to itself as it stays in this release."""

from collections.abc import Mapping, Sequence

from pressure.content.explore.history_words import DATED
from pressure.document.dictionary import named
from pressure.document.manifest import FileEntry, ListedFile
from pressure.document.names import PARQUET, as_csv, csv_name, plain_name
from pressure.document.shapes import SourcePart
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Block, DefinitionList, Heading, Items, Link, Para, Section, Term, says
from pressure.drawing.templating import Frame, Page, render
from pressure.release.site import SQLITE, ZIP
from pressure.words.dates import uk_date
from pressure.words.numbers import counted
from pressure.words.quote import LICENCE, LICENCE_URL

FOLDERS = ("data/", "register/", "method/method")
TITLES = {
    "register.csv": "Exceptional measures (the same file)",
    "register.json": "Exceptional measures, as JSON",
    "entries.json": "Exceptional measures with every signed word, as JSON",
    "method.json": "The method as data",
    "datapackage.json": "Frictionless data package",
    "README.txt": "About these files",
    "ratings.xlsx": "The newest ratings, for Excel",
}


def data_page(files: Sequence[ListedFile], book: Rulebook, frame: Frame, sources: Sequence[SourcePart] = ()) -> bytes:
    """`/data/`. The path of a file is from the release root."""
    page = Page(
        title="Data",
        heading="All the data",
        description="Every file of this release, with its size, licence and hash.",
        lead=(
            lead(),
            says(
                f"Cite as: Care Pressure, release {frame.release_id}, published {uk_date(frame.published_at)}, ",
                Link(f"{frame.base}/data/", f"{frame.base}/data/"),
                ".",
            ),
        ),
        sections=sections(files, sources, frame.base, demonstration=frame.demonstration),
    )
    return render("sections.html", page, frame, book)


def lead() -> Para:
    """What is so of every file."""
    return says(
        "Every file is complete: never a part. No key, no sign-in. Free to use under the ",
        Link(LICENCE, LICENCE_URL),
        ".",
    )


def sections(
    files: Sequence[ListedFile], sources: Sequence[SourcePart], base: str, *, demonstration: bool, release_id: str = ""
) -> tuple[Section, ...]:
    """Everything the page says. With `release_id` each file also leads to itself in that release."""
    return (
        _whole(base, demonstration=demonstration),
        Section("files", "Files", tuple(block for row in files for block in _file(row, base, release_id))),
        Section("sources", "Where the figures come from", (_licences(sources),)),
    )


def listed(files: Mapping[str, FileEntry]) -> list[ListedFile]:
    """The files that hold data, each with its title."""
    return [
        {"path": path, "title": _title(path), **entry}
        for path, entry in sorted(files.items())
        if path.startswith(FOLDERS) and not path.endswith(".html")
    ]


def _title(path: str) -> str:
    if path.endswith(PARQUET):
        return f"{_title(as_csv(path))}, as Parquet"
    known = named(path) if path.endswith(".csv") else None
    return known.title if known else TITLES.get(plain_name(path), path)


def _whole(base: str, *, demonstration: bool) -> Section:
    """The files that hold all the others, and what explains them."""
    zipped, database = (f"{base}/data/{csv_name(name, demonstration=demonstration)}" for name in (ZIP, SQLITE))
    return Section(
        "whole",
        "Everything in one file",
        (
            Items(
                (
                    (Link("Every file and page of this release in one zip", zipped),),
                    (Link("Every table in one SQLite database", database), " (for Datasette)"),
                    (Link("What every column means", f"{base}/data/dictionary/"),),
                    (
                        Link("The record of every act", f"{base}/record/"),
                        ", and how to check that it was not changed",
                    ),
                    (
                        Link("News feed as Atom", f"{base}/feed.atom"),
                        " or ",
                        Link("as JSON", f"{base}/feed.json"),
                    ),
                )
            ),
        ),
    )


def _file(row: ListedFile, base: str, release_id: str) -> tuple[Block, ...]:
    path = f"{base}/{str(row['path']).removeprefix('/')}"
    rows = counted(row["rows"], "row") if row["rows"] is not None else "not a table"
    return (
        Heading(row["title"]),
        says(Link(path, path)),
        says(f"{rows}, {row['bytes']:,} bytes. sha256 {row['sha256']}", tone="quiet"),
        *(
            (says(Link(DATED.format(release=release_id), f"{base}/releases/{release_id}/{row['path']}")),)
            if release_id
            else ()
        ),
    )


def _licences(rows: Sequence[SourcePart]) -> Block:
    if not rows:
        return says("The rating of each council names its sources.")
    return DefinitionList(
        tuple(
            Term(
                r["title"],
                (f"{r['publisher']}. {r['licence']}. ", *((Link("Source", r["url"]),) if r.get("url") else ())),
            )
            for r in rows
        )
    )
