"""Harmless workbooks for tests of what is too large: the limits are lowered, the files are small and plain."""

import io
import zipfile
from collections.abc import Callable

from pressure.ingest.templates import HEADER
from pressure.ingest.workbooks.write import Sheet, workbook

ROW = ("E10000015", "2026-11-15", "wl_assess_rate", 4200, "", "", "ok", "")


def plain(rows: int = 2) -> bytes:
    """A return with a header: `rows` in all, of eight columns, in ten parts."""
    return workbook([Sheet("return", [HEADER, *[ROW] * (rows - 1)])])


def changed(
    change: Callable[[str, bytes], tuple[str, bytes]] = lambda name, part: (name, part),
    *,
    added: tuple[str, ...] = (),
    packed: bool = False,
) -> bytes:
    """The plain return with each part's name and bytes changed, and small parts added under other names."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain())) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            after.writestr(*change(name, before.read(name)), zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED)
        for name in added:
            after.writestr(name, b"1")
    return made.getvalue()


def opendocument(*rows: str) -> bytes:
    """The least an OpenDocument sheet can be."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            (
                '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
                '<manifest:file-entry manifest:full-path="/" '
                'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
            ),
        )
        archive.writestr(
            "content.xml",
            (
                '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
                'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
                'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
                f'<office:spreadsheet><table:table table:name="return">{"".join(rows)}</table:table>'
                "</office:spreadsheet></office:body></office:document-content>"
            ),
        )
    return made.getvalue()
