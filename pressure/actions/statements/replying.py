"""A council's right of reply: a statement beside its level, and requests to correct something."""

from typing import Any

from pressure.access.permissions import Act, Actor, require, require_fresh
from pressure.actions.office import Office
from pressure.domain.refusals import Refusal
from pressure.domain.written import check_names, written
from pressure.store import councils, record, statements
from pressure.store.engine import Row, reading, writing

LONGEST = 1500
STATEMENT, CORRECTION = "statement", "correction"
ACTS = {STATEMENT: Act.PUBLISH_STATEMENT, CORRECTION: Act.REQUEST_CORRECTION}


def say(office: Office, *, by: Actor, council_code: str, kind: str, words: str, names_nobody: bool = False) -> None:
    """Keep a statement, public at the next release and until the next change of level, or a correction request. Of a
    statement somebody has said that it names no person."""
    said = written(" ".join(words.split()), "Your words", LONGEST, lines=False)
    if not said:
        raise Refusal(f"Write up to {LONGEST:,} characters.")
    if kind == STATEMENT:
        check_names(names_nobody, "The statement")
    with writing(office.engine) as connection:
        act = ACTS[kind]
        role, at = require(by, act, [council_code]), office.moment(connection)
        require_fresh(by, act, office.now(), office.settings.fresh_minutes)
        office.check_reality(c for c in [councils.load_all(connection).get(council_code)] if c)
        number = statements.add_statement(
            connection,
            council_code=council_code,
            kind=kind,
            words=said,
            by_person=by.person_id,
            by_role=role,
            written_at=at,
        )
        record.append(
            connection,
            action=act.value,
            at=at,
            by_person=by.person_id,
            by_role=role,
            council=council_code,
            what={"council_code": council_code, "kind": kind},
            private=record.of_words(f"statement-{number}", said),
        )


def stated(office: Office, by: Actor) -> list[Row[Any]]:
    """What the councils of this person have said in public, newest first."""
    with reading(office.engine) as connection:
        every = statements.statements(connection, by.councils_for(Act.REQUEST_CORRECTION), office.now())
    return [row for row in every if row.kind == STATEMENT]
