"""The tables of the record: its entries, what they commit to without telling it, words beside them, and the record that
was before."""

from sqlalchemy import Column, Table, Text

from pressure.store.tables.metadata import STRICT, Whole, metadata


def _entries(name: str) -> Table:
    return Table(
        name,
        metadata,
        Column("seq", Whole, primary_key=True, autoincrement=False),
        Column("body", Text, nullable=False),
        Column("hash", Text, nullable=False, unique=True),
        Column("idempotency_key", Text, unique=True),
        **STRICT,
    )


record, record_before = _entries("record"), _entries("record_before")

seals = Table(
    "seals",
    metadata,
    Column("seq", Whole, primary_key=True, autoincrement=False),
    Column("nonce", Text, nullable=False),
    Column("content", Text, nullable=False),
    **STRICT,
)

reasons_given = Table(
    "reasons_given",
    metadata,
    Column("seq", Whole, primary_key=True, autoincrement=False),
    Column("council_code", Text, nullable=False),
    Column("nonce", Text, nullable=False),
    Column("words", Text, nullable=False),
    **STRICT,
)

pseudonym_keys = Table(
    "pseudonym_keys",
    metadata,
    Column("year", Whole, primary_key=True, autoincrement=False),
    Column("secret", Text, nullable=False),
    **STRICT,
)
