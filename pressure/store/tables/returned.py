"""How a council's own export is laid out, as one of its officers confirmed it."""

from sqlalchemy import Column, Table, Text, UniqueConstraint

from pressure.store.tables.metadata import STRICT, Whole, metadata
from pressure.store.tables.types import Moment

column_mappings = Table(
    "column_mappings",
    metadata,
    Column("id", Whole, primary_key=True, autoincrement=True),
    Column("council_code", Text, nullable=False),
    Column("version", Whole, nullable=False),
    Column("document", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("by_person", Text, nullable=False),
    Column("by_role", Text, nullable=False),
    UniqueConstraint("council_code", "version"),
    **STRICT,
)
