"""Names of files: those of the Demonstration Region say so, real and invented never share a file."""

INVENTED = "DEMO_"
CSV, PARQUET = ".csv", ".parquet"


def csv_name(name: str, *, demonstration: bool) -> str:
    """What a file is called in a release of real councils, or of invented ones."""
    return f"{INVENTED}{name}" if demonstration else name


def plain_name(path: str) -> str:
    """What the last part of a path is called for real councils."""
    return path.rpartition("/")[2].removeprefix(INVENTED)


def as_parquet(path: str) -> str:
    """Where the Parquet file of a CSV lies, if it has one."""
    return path.removesuffix(CSV) + PARQUET


def as_csv(path: str) -> str:
    """Which CSV a Parquet file has the cells of."""
    return path.removesuffix(PARQUET) + CSV
