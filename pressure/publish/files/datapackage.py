"""The Frictionless data package, the words that travel beside the files, and the page that explains every column."""

from pressure.document.dictionary import Column, Described, dictionary, named
from pressure.document.manifest import FileEntry, Files
from pressure.document.names import PARQUET, as_parquet
from pressure.document.package import DataPackage, FieldSchema, Licence, Resource, SourceNamed, TableSchema
from pressure.document.values import moment, stamp
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Block, Grid, Link, Section, says
from pressure.drawing.templating import Frame, Page, render
from pressure.ingest.source import Source
from pressure.publish.files.documents import dump
from pressure.publish.release_inputs import ReleaseInputs
from pressure.release.draft import FORMAT_VERSION, ReleaseDraft
from pressure.release.site import csv_name
from pressure.words import data as words
from pressure.words import quote

PATH = "data/datapackage.json"
LICENCE: Licence = {
    "name": "OGL-UK-3.0",
    "title": quote.LICENCE,
    "path": quote.LICENCE_URL,
}
TRUE, FALSE = ["yes"], ["no"]


def add(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    """datapackage.json and README.txt, made after every file they name."""
    tables = {
        path: entry for path, entry in sorted(draft.files.items()) if path.startswith("data/") and path.endswith(".csv")
    }
    copies = {path: entry for path, entry in draft.files.items() if path.endswith(PARQUET)}
    package = _package(inputs, tables, copies)
    draft.put(PATH, package, lambda: dump(package))
    text = words.read_me(
        release_id=inputs.release.id,
        published_at=moment(inputs.release.published_at) or "",
        base=inputs.base,
        address=inputs.address,
        licence=LICENCE,
        demonstration=inputs.demonstration,
        before=inputs.record_before[inputs.release.id],
        files={path: (known.title if (known := named(path)) else path) for path in tables},
    )
    draft.put("data/README.txt", text, text.encode)


def _package(inputs: ReleaseInputs, tables: Files, copies: Files) -> DataPackage:
    release = inputs.release
    package: DataPackage = {
        "profile": "tabular-data-package",
        "title": words.package_title(demonstration=inputs.demonstration),
        "name": "care-pressure-demonstration" if inputs.demonstration else "care-pressure",
        "description": words.PACKAGE,
        "version": release.id,
        "format_version": FORMAT_VERSION,
        "created": stamp(release.published_at),
        "licenses": [LICENCE],
        "sources": [_source(s) for s in inputs.sources.values()],
        "citation": words.citation(release.id, moment(release.published_at) or "", f"{inputs.address}{inputs.base}"),
        "resources": [_resource(path, entry, copies.get(as_parquet(path))) for path, entry in tables.items()],
    }
    if inputs.address:
        package["homepage"] = f"{inputs.address}{inputs.base}/data/"
    return package


def _source(source: Source) -> SourceNamed:
    title = f"{source.publisher}: {source.title}"
    return {"title": title, "path": source.url} if source.url else {"title": title}


def _resource(path: str, entry: FileEntry, copy: FileEntry | None) -> Resource:
    known = named(path)
    if known is None:
        raise LookupError(f"{path} is not in {dictionary.__module__}")
    resource: Resource = {
        "name": known.name.removesuffix(".csv").replace("_", "-"),
        "title": known.title,
        "type": "table",
        "description": known.about,
        "path": path.removeprefix("data/"),
        "profile": "tabular-data-resource",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": entry["bytes"],
        "hash": f"sha256:{entry['sha256']}",
        "rows": entry["rows"],
        "licenses": [LICENCE],
        "schema": schema(known),
    }
    if copy is not None:
        resource["parquet"] = {
            "path": as_parquet(path).removeprefix("data/"),
            "mediatype": "application/vnd.apache.parquet",
            "bytes": copy["bytes"],
            "hash": f"sha256:{copy['sha256']}",
        }
    return resource


def schema(known: Described) -> TableSchema:
    """Table Schema of one file. An empty cell is unknown or does not apply."""
    table: TableSchema = {"fields": [_field(c) for c in known.columns], "missingValues": [""]}
    if known.key:
        table["primaryKey"] = list(known.key)
    return table


def _field(column: Column) -> FieldSchema:
    field: FieldSchema = {"name": column.name, "type": column.type, "description": column.description}
    if column.type == "boolean":
        field["trueValues"], field["falseValues"] = TRUE, FALSE
    if column.constraints:
        field["constraints"] = dict(column.constraints)
    return field


def dictionary_page(book: Rulebook, frame: Frame) -> bytes:
    """`/data/dictionary/`: every column of every file in words."""
    page = Page(
        title="Data dictionary",
        heading="Data dictionary",
        description="What every column of every file means.",
        lead=(says(words.DICTIONARY), says(Link("All the files", f"{frame.base}/data/"))),
        sections=tuple(
            _section(known, frame) for known in dictionary().values() if not (known.real_only and frame.demonstration)
        ),
    )
    return render("sections.html", page, frame, book)


def _section(known: Described, frame: Frame) -> Section:
    path = f"{frame.base}/{known.folder}/{csv_name(known.name, demonstration=frame.demonstration)}"
    rows = tuple((c.name, words.TYPES[c.type], c.description + words.allowed(c.constraints)) for c in known.columns)
    copies = "".join(f" Also {place}: {what}" for place, what in known.copies.items())
    blocks: tuple[Block, ...] = (
        says(known.about, " ", Link(path, path), f".{copies}"),
        Grid(f"Columns of {known.name}", ("Column", "Holds", "Meaning"), rows),
    )
    return Section(known.name.removesuffix(".csv").replace("_", "-"), known.title, blocks)
