"""A publication says which part of all it holds, and of how many providers a figure is; a revision that changes no
public figure names the load whose public figure it has; a council says how it looked for what it counted; a rating
says what moved it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LEVELS = [
    "track",
    "rated_at",
    "council_code",
    "level_published",
    "status",
    "deciding_rule",
    "valid_until",
    "release_id",
    "moved_by",
    "level_by_rules_before",
    "rules_of",
    "id",
]


def upgrade() -> None:
    op.add_column("readings", sa.Column("coverage", sa.Text))
    op.add_column("readings", sa.Column("providers", WHOLE))
    op.add_column("readings", sa.Column("same_as_load", WHOLE))
    op.add_column("readings", sa.Column("looked", sa.Text))
    op.add_column("ratings", sa.Column("moved_by", sa.Text))
    op.add_column("ratings", sa.Column("level_by_rules_before", sa.Integer))
    op.add_column("ratings", sa.Column("rules_of", sa.Text))
    op.drop_index("ix_ratings_levels", "ratings")
    op.create_index("ix_ratings_levels", "ratings", LEVELS)
