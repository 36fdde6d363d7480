"""Kinds of values in public files. Each tells a program what a column or a key may hold: the OpenAPI schema and
the data dictionary are made from them."""

from datetime import date, datetime
from fractions import Fraction
from typing import Annotated, Any

from pydantic import Field, WithJsonSchema

LevelNumber = Annotated[int, Field(ge=1, le=4)]
StageNumber = Annotated[int, Field(ge=0, le=3)]
Signable = Annotated[int, Field(ge=1, le=3)]
"""The stage of something that was signed."""
Count = Annotated[int, Field(ge=0)]
AtLeastOne = Annotated[int, Field(ge=1)]
Percent = Annotated[int, Field(ge=0, le=100)]
Sha256 = Annotated[str, Field(pattern="[0-9a-f]{64}")]

# In a row on its way to a CSV: as it was worked out, or as a document that was stored before has it.
Moment = Annotated[datetime | str, WithJsonSchema({"type": "string", "format": "date-time"})]
Day = Annotated[date | str, WithJsonSchema({"type": "string", "format": "date"})]
Number = Annotated[Fraction | float, WithJsonSchema({"type": "number"})]
Version = Annotated[str, WithJsonSchema({"type": "integer", "minimum": 1})]

# In a JSON document.
MomentText = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
DayText = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]
Uri = Annotated[str, WithJsonSchema({"type": "string", "format": "uri"})]
Rounded = Annotated[float, WithJsonSchema({"type": "number", "description": "Rounded to four places"})]

JsonSchema = dict[str, Any]
"""As pydantic makes it."""


def says(text: str, *, one_of: tuple[str, ...] = (), pattern: str | None = None) -> Any:
    """What a column or a key means, and the words it is limited to, if it is."""
    return Field(description=text, pattern=pattern, json_schema_extra={"enum": [*one_of]} if one_of else None)
