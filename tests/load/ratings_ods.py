"""An OpenDocument workbook in the shape of the Care Quality Commission's latest ratings, every row of it invented.

A cover sheet, then a sheet of 28 columns as the publisher's own: a location has a row for each of six domains. The
locations, providers and ratings are made up and say so in each name, and the councils are the demonstration's: no
rating here stands beside anybody real. Written in pieces, so that a file as large as the national one needs no memory.

By hand: python -m tests.load.ratings_ods FILE ROWS
"""

import sys
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

from pressure.demo.places import many

HEADER = """Location ID,Location ODS Code,Location Name,Care Home?,Location Type,Location Primary Inspection Category
Location Street Address,Location Address Line 2,Location City,Location Post Code,Location Local Authority
Location Region,Location NHS Region,Location ONSPD CCG Code,Location ONSPD CCG,Location Commissioning CCG Code
Location Commissioning CCG Name,Service / Population Group,Domain,Latest Rating,Publication Date,Report Type
Inherited Rating (Y/N),URL,Provider ID,Provider Name,Brand ID,Brand Name""".replace("\n", ",").split(",")
DOMAINS = ("Overall", "Safe", "Effective", "Caring", "Responsive", "Well-led")
RATINGS = ("Outstanding", "Good", "Good", "Good", "Good", "Requires improvement", "Inadequate")
NATIONAL_ROWS, TENTH = 323_673, 32_000
LAST_DAY = date(2026, 6, 30)
COUNCILS = 153
_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)
_MANIFEST = (
    '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_FIRST = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES} office:version="1.2">'
    "<office:body><office:spreadsheet>"
)
_LAST = "</office:spreadsheet></office:body></office:document-content>"


def ratings(
    rows: int, councils: Sequence[str] = (), last_day: date = LAST_DAY, seed: int = 4711
) -> Iterator[list[str]]:
    """Rows of the directory, invented; the same for the same seed, but that the newest is of the last day."""
    chance, names = Random(seed), councils or [place.name for place in many(COUNCILS)]
    for number in range(rows):
        which, domain = divmod(number, len(DOMAINS))
        if not domain:
            council, home, stem = chance.choice(names), chance.random() < 0.28, f"INVENTED-{which:07d}"
            day = (last_day - timedelta(days=which % 2000)).strftime("%m/%d/%Y")
            group = "Overall" if home else chance.choice(("Overall", "Homecare"))
        yield [
            stem, f"V{which:05d}", f"Invented home {which}", "Y" if home else "N", "Social Care Org",
            "Residential social care" if home else "Community based adult social care services",
            f"{which % 90 + 1} Invented Street", "-", "Invented Town", f"ZZ{which % 99} {which % 9}ZZ", council,
            "Demonstration Region", "Demonstration", "E99000000", "Invented NHS board", "-", "-", group,
            DOMAINS[domain], chance.choice(RATINGS), day, "Location", "N",
            f"https://ratings.example/location/{stem}", f"PROVIDER-{which % 9000:05d}",
            f"Invented provider {which % 9000}", "-", "-",
        ]  # fmt: skip


def _row(cells: list[str]) -> str:
    return (
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
            for cell in cells
        )
        + "</table:table-row>\n"
    )


def write(path: Path, rows: int, councils: Sequence[str] = (), last_day: date = LAST_DAY) -> Path:
    """The workbook, with so many rows under its header."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        with archive.open("content.xml", "w", force_zip64=True) as part:
            part.write(_FIRST.encode())
            part.write(b'<table:table table:name="README">')
            part.write(_row(["Every row of this file is invented, for a measurement"]).encode())
            part.write(b'</table:table><table:table table:name="Locations">')
            part.write(_row(HEADER).encode())
            for cells in ratings(rows, councils, last_day):
                part.write(_row(cells).encode())
            part.write(b"</table:table>" + _LAST.encode())
    return path


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
