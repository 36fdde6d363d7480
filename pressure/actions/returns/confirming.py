"""The director confirms or comments on a week's figures, exactly these; silence never stops a release."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import rfc8785

from pressure.access.permissions import Act, Actor, require
from pressure.actions.installation import Installation
from pressure.document import entries
from pressure.domain.as_known import KnownAt
from pressure.domain.moments import day_of
from pressure.domain.readings import Reading
from pressure.domain.refusals import Refusal
from pressure.domain.written import written
from pressure.store import councils, readings, record, statements
from pressure.store.engine import Connection, Row, reading, writing

LONGEST = 2000

Figures = Mapping[str, Reading]
"""The newest figure of each measure of a week, by measure."""


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """What a director has before them: the week's figures, their digest, and those of the week before."""

    figures: Figures
    sha256: str
    before: Figures


def confirm(
    installation: Installation,
    *,
    by: Actor,
    council_code: str,
    week_ending: date,
    figures_sha256: str,
    comment: str = "",
) -> None:
    """Say that these figures are right, by the digest of what was shown, with a comment if any. The comment stays
    inside; the role is public. Raises Refusal, also when the figures have changed since."""
    comment = written(comment, "The comment", LONGEST)
    with writing(installation.engine) as connection:
        role, at = require(by, Act.CONFIRM_RETURN, [council_code]), installation.moment(connection)
        council = councils.load_all(connection).get(council_code)
        figures = readings.return_of_week(connection, council_code, week_ending, known_at=at)
        if council is None or week_ending > day_of(at) or not figures:
            raise Refusal("There is no such return.")
        installation.check_reality([council])
        if digest(figures) != figures_sha256:
            raise Refusal("The figures have changed since you read them. Read them again before you confirm.")
        number = statements.add_confirmation(
            connection,
            council_code=council_code,
            week_ending=week_ending,
            comment=comment,
            by_person=by.person_id,
            by_role=role,
            confirmed_at=at,
            figures_sha256=figures_sha256,
        )
        record.append(
            connection,
            entries.CONFIRM_RETURN.of(
                what={"council_code": council_code, "week_ending": week_ending.isoformat(), "comment": bool(comment)},
                private=record.of_words(f"comment-{number}", comment),
            ),
            at=at,
            by_person=by.person_id,
            by_role=role,
            council=council_code,
        )


def to_confirm(installation: Installation, *, by: Actor, council_code: str, week_ending: date) -> ToConfirm:
    """The exact figures of a week, for those who may confirm them. Raises Refusal."""
    require(by, Act.CONFIRM_RETURN, [council_code])
    with reading(installation.engine) as connection:
        figures = readings.return_of_week(connection, council_code, week_ending, known_at=installation.now())
        return ToConfirm(figures, digest(figures), readings.last_return(connection, council_code, before=week_ending))


def comments(installation: Installation, *, by: Actor, council_code: str, week_ending: date) -> list[Row[Any]]:
    """What directors wrote about a week, newest first, for those who read exact figures there. Raises Refusal."""
    require(by, Act.READ_EXACT, [council_code])
    with reading(installation.engine) as connection:
        return statements.comments(connection, council_code, week_ending)


def digest(figures: Figures) -> str:
    """The sha256 of the figures and of nothing else: who sent them, and how often, does not change it. It stays
    inside: whoever had it could try every figure that rounding leaves open."""
    return hashlib.sha256(
        rfc8785.dumps(
            sorted(
                [
                    r.measure_id,
                    r.numerator,
                    r.scale,
                    r.denominator,
                    None if r.value is None else str(r.value),
                    r.status.value,
                ]
                for r in figures.values()
            )
        )
    ).hexdigest()


def word(connection: Connection, council_code: str, week_ending: date, known_at: KnownAt) -> tuple[str, bool] | None:
    """Under which role a week was confirmed by a moment, and whether its figures are still those; None when nobody
    confirmed it."""
    row = statements.confirmation(connection, council_code, week_ending, known_at)
    if row is None:
        return None
    same = row.figures_sha256 is None or row.figures_sha256 == digest(
        readings.return_of_week(connection, council_code, week_ending, known_at=known_at)
    )
    return row.by_role, same
