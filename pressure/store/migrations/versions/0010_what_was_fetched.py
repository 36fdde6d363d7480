"""What was seen when publishers were asked for their files; each look is a fact."""

import sqlalchemy as sa
from alembic import op

from pressure.store.tables import immutability
from pressure.store.tables.types import Day, Moment

revision = "0010"
down_revision = "0009"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "fetch_looks",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("looked_at", Moment(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("bytes", WHOLE, nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("last_modified", sa.Text(), nullable=False),
        sa.Column("period_end", Day(), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("load_id", WHOLE, nullable=True),
        sa.CheckConstraint("outcome IN ('taken', 'unchanged', 'held', 'refused')", name="ck_fetch_looks_outcome"),
        sa.CheckConstraint(
            "outcome IN ('unchanged', 'refused') OR sha256 <> ''", name="ck_fetch_looks_a_file_has_its_digest"
        ),
        sa.ForeignKeyConstraint(["load_id"], ["loads.id"], name="fk_fetch_looks_load_id_loads"),
        sa.PrimaryKeyConstraint("id", name="pk_fetch_looks"),
        sqlite_strict=True,
    )
    op.create_index("ix_fetch_looks_source_id_looked_at", "fetch_looks", ["source_id", "looked_at"])
    made = immutability.postgresql if op.get_bind().dialect.name == "postgresql" else immutability.sqlite
    for statement in made("fetch_looks"):
        op.execute(statement)
