#!/usr/bin/env bash
# fastparquet cannot read a Parquet file in which a column has no value yet, if the file is written unpacked: pyarrow writes
# a dictionary of nothing there, of which fastparquet reads 0 bytes as "no number" and stops with a TypeError, for the whole
# table. Packed, the same table is read. Guessed: a column of nulls is a column of nulls, as it is for DuckDB and polars.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet fastparquet==2026.9.0 pyarrow==26.0.1 pandas==3.1.1 polars==2.1.0 duckdb==2.0.1
cd "$place"
venv/bin/python - <<'PYTHON'
import sys
from importlib.metadata import version

import duckdb
import fastparquet
import polars
import pyarrow
from pyarrow import parquet

table = pyarrow.table({"council": ["Kent", "Rutland"], "level": pyarrow.array([None, None], pyarrow.int64())})
parquet.write_table(table, "unpacked.parquet", compression="none")
parquet.write_table(table, "packed.parquet", compression="snappy")
parquet.write_table(table, "without.parquet", compression="none", use_dictionary=False)


def read(name):
    try:
        return fastparquet.ParquetFile(name).to_pandas()["level"].isna().tolist()
    except TypeError as problem:
        return f"TypeError: {problem}"


found = {name: read(f"{name}.parquet") for name in ("unpacked", "packed", "without")}
others = (polars.read_parquet("unpacked.parquet")["level"].to_list(),
          [level for (level,) in duckdb.sql("SELECT level FROM 'unpacked.parquet'").fetchall()])
print("fastparquet", version("fastparquet"), "of files by pyarrow", version("pyarrow"))
print("fastparquet:", found)
print("polars, DuckDB, unpacked:", *others)
if others != ([None, None], [None, None]):
    sys.exit("Changed: polars or DuckDB reads something else.")
if not str(found["unpacked"]).startswith("TypeError"):
    sys.exit("Changed: fastparquet reads the unpacked file.")
if found["packed"] != [True, True] or found["without"] != [True, True]:
    sys.exit("Changed: fastparquet no longer reads the packed file, or the one without a dictionary.")
print("As described: unpacked it stops, packed it reads.")
PYTHON
