"""datapackage.json (Frictionless Data Package): every CSV of a release with the type of every column."""

from collections.abc import Mapping
from typing import NotRequired

from typing_extensions import TypedDict

Constraint = bool | int | str | list[str]


class Licence(TypedDict):
    """A licence by its name"""

    name: str
    title: str
    path: str


class FieldSchema(TypedDict):
    """A column"""

    name: str
    type: str
    description: str
    constraints: NotRequired[Mapping[str, Constraint]]
    trueValues: NotRequired[list[str]]
    falseValues: NotRequired[list[str]]


class TableSchema(TypedDict):
    """The columns of a file. An empty cell is unknown or does not apply"""

    fields: list[FieldSchema]
    missingValues: list[str]
    primaryKey: NotRequired[list[str]]


class SameAsParquet(TypedDict):
    """The same table with its types in the file"""

    path: str
    mediatype: str
    bytes: int
    hash: str


class Resource(TypedDict):
    """A file"""

    name: str
    title: str
    type: str
    description: str
    path: str
    profile: str
    scheme: str
    format: str
    mediatype: str
    encoding: str
    bytes: int
    hash: str
    rows: int | None
    licenses: list[Licence]
    schema: TableSchema
    parquet: NotRequired[SameAsParquet]


class SourceNamed(TypedDict):
    """A source, and where it is"""

    title: str
    path: NotRequired[str]


class DataPackage(TypedDict):
    """The whole"""

    profile: str
    title: str
    name: str
    description: str
    version: str
    format_version: str
    created: str
    homepage: NotRequired[str]
    licenses: list[Licence]
    sources: list[SourceNamed]
    citation: str
    resources: list[Resource]
