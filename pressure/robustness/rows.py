"""The table that is published: one figure a row."""

import csv
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from io import StringIO

PLACES = 1


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `lowest` and `highest` are of seeds or trials, where there are several. `bar` is what it must keep
    to and `met` whether it does."""

    about: str
    scenario: str
    case: str
    unit: str
    figure: float
    lowest: float | None = None
    highest: float | None = None
    bar: str = ""
    met: str = ""


def csv_text(rows: Iterable[Row]) -> str:
    """The table as a file, to one decimal place."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(field.name for field in fields(Row))
    for row in rows:
        writer.writerow(f"{v:.{PLACES}f}" if isinstance(v, float) else "" if v is None else v for v in astuple(row))
    return out.getvalue()


def read_rows(text: str) -> list[Row]:
    """The rows of such a file. Raises ValueError for another."""
    reader = csv.DictReader(StringIO(text))
    if reader.fieldnames != [field.name for field in fields(Row)]:
        raise ValueError("not a table of robustness: run `pressure robustness` to make one")
    return [
        Row(
            line["about"],
            line["scenario"],
            line["case"],
            line["unit"],
            float(line["figure"]),
            float(line["lowest"]) if line["lowest"] else None,
            float(line["highest"]) if line["highest"] else None,
            line["bar"],
            line["met"],
        )
        for line in reader
    ]
