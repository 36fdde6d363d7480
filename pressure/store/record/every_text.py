"""Every text the database holds, whatever it is for."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from pressure.store.tables import metadata


def every_text(connection: Connection) -> Iterator[tuple[str, str]]:
    """(table.column, text) of every cell of every table: also drafts, seals, and what never became public."""
    for table in metadata.sorted_tables:
        for row in connection.execute(select(table)):
            yield from (
                (f"{table.name}.{column}", value) for column, value in row._mapping.items() if isinstance(value, str)
            )
