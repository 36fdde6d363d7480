"""A text and its copies are replaced in both databases, and facts are as fixed afterwards as before."""

import json

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from pressure.domain.redactions import mark
from pressure.store import tables
from pressure.store.engine import writing
from pressure.store.record import written_texts
from pressure.store.record.every_text import every_text
from pressure.store.tables import immutability
from tests.store import rows
from tests.store.test_facts_never_change import stocked

__all__ = ["stocked"]


def test_a_removed_text_is_a_mark_in_place_and_no_fact_can_be_changed_after(stocked):
    """What refuses is taken away for one act and is back after it."""
    stands = mark(rows.START.date(), "name")
    with writing(stocked) as connection:
        for one in list(written_texts.every(connection)):
            written_texts.remove(connection, one, stands)
        assert not list(written_texts.every(connection))
        kept = dict.fromkeys(place for place, value in every_text(connection) if stands in value)
        assert {
            "statements.words",
            "social_worker_views.words",
            "load_withdrawals.reason",
            "reasons_given.words",
        } <= set(kept)
        assert connection.execute(select(tables.reasons_given.c.nonce)).scalars().all() == [""]
        stored = json.loads(connection.execute(select(tables.proposals.c.text)).scalar_one())
        assert stands in stored.values() or not [v for v in stored.values() if isinstance(v, str)]
    for table in tables.FACTS:
        for change in (
            f"DELETE FROM {table.name}",
            f"UPDATE {table.name} SET {table.columns[0].name} = {table.columns[0].name}",
        ):
            with pytest.raises(DBAPIError, match=immutability.MESSAGE), writing(stocked) as connection:
                connection.execute(text(change))
