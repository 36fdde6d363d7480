"""An officer's desk in words: returns, signatures and reviews of their own councils."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pressure.domain.councils import Council
from pressure.domain.declarations import Declaration, Kind
from pressure.domain.rulebook import Rulebook
from pressure.view import words_officers as words
from pressure.view.blocks import Link, Words
from pressure.view.words_dates import table_date, uk_date, uk_moment
from pressure.view.words_numbers import listed

SENT, PART, DUE, LATE = "sent", "part", "due", "late"
CAME = frozenset({SENT, PART})
RAISED = "raised_level"


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """One council's newest week: what came, what is missing, and until when it is due."""

    council: Council
    week_ending: date
    due_at: datetime
    state: str
    missing: tuple[str, ...]
    confirmed_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A declaration that stands or waits. `waits_until` is when an unsigned proposal lapses."""

    council: Council
    declaration: Declaration
    measure_id: str
    kind: Kind | None
    waits_until: datetime | None
    mine: bool
    review_overdue: bool
    view: str | None
    view_words: str = ""

    @property
    def view_said(self) -> str:
        """The principal social worker's view as the register prints it; "" while there is none."""
        return f"{words.VIEWS[self.view]}: {self.view_words}" if self.view else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything on an officer's desk; `waiting` needs a signature, `standing` is in force."""

    councils: tuple[Council, ...]
    returns: tuple[Return, ...]
    waiting: tuple[Matter, ...]
    standing: tuple[Matter, ...]


def titled(measure_id: str, book: Rulebook) -> str:
    """What the catalogue calls it."""
    if measure_id == RAISED:
        return words.RAISED
    return next((m.title for m in book.declarations.catalogue if m.id == measure_id), measure_id)


def return_row(item: Return) -> tuple[Words, ...]:
    """Council, week, state, director's word, link."""
    missing = words.MISSING.format(what=listed(item.missing).lower()) if item.state == PART else ""
    state = words.STATES[item.state].format(when=uk_moment(item.due_at)) + missing
    confirmed = words.CONFIRMED if item.confirmed_by else words.UNCONFIRMED if item.state in {SENT, PART} else "–"
    links = (Link(words.OPEN_LOAD, f"/app/officer-load?council={item.council.code}"), " · ",
             Link(words.OPEN_MOVES, f"/app/officer-moves?council={item.council.code}"))
    return (item.council.name,), (table_date(item.week_ending),), (state,), (confirmed,), links


def waiting_line(item: Matter, book: Rulebook) -> str:
    """What waits, for whom, until when."""
    kind = words.KINDS[item.kind] if item.kind else ""
    return words.WAITS.format(council=item.council.name, kind=kind, title=titled(item.measure_id, book),
                              until=uk_moment(item.waits_until))


def standing_row(item: Matter, book: Rulebook) -> tuple[Words, ...]:
    """Council, measure, review and what may be done with it."""
    review = uk_date(item.declaration.review_by) + (words.OVERDUE if item.review_overdue else "")
    link = Link(words.OPEN_DECLARE, f"/app/officer-declare?council={item.council.code}")
    view = words.VIEWS.get(item.view or "", "–")
    return (item.council.name,), (titled(item.measure_id, book),), (review,), (view,), (link,)


def choice(item: Matter, book: Rulebook) -> str:
    """One matter in a list to choose from."""
    kind = f"{words.KINDS[item.kind]}: " if item.kind else ""
    return f"{item.council.name}, {kind}{titled(item.measure_id, book)} ({item.declaration.declaration_id})"


def sent_row(row: Any, names: Mapping[str, str]) -> tuple[Words, ...]:
    """One statement or request, by role."""
    return ((table_date(row.written_at),), (names.get(row.council_code, row.council_code),),
            (words.SENT_KINDS[row.kind],), (row.words,), (row.by_role.replace("_", " "),))
