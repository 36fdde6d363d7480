"""What was seen when publishers were asked for their files: one row each time a source was looked at."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, Text

from pressure.store.tables.metadata import STRICT, Whole, metadata
from pressure.store.tables.types import Day, Moment

fetch_looks = Table(
    "fetch_looks",
    metadata,
    Column("id", Whole, primary_key=True, autoincrement=True),
    Column("source_id", Text, nullable=False),
    Column("looked_at", Moment, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("bytes", Whole, nullable=False),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("period_end", Day),
    Column("said", Text, nullable=False),
    Column("load_id", Whole, ForeignKey("loads.id")),
    CheckConstraint("outcome IN ('taken', 'unchanged', 'held', 'refused')", name="outcome"),
    CheckConstraint("outcome IN ('unchanged', 'refused') OR sha256 <> ''", name="a_file_has_its_digest"),
    Index(None, "source_id", "looked_at"),
    **STRICT,
)
