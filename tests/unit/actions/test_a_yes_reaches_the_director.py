"""A return that says an exceptional measure is used reaches the director at once, and not only the public page."""

from datetime import timedelta
from pathlib import Path

import pytest

from pressure.access.permissions import Role
from pressure.actions.declarations import declaring
from pressure.actions.desk.desk import desk
from pressure.actions.installation import Installation
from pressure.actions.reminders.reminding import reminders
from pressure.actions.returns.loading import load
from pressure.demo.figures import as_csv, week_rows
from pressure.demo.places import HUB, PLACES, actor
from pressure.domain.moments import day_of
from pressure.shell.officers import board
from tests.installations import NO_CRISIS, RULES, SUNDAY, new_installation

PLACE, MEASURE = PLACES[0], "fewer_or_shorter_visits"
DIRECTOR = actor(PLACE, Role.DIRECTOR)
BOOK = RULES.in_force(SUNDAY)


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """Minutes after the return came."""
    made, clock = new_installation(tmp_path)
    rows = week_rows(PLACE, SUNDAY, BOOK, NO_CRISIS, used=frozenset({f"em_{MEASURE}"}))
    load(made, by=HUB, source_id="weekly-return", data=as_csv(rows), name="return.csv")
    clock.later(minutes=5)
    return made


def used(installation: Installation) -> tuple[str, ...]:
    (item,) = desk(installation, DIRECTOR).returns
    return item.used


def mails(installation: Installation, role: Role) -> list[str]:
    return [r.subject for r in reminders(installation, actor(PLACE, role)) if r.about.startswith("used")]


def declare(installation: Installation) -> None:
    found = declaring.propose(
        installation,
        by=DIRECTOR,
        council_code=PLACE.code,
        measure_id=MEASURE,
        text={"area": "The harbour", "public_words": "Fewer visits for now."},
        starts_at=installation.now(),
        review_by=day_of(installation.now()) + timedelta(days=7),
    )
    declaring.sign(
        installation,
        by=actor(PLACE, Role.SIGNATORY),
        declaration_id=found,
        text_sha256=declaring.waiting(installation, found)[1],
        names_nobody=True,
    )


def test_a_measure_that_a_return_says_is_used_is_on_the_directors_desk_until_it_is_declared(
    installation: Installation,
) -> None:
    assert used(installation) == (MEASURE,)
    lane = board.lanes(desk(installation, DIRECTOR), DIRECTOR, {}, installation.now(), BOOK, {})[-1]
    card = lane.cards[0]
    assert (card.kind, card.yours) == ("Used, not declared", True)
    assert "Fewer or shorter visits" in str(card.said)
    assert "7 days after the return was confirmed" in str(card.effect)
    declare(installation)
    assert used(installation) == ()


def test_the_director_is_written_to_and_nobody_else(installation: Installation) -> None:
    assert mails(installation, Role.DIRECTOR) == [f"A measure is used at {PLACE.name} and not declared"]
    assert mails(installation, Role.DATA_OFFICER) == mails(installation, Role.SIGNATORY) == []
    declare(installation)
    assert mails(installation, Role.DIRECTOR) == []
