"""What `pressure load --json` says of a file, and what the officers' pages make their words from."""

from typing_extensions import TypedDict


class NoteLine(TypedDict):
    """What was said of one row, or of several for one cause, such as 2-13,15 in `rows`; row 0 is the whole file"""

    row: int
    rows: str
    kind: str
    column: str
    found: str
    expected: str
    next_step: str
    message: str


class MappingRef(TypedDict):
    """One version of a council's column mapping"""

    council_code: str
    version: int


class LoadAccount(TypedDict):
    """read = accepted + held + rejected, and what became of the figures. `load_id` is None where nothing is stored.
    `read_through` are the column mappings the file was read with"""

    load_id: int | None
    source: str
    sha256: str
    read: int
    accepted: int
    held: int
    rejected: int
    not_needed: int
    readings_added: int
    readings_revised: int
    readings_unchanged: int
    already_loaded: bool
    read_through: list[MappingRef]
    errors: list[NoteLine]


class Refused(TypedDict):
    """Why nothing was stored, in words"""

    refused: bool
    message: str


class FileRefusal(Refused):
    """Why a whole file was refused: where, what was found and expected, and what to do"""

    file: str
    row: int
    column: str
    found: str
    expected: str
    next_step: str


class Problem(TypedDict):
    """Why a request was refused, as RFC 9457 has it"""

    type: str
    title: str
    status: int
    detail: str


class BandMove(TypedDict):
    """A measure whose band would be another"""

    title: str
    band_before: int | None
    band_after: int | None


class MoveAccount(TypedDict):
    """What a file would move in one council"""

    council_code: str
    level_before: int | None
    level_after: int | None
    sentence: str
    measures: list[BandMove]


class TriedAccount(LoadAccount):
    """The same of a dry run, with what the file would move"""

    would_move: list[MoveAccount]
