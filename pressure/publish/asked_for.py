"""What a declaration of the highest stage still asks for: the view that could not be had before it was signed, and a
check by somebody outside the council; by when, and whether it was done."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pressure.domain import declarations as states
from pressure.domain.declarations import RAISED
from pressure.domain.moments import day_of
from pressure.domain.rulebook import Rulebook
from pressure.store import statements
from pressure.store.declarations import Filed
from pressure.store.engine import Connection, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Days by which something is due, None where nothing is; and what was given. `no_view` says why no view could be
    had before the text that stands was signed."""

    no_view: str | None = None
    view_by: date | None = None
    view_on: date | None = None
    check_by: date | None = None
    check_on: date | None = None
    check: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Views and remarks by a moment, by declaration."""

    views: Mapping[str, Row[Any]]
    without: Mapping[str, Row[Any]]
    checks: Mapping[str, Row[Any]]


def said(connection: Connection, at: datetime) -> Said:
    """Everything said of declarations by a moment."""
    return Said(
        statements.views(connection, at),
        statements.remarks(connection, statements.NO_VIEW, at),
        statements.remarks(connection, statements.OUTSIDE_CHECK, at),
    )


def asked(filed: Filed, known: Said, book: Rulebook, nation_code: str) -> Asked:
    """What one signed declaration asks for. A nation without rules has no working days, so no day either."""
    own, nation, rules = filed.declaration, book.nations.get(nation_code), book.declarations
    if filed.measure_id == RAISED or nation is None:
        return Asked()
    without, check = known.without.get(own.declaration_id), known.checks.get(own.declaration_id)
    of_this = without if without is not None and without.text_sha256 == filed.text_sha256 else None
    signed_at = filed.text_signed_at
    return Asked(
        no_view=of_this.words if of_this is not None else None,
        view_by=states.late_view_by(signed_at, rules, nation) if of_this is not None and signed_at else None,
        view_on=_late(known.views.get(own.declaration_id), signed_at) if of_this is not None else None,
        check_by=states.outside_check_by(own.stage, own.signed_at, rules, nation),
        check_on=check.done_on if check is not None else None,
        check=check.words if check is not None else None,
    )


def asked_for(
    connection: Connection, signed: Iterable[Filed], book: Rulebook, nations: Mapping[str, str], at: datetime
) -> list[date]:
    """The days after which a public page will say that something was due and is not there."""
    known = said(connection, at)
    return [day for f in signed for day in _open(asked(f, known, book, nations[f.declaration.council_code]))]


def _open(asked: Asked) -> Iterator[date]:
    if asked.view_by is not None and asked.view_on is None:
        yield asked.view_by
    if asked.check_by is not None and asked.check_on is None:
        yield asked.check_by


def _late(view: Row[Any] | None, signed_at: datetime | None) -> date | None:
    """The day of a view that was given after the text was signed."""
    given = view is not None and signed_at is not None and view.written_at > signed_at
    return day_of(view.written_at) if view is not None and given else None
