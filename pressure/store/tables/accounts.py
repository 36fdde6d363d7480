"""Who asked for an account. No facts: a row goes as soon as somebody answered, or nobody did in time."""

from sqlalchemy import CheckConstraint, Column, Table, Text, UniqueConstraint

from pressure.store.tables.metadata import STRICT, metadata
from pressure.store.tables.types import Moment

account_asks = Table(
    "account_asks",
    metadata,
    Column("id", Text, primary_key=True),
    Column("council_code", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("address_digest", Text, nullable=False),
    Column("person_sealed", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    UniqueConstraint("council_code", "address_digest"),
    CheckConstraint("person_sealed LIKE 'sealed:%'", name="a_person_is_sealed"),
    **STRICT,
)
