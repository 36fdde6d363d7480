"""Reasons that stood within entries of the record stand beside them from now on, so that they can be taken out. Those
written before stay where they are: no entry is ever changed."""

import sqlalchemy as sa
from alembic import op

from pressure.store.tables import immutability

revision = "0007"
down_revision = "0006"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "reasons_given",
        sa.Column("seq", WHOLE, autoincrement=False, nullable=False),
        sa.Column("council_code", sa.Text(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_reasons_given"),
        sqlite_strict=True,
    )
    made = immutability.postgresql if op.get_bind().dialect.name == "postgresql" else immutability.sqlite
    for statement in made("reasons_given"):
        op.execute(statement)
