"""The view of the principal social worker, or of their named deputy, on a declaration: from their own account, and
never from whoever proposed or signed it."""

import json
from datetime import datetime

from pressure.access.permissions import Act, Actor, require, require_fresh
from pressure.actions.declarations.declaring import text_digest
from pressure.actions.installation import Installation
from pressure.document import entries
from pressure.document.shapes import WholeText
from pressure.domain import declarations as states
from pressure.domain.declarations import Declaration
from pressure.domain.refusals import Refusal
from pressure.domain.written import check_names, written
from pressure.store import councils, declarations, record, statements
from pressure.store.engine import Connection, reading, writing

VIEWS = ("supports", "supports_with_conditions", "does_not_support")
LONGEST = 2000


def read(installation: Installation, *, by: Actor, declaration_id: str) -> WholeText:
    """The whole text a view is about: the newest one proposed, or what is in force. Raises Refusal."""
    council_code, rules = declaration_id.rpartition("-")[0], installation.book().declarations
    require(by, Act.WRITE_VIEW, [council_code])
    with reading(installation.engine) as connection:
        own = declarations.filed(connection, rules, council_code=council_code)
        newest = declarations.last_proposal(connection, declaration_id)
    filed = next((f for f in own if f.declaration.declaration_id == declaration_id), None)
    if filed is None or newest is None:
        raise Refusal("There is no such declaration in force or waiting.")
    waits = states.as_at(filed.declaration, installation.now(), rules).pending
    text: WholeText = json.loads(newest.text) if waits else filed.text
    return text


def write_view(
    installation: Installation,
    *,
    by: Actor,
    declaration_id: str,
    view: str,
    words: str,
    names_nobody: bool,
    text_sha256: str | None = None,
) -> None:
    """Keep a view with its reasons; a later one stands beside the earlier. Public once the measure is. Given the digest
    of the text that was read, refuses when that is no longer the text."""
    if view not in VIEWS:
        raise Refusal("Choose: supports, supports with conditions, or does not support.")
    if text_sha256 not in (None, text_digest(read(installation, by=by, declaration_id=declaration_id))):
        raise Refusal("The text has changed since you read it. Read it again before you give your view.")
    said = written(" ".join(words.split()), "Your reasons", LONGEST, lines=False)
    check_names(names_nobody, "The view")
    if not said:
        raise Refusal(f"Give your reasons in up to {LONGEST:,} characters. They are public.")
    with writing(installation.engine) as connection:
        council_code, rules = declaration_id.rpartition("-")[0], installation.book().declarations
        role, at = require(by, Act.WRITE_VIEW, [council_code]), installation.moment(connection)
        require_fresh(by, Act.WRITE_VIEW, installation.now(), installation.settings.fresh_minutes)
        known = {
            f.declaration.declaration_id: states.as_at(f.declaration, at, rules)
            for f in declarations.filed(connection, rules, council_code=council_code)
        }
        declaration = known.get(declaration_id)
        if declaration is None or declaration.ended_at or not (declaration.pending or declaration.signed_at):
            raise Refusal("There is no such declaration in force or waiting.")
        proposers, signers = declarations.hands(connection, declaration_id)
        states.check_gives_view(
            by.person_id,
            proposers=proposers,
            signers=signers,
        )
        installation.check_reality(c for c in [councils.load_all(connection).get(council_code)] if c)
        number = statements.add_view(
            connection,
            declaration_id=declaration_id,
            view=view,
            words=said,
            by_person=by.person_id,
            by_role=role,
            written_at=at,
        )
        _record(connection, by, role, at, declaration, view, record.of_words(f"view-{number}", said))


def _record(
    connection: Connection,
    by: Actor,
    role: str,
    at: datetime,
    declaration: Declaration,
    view: str,
    words: entries.Written,
) -> None:
    """Sealed while the measure itself is private."""
    what: entries.View = {"declaration_id": declaration.declaration_id, "view": view}
    by_whom, council = by.person_id, declaration.council_code
    if declaration.signed_at:
        record.append(
            connection,
            entries.WRITE_VIEW.of(what=what, private=words),
            at=at,
            by_person=by_whom,
            by_role=role,
            council=council,
        )
    else:
        record.append(
            connection,
            entries.WRITE_VIEW_BEFORE.of(private={**what, **words}),
            at=at,
            by_person=by_whom,
            by_role=role,
        )
