"""What councils answer about how they count each figure; each answer a fact."""

import sqlalchemy as sa
from alembic import op

from pressure.store.tables import immutability
from pressure.store.tables.types import Day, Moment

revision = "0014"
down_revision = "0013"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "counting_answers",
        sa.Column("id", WHOLE, autoincrement=True, nullable=False),
        sa.Column("council_code", sa.Text(), nullable=False),
        sa.Column("measure_id", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("since", Day(), nullable=True),
        sa.Column("by_person", sa.Text(), nullable=False),
        sa.Column("by_role", sa.Text(), nullable=False),
        sa.Column("answered_at", Moment(), nullable=False),
        sa.CheckConstraint("told IN ('first', 'changed', 'put_right')", name="ck_counting_answers_told"),
        sa.CheckConstraint("told <> 'changed' OR since IS NOT NULL", name="ck_counting_answers_a_change_has_a_day"),
        sa.ForeignKeyConstraint(["council_code"], ["councils.code"], name="fk_counting_answers_council_code_councils"),
        sa.ForeignKeyConstraint(["by_person"], ["people.id"], name="fk_counting_answers_by_person_people"),
        sa.PrimaryKeyConstraint("id", name="pk_counting_answers"),
        sqlite_strict=True,
    )
    op.create_index("ix_counting_answers_council_code_measure_id", "counting_answers", ["council_code", "measure_id"])
    made = immutability.postgresql if op.get_bind().dialect.name == "postgresql" else immutability.sqlite
    for statement in made("counting_answers"):
        op.execute(statement)
