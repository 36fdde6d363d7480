"""Administrators decide who may sign in for their council, in the open; auditors see whether the record holds."""

import json
import re
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from pressure.access.permissions import OPERATOR, Role
from pressure.actions.accounts import asking
from pressure.actions.installation import open_installation
from pressure.actions.people import enrolling, staffing
from pressure.actions.people import officers as acts
from pressure.actions.releases import publishing
from pressure.demo.places import person_id
from pressure.release.site import current
from pressure.settings import settings
from pressure.store import people, record
from pressure.store.engine import reading, writing
from pressure.store.releases import DEMONSTRATION
from pressure.words.officers import accounts as account_words
from pressure.words.officers import people as words
from tests.pages.conftest import said
from tests.pages.officer_cases import OTHER, PLACE, Pages, checked
from tests.pages.test_officer_load import press

AUDITOR = person_id(PLACE, Role.AUDITOR)


def told(pages: Pages) -> list[dict]:
    with reading(pages.installation.engine) as connection:
        return [json.loads(body) for _, body, _ in record.entries(connection)]


def opened(pages: Pages) -> list[dict]:
    with reading(pages.installation.engine) as connection:
        return [seal for seal in record.opened(connection).values() if "act" in seal]


def roles(pages: Pages, who: str) -> set[str]:
    with reading(pages.installation.engine) as connection:
        return {role for _, role in people.roles(connection, who)}


def change(page: AppTest, what: str, who: str = AUDITOR, **more: str) -> AppTest:
    page.selectbox(key="who").set_value(who)
    page.selectbox(key="what").set_value(what)
    checked(page.run())
    for key, value in more.items():
        page.selectbox(key=key).set_value(value)
    return press(page, words.DO)


@pytest.fixture
def page(pages: Pages) -> AppTest:
    pages.sign_in(Role.ADMINISTRATOR)
    return pages.open("officer_people")


def test_an_administrator_sees_the_people_of_their_council_and_of_no_other(pages: Pages, page: AppTest) -> None:
    assert f"director {PLACE.name}" in said(page)
    assert OTHER.name not in said(page)
    assert "@" not in said(page).replace("@media", "")


def test_somebody_is_added_and_let_in_by_a_link_that_is_shown_once(pages: Pages, page: AppTest) -> None:
    """Whoever makes the link learns no password."""
    page.text_input(key="name").set_value("Ann Archer")
    page.text_input(key="address").set_value("ann@council.example")
    page.selectbox(key="new role").set_value(Role.SIGNATORY)
    page.selectbox(key="manager").set_value(person_id(PLACE, Role.DIRECTOR))
    page = press(page, words.ADD_BUTTON)
    token = re.fullmatch(re.escape(settings.public_address) + r"/sign-in/enrol\?token=(\S+)", page.code[0].value)
    invited = enrolling.invited(pages.installation.engine, token.group(1), pages.installation.now())
    assert invited.name == "Ann Archer"
    assert "Ann Archer" in said(page)
    added, made = opened(pages)[-2:]
    assert (added["act"], made["act"]) == ("add_person", "invite_person")
    assert added["roles"] == [[PLACE.code, "signatory"]]
    assert added["managed_by"] == person_id(PLACE, Role.DIRECTOR)
    assert "Ann" not in json.dumps(told(pages))
    assert not checked(page.run()).code


def test_roles_are_given_and_taken_and_those_that_stay_apart_are_refused_in_words(pages: Pages, page: AppTest) -> None:
    assert change(page, words.GIVE, role=Role.DATA_OFFICER).success
    assert roles(pages, AUDITOR) == {"auditor", "data_officer"}
    assert change(page, words.TAKE, role=Role.AUDITOR).success
    assert change(page, words.GIVE, role=Role.DIRECTOR).success
    refused = change(page, words.GIVE, role=Role.SIGNATORY)
    assert "Nobody can be both director and signatory" in refused.error[0].value
    assert roles(pages, AUDITOR) == {"data_officer", "director"}
    assert [e["act"] for e in opened(pages)[-3:]] == ["give_role", "take_role", "give_role"]


def test_a_new_role_waits_and_a_second_administrator_agrees_on_the_page(pages: Pages, page: AppTest) -> None:
    """Whoever gave it reads that somebody else must."""
    page = change(page, words.GIVE, role=Role.DIRECTOR)
    assert "counts fully from" in said(page)
    assert "Somebody else must agree" in change(page, words.AGREE).error[0].value
    second = acts.add_person(pages.installation, by=OPERATOR, name="B", roles=[(PLACE.code, Role.ADMINISTRATOR)])
    pages.sign_in_as(second)
    page = change(pages.open("officer_people"), words.AGREE)
    assert page.success[0].value == words.DONE[words.AGREE]
    assert "counts fully from" not in said(page)
    pages.sign_in(Role.AUDITOR)
    assert "New roles" not in said(pages.open("officer_desk"))


def test_everybody_at_the_council_reads_on_the_desk_that_a_role_is_new(pages: Pages, page: AppTest) -> None:
    change(page, words.GIVE, role=Role.SIGNATORY)
    pages.sign_in(Role.DATA_OFFICER)
    assert f"Somebody was made signatory at {PLACE.name}." in said(pages.open("officer_desk"))


def test_an_administrator_is_not_among_those_they_can_change(page: AppTest) -> None:
    own = person_id(PLACE, Role.ADMINISTRATOR)
    assert not any(own in option for option in page.selectbox(key="who").options)


