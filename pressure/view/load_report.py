"""What a file says and would do, in words and rows: before it is stored and after."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pressure.view import words_officers as words
from pressure.view.blocks import Words
from pressure.view.words_dates import short_date, uk_moment

NOTES_A_PAGE = 25
Loaded = Mapping[str, Any]


def account(loaded: Loaded) -> str:
    """read = accepted + held + rejected, and what became of the figures."""
    figures = words.FIGURES.format(added=loaded["readings_added"], revised=loaded["readings_revised"],
                                   unchanged=loaded["readings_unchanged"])
    start = words.ALREADY.format(load_id=loaded["load_id"]) + " " if loaded["already_loaded"] else ""
    return f"{start}{words.RECONCILED.format(**loaded)} {figures}"


def note_pages(notes: Sequence[Mapping[str, Any]]) -> int:
    return -(-len(notes) // NOTES_A_PAGE)


def note_rows(notes: Sequence[Mapping[str, Any]], page: int) -> list[tuple[Words, ...]]:
    """One page of notes. What we held for a second look says so in its own words."""
    own = notes[(page - 1) * NOTES_A_PAGE:page * NOTES_A_PAGE]
    return [((str(n["row"] or "–"),), (words.NOTE_KINDS[n["kind"]],), (n["column"] or "–",), (n["found"],),
             (n["expected"],), (n["next_step"],)) for n in own]


def moved(sentences: Iterable[str], names: Mapping[str, str]) -> str:
    """Each council's sentence, by its name."""
    lines = []
    for sentence in sentences:
        code, _, rest = sentence.partition(" ")
        lines.append(f"- {names.get(code, code)} {rest}")
    return "\n".join(lines) or words.NO_MOVE


def register_said(confirmed: Mapping[str, bool], in_force: Mapping[str, Sequence[str]],
                  names: Mapping[str, str]) -> str:
    """For each council in the file whether it confirms the register, and what that register holds."""
    return "\n".join("- " + (words.REGISTER_SAID if said else words.REGISTER_SILENT).format(
        council=names.get(code, code), what="; ".join(in_force.get(code, ())) or words.NONE_IN_FORCE)
        for code, said in sorted(confirmed.items()))


def stored(loaded: Loaded, next_release: Any) -> str:
    return words.STORED.format(when=uk_moment(next_release), **loaded)


def load_row(row: Any) -> tuple[Words, ...]:
    """One load: by role, never by name."""
    state = (words.LOAD_WITHDRAWN.format(when=short_date(row.withdrawn_at), reason=row.withdrawn_because)
             if row.withdrawn_at else words.LOAD_COUNTS)
    rows = words.LOAD_ROWS.format(accepted=row.accepted, held=row.held, rejected=row.rejected)
    return (str(row.id),), (uk_moment(row.recorded_at),), (row.by_role.replace("_", " "),), (rows,), (state,)
