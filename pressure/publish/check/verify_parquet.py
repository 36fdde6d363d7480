"""Whether the Parquet file beside a CSV has the same cells: it is read, and so is the CSV by the types it declares."""

from pathlib import Path
from typing import TYPE_CHECKING

from pressure.document.manifest import Files
from pressure.document.names import PARQUET, as_csv
from pressure.publish.check.verify_intervals import Difference

if TYPE_CHECKING:
    import pyarrow as pa


def check(tree: Path, files: Files) -> None:
    """Of every Parquet file that the manifest names. Raises Difference with the first cell that is another."""
    for path in (p for p in files if p.endswith(PARQUET)):
        _check(tree, path)


def _check(tree: Path, path: str) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    from pressure.publish.parquet.parts import as_table

    if not (source := tree / as_csv(path)).is_file():
        raise Difference(f"{path}: there is no {as_csv(path)} that it could be a copy of")
    head, _, body = source.read_bytes().partition(b"\n")
    try:
        found = parquet.read_table(tree / path, partitioning=None)
        if found.schema.names != head.decode().split(","):
            raise Difference(f"{path}: its columns are {', '.join(found.schema.names)}; those of the CSV are others")
        told = as_table(body, found.schema)
    except pa.ArrowException as problem:
        raise Difference(f"{path}: cannot be read as a copy of {as_csv(path)}: {problem}") from problem
    if not found.equals(told):
        raise Difference(_first(path, found, told))


def _first(path: str, found: "pa.Table", told: "pa.Table") -> str:
    if found.num_rows != told.num_rows:
        return f"{path}: {found.num_rows} rows; {as_csv(path)} has {told.num_rows}"
    name = next(n for n in told.column_names if not found[n].equals(told[n]))
    pairs = zip(found[name].to_pylist(), told[name].to_pylist(), strict=True)
    row, (here, there) = next((n, p) for n, p in enumerate(pairs, start=2) if p[0] != p[1])
    return f"{path}: {name} is {here}; line {row} of {as_csv(path)} says {there}"
