"""A council's first two weeks in a real installation: from invitations to its first published level and the next, by
the form, by the template filled in and by a token, with the clicks, boxes and seconds of its data officer counted."""

import csv
import io
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import openpyxl
import pyotp
import pytest
import yaml
from playwright.sync_api import Browser, Locator, Page, expect

from pressure.council_list import load_councils
from pressure.words.officers import pages, return_form
from pressure.words.officers import tokens as token_words
from tests.browser import serving
from tests.browser.officer_steps import press_until, settled
from tests.browser.serving import ROOT, needs_chromium
from tests.shipped_cases import address_in, upgraded

pytestmark = [needs_chromium, pytest.mark.timeout(1500), pytest.mark.filterwarnings("ignore")]
AHEAD = """
from datetime import timedelta
from pressure import clock
real = clock.real
clock.real = lambda: real() + timedelta(seconds={ahead})
"""
PASSWORD = "seven quiet kettles hum"
FIGURES = {
    "wl_assess_rate": ("400", ""),
    "wl_over_6m_share": ("60", ""),
    "wl_care_start_rate": ("50", ""),
    "wl_reviews_overdue": ("900", "3000"),
    "wl_discharge_rate": ("20", ""),
    "cap_home_unavailable": ("40", "1200"),
    "cap_homecare_unfilled": ("120", "9000"),
    "cap_vacancy_rate": ("150", "2500"),
    "ll_critical_unsourced": ("0", ""),
    "ll_safeguarding_wait": ("20", "300"),
}
"""Made up for a test: numerator and denominator. They are typed for real councils and stay in the test's folder."""
LEVEL = re.compile(r"Level [1-4] of 4")
NEVER = re.compile(r"(?:been|had) no level|never had a level|publishes a level yet|no level yet", re.IGNORECASE)
FIRST_SCREENS = ((1280, 800), (390, 844))
MOST_MINUTES = 10
ONE_A_WAY = {"E10000016": "form", "W06000015": "file", "S12000047": "token"}
NATIONS = {
    "England": ("E10000016", "E10000025", "E10000017"),
    "Wales": ("W06000002", "W06000015", "W06000011"),
    "Scotland": ("S12000033", "S12000036", "S12000047"),
    "Northern Ireland": ("BHSCT", "NHSCT", "WHSCT"),
}
"""Real councils, one for each way; a test gives them figures that nobody else sees."""
A_CLICK, A_BOX, A_KEY = 4, 15, 0.5
"""Seconds we give a person who has the figures beside them: to find and press, to read a question and find its figure,
and to strike a key. An estimate, not a measurement."""


@dataclass
class Hands:
    """What a person does, counted; `before` is what the week before it came to."""

    page: Page
    clicks: int = 0
    boxes: int = 0
    keys: int = 0
    began: float = field(default_factory=time.monotonic)
    seconds: float = 0

    def click(self, what: Locator) -> None:
        what.click()
        self.clicks += 1

    def type(self, what: Locator, text: str) -> None:
        what.fill(text)
        what.press("Tab")
        self.boxes += 1
        self.keys += len(text) + 1

    def press(self, name: str, said: str) -> None:
        press_until(self.page, name, said)
        self.clicks += 1

    @property
    def person_minutes(self) -> float:
        return (self.clicks * A_CLICK + self.boxes * A_BOX + self.keys * A_KEY) / 60


@dataclass
class Office:
    """An officer of a council, and the app on their telephone."""

    email: str
    link: str = ""
    key: str = ""
    used: float = 0


