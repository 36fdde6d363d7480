"""What a council says in public does not hold a number of people as its return has it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from pressure.access.permissions import Role
from pressure.actions.declarations import declaring
from pressure.actions.installation import Installation
from pressure.actions.returns.loading import load, withdraw
from pressure.actions.statements import replying
from pressure.demo.places import HUB, PLACES, actor
from pressure.domain.moments import day_of
from pressure.domain.refusals import Refusal
from pressure.store.statements import STATEMENT
from tests.installations import SUNDAY, new_installation, return_of

PLACE = PLACES[0]
DIRECTOR = actor(PLACE, Role.DIRECTOR)


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """One return, in which 247 people wait for care to start; in public they are 245."""
    made, _ = new_installation(tmp_path)
    load(
        made,
        by=HUB,
        source_id="weekly-return",
        data=return_of(PLACE, SUNDAY, wl_care_start_rate="247"),
        name="return.csv",
    )
    return made


def raised(installation: Installation, words: str) -> None:
    declaring.raise_level(
        installation,
        by=DIRECTOR,
        council_code=PLACE.code,
        level=4,
        reason=words,
        review_by=day_of(installation.now()) + timedelta(days=3),
    )


def stated(installation: Installation, words: str) -> None:
    replying.say(installation, by=DIRECTOR, council_code=PLACE.code, kind=STATEMENT, words=words, names_nobody=True)


@pytest.mark.parametrize("act", [raised, stated])
def test_a_raised_level_and_a_statement_are_refused_with_the_public_number(
    installation: Installation, act: Callable[[Installation, str], None]
) -> None:
    with pytest.raises(Refusal, match="“247 frail people”, the exact number"):
        act(installation, "Care is waited for by 247 frail people.")


@pytest.mark.parametrize("act", [raised, stated])
def test_the_public_number_and_other_numbers_stay(
    installation: Installation, act: Callable[[Installation, str], None]
) -> None:
    act(installation, "About 245 people wait, 246 people were asked and 247 homes are full.")


def test_a_return_is_taken_back_for_a_reason_without_numbers(installation: Installation) -> None:
    with pytest.raises(Refusal, match="without numbers"):
        withdraw(installation, by=HUB, load_id=1, reason="247 people wait and not 274.")
    withdraw(installation, by=HUB, load_id=1, reason="Counted twice.")
