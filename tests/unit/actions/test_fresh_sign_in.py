"""Acts that bind others refuse somebody who signed in too long ago, inside the act and not only on the page."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pressure.access.permissions import Role, SignInAgain
from pressure.actions.declarations import declaring
from pressure.demo.places import PLACES, actor
from tests.installations import installation

PLACE = PLACES[0]
STALE = timedelta(minutes=5, seconds=1)


@pytest.fixture
def office(tmp_path):
    return installation(tmp_path)[0]


def signed_in(office, role, ago=timedelta()):
    return replace(actor(PLACE, role), authenticated_at=office.now() - ago)


def propose(office, by):
    at = office.now()
    return declaring.propose(
        office,
        by=by,
        council_code=PLACE.code,
        measure_id="reduced_risk_reviews",
        text={"area": "North"},
        starts_at=at,
        review_by=at.date(),
    )


def test_proposing_signing_sending_back_and_raising_need_a_fresh_sign_in(office):
    """And a fresh one is enough."""
    with pytest.raises(SignInAgain):
        propose(office, signed_in(office, Role.DIRECTOR, STALE))
    with pytest.raises(SignInAgain):
        declaring.raise_level(
            office,
            by=signed_in(office, Role.DIRECTOR, STALE),
            council_code=PLACE.code,
            level=3,
            reason="A home closes.",
            review_by=office.now().date(),
        )
    found = propose(office, signed_in(office, Role.DIRECTOR))
    digest = declaring.waiting(office, found)[1]
    stale, fresh = signed_in(office, Role.SIGNATORY, STALE), signed_in(office, Role.SIGNATORY)
    with pytest.raises(SignInAgain):
        declaring.sign(office, names_nobody=True, by=stale, declaration_id=found, text_sha256=digest)
    with pytest.raises(SignInAgain):
        declaring.send_back(office, by=stale, declaration_id=found, text_sha256=digest, reason="Unclear.")
    assert declaring.waiting(office, found)[1] == digest
    declaring.sign(office, names_nobody=True, by=fresh, declaration_id=found, text_sha256=digest)
