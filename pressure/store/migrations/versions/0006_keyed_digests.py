"""The record commits under secret nonces. One that told plain digests and people's numbers is set aside: what it told
cannot be taken back, but it is not published again, and a record of another name begins with an entry that says why."""

import hashlib
from datetime import UTC, datetime

import rfc8785
import sqlalchemy as sa
from alembic import op

from pressure.store.tables import immutability

revision = "0006"
down_revision = "0005"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WHY = (
    "The record before this one held the plain sha256 of councils' files and the numbers of officers. A small file "
    "can be found again from its digest, and a person from a number. It is kept, can still be checked, and is no "
    "longer published. Whoever holds a copy of it should delete it and keep its checkpoints."
)


def upgrade() -> None:
    for table in ("loads", "releases"):
        op.add_column(table, sa.Column("nonce", sa.Text))
    op.create_table(
        "record_before",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name="pk_record_before"),
        sa.UniqueConstraint("hash", name="uq_record_before_hash"),
        sa.UniqueConstraint("idempotency_key", name="uq_record_before_idempotency_key"),
        sqlite_strict=True,
    )
    op.create_table(
        "seals",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_seals"),
        sqlite_strict=True,
    )
    op.create_table(
        "pseudonym_keys",
        sa.Column("year", WHOLE, autoincrement=False, nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("year", name="pk_pseudonym_keys"),
        sqlite_strict=True,
    )
    _begin_anew()
    for table in ("record_before", "seals"):
        _refuse(table)


def _begin_anew() -> None:
    connection = op.get_bind()
    last = connection.execute(sa.text("SELECT seq, hash FROM record ORDER BY seq DESC LIMIT 1")).first()
    if last is None:
        return
    op.execute(
        "INSERT INTO record_before (seq, body, hash, idempotency_key) "
        "SELECT seq, body, hash, idempotency_key FROM record"
    )
    postgresql = connection.dialect.name == "postgresql"
    for name in ("change", "truncate") if postgresql else ("update", "delete"):
        op.execute(f"DROP TRIGGER record_no_{name}{' ON record' if postgresql else ''}")
    op.execute("DELETE FROM record")
    body = rfc8785.dumps(
        {
            "seq": 1,
            "prev": "0" * 64,
            "at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
            "action": "new_origin",
            "by": {"person": "operator", "role": "operator"},
            "what": {"why": WHY, "entries_before": last.seq, "last_hash_before": last.hash},
        }
    )
    connection.execute(
        sa.text("INSERT INTO record (seq, body, hash) VALUES (1, :body, :hash)"),
        {"body": body.decode(), "hash": hashlib.sha256(body).hexdigest()},
    )
    _refuse("record")


def _refuse(table: str) -> None:
    made = immutability.postgresql if op.get_bind().dialect.name == "postgresql" else immutability.sqlite
    for statement in made(table):
        op.execute(statement)
