"""What a thief of a token, or somebody without one, would try; the pages and the record against a database searched
for it."""

import json
from datetime import timedelta

import pytest
import structlog

from pressure.access import council_tokens as access
from pressure.access.permissions import OPERATOR, Role
from pressure.actions.people import officers
from pressure.actions.releases.publishing import publish
from pressure.actions.tokens import managing
from pressure.demo.places import actor, person_id
from pressure.settings import settings
from pressure.store.engine import file_of
from pressure.store.releases import DEMONSTRATION
from tests.http.token_cases import PLACE, Sending, begun, sending

__all__ = ["begun", "sending"]
ADMINISTRATOR = actor(PLACE, Role.ADMINISTRATOR)


def test_guesses_are_all_answered_alike_and_soon_not_at_all(sending: Sending, monkeypatch) -> None:
    """A guess of the right shape reads what any other reads, and a client that goes on guessing waits. A right token
    from there does not."""
    monkeypatch.setattr(settings, "returns_per_client", "5 per 5 minutes")
    answers = [
        sending.post(token=token) for token in ("x", access.new_token(), access.PREFIX, "x" * 9_000, "Bearer " * 3)
    ]
    assert {(a.status_code, a.text) for a in answers} == {(401, answers[0].text)}
    assert sending.post(token="x").status_code == 429
    assert sending.post().status_code == 200


def test_a_token_that_was_ended_opens_nothing_however_it_is_sent_again(sending: Sending) -> None:
    assert sending.post().status_code == 200
    managing.end(sending.installation, by=ADMINISTRATOR, token_id=sending.made.token_id)
    before = sending.entries()
    for query in ("", "?dry_run=1"):
        answer = sending.post(query=query)
        assert (answer.status_code, "ended" in answer.json()["detail"]) == (401, True)
    assert sending.entries() == before


@pytest.mark.parametrize(("after", "works"), [(timedelta(days=364), True), (timedelta(days=365), False)])
def test_a_token_works_for_a_year_and_no_longer(sending: Sending, after, works: bool) -> None:
    """The newest act is a look of the operator, so that the clock is believed."""
    sending.clock.shift(after)
    assert (sending.post(query="?dry_run=1").status_code == 200) is works


def test_a_clock_put_back_makes_no_token_work_again(sending: Sending, monkeypatch) -> None:
    """The newest act of the record was after its end."""
    soon = managing.make(
        sending.installation, by=actor(PLACE, Role.DATA_OFFICER), council_code=PLACE.code, months=1
    ).token
    for _ in range(5):
        sending.clock.shift(timedelta(days=7))
        publish(sending.installation, by=OPERATOR, track=DEMONSTRATION)
    assert "time" in sending.post(token=soon).text or sending.post(token=soon).status_code == 401
    sending.clock.shift(timedelta(days=-30))
    assert sending.post(token=soon, query="?dry_run=1").status_code == 401
    assert sending.post(query="?dry_run=1").status_code == 200


LOSES = {
    "the role": lambda s: officers.take_role(
        s.installation,
        by=OPERATOR,
        person_id=person_id(PLACE, Role.DATA_OFFICER),
        council_code=PLACE.code,
        role=Role.DATA_OFFICER,
    ),
    "access": lambda s: officers.disable_person(
        s.installation, by=OPERATOR, person_id=person_id(PLACE, Role.DATA_OFFICER)
    ),
}


@pytest.mark.parametrize("what", LOSES)
def test_a_token_stops_when_its_maker_loses(sending: Sending, what: str) -> None:
    officers.give_role(
        sending.installation,
        by=OPERATOR,
        person_id=person_id(PLACE, Role.DATA_OFFICER),
        council_code=PLACE.code,
        role=Role.AUDITOR,
    )
    LOSES[what](sending)
    answer = sending.post()
    assert (answer.status_code, "maker" in answer.text) == (401, True)
    (one,) = managing.known(sending.installation, by=ADMINISTRATOR, council_code=PLACE.code)
    assert one.over == access.MAKER_GONE


def test_neither_database_nor_record_nor_site_nor_log_holds_a_token(sending: Sending, capsys) -> None:
    """Searched byte by byte, after loads, refusals and a release; the words between its name and its checksum too."""
    token, at = sending.made.token, file_of(settings.database_url)
    structlog.get_logger().info("begun")
    for one in (token, token + "x", ""):
        sending.post(token=one)
        sending.client.get(f"/returns?token={one}")
        sending.client.post(f"/returns/{one}")
    publish(sending.installation, by=OPERATOR, track=DEMONSTRATION)
    sending.installation.engine.dispose()
    secret = token.removeprefix(access.PREFIX)[: access.LENGTH].encode()
    files = [f for f in at.parent.rglob("*") if f.is_file()]
    assert len(files) > 100
    assert not [f for f in files if secret in f.read_bytes()]
    written = "".join(capsys.readouterr())
    assert "begun" in written
    assert secret.decode() not in written
    assert not [body for body in sending.entries() if secret.decode() in body or "sha256" in json.loads(body)["what"]]


def test_what_a_database_holds_of_a_token_is_its_digest_and_sends_nothing(sending: Sending) -> None:
    assert sending.post(token=access.digest(sending.made.token)).status_code == 401


def test_a_scanner_knows_a_token_by_its_shape_and_its_checksum() -> None:
    """Of a thousand, and of none with a letter changed."""
    for _ in range(1_000):
        token = access.new_token()
        assert access.is_one(token)
        assert not access.is_one(token[:30] + ("a" if token[30] != "a" else "b") + token[31:])
        assert token.startswith("carepressure_return_")
