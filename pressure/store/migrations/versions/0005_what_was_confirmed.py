"""A director confirms figures, not a week: what was confirmed is kept by its digest."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("confirmations", sa.Column("figures_sha256", sa.Text))
