"""Tokens as rows, on both databases: found by digest alone, ended once, and known to what they loaded."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from pressure.access import council_tokens as access
from pressure.access.permissions import OPERATOR, Role
from pressure.actions.installation import Installation
from pressure.actions.returns.loading import load, withdraw
from pressure.actions.tokens import managing
from pressure.demo.places import HUB, PLACES, actor
from pressure.domain.refusals import Refusal
from pressure.settings import Settings
from pressure.store import councils, record
from pressure.store.engine import reading, writing
from pressure.store.tokens import council_tokens as store
from tests.installations import RULES, SUNDAY, TestClock, new_installation, return_of

PLACE, OTHER = PLACES[0], PLACES[1]
OFFICER, ADMINISTRATOR = actor(PLACE, Role.DATA_OFFICER), actor(PLACE, Role.ADMINISTRATOR)


@pytest.fixture
def here(engine, tmp_path) -> tuple[Installation, TestClock]:
    installation, clock = new_installation(tmp_path, engine.url.render_as_string(hide_password=False))
    return installation, clock


def send(installation, token, data):
    with reading(installation.engine) as connection:
        by = access.sender(connection, token, installation.now())
    return load(installation, by=by.actor, source_id="weekly-return", data=data, name="r.csv")


def test_a_token_is_made_found_and_ended_each_with_its_entry(here) -> None:
    installation, clock = here
    made = managing.make(installation, by=OFFICER, council_code=PLACE.code)
    with reading(installation.engine) as connection:
        found = access.sender(connection, made.token, clock.at)
        assert (found.token_id, found.council_code) == (made.token_id, PLACE.code)
        with pytest.raises(access.UnknownToken):
            access.sender(connection, access.new_token(), clock.at)
    managing.end(installation, by=ADMINISTRATOR, token_id=made.token_id)
    with reading(installation.engine) as connection:
        with pytest.raises(access.TokenOver, match="ended"):
            access.sender(connection, made.token, clock.at)
        bodies = [body for _, body, _ in record.entries(connection)]
    assert ['"action":"make_token"' in bodies[-2], '"action":"end_token"' in bodies[-1]] == [True, True]
    with pytest.raises(Refusal, match="ended before"):
        managing.end(installation, by=ADMINISTRATOR, token_id=made.token_id)
    with reading(installation.engine) as connection:
        assert len(list(record.entries(connection))) == len(bodies)


def test_no_two_tokens_are_the_same_and_none_lasts_no_time(here) -> None:
    installation, clock = here
    row = {"council_code": PLACE.code, "made_by": "p", "made_at": clock.at}
    with writing(installation.engine) as connection:
        store.add(connection, token_id="t-1", token_sha256="a", expires_at=clock.at + timedelta(days=1), **row)
    for changed in (
        {"token_sha256": "a", "expires_at": clock.at + timedelta(days=1)},
        {"token_sha256": "b", "expires_at": clock.at},
    ):
        with pytest.raises(DBAPIError), writing(installation.engine) as connection:
            store.add(connection, token_id="t-2", **changed, **row)


def test_a_council_has_a_few_tokens_that_work_and_each_ends_within_a_year(here) -> None:
    installation, clock = here
    for _ in range(Settings().tokens_per_council):
        made = managing.make(installation, by=OFFICER, council_code=PLACE.code)
        assert made.expires_at - clock.at <= timedelta(days=366)
    with pytest.raises(Refusal, match="may have no more"):
        managing.make(installation, by=OPERATOR, council_code=PLACE.code)
    managing.make(installation, by=OPERATOR, council_code=OTHER.code)
    for months in (0, 13, -1):
        with pytest.raises(Refusal, match="1 to 12 months"):
            managing.make(installation, by=OFFICER, council_code=PLACE.code, months=months)
    managing.end(installation, by=OFFICER, token_id=made.token_id)
    managing.make(installation, by=OFFICER, council_code=PLACE.code, months=1)


def test_a_token_that_soon_ends_is_named_to_those_who_can_make_the_next(here) -> None:
    installation, clock = here
    made = managing.make(installation, by=OFFICER, council_code=PLACE.code, months=2)
    assert managing.ending_soon(installation, OFFICER) == []
    clock.at = made.expires_at - timedelta(days=Settings().token_warn_days)
    assert [one.token_id for one in managing.ending_soon(installation, ADMINISTRATOR)] == [made.token_id]
    assert managing.ending_soon(installation, actor(OTHER, Role.ADMINISTRATOR)) == []
    clock.at = made.expires_at
    assert managing.ending_soon(installation, OFFICER) == []


def test_the_same_bytes_are_loaded_once_until_the_council_says_something_else(here) -> None:
    """Loads of other councils in between, by token or by people, change nothing about it; a withdrawal does."""
    installation, clock = here
    own = managing.make(installation, by=OFFICER, council_code=PLACE.code).token
    theirs = managing.make(installation, by=OPERATOR, council_code=OTHER.code).token
    first = send(installation, own, return_of(PLACE, SUNDAY))
    send(installation, theirs, return_of(OTHER, SUNDAY))
    clock.later(minutes=1)
    load(installation, by=HUB, source_id="weekly-return", data=return_of(PLACES[2], SUNDAY), name="r.csv")
    again = send(installation, own, return_of(PLACE, SUNDAY))
    assert (again.already_loaded, again.load_id) == (True, first.load_id)
    load(
        installation,
        by=OFFICER,
        source_id="weekly-return",
        data=return_of(PLACE, SUNDAY, wl_assess_rate="333"),
        name="r.csv",
    )
    back = send(installation, own, return_of(PLACE, SUNDAY))
    assert not back.already_loaded
    withdraw(installation, by=OFFICER, load_id=back.load_id, reason="counted_twice")
    assert not send(installation, own, return_of(PLACE, SUNDAY)).already_loaded


def test_a_council_that_is_taken_off_the_list_takes_no_token_along_in_silence(here) -> None:
    """A list of councils that comes anew leaves tokens as they are."""
    installation, _ = here
    made = managing.make(installation, by=OFFICER, council_code=PLACE.code)
    with writing(installation.engine) as connection:
        councils.replace_all(connection, councils.load_all(connection).all)
    with reading(installation.engine) as connection:
        assert store.get(connection, made.token_id).ended_at is None
    assert RULES
