"""What is said of a declaration besides its text: that no view could be had, and a check from outside; each a fact."""

import sqlalchemy as sa
from alembic import op

from pressure.store.tables import immutability
from pressure.store.tables.types import Day, Moment

revision = "0009"
down_revision = "0008"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "declaration_remarks",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("declaration_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("done_on", Day(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_person", sa.Text(), nullable=False),
        sa.Column("by_role", sa.Text(), nullable=False),
        sa.Column("written_at", Moment(), nullable=False),
        sa.CheckConstraint("kind IN ('no_view', 'outside_check')", name="ck_declaration_remarks_kind"),
        sa.CheckConstraint(
            "(kind = 'outside_check') = (done_on IS NOT NULL)", name="ck_declaration_remarks_a_check_has_a_day"
        ),
        sa.ForeignKeyConstraint(["by_person"], ["people.id"], name="fk_declaration_remarks_by_person_people"),
        sa.PrimaryKeyConstraint("id", name="pk_declaration_remarks"),
        sqlite_strict=True,
    )
    op.create_index("ix_declaration_remarks_declaration_id", "declaration_remarks", ["declaration_id"])
    made = immutability.postgresql if op.get_bind().dialect.name == "postgresql" else immutability.sqlite
    for statement in made("declaration_remarks"):
        op.execute(statement)
