"""Whether the Parquet file beside a CSV has the same cells: it is read, and so is the CSV by the types it declares."""

from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pressure.document.manifest import Files
from pressure.document.names import PARQUET, as_csv
from pressure.publish.check.verify_intervals import Difference

if TYPE_CHECKING:
    import pyarrow as pa

AT_ONCE = 2_000
"""How many rows of both files are held and compared together."""


def check(tree: Path, files: Files) -> None:
    """Of every Parquet file that the manifest names. Raises Difference with the first cell that is another."""
    for path in copies(files):
        check_copy(tree, path)


def copies(files: Files) -> list[str]:
    """The Parquet files of a release."""
    return [path for path in files if path.endswith(PARQUET)]


def check_copy(tree: Path, path: str) -> None:
    """One of them, some rows at a time. Raises Difference."""
    import pyarrow as pa
    from pyarrow import parquet

    from pressure.publish.parquet.parts import as_table

    if not (source := tree / as_csv(path)).is_file():
        raise Difference(f"{path}: there is no {as_csv(path)} that it could be a copy of")
    try:
        with source.open("rb") as text, parquet.ParquetFile(tree / path) as copy:
            schema, head = copy.schema_arrow, text.readline().decode().rstrip("\n")
            if schema.names != head.split(","):
                raise Difference(f"{path}: its columns are {', '.join(schema.names)}; those of the CSV are others")
            done = 0
            for batch in copy.iter_batches(batch_size=AT_ONCE, use_threads=False):
                found = pa.Table.from_batches([batch])
                told = as_table(b"".join(islice(text, found.num_rows)), schema)
                if not found.equals(told):
                    raise Difference(_first(path, found, told, done))
                done += found.num_rows
            if rest := sum(1 for _ in text):
                raise Difference(f"{path}: {done} rows; {as_csv(path)} has {done + rest}")
    except pa.ArrowException as problem:
        raise Difference(f"{path}: cannot be read as a copy of {as_csv(path)}: {problem}") from problem


def _first(path: str, found: "pa.Table", told: "pa.Table", before: int) -> str:
    if found.num_rows != told.num_rows:
        return f"{path}: {before + found.num_rows} rows; {as_csv(path)} has {before + told.num_rows}"
    name = next(n for n in told.column_names if not found[n].equals(told[n]))
    pairs = zip(found[name].to_pylist(), told[name].to_pylist(), strict=True)
    row, (here, there) = next((n, p) for n, p in enumerate(pairs, start=before + 2) if p[0] != p[1])
    return f"{path}: {name} is {here}; line {row} of {as_csv(path)} says {there}"
