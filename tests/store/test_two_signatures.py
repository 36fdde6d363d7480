"""One officer alone cannot sign, not even with direct SQL: the database knows who proposed what."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError

from pressure.domain.declarations import State
from pressure.store import declarations, tables
from pressure.store.engine import reading, writing
from pressure.store.tables import immutability
from tests.rating_cases import BOOK
from tests.store import rows
from tests.store.rows import CHIEF, COUNCIL, DIRECTOR, HOUR, START

RULES = BOOK.declarations
TEXT = '{"area":"the north"}'


@pytest.fixture
def proposed(engine):
    """A stored proposal by the director, and a chief executive who could sign it."""
    with writing(engine) as connection:
        rows.add_council(connection)
        rows.add_people(connection)
        return rows.add_proposal(connection, TEXT)


def sign(engine, **row):
    with writing(engine) as connection:
        connection.execute(insert(tables.signatures).values(row))


def filed(engine, at=START + 2 * HOUR):
    with reading(engine) as connection:
        (one,) = declarations.filed(connection, RULES, council_code=COUNCIL, known_at=at)
        return one


def register(engine, at):
    with reading(engine) as connection:
        return declarations.register(connection, RULES, COUNCIL, at)


def test_a_second_person_can_sign_exactly_what_was_proposed(engine, proposed):
    """The lawful row, so that the refusals below are about their fault and nothing else."""
    sign(engine, **rows.signature(proposed))
    assert filed(engine).declaration.state is State.IN_FORCE
    assert (filed(engine).signed_by_role, filed(engine).text) == ("chief executive", {"area": "the north"})


def test_the_proposer_cannot_sign(engine, proposed):
    """Two people, held by a CHECK."""
    with pytest.raises(DBAPIError, match="two_people"):
        sign(engine, **rows.signature(proposed, signed_by=DIRECTOR))


@pytest.mark.parametrize(
    "forged",
    [
        {"proposed_by": CHIEF, "signed_by": DIRECTOR},
        {"text_sha256": rows.digest("another text")},
        {"declaration_id": f"{COUNCIL}-2"},
        {"proposal_id": 999},
        {"signed_by": "nobody"},
    ],
)
def test_a_signature_that_names_another_proposer_text_or_declaration_is_refused(engine, proposed, forged):
    """Pretending that the chief proposed it would let the director sign: the composite key says no."""
    with pytest.raises(DBAPIError, match=r"(?i)foreign key"):
        sign(engine, **rows.signature(proposed, **forged))
    assert filed(engine).declaration.state is State.PROPOSED


def test_a_proposal_is_decided_once(engine, proposed):
    """No second decision can overlay the first."""
    sign(engine, **rows.signature(proposed, outcome="returned"))
    with pytest.raises(DBAPIError):
        sign(engine, **rows.signature(proposed))
    assert filed(engine).declaration.state is State.RETURNED


def test_an_outcome_that_is_neither_signed_nor_returned_is_refused(engine, proposed):
    """ "Approved in principle" is not a state."""
    with pytest.raises(DBAPIError, match="outcome"):
        sign(engine, **rows.signature(proposed, outcome="approved"))


def test_the_text_of_a_voided_proposal_can_no_longer_be_signed(engine, proposed):
    """Any edit voids what was waiting, also for someone who writes SQL."""
    with writing(engine) as connection:
        edited = rows.add_proposal(connection, '{"area":"everywhere"}', proposed_at=START + HOUR / 2)
    with pytest.raises(DBAPIError, match=immutability.VOIDED):
        sign(engine, **rows.signature(proposed))
    sign(engine, **rows.signature(edited))
    assert filed(engine).text == {"area": "everywhere"}


def test_an_edit_before_the_signature_may_change_stage_start_and_review(engine, proposed):
    """What was signed is what the register says, not the first draft."""
    start = START + timedelta(days=2)
    with writing(engine) as connection:
        edited = rows.add_proposal(
            connection,
            stage=3,
            starts_at=start,
            review_by=date(2026, 12, 3),
            measure_id="life_sustaining_care_only",
            proposed_at=START + HOUR / 2,
        )
    sign(engine, **rows.signature(edited))
    (one,) = register(engine, START + 2 * HOUR).entries
    assert (one.stage, one.starts_at, one.review_by) == (3, start, date(2026, 12, 3))
    assert one.measure_id == "life_sustaining_care_only"


def test_an_unsigned_proposal_has_lapsed_after_24_hours_and_never_reaches_the_register(engine, proposed):
    """At exactly 24 hours, as known then."""
    day = timedelta(hours=24)
    assert filed(engine, START + day - timedelta(microseconds=1)).declaration.state is State.PROPOSED
    assert filed(engine, START + day).declaration.state is State.LAPSED
    assert register(engine, START + day).entries == ()


def test_the_register_as_known_at_a_moment_has_only_what_was_signed_by_then(engine, proposed):
    """A year later the question "what was in force that night?" has the same answer."""
    sign(engine, **rows.signature(proposed))
    with writing(engine) as connection:
        ending = rows.add_proposal(
            connection, '{"replaced_by":"usual care"}', kind="end", review_by=None, proposed_at=START + 5 * HOUR
        )
    sign(engine, **rows.signature(ending))
    tick = timedelta(microseconds=1)
    assert register(engine, START + HOUR - tick).entries == ()
    (held,) = register(engine, START + 6 * HOUR - tick).entries
    (ended,) = register(engine, START + 6 * HOUR).entries
    assert (held.signed_at, held.ended_at) == (START + HOUR, None)
    assert (ended.ended_at, filed(engine, START + 7 * HOUR).end_text) == (
        START + 6 * HOUR,
        {"replaced_by": "usual care"},
    )


def test_a_renewal_moves_the_review_only_once_it_is_signed(engine, proposed):
    """The register shows the last signed review date."""
    sign(engine, **rows.signature(proposed))
    with writing(engine) as connection:
        renewal = rows.add_proposal(
            connection, '{"area":"still"}', kind="renew", review_by=date(2026, 12, 20), proposed_at=START + 5 * HOUR
        )
    assert register(engine, START + 5 * HOUR).entries[0].review_by == date(2026, 12, 1)
    sign(engine, **rows.signature(renewal))
    assert register(engine, START + 7 * HOUR).entries[0].review_by == date(2026, 12, 20)
    assert filed(engine, START + 7 * HOUR).declaration.renewals == 1


def test_a_raised_level_is_kept_apart_from_the_exceptional_measures(engine, proposed):
    """It counts from its signature and has no stage."""
    text = '{"level":4,"reason":"A provider closes."}'
    with writing(engine) as connection:
        raise_it = rows.add_proposal(
            connection, text, declaration_id=f"{COUNCIL}-2", measure_id=declarations.RAISED, stage=1
        )
    sign(engine, **rows.signature(raise_it))
    known = register(engine, START + 2 * HOUR)
    assert known.entries == ()
    assert [(r.level, r.reason, r.from_at) for r in known.raised] == [(4, "A provider closes.", START + HOUR)]
    assert known.stage(START + 2 * HOUR) is None
