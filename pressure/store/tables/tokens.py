"""Tokens with which programs send a council's return. No facts: what was done about one stands in the record."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, Text, UniqueConstraint

from pressure.store.tables.metadata import STRICT, metadata
from pressure.store.tables.types import Day, Moment

tokens = Table(
    "tokens",
    metadata,
    Column("id", Text, primary_key=True),
    Column("council_code", Text, ForeignKey("councils.code"), nullable=False),
    Column("token_sha256", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("last_used_on", Day),
    UniqueConstraint("token_sha256"),
    CheckConstraint("expires_at > made_at", name="it_expires"),
    Index(None, "council_code"),
    **STRICT,
)
