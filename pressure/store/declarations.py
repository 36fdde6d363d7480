"""Proposals and signatures, folded into declarations and into the register the rating reads."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from pressure.document.shapes import WholeText
from pressure.domain import declarations as states
from pressure.domain.declarations import RAISED, Declaration, Kind, State
from pressure.domain.refusals import Refusal
from pressure.domain.register import Entry, RaisedLevel, Register
from pressure.domain.rulebook import DeclarationRules
from pressure.store import tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A declaration with its texts: what was proposed, by which role, and what was signed."""

    declaration: Declaration
    measure_id: str
    text: WholeText
    text_sha256: str
    proposed_by_role: str
    signed_by_role: str
    ended_at: datetime | None
    end_text: WholeText | None
    text_signed_at: datetime | None = None
    """When the signed text that stands was signed: its first one, or its newest renewal."""
    renewed_from: str | None = None
    """The digest of the signed text that the newest renewal took the place of."""


def add_proposal(connection: Connection, **values: Any) -> int:
    """Store a proposal; `text` is canonical JSON whose sha256 is `text_sha256`."""
    row = connection.execute(insert(tables.proposals).values(values).returning(tables.proposals.c.id))
    return int(row.scalar_one())


def add_signature(connection: Connection, **values: Any) -> None:
    """Store a second person's decision. The database refuses the proposer and any other text."""
    connection.execute(insert(tables.signatures).values(values))


def filed(
    connection: Connection,
    rules: DeclarationRules,
    *,
    council_code: str | None = None,
    known_at: datetime | None = None,
) -> list[Filed]:
    """Every declaration as it stood at a moment, oldest first."""
    events: dict[str, list[tuple[Row[Any], Row[Any] | None]]] = {}
    query = select(tables.proposals).order_by(tables.proposals.c.id)
    if council_code:
        query = query.where(tables.proposals.c.council_code == council_code)
    decided = {
        r.proposal_id: r
        for r in connection.execute(select(tables.signatures))
        if known_at is None or r.signed_at <= known_at
    }
    for row in connection.execute(query):
        if known_at is None or row.proposed_at <= known_at:
            events.setdefault(row.declaration_id, []).append((row, decided.get(row.id)))
    return [_fold(rows, rules, known_at) for rows in events.values()]


def last_proposal(connection: Connection, declaration_id: str) -> Row[Any] | None:
    query = select(tables.proposals).where(tables.proposals.c.declaration_id == declaration_id)
    return connection.execute(query.order_by(tables.proposals.c.id.desc()).limit(1)).first()


def decision(connection: Connection, proposal_id: int) -> Row[Any] | None:
    """What a second person decided about a proposal; None while nobody has."""
    return connection.execute(select(tables.signatures).where(tables.signatures.c.proposal_id == proposal_id)).first()


def hands(connection: Connection, declaration_id: str) -> tuple[frozenset[str], frozenset[str]]:
    """Everybody who has proposed something about a declaration, and everybody who has signed it."""
    proposed, decided = tables.proposals, tables.signatures
    proposers = select(proposed.c.proposed_by).where(proposed.c.declaration_id == declaration_id)
    signers = select(decided.c.signed_by).where(
        decided.c.declaration_id == declaration_id, decided.c.outcome == "signed"
    )
    return frozenset(connection.execute(proposers).scalars()), frozenset(connection.execute(signers).scalars())


def unsigned(connection: Connection, council_code: str) -> list[Row[Any]]:
    """The newest proposal about each declaration that nobody has signed, with who sent it back, when and why; these
    are None while it waits or when it lapsed."""
    proposal, decision, later = tables.proposals, tables.signatures, tables.proposals.alias("later")
    query = (
        select(proposal, decision.c.reason, decision.c.signed_at.label("returned_at"))
        .outerjoin(decision, decision.c.proposal_id == proposal.c.id)
        .where(
            proposal.c.council_code == council_code,
            decision.c.outcome.is_distinct_from("signed"),
            ~select(later.c.id)
            .where(later.c.declaration_id == proposal.c.declaration_id, later.c.id > proposal.c.id)
            .exists(),
        )
    )
    return list(connection.execute(query.order_by(proposal.c.id)))


