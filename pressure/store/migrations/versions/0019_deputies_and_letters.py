"""A director names a deputy for some days, and whoever may sign is told when something waits."""

import sqlalchemy as sa
from alembic import op

from pressure.store.tables import immutability
from pressure.store.tables.types import Day, Moment

revision = "0019"
down_revision = "0018"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "deputies",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("council_code", sa.Text(), nullable=False),
        sa.Column("deputy", sa.Text(), nullable=False),
        sa.Column("director", sa.Text(), nullable=False),
        sa.Column("first_day", Day(), nullable=False),
        sa.Column("last_day", Day(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("named_at", Moment(), nullable=False),
        sa.Column("counts_from", Moment(), nullable=False),
        sa.CheckConstraint("deputy <> director", name="ck_deputies_two_people"),
        sa.CheckConstraint("first_day <= last_day", name="ck_deputies_first_day_before_last"),
        sa.ForeignKeyConstraint(["council_code"], ["councils.code"], name="fk_deputies_council_code_councils"),
        sa.ForeignKeyConstraint(["deputy"], ["people.id"], name="fk_deputies_deputy_people"),
        sa.ForeignKeyConstraint(["director"], ["people.id"], name="fk_deputies_director_people"),
        sa.PrimaryKeyConstraint("id", name="pk_deputies"),
        sqlite_strict=True,
    )
    op.create_index("ix_deputies_council_code", "deputies", ["council_code"])
    op.create_index("ix_deputies_deputy", "deputies", ["deputy"])
    op.create_table(
        "deputy_changes",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("deputy_id", WHOLE, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("by_person", sa.Text(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.CheckConstraint("kind IN ('agreed', 'ended')", name="ck_deputy_changes_kind"),
        sa.ForeignKeyConstraint(["deputy_id"], ["deputies.id"], name="fk_deputy_changes_deputy_id_deputies"),
        sa.PrimaryKeyConstraint("id", name="pk_deputy_changes"),
        sqlite_strict=True,
    )
    op.create_index("ix_deputy_changes_deputy_id", "deputy_changes", ["deputy_id"])
    made = immutability.postgresql if op.get_bind().dialect.name == "postgresql" else immutability.sqlite
    for table in ("deputies", "deputy_changes"):
        for statement in made(table):
            op.execute(statement)
    op.create_table(
        "officer_letters",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("declaration_id", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_officer_letters_person_id_people"),
        sa.PrimaryKeyConstraint("id", name="pk_officer_letters"),
        sqlite_strict=True,
    )
