"""One cause is one message: notes that say the same of many rows become one, with the rows it covers."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pressure.ingest.report import RowNote, runs

SHOWN = 3


def told_once(notes: Iterable[RowNote], *apart: str) -> list[RowNote]:
    """Notes in their order, those of one cause at the first of their rows. What waits for a second look is asked about
    figure by figure, and rows that contradict each other name each other: those stay apart. `apart` are their next
    steps."""
    groups: dict[object, list[RowNote]] = {}
    for place, note in enumerate(notes):
        alone = not note.row or note.next_step in apart
        key = place if alone else (note.kind, note.column, note.expected, note.next_step)
        groups.setdefault(key, []).append(note)
    return [_one(own) for own in groups.values()]


def _one(notes: Sequence[RowNote]) -> RowNote:
    first = notes[0]
    if len(notes) == 1:
        return first
    found = list(dict.fromkeys(note.found for note in notes))
    more = f" and {len(found) - SHOWN:,} more like them" if len(found) > SHOWN else ""
    return replace(first, found=f"{'; '.join(found[:SHOWN])}{more}", rows=runs({note.row for note in notes}))