@dataclass
class Install:
    folder: Path
    ahead: float
    address: str = ""

    def now(self) -> float:
        return time.time() + self.ahead

    def run(self, *words: str) -> str:
        """A command of the operator, at the time it is there."""
        done = subprocess.run(
            [sys.executable, "-c", AHEAD.format(ahead=self.ahead) + "from pressure.cli import app\napp()", *words],
            cwd=ROOT,
            env={**os.environ, **self.settings},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (done.stdout, done.stderr)
        return done.stdout

    @property
    def settings(self) -> dict[str, str]:
        return {
            "PRESSURE_DATABASE_URL": address_in(self.folder),
            "PRESSURE_SITE_DIR": str(self.folder / "site"),
            "PRESSURE_PUBLIC_ADDRESS": self.address or "http://127.0.0.1:8501",
        }

    def code(self, officer: Office) -> str:
        """What the app shows: each code works once, so a person waits for the next, and the test takes it at once."""
        officer.used = max(self.now(), officer.used + 30)
        return pyotp.TOTP(officer.key).at(int(officer.used))


@contextmanager
def open_at(here: Install, patch: pytest.MonkeyPatch) -> Iterator[Install]:
    """The site, at the time it is there."""
    with patch.context() as once:
        once.setattr(serving, "SERVE", AHEAD.format(ahead=here.ahead) + serving.SERVE)
        with serving.served(here.folder / "site", here.folder / "pressure.sqlite") as address:
            here.address = address
            yield here


@dataclass
class Council:
    """One that begins, its way, and its two officers."""

    code: str
    way: str
    data: Office
    director: Office
    token: str = ""
    desk: Page | None = None
    counted: list[Hands] = field(default_factory=list)


def next_tuesday() -> float:
    """Seconds from now to ten o'clock on the next Tuesday."""
    now = datetime.now(UTC)
    there = (now + timedelta(days=(1 - now.weekday()) % 7)).replace(hour=10, minute=0)
    return (there + timedelta(days=7 * (there <= now)) - now).total_seconds()


def imported(here: Install, wanted: dict[str, str]) -> list[Council]:
    """Two people for each council, added by one file as the operator does it."""
    named = {council.code: council.name for council in load_councils().all}
    found = []
    lines = ["name,email,role,council"]
    for number, (code, way) in enumerate(wanted.items()):
        both = Office(f"data-{number}@care.example"), Office(f"director-{number}@care.example")
        found.append(Council(code, way, *both))
        lines += [
            f"Ann Archer,{both[0].email},data officer,{named[code]}",
            f"Bo Best,{both[1].email},director,{named[code]}",
        ]
    people, links = here.folder / "people.csv", here.folder / "links.csv"
    people.write_text("\n".join(lines), "utf-8")
    here.run("officer", "import", str(people), "--invitations", str(links))
    by_email = {row["email"]: row["invitation"] for row in csv.DictReader(links.read_text("utf-8").splitlines())}
    for council in found:
        for officer in (council.data, council.director):
            officer.link = by_email[officer.email].partition("/sign-in")[2]
    return found


def enrol(here: Install, hands: Hands, officer: Office) -> None:
    """Password and app, as a person sets them up once."""
    page = hands.page
    page.goto(f"{here.address}/sign-in{officer.link}")
    officer.key = page.locator("code").inner_text().strip()
    hands.type(page.locator("#password"), PASSWORD)
    hands.type(page.locator("#repeated"), PASSWORD)
    hands.type(page.locator("#code"), here.code(officer))
    hands.click(page.get_by_role("button", name="Finish"))
    expect(page.get_by_role("heading", level=1)).to_have_text("You are set up")


def sign_in(here: Install, hands: Hands, officer: Office, path: str) -> None:
    """With a code that was not used before."""
    page = hands.page
    page.goto(f"{here.address}/sign-in?next={path}")
    hands.type(page.get_by_label("E-mail address"), officer.email)
    hands.type(page.get_by_label("Password"), PASSWORD)
    hands.type(page.locator("#code"), here.code(officer))
    hands.click(page.get_by_role("button", name="Sign in"))
    page.get_by_text("Signed in as").wait_for(timeout=60_000)
    settled(page)


def by_form(here: Install, hands: Hands, council: Council) -> None:
    """Every figure that is asked for, No to each item of the register or its last answers again, and send."""
    sign_in(here, hands, council.data, "/app/officer-form")
    page, asked = hands.page, yaml.safe_load((ROOT / "data" / "return_form.yaml").read_text("utf-8"))["measures"]
    figures = {
        asked[one][key]: figure
        for one, pair in FIGURES.items()
        for key, figure in zip(("asks", "of"), pair, strict=True)
        if key in asked[one]
    }
    page.get_by_label(asked["wl_assess_rate"]["asks"]).wait_for(timeout=60_000)
    for box in page.get_by_test_id("stTextInput").filter(visible=True).all():
        label = box.locator("label").inner_text()
        hands.type(page.get_by_label(label, exact=True), figures[label])
        settled(page)
    again = page.get_by_role("button", name="Give the answers of")
    if again.count():
        hands.click(again)
        settled(page)
    for group in page.get_by_role("radiogroup").filter(visible=True).all():
        for answer in (return_form.CONFIRM_YES, "No"):
            choice = group.get_by_text(answer, exact=True)
            if choice.count() and not group.get_by_role("radio", checked=True).count():
                hands.click(choice)
                settled(page)
    page.get_by_text(return_form.ALL_ANSWERED).wait_for(timeout=30_000)
    hands.press(return_form.SEND_BUTTON, "Stored as load")


def by_file(here: Install, hands: Hands, council: Council) -> None:
    """The template of the page, filled in as a person does in a spreadsheet, and given back."""
    sign_in(here, hands, council.data, "/app/officer-load")
    page, filled = hands.page, here.folder / f"{council.code}.xlsx"
    with page.expect_download() as coming:
        hands.click(page.get_by_role("link", name="(XLSX)"))
    coming.value.save_as(filled)
    book = openpyxl.load_workbook(filled)
    (sheet,) = (one for one in book if one.title == "return")
    rows = list(sheet.iter_rows())
    (head,) = (row for row in rows if row[0].value == "council_code")
    at = {cell.value: cell.column - 1 for cell in head}
    for row in rows[rows.index(head) + 1 :]:
        for column, text in answer(str(row[at["measure_id"]].value)).items():
            row[at[column]].value = int(text) if text.isdigit() else text
            hands.boxes += 1
            hands.keys += len(text) + 1
    book.save(filled)
    page.locator("input[type=file]").set_input_files(filled)
    hands.clicks += 2  # to open the box and to choose the file
    hands.press(pages.LOAD_BUTTON, "Stored as load")


def by_token(here: Install, hands: Hands, council: Council) -> None:
    """A token made once; after that a program sends what it wrote, and nobody clicks."""
    if not council.token:
        sign_in(here, hands, council.data, "/app/officer-tokens")
        hands.press(token_words.MAKE_BUTTON, "Copy this token now")
        council.token = hands.page.locator("[data-testid=stCode]").first.inner_text().strip()
        hands.clicks += 1  # to copy it
    blank = here.folder / f"{council.code}.csv"
    blank.unlink(missing_ok=True)
    here.run("template", council.code, str(blank))
    rows = list(csv.DictReader(blank.read_text("utf-8-sig").splitlines()))
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows(row | {"note": ""} | answer(row["measure_id"]) for row in rows)
    sent = httpx.post(
        f"{here.address}/returns?dry_run=0",
        files={"file": ("return.csv", out.getvalue().encode(), "text/csv")},
        headers={"Authorization": f"Bearer {council.token}"},
        timeout=60,
    )
    assert sent.status_code == 200, sent.text
    assert (sent.json()["held"], sent.json()["rejected"]) == (0, 0), sent.text


WAYS = {"form": by_form, "file": by_file, "token": by_token}


def answer(row: str) -> dict[str, str]:
    """What is typed into the cells of a row."""
    if row == "register_confirmed":
        return {"value": "yes"}
    if row.startswith("em_"):
        return {"value": "no"}
    cells = {name: figure for name, figure in zip(("numerator", "denominator"), FIGURES[row], strict=True) if figure}
    return cells | ({"value": "duty_team"} if row == "ll_critical_unsourced" else {})


def confirm(here: Install, page: Page, council: Council) -> None:
    """The director looks at the figures and confirms them on the same page."""
    sign_in(here, Hands(page), council.director, "/app/officer-returns")
    expect(page.get_by_text("400").first).to_be_visible(timeout=30_000)
    press_until(page, "Confirm the week ending", pages.CONFIRM_DONE)


def first_screen(here: Install, page: Page) -> None:
    """A director sees without scrolling, at a desk and on a telephone: the level, what decided it and what would have
    to change."""
    for width, height in FIRST_SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{here.address}/app/officer-moves")
        page.get_by_role("heading", name=pages.PUT_RIGHT).wait_for(timeout=60_000)
        settled(page)
        level = page.get_by_text(re.compile("^Level: .*[1-4] now")).first
        why = page.get_by_text(re.compile("That is level [1-4]|It is (?:still )?level [1-4]")).first
        change = page.get_by_role("heading", name=pages.TO_CHANGE).locator("xpath=following::li[1]")
        for seen in (level, why, change):
            box = seen.bounding_box()
            assert box is not None, (width, seen)
            assert 0 <= box["y"] <= height - box["height"], (width, seen, box)


def public(here: Install, council: Council) -> None:
    """A level, and no word that there was none or that a first figure puts something right."""
    page, front, corrections = (
        httpx.get(f"{here.address}{path}", follow_redirects=True).text
        for path in (f"/councils/{council.code}/", "/", "/corrections/")
    )
    assert LEVEL.search(page)
    for text in (page, front):
        assert not NEVER.search(text), NEVER.search(text)
    assert council.code not in corrections
    items = httpx.get(f"{here.address}/feed.json").json()["items"]
    told = [one for one in items if one["_care_pressure"].get("council_code") == council.code]
    assert [one["_care_pressure"]["kind"] for one in told] == ["given"], told


def two_weeks(folder: Path, browser: Browser, patch: pytest.MonkeyPatch, wanted: dict[str, str]) -> list[Council]:
    """Each council by its way, both weeks published by the operator's command."""
    upgraded(folder)
    here = Install(folder, next_tuesday())
    councils = imported(here, wanted)
    for week in (1, 2):
        with open_at(here, patch):
            for council in councils:
                page = browser.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True).new_page()
                hands = Hands(page)
                if week == 1:
                    enrol(here, hands, council.data)
                WAYS[council.way](here, hands, council)
                hands.seconds = time.monotonic() - hands.began
                council.counted.append(hands)
                page.context.close()
                director = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
                if week == 1:
                    enrol(here, Hands(director), council.director)
                confirm(here, director, council)
                council.desk = director
            here.run("publish")
            for council in councils:
                public(here, council)
                assert council.desk
                first_screen(here, council.desk)
                council.desk.context.close()
        here.ahead += timedelta(days=7).total_seconds()
    return councils


def counted(councils: list[Council]) -> None:
    """The table of docs/first-week.md, and what a data officer may be asked for."""
    for council in councils:
        for week, one in enumerate(council.counted, 1):
            print(
                f"| {council.code} | {council.way} | {week} | {one.clicks} | {one.boxes} | {one.keys} "
                f"| {one.seconds:.0f} | {one.person_minutes:.1f} |"
            )
        first, second = council.counted
        assert first.person_minutes <= MOST_MINUTES
        assert second.person_minutes < first.person_minutes


@pytest.mark.slow
def test_one_council_a_way_comes_to_its_first_level(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of three nations; every way in each of the four is below."""
    counted(two_weeks(tmp_path / "install", browser, monkeypatch, ONE_A_WAY))


@pytest.mark.whole
@pytest.mark.parametrize("nation", NATIONS)
def test_every_way_leads_to_a_first_level_or_to_why_there_is_none(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nation: str
) -> None:
    wanted = dict(zip(NATIONS[nation], WAYS, strict=True))
    counted(two_weeks(tmp_path / "install", browser, monkeypatch, wanted))
