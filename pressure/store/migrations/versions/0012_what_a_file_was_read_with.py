"""A load knows with which reader, description and list of councils its file was read; None where that was not kept."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("loads", sa.Column("read_with", sa.Text(), nullable=True))
