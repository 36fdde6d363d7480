"""The long tables as Parquet beside their CSVs."""
