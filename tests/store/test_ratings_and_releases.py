"""Ratings as published, releases in order, councils brought up to date."""

from dataclasses import replace
from datetime import date, timedelta, timezone

import pytest
from sqlalchemy.exc import DBAPIError

from pressure.document.rating import exact_document, public_document
from pressure.store import councils, ratings, releases
from pressure.store.engine import reading, writing
from tests import level_cases
from tests import rating_cases as cases
from tests.store import rows


def publish(engine, rating, release="r1", track="real"):
    with writing(engine) as connection:
        ratings.add(
            connection,
            replace(rating, council_code=rows.COUNCIL),
            track=track,
            release_id=release,
            explained=ratings.text(exact_document(rating, cases.BOOK, [])),
            shown=ratings.text(public_document(rating, cases.BOOK)),
        )


@pytest.fixture
def stocked(engine):
    with writing(engine) as connection:
        rows.add_council(connection)
    return engine


def test_what_the_next_rating_must_remember_survives_the_database(stocked):
    """Level, since when, what settles and which raised levels are over: all of it, exactly."""
    week = timedelta(weeks=1)
    before = cases.rated(cases.full_return(4))
    settling = cases.rated(level_cases.everything(1), at=level_cases.AT, previous=before)
    spent = cases.rated(cases.full_return(4), cases.raised(3))
    assert settling.will_be is not None
    assert spent.raised_spent
    every = (before, settling, spent, cases.rated([]), cases.rated([], cases.raised(3), at=cases.AT + 3 * week))
    for number, rating in enumerate(every):
        rating = replace(rating, rated_at=rating.rated_at + timedelta(microseconds=number))
        publish(stocked, rating)
        with reading(stocked) as connection:
            row = ratings.last_before(connection, rows.COUNCIL, rating.rated_at + timedelta(microseconds=1))
            assert ratings.previous(row) == rating.as_previous()
    assert ratings.previous(None) is None


def test_a_council_has_one_rating_at_a_moment(stocked):
    """Two answers for one moment would leave a reader without any."""
    publish(stocked, cases.rated([]))
    with pytest.raises(DBAPIError):
        publish(stocked, cases.rated(cases.full_return(2)))


def test_the_newest_row_is_current_as_of_any_moment(stocked):
    """By track, so that simulated and real never mix."""
    for week in range(3):
        publish(stocked, cases.rated([], at=cases.AT + timedelta(weeks=week)), f"r{week}")
    with reading(stocked) as connection:
        assert ratings.current_of_track(connection, "real")[rows.COUNCIL].release_id == "r2"
        then = ratings.current_of_track(connection, "real", cases.AT + timedelta(weeks=1, days=6))
        assert then[rows.COUNCIL].release_id == "r1"
        assert ratings.current_of_track(connection, "demonstration") == {}
        assert [r.release_id for r in ratings.of_council(connection, rows.COUNCIL)] == ["r0", "r1", "r2"]
        assert [r.release_id for r in ratings.of_track(connection, "real")] == ["r0", "r1", "r2"]
        assert ratings.last_before(connection, rows.COUNCIL, None).release_id == "r2"
        assert ratings.last_before(connection, rows.COUNCIL, cases.AT) is None


def test_a_day_passing_is_not_news_and_a_point_is(stocked):
    """A new row is written when a public field changed, not because figures grew a day older."""
    publish(stocked, cases.rated(cases.full_return(2)))
    with reading(stocked) as connection:
        row = ratings.last_before(connection, rows.COUNCIL, None)
    same = cases.rated(cases.full_return(2), previous=ratings.previous(row), at=cases.AT + timedelta(days=1))
    other = cases.rated(
        cases.full_return({m.id: 2 for m in cases.FIGURES} | {"cap_vacancy_rate": 3}), previous=ratings.previous(row)
    )
    shown = ratings.text(public_document(replace(same, council_code=cases.COUNCIL), cases.BOOK))
    assert ratings.unchanged(row, shown)
    assert not ratings.unchanged(row, ratings.text(public_document(other, cases.BOOK)))
    assert not ratings.unchanged(None, shown)


def test_releases_are_numbered_in_order_in_utc_also_within_a_second(engine):
    """The id is UTC whatever the caller's offset."""
    at = cases.AT.astimezone(timezone(timedelta(hours=1)))
    with writing(engine) as connection:
        for number in range(1, 4):
            release_id = releases.next_id(connection, releases.REAL, at)
            assert release_id == f"20261125T093000Z-{number:04}"
            releases.add(
                connection,
                track=releases.REAL,
                id=release_id,
                facts_as_of=at,
                rules_digest="d",
                published_at=at + timedelta(microseconds=number),
                reason="scheduled",
                note="",
                manifest_sha256="m",
            )
        assert releases.last(connection, releases.REAL).id.endswith("-0003")
        assert [r.id[-1] for r in releases.of_track(connection, releases.REAL)] == ["1", "2", "3"]
        assert releases.last(connection, releases.DEMONSTRATION) is None


def test_councils_come_back_as_they_went_in_and_none_is_ever_removed(engine):
    """Also the abolished ones, with their dates, codes, names and successors."""
    old = replace(
        rows.council("X1"),
        valid_from=date(1974, 4, 1),
        valid_to=date(2020, 3, 31),
        adults_18plus=None,
        successors=("X2", "X3"),
        former_codes=("X0",),
        aliases=("Old Ayford", "Ayford, Old"),
    )
    with writing(engine) as connection:
        assert councils.replace_all(connection, [old, rows.council("X2")]) == 2
        assert councils.replace_all(connection, [replace(rows.council("X2"), name="Beeford")]) == 1
        assert councils.replace_all(connection, [replace(rows.council("X2"), name="Beeford")]) == 0
        back = councils.load_all(connection)
    assert back.get("X1") == old
    assert back.get("X2").name == "Beeford"


def test_what_was_known_of_a_council_stays_known_as_of_its_day(engine):
    """A published row keeps the name and the population it was published with, and an older release can be made again
    with the list of its day."""
    later = rows.START + timedelta(days=1)
    gone = replace(rows.council("X1"), adults_18plus=None, adults_year="", valid_to=date(2026, 11, 23))
    with writing(engine) as connection:
        councils.replace_all(connection, [rows.council("X1")])
        assert councils.replace_all(connection, [gone, rows.council("X2")], at=later) == 2
        assert councils.replace_all(connection, [gone, rows.council("X2")], at=later) == 0
        before, after = (councils.as_known(connection, at) for at in (rows.START, later))
    assert [c.code for c in before.all] == ["X1"]
    assert before.get("X1") == rows.council("X1")
    assert [c.code for c in after.all] == ["X1", "X2"]
    assert after.get("X1").valid_to == date(2026, 11, 23)
    assert after.get("X1").adults_18plus == 100_000  # it ended; its people are still those that were counted
