"""What one load did, for the page, the command and the public contract of `pressure load --json`."""

from dataclasses import dataclass

from pressure.document.loads import LoadAccount, NoteLine
from pressure.domain.readings import Reading
from pressure.ingest.report import SECOND_LOOK, RowNote


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What one load did. `load_id` is None for a dry run and when nothing of the file was taken: then nothing is
    stored. `news` are the readings that say something new, `overruled` the figures held for a second look that somebody
    has accepted, `read_through` the column mappings it was read with, by council and version."""

    load_id: int | None
    source: str
    sha256: str
    read: int
    accepted: int
    held: int
    rejected: int
    not_needed: int
    readings_added: int = 0
    readings_revised: int = 0
    readings_unchanged: int = 0
    already_loaded: bool = False
    encoding: str = ""
    notes: tuple[RowNote, ...] = ()
    readings: tuple[Reading, ...] = ()
    overruled: tuple[Reading, ...] = ()
    news: tuple[Reading, ...] = ()
    read_through: tuple[tuple[str, int], ...] = ()

    @property
    def acceptable(self) -> int:
        """How many held rows a person can accept: those held for a second look."""
        return sum(note.next_step == SECOND_LOOK for note in self.notes)

    @property
    def nothing_counts(self) -> bool:
        """Whether no figure of the file counts, be it that none could be read or that all wait for a second look."""
        return not (self.readings or self.already_loaded)

    @property
    def nothing_taken(self) -> bool:
        """Whether no row was accepted, and none can be by looking at it."""
        return not (self.accepted or self.acceptable or self.already_loaded)

    def as_json(self) -> LoadAccount:
        """The public contract of `pressure load --json` (DESIGN §4)."""
        return {
            "load_id": self.load_id,
            "source": self.source,
            "sha256": self.sha256,
            "read": self.read,
            "accepted": self.accepted,
            "held": self.held,
            "rejected": self.rejected,
            "not_needed": self.not_needed,
            "readings_added": self.readings_added,
            "readings_revised": self.readings_revised,
            "readings_unchanged": self.readings_unchanged,
            "already_loaded": self.already_loaded,
            "read_through": [{"council_code": code, "version": version} for code, version in self.read_through],
            "errors": [note_line(n) for n in self.notes],
        }


def note_line(note: RowNote) -> NoteLine:
    """What was said of a row, as plain data."""
    return {
        "row": note.row,
        "rows": note.rows,
        "kind": note.kind,
        "column": note.column,
        "found": note.found,
        "expected": note.expected,
        "next_step": note.next_step,
        "message": note.message,
    }
