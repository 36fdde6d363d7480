"""Facts are insert-only, whoever asks and however: the database itself refuses."""

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError

from pressure.document.entries import Kind
from pressure.store import fetches, loads, record, tables
from pressure.store.engine import reading, writing
from pressure.store.officers import deputies
from pressure.store.record import reasons_given
from pressure.store.returns import column_mappings
from pressure.store.tables import immutability
from tests.store import rows

FACTS = {t.name: t for t in tables.FACTS}


@pytest.fixture
def stocked(engine):
    """One row in every table of facts."""
    with writing(engine) as connection:
        rows.add_council(connection)
        rows.add_people(connection)
        load = rows.add_load(connection, notes=[dict.fromkeys(loads.NOTE_COLUMNS, "x") | {"row": 1}])
        loads.withdraw(
            connection,
            load_id=load,
            at=rows.START,
            reason="wrong file",
            by_person=rows.DIRECTOR,
            by_role="data officer",
        )
        connection.execute(insert(tables.readings).values(rows.reading(load)))
        column_mappings.add(
            connection,
            council_code=rows.COUNCIL,
            document="{}",
            sha256="a" * 64,
            at=rows.START,
            by_person=rows.DIRECTOR,
            by_role="data officer",
        )
        fetches.add(connection, fetches.Look(source_id="x", looked_at=rows.START, outcome=fetches.REFUSED))
        connection.execute(insert(tables.signatures).values(rows.signature(rows.add_proposal(connection))))
        connection.execute(
            insert(tables.releases).values(
                track="real",
                id="r1",
                published_at=rows.START,
                facts_as_of=rows.START,
                rules_digest="d",
                reason="scheduled",
                note="",
                manifest_sha256="m",
            )
        )
        connection.execute(
            insert(tables.ratings).values(
                council_code=rows.COUNCIL,
                track="real",
                release_id="r1",
                rated_at=rows.START,
                points=0,
                points_possible=0,
                status="not_rated",
                since=rows.START,
                method_version="1",
                explained="{}",
                shown="{}",
            )
        )
        connection.execute(
            insert(tables.restatements).values(
                rating_id=connection.execute(select(tables.ratings.c.id)).scalar_one(),
                track="real",
                release_id="r1",
                published_at=rows.START,
                correction_id="L1",
                explained="{}",
                shown="{}",
            )
        )
        connection.execute(insert(tables.record_before).values(seq=1, body="{}", hash="h"))
        by = {"by_person": rows.DIRECTOR, "by_role": "director"}
        connection.execute(
            insert(tables.confirmations).values(
                council_code=rows.COUNCIL, week_ending=rows.START.date(), comment="", confirmed_at=rows.START, **by
            )
        )
        connection.execute(
            insert(tables.social_worker_views).values(
                declaration_id=f"{rows.COUNCIL}-1", view="supports", words="w", written_at=rows.START, **by
            )
        )
        connection.execute(
            insert(tables.declaration_remarks).values(
                declaration_id=f"{rows.COUNCIL}-1",
                kind="no_view",
                text_sha256="a" * 64,
                words="w",
                written_at=rows.START,
                **by,
            )
        )
        number = deputies.add(
            connection,
            council_code=rows.COUNCIL,
            deputy=rows.CHIEF,
            director=rows.DIRECTOR,
            first_day=rows.START.date(),
            last_day=rows.START.date(),
            reason="w",
            named_at=rows.START,
            counts_from=rows.START,
        )
        deputies.change(connection, number, deputies.ENDED, by_person=rows.DIRECTOR, at=rows.START)
        connection.execute(
            insert(tables.statements).values(
                council_code=rows.COUNCIL, kind="statement", words="w", written_at=rows.START, **by
            )
        )
        connection.execute(
            insert(tables.counting_answers).values(
                council_code=rows.COUNCIL,
                measure_id="m",
                question="q",
                choice="c",
                words="w",
                told="first",
                answered_at=rows.START,
                **by,
            )
        )
        connection.execute(
            insert(tables.request_answers).values(
                request_id=1, outcome="refused", words="w", answered_at=rows.START, **by
            )
        )
        record.append(connection, Kind("test").of(what={}), at=rows.START, by_person=rows.DIRECTOR, by_role="director")
        reasons_given.keep(connection, reasons_given.reason_of("wrong file, said Mr Brown"))
    return engine


def content(engine, name):
    with reading(engine) as connection:
        return [tuple(r) for r in connection.execute(select(FACTS[name]))]


