"""Parts of a Parquet file: row groups that lie at a given place, and the footer that leads to them all. pyarrow
writes both; that its writer counts what is put before a row group makes parts possible, and a test holds it to that."""

import base64
import io
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa
from pyarrow import csv, parquet

from pressure.document.dictionary import Column

MAGIC = b"PAR1"
AFTER_FOOTER = 8
"""Bytes: the length of the footer, and the magic again."""
BLOCK = 1 << 20
TYPES = {
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "datetime": pa.timestamp("ms", tz="UTC"),
    "string": pa.string(),
}
IN_PANDAS = {
    "integer": ("int64", "Int64", None),
    "number": ("float64", "Float64", None),
    "boolean": ("bool", "boolean", None),
    "date": ("date", "object", None),
    "datetime": ("datetimetz", "datetime64[ms]", {"timezone": "UTC"}),
    "string": ("unicode", "str", None),
}
"""What pandas is told, so that a column keeps its type where a cell is empty. fastparquet wants all columns or none."""


@dataclass(frozen=True, slots=True)
class Part:
    """Row groups as they lie in the file, what its footer says of them as text for a cache, and how many rows."""

    content: bytes
    footer: str
    rows: int


def part(text: bytes, columns: Sequence[Column], at: int, *, headed: bool) -> Part:
    """The rows of a CSV, with or without its header, as the row groups that begin at a place."""
    body = text.partition(b"\n")[2] if headed else text
    table = as_table(body, _schema(columns))
    if not table.num_rows:
        return Part(b"", "", 0)
    content, footer = _written(table, at)
    return Part(content, base64.b64encode(zlib.compress(footer)).decode(), table.num_rows)


def footer(columns: Sequence[Column], footers: Sequence[str]) -> bytes:
    """The end of the file, from what was said of each of its parts."""
    _, own = _written(_schema(columns).empty_table(), len(MAGIC))
    whole = _metadata(own)
    for said in filter(None, footers):
        whole.append_row_groups(_metadata(zlib.decompress(base64.b64decode(said))))
    made = io.BytesIO()
    whole.write_metadata_file(made)
    return made.getvalue()[len(MAGIC) :]


def as_table(body: bytes, schema: pa.Schema) -> pa.Table:
    """The rows of a CSV of ours, without its header, with the types of a schema. An empty cell is unknown. Raises
    pyarrow.ArrowInvalid for a cell that is not of its column's type."""
    if not body:
        return schema.empty_table()
    table = csv.read_csv(
        io.BytesIO(body),
        read_options=csv.ReadOptions(column_names=schema.names, use_threads=False),
        convert_options=csv.ConvertOptions(
            column_types=schema,
            null_values=[""],
            strings_can_be_null=True,
            true_values=["yes"],
            false_values=["no"],
        ),
    )
    return table.combine_chunks().cast(schema)


def _schema(columns: Sequence[Column]) -> pa.Schema:
    """With the words of the dictionary beside each column."""
    fields = [
        pa.field(
            c.name,
            TYPES[c.type],
            nullable=not c.constraints.get("required"),
            metadata={"description": c.description},
        )
        for c in columns
    ]
    told = [
        {"name": c.name, "field_name": c.name, "pandas_type": kind, "numpy_type": own, "metadata": more}
        for c in columns
        for kind, own, more in [IN_PANDAS[c.type]]
    ]
    of_pandas = {"index_columns": [], "column_indexes": [], "columns": told, "pandas_version": "3.1.1"}
    return pa.schema(fields, {"pandas": json.dumps(of_pandas)})


class _Rest(io.RawIOBase):
    """Keeps what is written from a moment on."""

    def __init__(self) -> None:
        self.kept: list[bytes] | None = None

    def writable(self) -> bool:
        return True

    def write(self, block: bytes) -> int:  # type: ignore[override]
        if self.kept is not None:
            self.kept.append(bytes(block))
        return len(block)


def _written(table: pa.Table, at: int) -> tuple[bytes, bytes]:
    """Row groups that begin at a place, and the footer of a file with nothing else in it. What lies before is put
    through the writer's own stream, so that it counts it. A column without any value has no dictionary: fastparquet
    stops at an empty one."""
    rest = _Rest()
    stream = pa.PythonFile(rest, mode="w")
    told = [name for name in table.column_names if table[name].null_count < table.num_rows]
    writer = parquet.ParquetWriter(stream, table.schema, compression="none", use_dictionary=told or False)
    before = at - len(MAGIC)
    while before:
        stream.write(bytes(min(before, BLOCK)))
        before -= min(before, BLOCK)
    rest.kept = []
    if table.num_rows:
        writer.write_table(table)
    writer.close()
    content = b"".join(rest.kept)
    length = int.from_bytes(content[-AFTER_FOOTER : -len(MAGIC)], "little") + AFTER_FOOTER
    return content[:-length], content[-length:]


def _metadata(end: bytes) -> parquet.FileMetaData:
    return parquet.read_metadata(io.BytesIO(MAGIC + end))
