"""What a director confirms reads as words: no row has an id for a name, and yes and no are said."""

from datetime import UTC, date, datetime
from decimal import Decimal

from pressure.domain.measures import Cadence
from pressure.domain.rating.confirming import ITEM, items
from pressure.domain.readings import REGISTER_CONFIRMED, Reading, Status
from pressure.shell.officers.load_report import figures
from tests.rating_cases import BOOK


def row(measure_id: str, *, value: int | None = None, numerator: int | None = None) -> Reading:
    day = date(2026, 11, 22)
    return Reading(
        council_code="E10000001",
        measure_id=measure_id,
        period_start=day,
        period_end=day,
        status=Status.OK,
        cadence=Cadence.WEEKLY,
        source_id="weekly-return",
        recorded_at=datetime(2026, 11, 23, tzinfo=UTC),
        numerator=numerator,
        value=None if value is None else Decimal(value),
    )


def test_every_exceptional_measure_has_its_title_and_its_answer() -> None:
    asked = items(BOOK)
    sent = {name: row(name, value=place % 2) for place, name in enumerate(asked)}
    before = {asked[0]: row(asked[0], value=1)}
    shown = {name: rest for (name,), *rest in figures(sent, before, BOOK)}
    titles = [e.title for name in asked if (e := BOOK.exceptional(name.removeprefix(ITEM)))]
    assert set(shown) == {f"In use: {title}" for title in titles}
    assert shown[f"In use: {titles[0]}"] == [("yes",), ("no",)]
    assert shown[f"In use: {titles[1]}"] == [("no figure",), ("yes",)]


def test_measures_and_the_register_come_before_exceptional_measures() -> None:
    sent = {
        name: row(name, value=1) if name != "wl_assess_rate" else row(name, numerator=1354)
        for name in (items(BOOK)[0], REGISTER_CONFIRMED, "wl_assess_rate")
    }
    rows = figures(sent, {}, BOOK)
    assert [now for _, _, now in rows[:2]] == [("yes",), ("1,354",)]
    assert rows[-1][0][0].startswith("In use: ")
    assert not any("_" in name for (name,), _, _ in rows)
