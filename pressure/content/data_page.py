"""The data page in the order of use: three files first, then a region, everything at once, how to read it, and the
rest. `/data/` and `/app/data` draw the same sections from one object; hashes and first rows open when asked for."""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from pressure.content.data_examples import Example, examples
from pressure.document.dictionary import FILES, Described, named
from pressure.document.manifest import FileEntry, ListedFile
from pressure.document.names import CSV, PARQUET, as_csv, as_parquet, csv_name, plain_name
from pressure.document.shapes import SourcePart
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import (
    Block,
    Code,
    DefinitionList,
    Fold,
    Grid,
    Heading,
    Items,
    Link,
    Para,
    Section,
    Term,
    says,
)
from pressure.drawing.templating import Frame, Page, render
from pressure.release.site import SQLITE, ZIP, kept_as
from pressure.words.data import citation
from pressure.words.numbers import counted
from pressure.words.quote import LICENCE, LICENCE_URL

FOLDERS = ("data/", "register/", "method/method")
START = ("ratings.csv", "levels_by_week.csv", "readings.csv")
"""What most readers came for, in this order."""
TITLES = {
    "register.csv": "Exceptional measures (the same file)",
    "register.json": "Exceptional measures, as JSON",
    "entries.json": "Exceptional measures with every signed word, as JSON",
    "method.json": "The method as data",
    "datapackage.json": "Frictionless data package",
    "README.txt": "About these files",
    "ratings.xlsx": "The newest ratings, for Excel",
}
PREVIEW_ROWS, PREVIEW_BYTES, CELL = 3, 65_536, 60
DATED = "{name} as it stays in release {release}"
Preview = tuple[tuple[str, ...], ...]
"""The header of a table, and its first rows, as text."""


@dataclass(frozen=True, kw_only=True)
class DataFiles:
    """What the page is made of. Paths of files are from the root of a release; `here` is the address of its tree as the
    public has it; `areas` are names and codes of nations and regions that have a workbook."""

    files: Sequence[ListedFile]
    sources: Sequence[SourcePart]
    areas: Sequence[tuple[str, str]]
    previews: Mapping[str, Preview]
    release_id: str
    published_at: str
    here: str
    base: str
    demonstration: bool

    @cached_property
    def by_path(self) -> dict[str, ListedFile]:
        return {row["path"]: row for row in self.files}

    def named(self, name: str) -> str:
        """A file's name in this tree."""
        return csv_name(name, demonstration=self.demonstration)

    @cached_property
    def citation(self) -> str:
        """By the address of the release itself, which never says anything else."""
        return citation(self.release_id, self.published_at, self.here)

    @cached_property
    def examples(self) -> tuple[Example, ...]:
        return examples(
            self.here,
            release_id=self.release_id,
            region=self.areas[0][0] if self.areas else "",
            published_at=self.published_at,
            demonstration=self.demonstration,
        )


def data_page(data: DataFiles, book: Rulebook, frame: Frame) -> bytes:
    """`/data/`."""
    page = Page(
        title="Data",
        heading="All the data",
        description="Every file of this release, with its size, licence and hash.",
        lead=(lead(), _cited(data)),
        sections=sections(data),
    )
    return render("sections.html", page, frame, book)


def _cited(data: DataFiles) -> Para:
    said, _, address = data.citation.rpartition(" ")
    return says(f"Cite as: {said} ", Link(address, address))


def lead() -> Para:
    """What is so of every file."""
    return says(
        "Every file is complete: never a part. No key, no sign-in. Free to use under the ",
        Link(LICENCE, LICENCE_URL),
        ".",
    )


def sections(data: DataFiles) -> tuple[Section, ...]:
    """Everything the page says of files."""
    first = [path for name in START if (path := f"data/{data.named(name)}") in data.by_path]
    return (
        Section("start", "Start here", tuple(block for path in first for block in _file(data, path))),
        *((_areas(data),) if data.areas else ()),
        _whole(data),
        reading(data),
        Section("files", "All other files", tuple(b for path in _others(data, first) for b in _file(data, path))),
        Section("sources", "Where the figures come from", (_licences(data.sources),)),
    )


def listed(files: Mapping[str, FileEntry]) -> list[ListedFile]:
    """The files that hold data, each with its title."""
    return [
        {"path": path, "title": _title(path), **entry}
        for path, entry in sorted(files.items())
        if path.startswith(FOLDERS) and not path.endswith(".html")
    ]


