"""The last sheet of a workbook: what is in it, and what its columns mean."""

from collections.abc import Sequence

from pressure.document.dictionary import dictionary
from pressure.ingest.workbooks.write import Sheet
from pressure.words import data as words


def columns_said(said: Sequence[str], *tables: str) -> Sheet:
    """Sentences, then each column of some tables once, with the words of the dictionary."""
    columns = {
        c.name: (c.name, words.TYPES[c.type], c.description) for name in tables for c in dictionary()[name].columns
    }
    rows = [*((line,) for line in said), ("",), ("Column", "Holds", "Meaning"), *columns.values()]
    return Sheet("about", rows, (26, 16, 90), header=len(said) + 1)
