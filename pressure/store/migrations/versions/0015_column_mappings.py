"""A council's column mappings are facts; a load says which it was read with, and a note every row of its cause."""

import sqlalchemy as sa
from alembic import op

from pressure.store.tables import immutability
from pressure.store.tables.types import Moment

revision = "0015"
down_revision = "0014"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "column_mappings",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("council_code", sa.Text(), nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("recorded_at", Moment(), nullable=False),
        sa.Column("by_person", sa.Text(), nullable=False),
        sa.Column("by_role", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_column_mappings"),
        sa.UniqueConstraint("council_code", "version", name="uq_column_mappings_council_code_version"),
        sqlite_strict=True,
    )
    made = immutability.postgresql if op.get_bind().dialect.name == "postgresql" else immutability.sqlite
    for statement in made("column_mappings"):
        op.execute(statement)
    op.add_column("loads", sa.Column("read_through", sa.Text(), nullable=False, server_default=""))
    op.add_column("load_notes", sa.Column("rows", sa.Text(), nullable=False, server_default=""))
