"""The programs our readers open tables with: what type each gives a column, by itself and when told the schema."""

import asyncio
import csv
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pandas
import polars
from datasette.app import Datasette

Types = Mapping[str, str]
"""By column, the type a program gives it."""
POLARS_LOOKS_AT = 100
# What each program makes of a declared type when nobody tells it. Dates are text where it does not look for them, and
# pandas has whole numbers as int64, or as float64 where a cell of the column is empty.
ITSELF: dict[str, Types] = {
    "pandas": {
        "integer": "int64 or float64",
        "number": "float64",
        "boolean": "str",
        "string": "str",
        "date": "str",
        "datetime": "str",
    },
    "duckdb": {
        "integer": "BIGINT",
        "number": "DOUBLE",
        "boolean": "BOOLEAN",
        "string": "VARCHAR",
        "date": "DATE",
        "datetime": "TIMESTAMP WITH TIME ZONE",
    },
    "polars": {
        "integer": "Int64",
        "number": "Float64",
        "boolean": "String",
        "string": "String",
        "date": "String",
        "datetime": "String",
    },
    "R": {
        "integer": "integer",
        "number": "numeric",
        "boolean": "character",
        "string": "character",
        "date": "character",
        "datetime": "character",
    },
}
TOLD: dict[str, Types] = {
    "pandas": {"integer": "Int64", "number": "Float64"},
    "polars": {"integer": "Int64", "number": "Float64"},
    "duckdb": ITSELF["duckdb"],
    "R": {"integer": "integer", "number": "numeric"},
}
TEXT = {"pandas": "string", "polars": "String", "duckdb": "VARCHAR", "R": "character"}
SQLITE = {"integer": ("INTEGER", "integer"), "number": ("REAL", "real")}


def told(reader: str, schema: Types) -> Types:
    """The schema of a data package in the words of a program."""
    return {name: TOLD[reader].get(declared, TEXT[reader]) for name, declared in schema.items()}


def by_pandas(path: Path, types: Types | None) -> Types:
    kinds = pandas.read_csv(path, dtype=dict(types) if types else None).dtypes
    return {str(name): str(kind) for name, kind in kinds.items()}


def by_duckdb(path: Path, types: Types | None) -> Types:
    said = f", types={dict(types)!r}" if types else ""
    found: Any = duckdb.sql(f"DESCRIBE SELECT * FROM read_csv('{path}'{said})")
    return {name: kind for name, kind, *_ in found.fetchall()}


def by_polars(path: Path, types: Types | None) -> Types:
    kinds = {name: getattr(polars, kind) for name, kind in types.items()} if types else None
    return {name: str(kind) for name, kind in polars.read_csv(path, schema_overrides=kinds).schema.items()}


def by_r(paths: Sequence[Path], types: Sequence[Types | None]) -> list[Types]:
    """All files in one run: R takes its time to start."""
    script = ""
    for path, own in zip(paths, types, strict=True):
        classes = ", ".join(f'{name}="{kind}"' for name, kind in (own or {}).items())
        script += (
            f'table <- read.csv("{path}"{f", colClasses=c({classes})" if own else ""})\n'
            'cat(paste(names(table), sapply(table, class), sep="="), sep=","); cat("\\n")\n'
        )
    done = subprocess.run(["Rscript", "-"], input=script, capture_output=True, text=True, check=True)
    return [dict(pair.split("=") for pair in line.split(",")) for line in done.stdout.splitlines()]


def _each(read: Callable[[Path, Types | None], Types]) -> "Reader":
    return lambda paths, types: [read(path, own) for path, own in zip(paths, types, strict=True)]


Reader = Callable[[Sequence[Path], Sequence[Types | None]], list[Types]]
READERS: dict[str, Reader] = {
    "pandas": _each(by_pandas),
    "duckdb": _each(by_duckdb),
    "polars": _each(by_polars),
    "R": by_r,
}


def filled(path: Path, rows: int | None = None) -> set[str]:
    """The columns that have a value, in the first rows or in any: of an empty one no program can tell the type."""
    with path.open(encoding="utf-8", newline="") as text:
        table = list(csv.DictReader(text))[:rows]
    return {name for row in table for name, cell in row.items() if cell}


def by_datasette(path: Path, sql: str) -> list[dict[str, object]]:
    """What Datasette answers to a query of a database."""

    async def asked() -> list[dict[str, object]]:
        served = Datasette([str(path)], settings={"sql_time_limit_ms": 60_000})
        answer = await served.client.get(f"/{path.stem}.json", params={"sql": sql, "_shape": "array"})
        assert answer.status_code == 200, answer.text
        rows: list[dict[str, object]] = answer.json()
        return rows

    return asyncio.run(asked())
