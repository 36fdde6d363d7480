"""A role that binds others counts only after a while, or once a second person has agreed to it."""

import sqlalchemy as sa
from alembic import op

from pressure.store.tables.types import Moment

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    for column in (sa.Column("given_by", sa.Text), sa.Column("counts_from", Moment)):
        op.add_column("person_roles", column)