def signed(connection: Connection, known_at: datetime) -> list[Row[Any]]:
    """Every proposal signed by a moment with when it was, in the order signed: the events of the register."""
    proposal, decision = tables.proposals, tables.signatures
    query = (
        select(proposal, decision.c.signed_at)
        .join(decision, decision.c.proposal_id == proposal.c.id)
        .where(decision.c.outcome == "signed", decision.c.signed_at <= known_at)
    )
    return list(connection.execute(query.order_by(decision.c.signed_at, proposal.c.id)))


def register(connection: Connection, rules: DeclarationRules, council_code: str, known_at: datetime) -> Register:
    """What the council had signed by a moment, as the rating reads it."""
    entries, raised = [], []
    for item in filed(connection, rules, council_code=council_code, known_at=known_at):
        declaration = item.declaration
        if declaration.signed_at is None or declaration.review_by is None:
            continue
        if item.measure_id == RAISED:
            raised.append(
                RaisedLevel(
                    council_code=council_code,
                    level=int(item.text["level"]),
                    reason=str(item.text["reason"]),
                    from_at=declaration.signed_at,
                    review_by=declaration.review_by,
                    ended_at=declaration.ended_at,
                )
            )
        else:
            entries.append(
                Entry(
                    declaration_id=declaration.declaration_id,
                    council_code=council_code,
                    measure_id=item.measure_id,
                    stage=declaration.stage,
                    area=str(item.text.get("area", "")),
                    starts_at=declaration.starts_at,
                    signed_at=declaration.signed_at,
                    review_by=declaration.review_by,
                    ended_at=declaration.ended_at,
                )
            )
    return Register(tuple(entries), tuple(raised))


def _fold(rows: list[tuple[Row[Any], Row[Any] | None]], rules: DeclarationRules, known_at: datetime | None) -> Filed:
    first = rows[0][0]
    declaration: Declaration | None = None
    signed_row, signed_role, signed_at, end_text, renewed_from = first, "", None, None, None
    for row, decision in rows:
        declaration = _proposed(declaration, row, rules)
        if decision is not None:
            declaration = _decided(declaration, decision, rules)
            if decision.outcome == "signed" and row.kind == Kind.END:
                end_text = json.loads(row.text)
            elif decision.outcome == "signed":
                renewed_from = signed_row.text_sha256 if row.kind == Kind.RENEW else renewed_from
                signed_row, signed_role, signed_at = row, decision.signed_by_role, decision.signed_at
    if declaration is None:
        raise Refusal("a declaration has no proposal")
    if known_at is not None:
        declaration = states.as_at(declaration, known_at, rules)
    return Filed(
        declaration=declaration,
        measure_id=signed_row.measure_id,
        text=json.loads(signed_row.text),
        text_sha256=signed_row.text_sha256,
        proposed_by_role=signed_row.proposed_by_role,
        signed_by_role=signed_role,
        ended_at=declaration.ended_at,
        end_text=end_text,
        text_signed_at=signed_at,
        renewed_from=renewed_from,
    )


def _proposed(declaration: Declaration | None, row: Row[Any], rules: DeclarationRules) -> Declaration:
    if declaration is None:
        return states.propose(
            declaration_id=row.declaration_id,
            council_code=row.council_code,
            stage=row.stage,
            starts_at=row.starts_at,
            review_by=row.review_by,
            text_sha256=row.text_sha256,
            by=row.proposed_by,
            at=row.proposed_at,
            rules=rules,
        )
    return states.propose_change(
        declaration,
        kind=Kind(row.kind),
        text_sha256=row.text_sha256,
        by=row.proposed_by,
        at=row.proposed_at,
        rules=rules,
        review_by=row.review_by,
        stage=row.stage,
        starts_at=row.starts_at,
    )


def _decided(declaration: Declaration, decision: Row[Any], rules: DeclarationRules) -> Declaration:
    if decision.outcome == "signed":
        return states.sign(
            declaration,
            text_sha256=decision.text_sha256,
            by=decision.signed_by,
            managed_by_proposer=False,
            at=decision.signed_at,
            rules=rules,
        )
    return states.send_back(
        declaration, text_sha256=decision.text_sha256, by=decision.signed_by, at=decision.signed_at, rules=rules
    )


__all__ = [
    "RAISED",
    "Filed",
    "State",
    "add_proposal",
    "add_signature",
    "filed",
    "hands",
    "last_proposal",
    "register",
    "signed",
    "unsigned",
]
