"""What officers of a nation read on their pages, sign and are sent has its own law, bodies and roles in it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from streamlit import config

from pressure.access.permissions import OFFICES, OPERATOR, Act, Actor, Role
from pressure.access.sessions import actor_of
from pressure.actions.declarations import declaring, drafts
from pressure.actions.installation import open_installation
from pressure.actions.people import officers
from pressure.actions.releases.publishing import publish
from pressure.actions.reminders.reminding import reminders
from pressure.rules import load_rules
from pressure.settings import settings
from pressure.store.engine import reading
from pressure.words.officers import declaration_form as form
from pressure.words.shell import OFFICER_PAGES
from tests.installations import real_installation
from tests.pages.conftest import said
from tests.pages.officer_cases import NOW, Pages

NATIONS = tuple(load_rules().in_force(NOW.date()).nation_words.values())
CODES = {"England": "E10000025", "Wales": "W06000015", "Scotland": "S12000047", "Northern Ireland": "BHSCT"}
STAGE_3 = "life_sustaining_care_only"
ROLES = [role for role in OFFICES if role is not Role.DEPUTY]
OF_ALL = {"officer-record"}
NOT_THIS = "Not a CQC rating"


def foreign(nation: str) -> list[str]:
    """What only the other nations have: acts, regulators, bodies that are told, ombudsmen, professional leads."""
    own = next(one for one in NATIONS if one.name == nation)
    kept = {own.law, own.ombudsman.name, own.professional_lead, *own.told}
    found: set[str] = set()
    for other in NATIONS:
        if other.name != nation:
            found |= {other.law.removeprefix("the "), other.ombudsman.name, other.professional_lead, *other.told}
    found = {one for one in found if not any(one in mine for mine in kept)}  # a part of a name of one's own
    return [re.escape(one) for one in sorted(found)] + (
        [] if nation == "England" else [r"\bCQC\b", "integrated care board", "adult social services"]
    )


@pytest.fixture(params=list(CODES))
def nation(request) -> str:
    return str(request.param)


@pytest.fixture
def here(nation: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Pages, dict[Role, str]]]:
    """An installation of one real council, published, with an officer in each role."""
    installation, _ = real_installation(tmp_path, CODES[nation], at=NOW)
    installation.settings.new_role_hours = 0
    publish(installation, by=OPERATOR)
    staff = {
        role: officers.add_person(
            installation, by=OPERATOR, name="A B", roles=[(CODES[nation], role)], email=f"{role}@council.example"
        )
        for role in ROLES
    }
    installation.engine.dispose()
    monkeypatch.setattr(settings, "database_url", f"sqlite:///{tmp_path / 'p.sqlite'}")
    monkeypatch.setattr(settings, "site_dir", tmp_path / "site")
    config.set_option("runner.magicEnabled", False)
    with time_machine.travel(NOW + timedelta(minutes=10)):
        opened = open_installation(settings)
        yield Pages(opened, monkeypatch), staff
        opened.engine.dispose()


def who(pages: Pages, person: str) -> Actor:
    with reading(pages.installation.engine) as connection:
        return actor_of(connection, person, pages.installation.now())


def waiting(pages: Pages, code: str, director: Actor) -> str:
    """A stage 3 measure that waits for its view and its signature, every question answered in neutral words."""
    draft_id = drafts.start(pages.installation, by=director, council_code=code, kind=form.DECLARE, measure_id=STAGE_3)
    draft = next(d for d in drafts.mine(pages.installation, director) if d.id == draft_id)
    today = pages.installation.now().date()
    fields = {
        f.id: today.isoformat() if f.kind == form.DAY else "Words." for f in form.form_of(form.DECLARE, draft.nation)
    }
    fields |= {"people_about": "43", "review_by": (today + timedelta(days=5)).isoformat()}
    return drafts.propose(pages.installation, by=director, draft=replace(draft, fields=fields), names_nobody=True)


def test_no_page_form_notice_or_mail_for_officers_has_the_words_of_another_nation(here, nation: str) -> None:
    """Every page as every role, each step of the form, the text that is signed, and every mail. The record is of all
    councils at once and tells of roles by what the program calls them, as does the table of who holds which."""
    pages, staff = here
    code, never = CODES[nation], foreign(nation)
    director = who(pages, staff[Role.DIRECTOR])
    own = waiting(pages, code, director)
    texts = {"signed": str(declaring.waiting(pages.installation, own)[0])}
    started = drafts.start(pages.installation, by=director, council_code=code, kind=form.DECLARE, measure_id=STAGE_3)
    for role, person in staff.items():
        pages.sign_in_as(person)
        for page in OFFICER_PAGES:
            if page.address in OF_ALL or not who(pages, person).councils_for(page.act or Act.READ_RECORD):
                continue
            opened = pages.open(page.script.removesuffix(".py"))
            texts[f"{page.address} as {role}"] = said(opened) + everything(opened)
        texts[f"mails to {role}"] = " ".join(
            f"{one.subject} {one.text}" for one in reminders(pages.installation, who(pages, person))
        )
    pages.sign_in_as(staff[Role.DIRECTOR])
    for step in range(1, len(form.STEPS) + 1):
        opened = pages.open("officer_declare", draft=started, step=step)
        texts[f"step {step}"] = said(opened) + everything(opened)
    assert len(texts) > len(ROLES) * 3
    for where, text in texts.items():
        plain = text.replace(NOT_THIS, "")
        found = [match[0] for one in never if (match := re.search(one, plain, re.IGNORECASE))]
        assert not found, (where, found)


def everything(page) -> str:
    """Labels, help and choices of every question."""
    kinds = (page.text_area, page.text_input, page.selectbox, page.radio, page.date_input, page.number_input)
    return " ".join(
        f" {box.label} {getattr(box, 'help', '') or ''} {' '.join(map(str, getattr(box, 'options', [])))}"
        for kind in kinds
        for box in kind
    )


def test_the_bodies_that_are_told_are_the_nations_own(nation: str) -> None:
    own = next(one for one in NATIONS if one.name == nation)
    labels = " ".join(field.label for field in form.told(own)).casefold()
    assert all(body.casefold() in labels for body in own.told)
    assert own.told[-1] == own.regulator
    assert [f.id for f in form.told(own) if f.stage == 3] == [form.SAFEGUARDING, form.REGULATOR]
