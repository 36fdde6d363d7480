"""What is typed into the form for a return until it is sent, and which links of reminders were used. No facts."""

import sqlalchemy as sa
from alembic import op

from pressure.store.tables.types import Day, Moment

revision = "0016"
down_revision = "0015"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "return_answers",
        sa.Column("council_code", sa.Text(), nullable=False),
        sa.Column("week_ending", Day(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("by_person", sa.Text(), nullable=False),
        sa.Column("by_role", sa.Text(), nullable=False),
        sa.Column("saved_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["council_code"], ["councils.code"], name="fk_return_answers_council_code_councils"),
        sa.ForeignKeyConstraint(["by_person"], ["people.id"], name="fk_return_answers_by_person_people"),
        sa.PrimaryKeyConstraint("council_code", "week_ending", "question", name="pk_return_answers"),
        sqlite_strict=True,
    )
    op.create_table(
        "return_links_used",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("used_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_return_links_used"),
        sqlite_strict=True,
    )
