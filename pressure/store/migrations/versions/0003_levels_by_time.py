"""Levels are read by time first, so that a release asks for what is new and not for all of history."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.drop_index("ix_ratings_levels", "ratings")
    op.create_index(
        "ix_ratings_levels",
        "ratings",
        [
            "track",
            "rated_at",
            "council_code",
            "level_published",
            "status",
            "deciding_rule",
            "valid_until",
            "release_id",
            "id",
        ],
    )