def refused(engine, name, statement):
    before = content(engine, name)
    assert len(before) == 1, "a law about an empty table proves nothing"
    with pytest.raises(DBAPIError, match=immutability.MESSAGE), writing(engine) as connection:
        connection.execute(text(statement))
    assert content(engine, name) == before


@pytest.mark.parametrize("change", ["UPDATE", "DELETE", "REPLACE", "TRUNCATE"])
def test_no_fact_can_be_changed_removed_replaced_or_emptied_away(stocked, database, change):
    """Every table of facts, by direct SQL: nothing published can be unsaid."""
    for name, table in FACTS.items():
        columns = [f'"{c.name}"' for c in table.columns]
        keys = ", ".join(f'"{c.name}"' for c in table.primary_key)
        all_columns = ", ".join(columns)
        if change == "UPDATE":
            refused(stocked, name, f"UPDATE {name} SET {columns[-1]} = {columns[-1]}")
        elif change == "DELETE":
            refused(stocked, name, f"DELETE FROM {name}")
        elif change == "TRUNCATE":
            refused(
                stocked, name, f"TRUNCATE {name} CASCADE" if database == "postgresql" else f"DELETE FROM {name} WHERE 1"
            )
        elif database == "sqlite":
            refused(stocked, name, f"INSERT OR REPLACE INTO {name} SELECT * FROM {name}")
            refused(stocked, name, f"UPDATE OR REPLACE {name} SET {columns[-1]} = {columns[-1]}")
        else:
            refused(
                stocked,
                name,
                f"INSERT INTO {name} ({all_columns}) SELECT {all_columns} FROM {name} "
                f"ON CONFLICT ({keys}) DO UPDATE SET {columns[-1]} = excluded.{columns[-1]}",
            )


def test_what_is_not_a_fact_can_still_be_brought_up_to_date(engine):
    """The list of councils follows the world; so do people and their sessions."""
    with writing(engine) as connection:
        rows.add_council(connection)
        rows.add_council(connection)
        rows.add_people(connection)
        connection.execute(text("UPDATE people SET disabled_at = created_at"))


@pytest.mark.parametrize(
    ("read", "accepted", "held", "rejected"), [(3, 1, 1, 0), (2, 1, 1, 1), (0, 0, 0, 1), (4, 3, 1, 1)]
)
def test_a_load_whose_arithmetic_does_not_add_up_is_refused(engine, read, accepted, held, rejected):
    """read = accepted + held + rejected: nothing falls under the table."""
    with pytest.raises(DBAPIError, match="adds_up"), writing(engine) as connection:
        rows.add_load(connection, read=read, accepted=accepted, held=held, rejected=rejected)


def test_a_load_is_withdrawn_once_and_by_a_new_row(engine):
    """Withdrawing adds a fact; doing it twice is refused."""
    with writing(engine) as connection:
        load = rows.add_load(connection)
        assert loads.latest(connection, "weekly-return").id == load
        act = {"load_id": load, "at": rows.START, "reason": "wrong file", "by_person": "p", "by_role": "r"}
        loads.withdraw(connection, **act)
        assert loads.latest(connection, "weekly-return") is None
        assert loads.get(connection, load).id == load
        assert set(loads.withdrawn(connection)) == {load}
    with pytest.raises(DBAPIError), writing(engine) as connection:
        loads.withdraw(connection, **act)


def test_a_failed_action_leaves_nothing_behind(engine):
    """One transaction: a load, its notes and its record entry are there together or not at all."""

    def half_an_action():
        with writing(engine) as connection:
            rows.add_load(connection)
            record.append(connection, Kind("load").of(what={}), at=rows.START, by_person="p", by_role="r")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_an_action()
    with reading(engine) as connection:
        assert record.size(connection) == 0
        assert loads.latest(connection, "weekly-return") is None


def test_a_reader_sees_one_moment_from_first_to_last_statement(engine):
    """A page or a release never mixes facts from before and after somebody's load."""
    with writing(engine) as connection:
        rows.add_load(connection)
    with reading(engine) as connection:
        first = loads.latest(connection, "weekly-return").id
        with writing(engine) as other:
            rows.add_load(other, at=rows.START + rows.HOUR)
        assert loads.latest(connection, "weekly-return").id == first
    with reading(engine) as connection:
        assert loads.latest(connection, "weekly-return").id > first


def test_nothing_written_while_reading_is_kept(engine):
    """A page cannot change the world by mistake."""
    with reading(engine) as connection:
        rows.add_council(connection)
    with reading(engine) as connection:
        assert connection.execute(select(tables.councils)).all() == []
