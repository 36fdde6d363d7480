"""Column mappings by version, on both databases."""

import pytest
from sqlalchemy.exc import DBAPIError

from pressure.store.engine import reading, writing
from pressure.store.returns import column_mappings
from tests.store import rows

OTHER = "X99000009"


def add(connection, council: str = rows.COUNCIL, document: str = "{}") -> int:
    return column_mappings.add(
        connection,
        council_code=council,
        document=document,
        sha256="a" * 64,
        at=rows.START,
        by_person="p",
        by_role="data_officer",
    )


def test_versions_count_from_one_in_each_council_and_the_newest_is_found(engine) -> None:
    with writing(engine) as connection:
        assert [add(connection), add(connection, document="{1}"), add(connection, OTHER)] == [1, 2, 1]

    with reading(engine) as connection:
        newest = column_mappings.newest(connection)
        assert [(row.council_code, row.version, row.document) for row in newest] == sorted(
            [(rows.COUNCIL, 2, "{1}"), (OTHER, 1, "{}")]
        )
        assert [row.version for row in column_mappings.newest(connection, [OTHER])] == [1]
        assert column_mappings.newest(connection, []) == []
        assert [row.version for row in column_mappings.versions(connection, rows.COUNCIL)] == [2, 1]


def test_no_version_is_given_twice(engine) -> None:
    from sqlalchemy import insert

    from pressure.store import tables

    with writing(engine) as connection:
        add(connection)
    again = {"council_code": rows.COUNCIL, "version": 1, "document": "{}", "sha256": "b", "recorded_at": rows.START}
    with pytest.raises(DBAPIError), writing(engine) as connection:
        connection.execute(insert(tables.column_mappings).values(**again, by_person="p", by_role="r"))
