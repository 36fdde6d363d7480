"""What became of requests to correct something: answers, each a fact of its own."""

import sqlalchemy as sa
from alembic import op

from pressure.store.tables import immutability
from pressure.store.tables.types import Moment

revision = "0002"
down_revision = "0001"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "request_answers",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("request_id", WHOLE, nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("correction_id", sa.Text(), nullable=True),
        sa.Column("by_person", sa.Text(), nullable=False),
        sa.Column("by_role", sa.Text(), nullable=False),
        sa.Column("answered_at", Moment(), nullable=False),
        sa.CheckConstraint("outcome IN ('answered', 'accepted', 'refused')", name="ck_request_answers_outcome"),
        sa.CheckConstraint(
            "(outcome = 'accepted') = (correction_id IS NOT NULL)",
            name="ck_request_answers_accepted_names_its_correction",
        ),
        sa.ForeignKeyConstraint(["request_id"], ["statements.id"], name="fk_request_answers_request_id_statements"),
        sa.PrimaryKeyConstraint("id", name="pk_request_answers"),
        sqlite_strict=True,
    )
    op.create_index("ix_request_answers_request_id", "request_answers", ["request_id"])
    dialect = op.get_bind().dialect.name
    for statement in (immutability.postgresql if dialect == "postgresql" else immutability.sqlite)("request_answers"):
        op.execute(statement)
