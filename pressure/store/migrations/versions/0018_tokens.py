"""Tokens with which programs send a council's return: only the digest of one is kept."""

import sqlalchemy as sa
from alembic import op

from pressure.store.tables.types import Day, Moment

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "tokens",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("council_code", sa.Text(), nullable=False),
        sa.Column("token_sha256", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("last_used_on", Day(), nullable=True),
        sa.CheckConstraint("expires_at > made_at", name="ck_tokens_it_expires"),
        sa.ForeignKeyConstraint(["council_code"], ["councils.code"], name="fk_tokens_council_code_councils"),
        sa.PrimaryKeyConstraint("id", name="pk_tokens"),
        sa.UniqueConstraint("token_sha256", name="uq_tokens_token_sha256"),
        sqlite_strict=True,
    )
    op.create_index("ix_tokens_council_code", "tokens", ["council_code"])
