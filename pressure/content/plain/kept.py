"""The page of a release that kept its data only."""

from collections.abc import Sequence

from pressure.document.manifest import ListedFile
from pressure.domain.rulebook import Rulebook
from pressure.drawing.blocks import Items, Link, Section, says
from pressure.drawing.templating import Frame, Page, render
from pressure.words.dates import uk_moment
from pressure.words.numbers import counted

HEADING = "This release kept its data only"
SAYS = "Its files are all here, as they were published. Its pages were not kept."


def data_only_page(files: Sequence[ListedFile], book: Rulebook, frame: Frame) -> bytes:
    """Any page of such a release: when it came out, and the files that are kept of it. Files: path, rows, bytes."""
    start = f"{frame.base}/releases/{frame.release_id}/"
    page = Page(
        title=f"Release {frame.release_id}",
        heading=HEADING,
        description="The files of a release that has no pages.",
        lead=(
            says(f"This is release {frame.release_id}, published at {uk_moment(frame.published_at)}. {SAYS}"),
            says(Link("What holds now", f"{frame.base}/"), ". ", Link("Every file of this release", start), "."),
        ),
        sections=(
            Section(
                "files",
                "Files",
                (Items(tuple((Link(f["path"], f"{start}{f['path']}"), f": {_size(f)}") for f in files)),),
            ),
        ),
    )
    return render("sections.html", page, frame, book)


def _size(file: ListedFile) -> str:
    rows = "" if file["rows"] is None else f"{counted(file['rows'], 'row')}, "
    return f"{rows}{counted(file['bytes'], 'byte')}."
