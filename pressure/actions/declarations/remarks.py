"""What is said of a declaration of the highest stage besides its text: that no view could be had, and a check by
somebody outside the council."""

from datetime import date
from typing import Any

from pressure.access.permissions import Act, Actor, require, require_fresh
from pressure.actions.declarations.declaring import find
from pressure.actions.installation import Installation
from pressure.document import entries
from pressure.domain import declarations as states
from pressure.domain.declaration_text import MOST_CHARACTERS
from pressure.domain.moments import UK, day_of
from pressure.domain.refusals import Refusal
from pressure.domain.written import check_names, written
from pressure.store import record, statements
from pressure.store.engine import Connection, writing
from pressure.store.statements import NO_VIEW, OUTSIDE_CHECK


def say_no_view(
    installation: Installation, *, by: Actor, declaration_id: str, text_sha256: str, why: str, names_nobody: bool
) -> None:
    """Say of exactly this text, hours after it was proposed, that neither the professional lead nor their deputy gave a
    view, and why. Public with the measure; then it may be signed."""
    said = _words(why, "Why no view could be had", names_nobody)
    with writing(installation.engine) as connection:
        item, at = find(connection, installation, declaration_id), installation.moment(connection)
        rules = installation.book().declarations
        role = require(by, Act.SIGN, [item.declaration.council_code])
        require_fresh(by, Act.SIGN, installation.now(), installation.settings.fresh_minutes)
        pending = states.as_at(item.declaration, at, rules).pending
        if pending is None or pending.text_sha256 != text_sha256:
            raise Refusal("The text has changed since you read it. Read it again.")
        if not states.needs_view(item.declaration, pending.kind, rules):
            raise Refusal("This does not wait for a view: sign it, or send it back.")
        if at < (until := states.view_awaited_until(pending.proposed_at, rules)):
            raise Refusal(
                "Ask the professional lead and their named deputy first. "
                f"From {until.astimezone(UK):%-d %B, %H:%M} you can say that no view could be had."
            )
        viewed = statements.views(connection, at).get(declaration_id)
        if viewed is not None and viewed.written_at >= pending.proposed_at:
            raise Refusal("There is a view on this text. Read it, and sign or send back.")
        what: entries.About = {"declaration_id": declaration_id, "text_sha256": text_sha256}
        number = _keep(connection, by, role, at, kind=NO_VIEW, done_on=None, words=said, **what)
        record.append(
            connection,
            entries.NO_VIEW.of(private={**what, **record.of_words(f"remark-{number}", said)}),
            at=at,
            by_person=by.person_id,
            by_role=role,
        )


def record_check(
    installation: Installation, *, by: Actor, declaration_id: str, done_on: date | None, words: str, names_nobody: bool
) -> None:
    """Keep that somebody outside the council has checked a measure, on which day, who (a body, never a name) and what
    they found. A later one stands in its place; the caller publishes."""
    said = _words(words, "Who checked, and what they found", names_nobody)
    with writing(installation.engine) as connection:
        item, at = find(connection, installation, declaration_id), installation.moment(connection)
        declaration, rules = item.declaration, installation.book().declarations
        role = require(by, Act.RECORD_CHECK, [declaration.council_code])
        require_fresh(by, Act.RECORD_CHECK, installation.now(), installation.settings.fresh_minutes)
        if declaration.signed_at is None or rules.view is None or declaration.stage < rules.view.stage:
            raise Refusal("A check from outside is asked for of a signed stage 3 measure, and this is none.")
        if done_on is None or not day_of(declaration.signed_at) <= done_on <= day_of(at):
            raise Refusal(
                f"Give the day of the check: from {day_of(declaration.signed_at).isoformat()}, when this was signed, "
                "to today."
            )
        what: entries.About = {"declaration_id": declaration_id, "text_sha256": item.text_sha256}
        number = _keep(connection, by, role, at, kind=OUTSIDE_CHECK, done_on=done_on, words=said, **what)
        record.append(
            connection,
            entries.RECORD_CHECK.of(
                what={**what, "done_on": done_on.isoformat()}, private=record.of_words(f"remark-{number}", said)
            ),
            at=at,
            by_person=by.person_id,
            by_role=role,
            council=declaration.council_code,
        )


def _words(words: str, what: str, names_nobody: bool) -> str:
    said = written(" ".join(words.split()), what, MOST_CHARACTERS, lines=False)
    if not said:
        raise Refusal(f"{what}: say it in up to {MOST_CHARACTERS:,} characters. It is public.")
    check_names(names_nobody, what)
    return said


def _keep(connection: Connection, by: Actor, role: str, at: Any, **values: Any) -> int:
    return statements.add_remark(connection, by_person=by.person_id, by_role=role, written_at=at, **values)