def test_access_ends_and_the_page_shows_it_at_once(pages: Pages, page: AppTest) -> None:
    page = change(page, words.END)
    assert page.success
    assert staffing.DISABLED in said(page)
    with reading(pages.installation.engine) as connection:
        assert people.get(connection, AUDITOR).disabled_at


def test_who_manages_whom_is_said_and_a_circle_is_refused(pages: Pages, page: AppTest) -> None:
    director = person_id(PLACE, Role.DIRECTOR)
    assert change(page, words.MANAGED, above=director).success
    assert "managed by themselves" in change(page, words.MANAGED, director, above=AUDITOR).error[0].value


def test_after_five_minutes_managing_people_asks_who_one_is(pages: Pages) -> None:
    pages.sign_in(Role.ADMINISTRATOR, ago=6)
    page = change(pages.open("officer_people"), words.INVITE)
    assert "Confirm that it is you" in page.error[0].value
    assert not page.code


def test_a_change_of_officers_is_public_as_a_count_of_the_week_and_no_more(pages: Pages, page: AppTest) -> None:
    """Neither who, nor which role, nor what was done stands for ever in a public file."""
    change(page, words.GIVE, role=Role.DIRECTOR)
    at = pages.installation.now()
    pages.installation.now = lambda: at + timedelta(days=7)
    publishing.publish(pages.installation, by=OPERATOR, track=DEMONSTRATION)
    site = current(pages.installation.site_dir / "demo")
    shown = site.read("record/index.html").decode()
    assert re.search(rf"{PLACE.name}</td>\s*<td[^>]*>1</td>", shown)
    kept = site.read("record/DEMO_record.jsonl").decode()
    (entry,) = [line for line in kept.splitlines() if '"action":"officers"' in line]
    for text in (shown, kept):
        assert not any(word in text for word in (AUDITOR, "give role", "give_role", f"director at {PLACE.code}"))
    assert not any(word in entry for word in (PLACE.code, "director", "administrator", "p-"))


def test_an_auditor_sees_that_the_record_holds_and_its_newest_entries(pages: Pages) -> None:
    acts.sign_out_everywhere(pages.installation, by=OPERATOR, person_id=AUDITOR)
    pages.sign_in(Role.AUDITOR)
    page = pages.open("officer_record")
    assert page.success[0].value.startswith(f"The record holds: {len(told(pages))} entries")
    assert "sign out person" in said(page)
    assert AUDITOR not in said(page)


@pytest.mark.parametrize(
    "bend",
    ["UPDATE record SET body = replace(body, 'weekly', 'yearly') WHERE seq = 1", "DELETE FROM record WHERE seq >= 2"],
    ids=["an entry edited", "the end cut off"],
)
def test_an_auditor_is_told_at_once_when_the_record_does_not_hold(pages: Pages, bend: str) -> None:
    """Against itself, and against what was signed and published."""
    with writing(pages.installation.engine) as connection:
        for name in ("update", "delete"):
            connection.exec_driver_sql(f"DROP TRIGGER record_no_{name}")
        connection.exec_driver_sql(bend)
    pages.sign_in(Role.AUDITOR)
    page = pages.open("officer_record")
    assert page.error[0].value.startswith("The record does not hold:")
    assert not page.success


def test_nobody_has_a_role_that_was_not_chosen(pages: Pages, page: AppTest) -> None:
    page.text_input(key="name").set_value("Ann Archer")
    page = press(page, words.ADD_BUTTON)
    assert words.NO_ROLE_CHOSEN in said(page)
    assert "Ann Archer" not in said(page)
    assert not page.code


def test_an_address_is_given_later_to_somebody_without_one(pages: Pages, page: AppTest) -> None:
    before = said(page).count(words.NO_ADDRESS)
    page.selectbox(key="who").set_value(AUDITOR)
    page.selectbox(key="what").set_value(words.GIVE_ADDRESS)
    page = checked(page.run())
    page.text_input(key="their address").set_value("audit@council.example")
    page = press(page, words.DO)
    assert [one.value for one in page.success] == [words.DONE[words.GIVE_ADDRESS]]
    with reading(pages.installation.engine) as connection:
        assert people.get(connection, AUDITOR).email == "audit@council.example"
    assert "audit@council.example" not in said(page)
    assert said(page).count(words.NO_ADDRESS) == before - 1


def test_an_administrator_lets_in_who_asked_or_turns_them_down(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only where somebody asks; what is accepted shows the link once."""
    pages.sign_in(Role.ADMINISTRATOR)
    assert account_words.HEADING not in [one.value for one in pages.open("officer_people").header]
    for name, value in ASKS.items():
        monkeypatch.setattr(settings, name, value)
    for name, role in (("Ann Archer", "auditor"), ("Bea Beck", "director")):
        email = f"{name.split()[0].lower()}@council.example"
        asking.ask(open_installation(settings), council_code=PLACE.code, role=role, name=name, email=email)
    page = press(pages.open("officer_people"), account_words.ACCEPT)
    assert "/sign-in/enrol?token=" in page.code[0].value
    assert "Ann Archer" in said(page)
    assert press(pages.open("officer_people"), account_words.DECLINE)
    assert asking.waiting(pages.installation, OPERATOR) == []
    assert "Bea Beck" not in said(pages.open("officer_people"))


ASKS = {
    "operated_by": "The Hub",
    "feedback_address": "hello@care.example",
    "public_address": "https://care.example",
    "demonstration": False,
}
