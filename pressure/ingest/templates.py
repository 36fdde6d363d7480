"""The weekly return, prefilled: code, week, every measure, and last week's figure beside it, never in it."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date

from pressure.domain.councils import Council
from pressure.domain.rating.confirming import items
from pressure.domain.readings import REGISTER_CONFIRMED, Reading, Status
from pressure.domain.rulebook import Rulebook
from pressure.ingest.causes import RETURN_HEADER
from pressure.ingest.workbooks.write import Sheet, workbook

HEADER = RETURN_HEADER
WIDTHS = (14, 14, 26, 12, 12, 10, 16, 30)
TITLE = "Weekly return of pressure on adult social care"
Line = tuple[str, ...]


def template_rows(
    council: Council | None, book: Rulebook, week_ending: date | None, last: Mapping[str, Reading]
) -> list[Line]:
    """The header and a row for each measure that is asked for, and for each item of the register. Last week's figure
    stands in the note, so that an untouched row is
    rejected as blank and never passes for a new figure. Without a council or week, those cells stay empty."""
    asked = [m.id for m in book.asked(council.nation_code if council else None, week_ending)]
    start = (council.code if council else "", week_ending.isoformat() if week_ending else "")
    return [
        HEADER,
        *(
            (*start, measure_id, "", "", "", "ok", _note(measure_id, book, last.get(measure_id)))
            for measure_id in [*asked, *items(book), REGISTER_CONFIRMED]
        ),
    ]


def template_csv(rows: Sequence[Line]) -> bytes:
    """UTF-8 with line feeds; no byte-order mark."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def template_xlsx(rows: Sequence[Line]) -> bytes:
    """A workbook with one sheet called "return", every cell text."""
    return workbook([Sheet("return", rows, WIDTHS, header=0)], title=TITLE)


def _note(measure_id: str, book: Rulebook, last: Reading | None) -> str:
    """Last week's figure, and what the value is for where it says how the council looked."""
    measure, said = book.measure(measure_id), _last_week(last)
    ways = ", ".join(measure.how_we_looked) if measure else ""
    how = f"value: how you looked ({ways})" if ways else ""
    return "; ".join(part for part in (said, how) if part)


def _last_week(reading: Reading | None) -> str:
    if reading is None:
        return ""
    if reading.numerator is None and reading.value is not None:
        return f"last week: {'yes' if reading.value == 1 else 'no'}"
    if reading.status is Status.NOT_SUBMITTED or reading.count is None:
        return f"last week: {reading.status.value.replace('_', ' ')}"
    count = reading.count
    shown = str(count.numerator) if count.denominator == 1 else f"{float(count):.4f}".rstrip("0")
    return f"last week: {shown}"
