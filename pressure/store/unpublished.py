"""Officers' actions since a given time that the next release must show."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, literal, select, union_all

from pressure.store import tables
from pressure.store.statements import OUTSIDE_CHECK

SIGNED, WITHDRAWN, SAID, VIEWED, CHECKED = (
    "sign",
    "withdraw",
    "publish_statement",
    "write_view",
    "record_outside_check",
)


def acts_as_of(connection: Connection, track: str, release_id: str) -> datetime | None:
    """The moment up to which a release knew every act; None for one this database does not know."""
    table = tables.releases
    query = select(table.c.published_at).where(table.c.track == track, table.c.id == release_id)
    return connection.execute(query).scalar()


def acts_since(connection: Connection, moment: datetime) -> list[Row[Any]]:
    """(council_code, action, at, note) of every such act later than a moment, oldest first. A view counts once its
    declaration is signed, and the withdrawal of a load once for each council in it; `note` is its reason."""
    signed, proposed, gone = tables.signatures, tables.proposals, tables.load_withdrawals
    said, viewed, read = tables.statements, tables.social_worker_views, tables.readings
    remarked = tables.declaration_remarks
    public = select(signed.c.declaration_id).where(signed.c.outcome == "signed")
    council_of = select(proposed.c.declaration_id, proposed.c.council_code).distinct().subquery()
    parts = (
        select(
            proposed.c.council_code,
            literal(SIGNED).label("action"),
            signed.c.signed_at.label("at"),
            literal("").label("note"),
        )
        .join(proposed, proposed.c.id == signed.c.proposal_id)
        .where(signed.c.outcome == "signed", signed.c.signed_at > moment),
        select(read.c.council_code, literal(WITHDRAWN), gone.c.withdrawn_at, gone.c.reason)
        .distinct()
        .join(gone, gone.c.load_id == read.c.load_id)
        .where(gone.c.withdrawn_at > moment),
        select(said.c.council_code, literal(SAID), said.c.written_at, literal("")).where(
            said.c.kind == "statement", said.c.written_at > moment
        ),
        select(council_of.c.council_code, literal(VIEWED), viewed.c.written_at, literal(""))
        .join(council_of, council_of.c.declaration_id == viewed.c.declaration_id)
        .where(viewed.c.declaration_id.in_(public), viewed.c.written_at > moment),
        select(council_of.c.council_code, literal(CHECKED), remarked.c.written_at, literal(""))
        .join(council_of, council_of.c.declaration_id == remarked.c.declaration_id)
        .where(remarked.c.kind == OUTSIDE_CHECK, remarked.c.written_at > moment),
    )
    rows = connection.execute(union_all(*parts)).all()
    return sorted(rows, key=lambda row: (row.at, row.council_code))
