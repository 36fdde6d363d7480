"""The officer's own CSV again, with what was said of each row beside it."""

import csv
import io
from collections.abc import Sequence

from pressure.ingest.report import RowNote

COLUMN = "what_to_look_at"
DANGER = ("=", "+", "-", "@", "\t")


def annotated_csv(data: bytes, encoding: str, notes: Sequence[RowNote]) -> bytes:
    """Every line as it was sent with one column more. A note's row is the line on which it begins. The file to be
    corrected and sent again is the original: this one has a column too many."""
    said: dict[int, list[str]] = {}
    for note in notes:
        said.setdefault(note.row, []).append(f"{note.kind}: {note.message}")
    reader = csv.reader(io.StringIO(data.decode(encoding or "utf-8", "replace"), newline=""))
    out, begins, headed = io.StringIO(), 1, False
    writer = csv.writer(out, lineterminator="\n")
    for cells in reader:
        first, headed = not headed, True
        extra = COLUMN if first else " ".join(said.get(begins, []))
        writer.writerow([*map(_safe, cells), extra])
        begins = reader.line_num + 1
    return out.getvalue().encode()


def _safe(cell: str) -> str:
    """No cell that a spreadsheet would run; a negative number stays one."""
    text = cell.replace("\0", "")
    return f" {text}" if text.startswith(DANGER) and not text[1:].replace(".", "", 1).isdigit() else text
