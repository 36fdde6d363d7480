"""What the list of councils said, and from when: a published row keeps the name and the population it had."""

import sqlalchemy as sa
from alembic import op

from pressure.store.tables import immutability
from pressure.store.tables.types import Day, Moment

revision = "0011"
down_revision = "0010"

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
ALWAYS = "1970-01-01T00:00:00.000000Z"
KEPT = (
    "code, name, official_name, kind, region_code, region, nation_code, nation, adults_18plus, adults_year, "
    "valid_from, valid_to, successors, former_codes, cassr_code, aliases, gov_uk_slug, demonstration"
)


def upgrade() -> None:
    op.create_table(
        "councils_as_known",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("known_from", Moment(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("official_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("nation_code", sa.Text(), nullable=False),
        sa.Column("nation", sa.Text(), nullable=False),
        sa.Column("adults_18plus", WHOLE, nullable=True),
        sa.Column("adults_year", sa.Text(), nullable=False),
        sa.Column("valid_from", Day(), nullable=True),
        sa.Column("valid_to", Day(), nullable=True),
        sa.Column("successors", sa.Text(), nullable=False),
        sa.Column("former_codes", sa.Text(), nullable=False),
        sa.Column("cassr_code", sa.Text(), nullable=False),
        sa.Column("aliases", sa.Text(), nullable=False),
        sa.Column("gov_uk_slug", sa.Text(), nullable=False),
        sa.Column("demonstration", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["code"], ["councils.code"], name="fk_councils_as_known_code_councils"),
        sa.PrimaryKeyConstraint("code", "known_from", name="pk_councils_as_known"),
        sqlite_strict=True,
    )
    op.execute(f"INSERT INTO councils_as_known (known_from, {KEPT}) SELECT '{ALWAYS}', {KEPT} FROM councils")  # noqa: S608 (our own names)
    made = immutability.postgresql if op.get_bind().dialect.name == "postgresql" else immutability.sqlite
    for statement in made("councils_as_known"):
        op.execute(statement)
