"""An Excel workbook in the shape of Skills for Care's figures by council, every figure of it invented.

Rows of councils and regions, by sector, service and job role, with the six columns that are read among twenty that are
not. The figures say nothing of anybody: each is worked out from the row's number. Written in pieces.

By hand: python -m tests.load.vacancies_xlsx FILE ROWS
"""

import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_col_to_name

from pressure.demo.places import many

TITLES = ("Area Level", "Area code", "Area", "Sector", "Service", "Job role group", "Vacancy rate")
BESIDE = tuple(f"Invented figure {n}" for n in range(1, 21))
ALL = ("All sectors - LA, IND and DPR", "All services", "All job roles")
COUNCILS = 153
FULL_ROWS = 172_000
"""About 54 MB, as large as the publisher's own."""
SHEET = "Local authority area 2025-26"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">'
    + "".join(
        f'<Relationship Id="rId{n}" Type="{_DOCUMENT}/{kind}" Target="{target}"/>'
        for n, kind, target in (
            (1, "worksheet", "worksheets/sheet1.xml"),
            (2, "worksheet", "worksheets/sheet2.xml"),
            (3, "sharedStrings", "sharedStrings.xml"),
        )
    )
    + "</Relationships>",
}


def rate(place: int) -> float:
    """The invented rate of all jobs of the council at that place of the list."""
    return (20 + place % 90) / 1000


def rows(count: int, codes: Sequence[str]) -> Iterator[tuple[list[str], list[float]]]:
    """Texts and figures of each row: the councils' own first, then parts of them and regions until there are enough."""
    chance = Random(4711)
    for number in range(count):
        turn, place = divmod(number, len(codes) + 1)
        if place == len(codes):
            where = ["Region", "E12000001", "An invented region"]
        else:
            where = ["Local authority", codes[place], f"Council {place}"]
        part = ALL if not turn else (ALL[0], f"Service {turn % 7}", f"Role {turn}")
        first = 0.5 if turn or place == len(codes) else rate(place)
        yield [*where, *part], [first, *(chance.random() for _ in BESIDE)]


def write(path: Path, count: int, codes: Sequence[str] = (), sheet: str = SHEET) -> Path:
    """The workbook, with so many rows under its header; codes are the demonstration's where none are given."""
    strings: dict[str, int] = {}
    letters = [xl_col_to_name(n) for n in range(len(TITLES) + len(BESIDE))]

    def text(column: int, row: int, said: str) -> str:
        return f'<c r="{letters[column]}{row}" t="s"><v>{strings.setdefault(said, len(strings))}</v></c>'

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for name, part in _PARTS.items():
            archive.writestr(name, part)
        named = f'<sheet name="Notes" sheetId="1" r:id="rId1"/><sheet name="{sheet}" sheetId="2" r:id="rId2"/>'
        book = f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>{named}</sheets></workbook>'
        archive.writestr("xl/workbook.xml", book)
        said = text(0, 1, "Every figure of this file is invented, for a measurement")
        archive.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1">{said}</row></sheetData></worksheet>',
        )
        with archive.open("xl/worksheets/sheet2.xml", "w", force_zip64=True) as out:
            titles = "".join(text(n, 1, title) for n, title in enumerate((*TITLES, *BESIDE)))
            out.write(f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1">{titles}</row>'.encode())
            for number, (words, figures) in enumerate(rows(count, codes or [p.code for p in many(COUNCILS)]), 2):
                cells = [text(n, number, said) for n, said in enumerate(words)]
                cells += [f'<c r="{letters[n]}{number}"><v>{f!r}</v></c>' for n, f in enumerate(figures, len(words))]
                out.write(f'<row r="{number}">{"".join(cells)}</row>'.encode())
            out.write(b"</sheetData></worksheet>")
        every = "".join(f"<si><t>{escape(said)}</t></si>" for said in strings)
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{every}</sst>')
    return path


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
