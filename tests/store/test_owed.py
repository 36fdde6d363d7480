"""What a release still has to show, found by when it was done: the same on both databases."""

from sqlalchemy import insert

from pressure.store import declarations, loads, tables, unpublished
from pressure.store.engine import reading, writing
from tests.store import rows
from tests.store.rows import COUNCIL, DIRECTOR, HOUR, START


def acts(engine, moment):
    with reading(engine) as connection:
        return [(row.council_code, row.action, row.at, row.note) for row in unpublished.acts_since(connection, moment)]


def stock(engine):
    """One act of each kind an hour after another, a private one beside each."""
    by = {"by_person": DIRECTOR, "by_role": "director"}
    with writing(engine) as connection:
        rows.add_council(connection)
        rows.add_people(connection)
        load = rows.add_load(connection)
        for measure in ("a", "b"):
            connection.execute(insert(tables.readings).values(rows.reading(load, measure_id=measure)))
        declarations.add_signature(connection, **rows.signature(rows.add_proposal(connection), signed_at=START + HOUR))
        returned = rows.add_proposal(connection, declaration_id=f"{COUNCIL}-2")
        declarations.add_signature(
            connection,
            **rows.signature(
                returned, outcome="returned", reason="Too soon.", declaration_id=f"{COUNCIL}-2", signed_at=START + HOUR
            ),
        )
        for declaration in (1, 2):
            connection.execute(
                insert(tables.social_worker_views).values(
                    declaration_id=f"{COUNCIL}-{declaration}",
                    view="supports",
                    words="w",
                    written_at=START + 2 * HOUR,
                    **by,
                )
            )
        for declaration, kind, day in ((1, "outside_check", START.date()), (1, "no_view", None)):
            connection.execute(
                insert(tables.declaration_remarks).values(
                    declaration_id=f"{COUNCIL}-{declaration}",
                    kind=kind,
                    text_sha256="a" * 64,
                    done_on=day,
                    words="w",
                    written_at=START + 5 * HOUR,
                    **by,
                )
            )
        for kind in ("statement", "correction"):
            connection.execute(
                insert(tables.statements).values(
                    council_code=COUNCIL, kind=kind, words="w", written_at=START + 3 * HOUR, **by
                )
            )
        loads.withdraw(
            connection,
            load_id=load,
            at=START + 4 * HOUR,
            reason="wrong file",
            by_person=DIRECTOR,
            by_role="data officer",
        )


def test_acts_after_a_moment_are_found_in_order_and_private_ones_are_not(engine):
    """Once each, however many figures a load had."""
    stock(engine)
    every = [
        (COUNCIL, "sign", START + HOUR, ""),
        (COUNCIL, "write_view", START + 2 * HOUR, ""),
        (COUNCIL, "publish_statement", START + 3 * HOUR, ""),
        (COUNCIL, "withdraw", START + 4 * HOUR, "wrong file"),
        (COUNCIL, "record_outside_check", START + 5 * HOUR, ""),
    ]
    assert acts(engine, START) == every
    assert acts(engine, START + HOUR) == every[1:]
    assert acts(engine, START + 5 * HOUR) == []


def test_a_release_this_database_does_not_know_says_nothing(engine):
    """A site directory of another installation, or an older copy of the database."""
    with reading(engine) as connection:
        assert unpublished.acts_as_of(connection, "real", "20260101T000000Z-0001") is None


def test_the_newest_unsigned_proposal_about_each_declaration_is_found_with_why_it_was_sent_back(engine):
    """Signed and superseded ones are not."""
    stock(engine)
    with writing(engine) as connection:
        rows.add_proposal(connection, '{"a":1}', declaration_id=f"{COUNCIL}-3")
        rows.add_proposal(connection, '{"a":2}', declaration_id=f"{COUNCIL}-3")
    with reading(engine) as connection:
        found = declarations.unsigned(connection, COUNCIL)
        assert [(r.declaration_id, r.text, r.reason) for r in found] == [
            (f"{COUNCIL}-2", "{}", "Too soon."),
            (f"{COUNCIL}-3", '{"a":2}', None),
        ]
        assert declarations.unsigned(connection, "X99000009") == []
