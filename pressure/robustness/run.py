"""`pressure robustness`: the table and its pictures, worked out anew."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pressure.domain.refusals import Refusal
from pressure.domain.rules_history import Rules
from pressure.robustness.england import read_councils, read_england
from pressure.robustness.pictures import pictures
from pressure.robustness.results import robustness
from pressure.robustness.rows import Row, csv_text
from pressure.robustness.shipped import file_of


def run(rules: Rules, day: date, more: Sequence[Row], out: Path | None = None) -> tuple[Path, Sequence[Row]]:
    """Write the table, with `more` rows after it, of the rules of a day: with its pictures to a folder, or without one
    to where the rules look for it. Gives the file and its rows. Raises Refusal when the folder cannot be written."""
    england, book = read_england(), rules.in_force(day)
    rows = [*robustness(england, read_councils(england, book.evidence.adults_at_least), book), *more]
    file = out / "robustness.csv" if out else file_of(book)
    files = {file: csv_text(rows)}
    if out:
        files |= {out / name: svg for name, svg in pictures(rows, england, book).items()}
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            path.write_text(text, "utf-8")
    except OSError as error:
        raise Refusal(f"{file.parent} cannot be written ({error.strerror}). Name another folder with --out.") from None
    return file, rows
