"""Whether the words that must stand in a file stand in it."""

from pressure.ingest.publisher import Fetch, Says
from pressure.ingest.table_file import TableFile

BEGINNING = 4096


def words_missing(file: TableFile, fetch: Fetch) -> list[Says]:
    """The words that do not stand where they must. Raises FileRefused when their sheet is missing."""
    return [says for says in fetch.says if " ".join(says.words.split()).lower() not in _text(file, says.sheet).lower()]


def _text(file: TableFile, sheet: str) -> str:
    if file.safe.format == "csv":
        return " ".join(file.safe.text[:BEGINNING].split())
    if not sheet:
        return ""
    return " ".join(" ".join(" ".join(cells).split()) for _, cells in file.sheets(sheet)[sheet])
