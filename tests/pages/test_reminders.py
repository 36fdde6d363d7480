"""Reminders go to those who can act, once a day, without a figure in them."""

import re
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import time_machine

from pressure.access.permissions import OFFICES, Role
from pressure.actions.declarations import declaring
from pressure.actions.reminders.reminding import remind
from pressure.actions.return_form import unchanged
from pressure.demo.events import sign_as_it_waits
from pressure.demo.places import HUB, PLACES, actor, person_id
from pressure.store import people
from pressure.store.engine import reading, writing
from pressure.store.return_form.answers import of_week
from pressure.words.officers import return_form as words
from tests.installations import SUNDAY
from tests.pages.officer_cases import NOW, OTHER, PLACE, Pages, checked
from tests.pages.test_officer_desk import propose


def with_addresses(pages: Pages) -> None:
    with writing(pages.installation.engine) as connection:
        for place in (PLACE, OTHER):
            for role in OFFICES:
                people.change(connection, person_id(place, role), email=f"{role}@{place.code.lower()}.example")


def letters(pages: Pages, outbox: Path) -> list[EmailMessage]:
    """What is new in the outbox."""
    return [
        message_from_bytes(p.read_bytes(), policy=policy.default)
        for p in remind(pages.installation, outbox, "care-pressure@council.example")
    ]


def sent(pages: Pages, outbox: Path) -> list[tuple[str, str]]:
    """(to, subject) of what is new in the outbox."""
    return sorted((str(m["To"]), str(m["Subject"])) for m in letters(pages, outbox))


def test_a_late_return_a_waiting_proposal_and_a_review_remind_those_who_can_act_and_once_a_day(
    pages: Pages, tmp_path: Path
) -> None:
    with_addresses(pages)
    found = propose(pages)
    due = f"Weekly return of {OTHER.name} is due"
    assert sent(pages, tmp_path / "outbox") == [
        (f"data_officer@{OTHER.code.lower()}.example", due),
        (f"director@{OTHER.code.lower()}.example", due),
        (f"signatory@{PLACE.code.lower()}.example", f"A proposal of {PLACE.name} waits for a signature"),
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
        for gone in (person_id(PLACE, Role.SIGNATORY), person_id(OTHER, Role.DIRECTOR)):
            people.disable(connection, gone, pages.installation.now())
    assert [to for to, _ in sent(pages, tmp_path / "outbox")] == [f"data_officer@{OTHER.code.lower()}.example"]


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
    to = f"director@{PLACE.code.lower()}.example"
    (message,) = (m for m in letters(pages, tmp_path / "outbox") if m["To"] == to)
    assert message["Subject"] == f"A proposal of {PLACE.name} was sent back"
    assert "wards" not in message.get_content()


def test_a_return_that_is_due_is_reminded_of_with_a_link_that_opens_and_sends_nothing(
    pages: Pages, tmp_path: Path
) -> None:
    """For one person alone, with no name, address or figure in it. Programs that look through mail open every link."""
    with_addresses(pages)
    officer = person_id(OTHER, Role.DATA_OFFICER)
    found = {str(m["To"]): m.get_content() for m in letters(pages, tmp_path / "outbox")}
    links = {to: re.search(r"\S*/app/officer-form\?\S+same=\S+", text)[0] for to, text in found.items()}
    assert len(set(links.values())) == len(links) == 2
    link = links[f"data_officer@{OTHER.code.lower()}.example"]
    query = dict(parse_qsl(urlsplit(link).query))
    assert officer not in found[f"data_officer@{OTHER.code.lower()}.example"]
    assert "one button keeps them" in found[f"data_officer@{OTHER.code.lower()}.example"]

    def answers() -> int:
        with reading(pages.installation.engine) as connection:
            return len(of_week(connection, OTHER.code, SUNDAY))

    pages.cookies = {}
    assert words.UNCHANGED_BUTTON not in [b.label for b in pages.open("officer_form", **query).button]
    for who, shown in ((Role.DIRECTOR, False), (Role.DATA_OFFICER, True), (Role.DATA_OFFICER, True)):
        pages.sign_in(who, OTHER)
        page = pages.open("officer_form", **query)
        assert (words.UNCHANGED_BUTTON in [b.label for b in page.button]) is shown, who
        assert answers() == 0
    next(b for b in page.button if b.label == words.UNCHANGED_BUTTON).click()
    page = checked(page.run())
    assert answers() == 8
    assert [s.value for s in page.success] == [words.UNCHANGED_DONE]
    assert words.UNCHANGED_BUTTON not in [b.label for b in page.button]
    page = pages.open("officer_form", **query)
    assert unchanged.USED in [i.value for i in page.info]
