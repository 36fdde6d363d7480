"""Reminders go to those who can act, once a day, without a figure in them."""

from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import time_machine

from pressure.access.permissions import Role
from pressure.actions.declarations import declaring
from pressure.actions.reminders.reminding import remind
from pressure.demo.events import sign_as_it_waits
from pressure.demo.places import HUB, PLACES, actor, person_id
from pressure.store import people
from pressure.store.engine import writing
from tests.pages.officer_cases import NOW, OTHER, PLACE, Pages
from tests.pages.test_officer_desk import propose


def with_addresses(pages: Pages) -> None:
    with writing(pages.installation.engine) as connection:
        for place in (PLACE, OTHER):
            for role in (r for r in Role if r not in (Role.OPERATOR, Role.DEPUTY_DIRECTOR)):
                people.change(connection, person_id(place, role), email=f"{role}@{place.code.lower()}.example")


def sent(pages: Pages, outbox: Path) -> list[tuple[str, str]]:
    """(to, subject) of what is new in the outbox."""
    messages = [
        message_from_bytes(p.read_bytes(), policy=policy.default)
        for p in remind(pages.installation, outbox, "care-pressure@council.example")
    ]
    return sorted((str(m["To"]), str(m["Subject"])) for m in messages)


def test_a_late_return_a_waiting_proposal_and_a_review_remind_those_who_can_act_and_once_a_day(
    pages: Pages, tmp_path: Path
) -> None:
    with_addresses(pages)
    found = propose(pages)
    assert sent(pages, tmp_path / "outbox") == [
        (f"signatory@{PLACE.code.lower()}.example", f"A proposal of {PLACE.name} waits for a signature")
    ]
    assert sent(pages, tmp_path / "outbox") == []
    sign_as_it_waits(pages.installation, actor(PLACE, Role.SIGNATORY), found)
    with time_machine.travel(NOW + timedelta(hours=4)):
        late = f"Weekly return of {OTHER.name} is late"
        assert sent(pages, tmp_path / "outbox") == [
            (f"data_officer@{OTHER.code.lower()}.example", late),
            (f"director@{OTHER.code.lower()}.example", late),
        ]
    with time_machine.travel(NOW + timedelta(days=12)):
        overdue = (f"director@{PLACE.code.lower()}.example", f"A review of {PLACE.name} is overdue")
        assert overdue in sent(pages, tmp_path / "outbox")


def test_nobody_without_an_address_or_with_ended_access_is_written_to(pages: Pages, tmp_path: Path) -> None:
    assert HUB.person_id.startswith(PLACES[0].code[:3])
    propose(pages)
    assert sent(pages, tmp_path / "outbox") == []
    with_addresses(pages)
    with writing(pages.installation.engine) as connection:
        people.disable(connection, person_id(PLACE, Role.SIGNATORY), pages.installation.now())
    assert sent(pages, tmp_path / "outbox") == []


def test_a_director_is_told_that_a_proposal_came_back_and_not_why(pages: Pages, tmp_path: Path) -> None:
    """The reason stays on the desk: mail is read on other people's screens."""
    with_addresses(pages)
    found = propose(pages)
    declaring.send_back(
        pages.installation,
        by=actor(PLACE, Role.SIGNATORY),
        declaration_id=found,
        reason="Say which wards.",
        text_sha256=declaring.waiting(pages.installation, found)[1],
    )
    (letter,) = remind(pages.installation, tmp_path / "outbox", "care-pressure@council.example")
    message = message_from_bytes(letter.read_bytes(), policy=policy.default)
    assert (message["To"], message["Subject"]) == (
        f"director@{PLACE.code.lower()}.example",
        f"A proposal of {PLACE.name} was sent back",
    )
    assert "wards" not in message.get_content()
