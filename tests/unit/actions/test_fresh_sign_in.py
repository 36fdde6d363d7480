"""Acts that bind others refuse somebody who signed in too long ago, inside the act and not only on the page."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pressure.access.permissions import Role, SignInAgain
from pressure.actions.declarations import declaring
from pressure.demo.places import PLACES, actor
from tests.installations import new_installation

PLACE = PLACES[0]
STALE = timedelta(minutes=5, seconds=1)


@pytest.fixture
def installation(tmp_path):
    return new_installation(tmp_path)[0]


def signed_in(installation, role, ago=timedelta()):
    return replace(actor(PLACE, role), authenticated_at=installation.now() - ago)


def propose(installation, by):
    at = installation.now()
    return declaring.propose(
        installation,
        by=by,
        council_code=PLACE.code,
        measure_id="reduced_risk_reviews",
        text={"area": "North"},
        starts_at=at,
        review_by=at.date(),
    )


def test_proposing_signing_sending_back_and_raising_need_a_fresh_sign_in(installation):
    """And a fresh one is enough."""
    with pytest.raises(SignInAgain):
        propose(installation, signed_in(installation, Role.DIRECTOR, STALE))
    with pytest.raises(SignInAgain):
        declaring.raise_level(
            installation,
            by=signed_in(installation, Role.DIRECTOR, STALE),
            council_code=PLACE.code,
            level=3,
            reason="A home closes.",
            review_by=installation.now().date(),
        )
    found = propose(installation, signed_in(installation, Role.DIRECTOR))
    digest = declaring.waiting(installation, found)[1]
    stale, fresh = signed_in(installation, Role.SIGNATORY, STALE), signed_in(installation, Role.SIGNATORY)
    with pytest.raises(SignInAgain):
        declaring.sign(installation, names_nobody=True, by=stale, declaration_id=found, text_sha256=digest)
    with pytest.raises(SignInAgain):
        declaring.send_back(installation, by=stale, declaration_id=found, text_sha256=digest, reason="Unclear.")
    assert declaring.waiting(installation, found)[1] == digest
    declaring.sign(installation, names_nobody=True, by=fresh, declaration_id=found, text_sha256=digest)