def previews(files: Sequence[ListedFile], beginning: Callable[[str], str]) -> dict[str, Preview]:
    """The first rows of each table. `beginning` gives the text that a part of a file, by its sha256, begins with; the
    header of a long file is a part of its own."""
    tables = [row for row in files if row["path"].endswith(CSV)]
    return {row["path"]: _first_rows("".join(map(beginning, kept_as(row)[:2]))) for row in tables}


def reading(data: DataFiles) -> Section:
    """How to read them into what people have."""
    return Section(
        "read",
        "Read them into pandas, R, DuckDB or Excel",
        (
            *(block for title, _, text in data.examples for block in (Heading(title), Code(text))),
            Heading("Excel"),
            _excel(data),
        ),
    )


def _first_rows(text: str) -> Preview:
    return tuple(
        tuple(cell if len(cell) <= CELL else f"{cell[:CELL]}…" for cell in row)
        for row in islice(csv.reader(text.splitlines()), PREVIEW_ROWS + 1)
    )


def _title(path: str) -> str:
    if path.endswith(PARQUET):
        return f"{_title(as_csv(path))}, as Parquet"
    known = named(path) if path.endswith(CSV) else None
    return known.title if known else TITLES.get(plain_name(path), path)


def _areas(data: DataFiles) -> Section:
    """A workbook for each."""
    workbook = data.named("history.xlsx")
    links = tuple((Link(name, f"{data.base}/areas/{code}/{workbook}"),) for name, code in data.areas)
    about = says("Every level of the councils there since the first publication, and each Sunday of the last year.")
    return Section("areas", "One nation or region, for Excel", (about, Items(links)))


def _whole(data: DataFiles) -> Section:
    """The files that hold all the others, and what explains them."""
    base = data.base
    zipped, database = (f"{base}/data/{data.named(name)}" for name in (ZIP, SQLITE))
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


def _excel(data: DataFiles) -> Para:
    """Words: what is clicked cannot be run by a test."""
    newest = Link("the newest level of every council", f"{data.base}/data/{data.named('ratings.xlsx')}")
    return says(
        "Open ",
        newest,
        ", or a nation or region above: codes are text and days are days. A CSV that is opened with a double click is "
        "guessed at; use Data, From Text/CSV, and set council_code to text.",
    )


def _others(data: DataFiles, first: Sequence[str]) -> Iterator[str]:
    """Tables in the order of the dictionary, then what is no table. A Parquet file stands with its CSV."""
    order = list(FILES)
    rest = [p for p in data.by_path if p not in first and not (p.endswith(PARQUET) and as_csv(p) in data.by_path)]
    places = {name: place for place, name in enumerate(order)}
    yield from sorted(rest, key=lambda path: (places.get(plain_name(path), len(order)), path))


def _file(data: DataFiles, path: str) -> tuple[Block, ...]:
    row, known = data.by_path[path], named(path) if path.endswith(CSV) else None
    forms = [row, *([copy] if (copy := data.by_path.get(as_parquet(path))) and path.endswith(CSV) else [])]
    inside: list[Para | Items | DefinitionList | Grid] = []
    if shown := _preview(path, data.previews.get(path, ())):
        inside.append(shown)
    for form in forms:
        inside.append(says(f"sha256 of {_name(form)}: {form['sha256']}", tone="quiet"))
        kept = f"{data.base}/releases/{data.release_id}/{form['path']}"
        inside.append(says(Link(DATED.format(name=_name(form), release=data.release_id), kept)))
    title = f"First rows and hash of {_name(row)}" if shown else f"Hash of {_name(row)}"
    return (
        Heading(row["title"]),
        *((says(known.about),) if known else ()),
        Items(tuple(_form(data, form, known) for form in forms)),
        Fold(title, tuple(inside)),
    )


def _form(data: DataFiles, form: ListedFile, known: Described | None) -> tuple[str | Link, ...]:
    rows = f"{counted(form['rows'], 'row')}, " if form["rows"] is not None else ""
    columns = f"{counted(len(known.columns), 'column')}, " if known else ""
    return Link(_name(form), f"{data.base}/{form['path']}"), f": {rows}{columns}{form['bytes']:,} bytes"


def _name(row: ListedFile) -> str:
    return row["path"].rpartition("/")[2]


def _preview(path: str, table: Preview) -> Grid | None:
    """A table lying on its side: a telephone shows three rows of thirty columns."""
    if len(table) < 2:
        return None
    head, *rows = table
    numbers = tuple(f"Row {number}" for number in range(1, len(rows) + 1))
    lines = tuple((name, *cells) for name, *cells in zip(head, *rows, strict=True))
    return Grid(f"The first rows of {path.rpartition('/')[2]}", ("Column", *numbers), lines)


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
