"""The officer's own file again, with what was said of each row beside it, ready to be corrected and sent again: the
intake passes over the column that is added here (data/sources/weekly-return.yaml)."""

import csv
import io
from collections.abc import Mapping, Sequence

from pressure.ingest.causes import RETURN_HEADER
from pressure.ingest.report import RowNote, every_row
from pressure.ingest.returns.folding import SEPARATORS, WITHIN, has_columns
from pressure.ingest.workbooks.annotate_workbook import annotated_workbook

COLUMN = "what_to_look_at"
DANGER = ("=", "+", "-", "@", "\t")


def annotated(data: bytes, name: str, notes: Sequence[RowNote]) -> bytes | None:
    """A copy of the same kind; None when there is nothing to say, or for a workbook too large or odd to be copied."""
    said: dict[int, list[str]] = {}
    for note in notes:
        for row in every_row(note.row, note.rows):
            said.setdefault(row, []).append(f"{note.kind}: {note.message}")
    by_row = {row: " ".join(texts) for row, texts in said.items()}
    if not by_row:
        return None
    return annotated_workbook(data, by_row, COLUMN) if name.lower().endswith(".xlsx") else annotated_csv(data, by_row)


def annotated_csv(data: bytes, notes: Mapping[int, str]) -> bytes:
    """Every line as it was sent, notes in a last column. A note's row is counted as a spreadsheet counts; what is said
    of the file as a whole is on the page alone. With a byte-order mark, or Excel garbles every quotation mark."""
    text = _text(data)
    separator, header = _header(text)
    out, added = io.StringIO(), None
    writer = csv.writer(out, lineterminator="\n", delimiter=separator)
    for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator)):
        if number == header:
            added = cells.index(COLUMN) if COLUMN in cells else None
        own = cells if added is None else cells[:added] + cells[added + 1 :]
        extra = COLUMN if number == header else notes.get(number + 1, "")
        writer.writerow([*map(safe, own), safe(extra)])
    return out.getvalue().encode("utf-8-sig", "replace")


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _header(text: str) -> tuple[str, int]:
    """What stands between the cells, and in which line from 0 the header is: as the intake looks for them, else the
    first line and what stands in it most."""
    wanted = [[name] for name in RETURN_HEADER if name != "note"]
    top = text.splitlines()[:WITHIN]
    for separator in SEPARATORS:
        for number, line in enumerate(top):
            if has_columns([cell.strip('"') for cell in line.split(separator)], wanted):
                return separator, number
    return max(SEPARATORS, key=top[0].count) if top else SEPARATORS[0], 0


def safe(cell: str) -> str:
    """No cell that a spreadsheet would run; a negative number stays one."""
    text = cell.replace("\0", "")
    return f" {text}" if text.startswith(DANGER) and not text[1:].replace(".", "", 1).isdigit() else text
