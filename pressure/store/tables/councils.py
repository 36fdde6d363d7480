"""The list of councils: as it is, and as it was known from each moment on."""

from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, Table, Text

from pressure.store.tables.metadata import STRICT, Whole, metadata
from pressure.store.tables.types import Day, Moment


def _said() -> tuple[Column[Any], ...]:
    """What the list says of a council besides its code."""
    return (
        Column("name", Text, nullable=False),
        Column("official_name", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("region_code", Text, nullable=False),
        Column("region", Text, nullable=False),
        Column("nation_code", Text, nullable=False),
        Column("nation", Text, nullable=False),
        Column("adults_18plus", Whole),
        Column("adults_year", Text, nullable=False),
        Column("valid_from", Day),
        Column("valid_to", Day),
        Column("successors", Text, nullable=False),
        Column("former_codes", Text, nullable=False),
        Column("cassr_code", Text, nullable=False),
        Column("aliases", Text, nullable=False),
        Column("gov_uk_slug", Text, nullable=False),
        Column("demonstration", Integer, nullable=False),
    )


councils = Table("councils", metadata, Column("code", Text, primary_key=True), *_said(), **STRICT)
councils_as_known = Table(
    "councils_as_known",
    metadata,
    Column("code", Text, ForeignKey("councils.code"), primary_key=True),
    Column("known_from", Moment, primary_key=True),
    *_said(),
    **STRICT,
)
