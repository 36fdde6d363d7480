"""Who asked to be told by e-mail when a level changes: an address is sealed, and found by a keyed digest alone."""

import sqlalchemy as sa
from alembic import op

from pressure.store.tables.types import Moment

revision = "0013"
down_revision = "0012"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "reader_requests",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("council_code", sa.Text(), nullable=False),
        sa.Column("address_digest", sa.Text(), nullable=False),
        sa.Column("address_sealed", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("failures", WHOLE, nullable=False),
        sa.CheckConstraint("state IN ('asked', 'written', 'confirmed')", name="ck_reader_requests_state"),
        sa.CheckConstraint("address_sealed LIKE 'sealed:%'", name="ck_reader_requests_an_address_is_sealed"),
        sa.PrimaryKeyConstraint("id", name="pk_reader_requests"),
        sa.UniqueConstraint("council_code", "address_digest", name="uq_reader_requests_council_code_address_digest"),
        sqlite_strict=True,
    )
    op.create_index("ix_reader_requests_address_digest", "reader_requests", ["address_digest"])
