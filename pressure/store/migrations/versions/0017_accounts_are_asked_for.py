"""Who asked for an account: name and address are sealed, found by a keyed digest alone, and deleted with the ask."""

import sqlalchemy as sa
from alembic import op

from pressure.store.tables.types import Moment

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "account_asks",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("council_code", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("address_digest", sa.Text(), nullable=False),
        sa.Column("person_sealed", sa.Text(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.CheckConstraint("person_sealed LIKE 'sealed:%'", name="ck_account_asks_a_person_is_sealed"),
        sa.PrimaryKeyConstraint("id", name="pk_account_asks"),
        sa.UniqueConstraint("council_code", "address_digest", name="uq_account_asks_council_code_address_digest"),
        sqlite_strict=True,
    )
