"""What councils said of a week before: the same, asked council by council or of all at once, on both databases."""

from datetime import timedelta

from sqlalchemy import insert

from pressure.actions.returns.returns_before import ONE_BY_ONE, ReturnsBefore
from pressure.domain.readings import RETURN
from pressure.store import loads, readings, tables
from pressure.store.engine import reading, writing
from tests.store import rows

WEEK = rows.START.date()
COUNCILS = [f"X9900000{number}" for number in range(ONE_BY_ONE + 3)]
LATER = rows.START + timedelta(hours=1)


def test_a_week_asked_for_at_once_says_of_each_council_what_it_says_alone(engine) -> None:
    with writing(engine) as connection:
        first, again, gone = (rows.add_load(connection, at=rows.START, source=RETURN) for _ in range(3))
        for number, code in enumerate(COUNCILS[:-1]):
            common = {"council_code": code, "source_id": RETURN, "numerator": number}
            connection.execute(insert(tables.readings).values(rows.reading(first, measure_id="a", **common)))
            connection.execute(insert(tables.readings).values(rows.reading(first, measure_id="b", **common)))
            newer = common | {"numerator": 50 + number, "recorded_at": rows.START + timedelta(minutes=1)}
            connection.execute(insert(tables.readings).values(rows.reading(again, measure_id="a", **newer)))
            connection.execute(
                insert(tables.readings).values(rows.reading(gone, measure_id="b", **newer, same_as_load=None))
            )
        loads.withdraw(
            connection, load_id=gone, at=LATER, reason="wrong", by_person=rows.DIRECTOR, by_role="data officer"
        )

    before = ReturnsBefore(engine, LATER)
    with reading(engine) as connection:
        alone = {code: readings.return_of_week(connection, code, WEEK, known_at=LATER) for code in COUNCILS}
        at_once = readings.returns_of_week(connection, WEEK, known_at=LATER)

    assert {code: dict(before(code, WEEK)) for code in [*COUNCILS, *COUNCILS]} == alone
    assert at_once == {code: own for code, own in alone.items() if own}
    assert {m: r.numerator for m, r in alone[COUNCILS[1]].items()} == {"a": 51, "b": 1}
    assert before(COUNCILS[-1], WEEK) == {}
