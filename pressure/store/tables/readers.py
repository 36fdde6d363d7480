"""Who asked to be told by e-mail when a level changes. No facts: a row goes as soon as nobody needs it."""

from sqlalchemy import CheckConstraint, Column, Index, Table, Text, UniqueConstraint

from pressure.store.tables.metadata import STRICT, Whole, metadata
from pressure.store.tables.types import Moment

reader_requests = Table(
    "reader_requests",
    metadata,
    Column("id", Text, primary_key=True),
    Column("council_code", Text, nullable=False),
    Column("address_digest", Text, nullable=False),
    Column("address_sealed", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("told", Text, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("failures", Whole, nullable=False),
    UniqueConstraint("council_code", "address_digest"),
    CheckConstraint("state IN ('asked', 'written', 'confirmed')", name="state"),
    CheckConstraint("address_sealed LIKE 'sealed:%'", name="an_address_is_sealed"),
    Index(None, "address_digest"),
    **STRICT,
)
