"""Readers who ask, confirm and stop in any order while levels change and time passes, scanners that open every link,
and a real mail server: what arrives is exactly what a short model says, and nothing else is ever sent or kept."""

import re
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from pressure.actions.installation import Installation
from pressure.actions.readers import asking
from pressure.actions.readers.notifying import notify
from pressure.actions.readers.standing import PRIVACY
from pressure.domain.refusals import Refusal
from pressure.release.draft import ReleaseDraft
from pressure.settings import Settings
from pressure.store.engine import open_engine, reading
from pressure.store.readers import requests
from tests import notice_cases, site_cases
from tests.installations import RULES, TestClock, new_installation
from tests.pages.test_mail import Letterbox, mail_server
from tests.rating_cases import SEARCHES

ADDRESSES = ("ann@post.example", "bob@post.example")
ONE, TWO, HEIR = "E10000001", "E10000002", "E10000003"
LATE, AGAIN = timedelta(hours=24), timedelta(hours=6)
STEPS = 40
LINKS = re.compile(r"/tell-me/(confirm|stop)/(\S+)/")


@dataclass
class Row:
    """What is kept of one address and council, worked out here without the code under test."""

    state: str
    asked_at: datetime
    wrote_at: datetime | None = None
    told: object = None


def of(code: str, document: Any) -> Any:
    return {**document, "council": {**document["council"], "code": code, "name": f"Place {code[-1]}"}}


def ended(code: str) -> Any:
    ends = {
        "last_day": "2026-03-31",
        "over": True,
        "successors": [{"code": HEIR, "name": "Place 3", "first_day": None}],
    }
    return {**of(code, notice_cases.calm()), "rating": None, "ends": ends}


LEVELS: list[dict[str, Any]] = [
    {ONE: notice_cases.calm, TWO: notice_cases.high},
    {ONE: notice_cases.high, TWO: notice_cases.high},
    {ONE: notice_cases.no_level, TWO: notice_cases.calm},
    {ONE: None, TWO: None},
]
"""What each release says; None of a council that has ended."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readers")
    new_installation(folder)[0].engine.dispose()
    for number, levels in enumerate(LEVELS):
        draft = ReleaseDraft(
            folder / "site", f"2026090{number + 1}T093000Z-{number}", f"2026-09-0{number + 1}", "r", "c"
        )
        for code, made in levels.items():
            document = ended(code) if made is None else of(code, made())
            draft.put(
                f"councils/{code}/rating.json", "", lambda document=document: site_cases.json.dumps(document).encode()
            )
        draft.put(PRIVACY, "", lambda: b"<!doctype html>")
        site_cases.in_force(draft)
    return folder


class Reading(RuleBasedStateMachine):
    """`rows` is the model; `links` are all letters' links with the row they were written for."""

    template: ClassVar[Path]
    box: ClassVar[Letterbox]
    port: ClassVar[int]
    met: ClassVar[set[str]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.folder, self.clock = Path(tempfile.mkdtemp(prefix="pressure-readers-")), TestClock()
        shutil.copytree(self.template, self.folder / "own", symlinks=True)
        self.site = self.folder / "own" / "site"
        self.installation = Installation(
            engine=open_engine.__wrapped__(f"sqlite:///{self.folder / 'own' / 'pressure.sqlite'}"),
            rules=RULES,
            site_dir=self.site,
            settings=Settings(
                readers_from="Care <levels@care.example>",
                smtp_host="localhost",
                smtp_port=self.port,
                smtp_security="none",
                operated_by="The Hub",
                feedback_address="hello@care.example",
                public_address="https://care.example",
            ),
            now=self.clock,
            simulated=True,
        )
        self.rows: dict[tuple[str, str], Row] = {}
        self.links: list[tuple[tuple[str, str], Row, dict[str, str]]] = []
        self.levels: dict[str, Any] = LEVELS[0]
        self.box.letters.clear()
        self.a_release(0)

    def teardown(self) -> None:
        self.installation.engine.dispose()
        shutil.rmtree(self.folder)

    def kept(self) -> list[requests.Request]:
        with reading(self.installation.engine) as connection:
            return requests.everything(connection)

    def late(self, row: Row) -> bool:
        return row.state != "confirmed" and row.asked_at < self.clock.at - LATE

    def forget_late(self) -> None:
        self.rows = {who: row for who, row in self.rows.items() if not self.late(row)}

    @rule(address=st.sampled_from(ADDRESSES), code=st.sampled_from([ONE, TWO]))
    def somebody_asks(self, address: str, code: str) -> None:
        if self.levels[code] is None:
            with pytest.raises(Refusal, match="has ended"):
                asking.ask(self.installation, code, address)
            return
        asking.ask(self.installation, code, address.upper().replace("POST", "post"))
        self.forget_late()
        row = self.rows.get((address, code))
        if row is None:
            self.rows[address, code] = Row("asked", self.clock.at)
        elif row.state == "written" and row.wrote_at is not None and row.wrote_at <= self.clock.at - AGAIN:
            row.state = "asked"
            self.met.add("asked again")

    @rule(number=st.sampled_from([0, 1, 2, 3, 3]))
    def a_release(self, number: int) -> None:
        """The releases are made; which one is in force is a link."""
        tree = Path("trees") / f"2026090{number + 1}T093000Z-{number}"
        (self.site / tree).mkdir(exist_ok=True)
        (self.site / "current").unlink()
        (self.site / "current").symlink_to(tree)
        self.levels = LEVELS[number]

    @rule(gap=st.sampled_from([timedelta(minutes=1), *[timedelta(hours=7)] * 3, timedelta(hours=25)]))
    def time_passes(self, gap: timedelta) -> None:
        self.clock.at += gap

    @rule()
    def a_round(self) -> None:
        self.forget_late()
        expected = []
        for (address, code), row in list(self.rows.items()):
            now = self.levels[code]
            if row.state == "asked":
                expected.append((address.lower(), code, "confirm"))
                row.state, row.wrote_at = "written", self.clock.at
            elif row.state == "confirmed" and row.told is not now:
                expected.append((address.lower(), code, "ended" if now is None else "changed"))
                row.told = now
                if now is None:
                    del self.rows[address, code]
                    self.met.add("ended")
                else:
                    self.met.add("told")
        before = dict(self.rows)
        self.box.letters.clear()
        done = notify(self.installation)
        assert (done.problem, done.waiting) == ("", 0)
        assert sorted(self.arrived(before)) == sorted(expected)
        assert notify(self.installation).told == 0
        assert len(self.box.letters) == len(expected)

    def arrived(self, rows: dict[tuple[str, str], Row]) -> list[tuple[str, str, str]]:
        found = []
        for to, content in self.box.letters:
            letter = message_from_bytes(content, policy=policy.default)
            text = letter.get_content()
            subject = str(letter["Subject"])
            code = ONE if "Place 1" in subject else TWO
            kind = "confirm" if "confirm" in subject else "ended" if "has ended" in subject else "changed"
            found.append((to.lower(), code, kind))
            if row := rows.get((to.lower(), code)):
                self.links.append(((to.lower(), code), row, dict(LINKS.findall(text))))
        return found

    @precondition(lambda self: self.links)
    @rule(data=st.data(), clicks=st.integers(1, 3))
    def somebody_confirms(self, data: st.DataObject, clicks: int) -> None:
        who, row, links = data.draw(st.sampled_from(self.links))
        if "confirm" not in links:
            return
        standing = self.rows.get(who) is row and not self.late(row)
        for _ in range(clicks):
            known = asking.confirm(self.installation, links["confirm"])
            assert (known is not None) == standing
        if standing and row.state != "confirmed":
            row.state, row.told = "confirmed", self.levels[who[1]] or "nothing"
            self.met.add("confirmed")

    @precondition(lambda self: self.links)
    @rule(data=st.data(), clicks=st.integers(1, 3))
    def somebody_stops(self, data: st.DataObject, clicks: int) -> None:
        who, row, links = data.draw(st.sampled_from(self.links))
        for _ in range(clicks):
            assert asking.stop(self.installation, links["stop"])
        if self.rows.get(who) is row:
            del self.rows[who]
            self.met.add("stopped")

    @precondition(lambda self: self.links)
    @rule()
    def a_scanner_opens_every_link(self) -> None:
        before = self.kept()
        for _, _, links in self.links:
            asking.to_stop(self.installation, links["stop"])
            asking.waiting(self.installation, links.get("confirm", "x"))
        assert self.kept() == before

    def check_invariants(self, *arguments: Any, **named: Any) -> None:
        super().check_invariants(*arguments, **named)
        assert sorted(one.state for one in self.kept() if not self.stale(one)) == sorted(
            row.state for row in self.rows.values() if not self.late(row)
        )
        held = (self.folder / "own" / "pressure.sqlite").read_bytes().lower()
        assert b"post.example" not in held

    def stale(self, one: requests.Request) -> bool:
        return one.state != "confirmed" and one.asked_at < self.clock.at - LATE


def search(template: Path, examples: int) -> None:
    with mail_server() as (box, port):
        Reading.template, Reading.box, Reading.port = template, box, port
        run_state_machine_as_test(
            Reading,
            settings=settings(
                max_examples=examples,
                stateful_step_count=STEPS,
                deadline=None,
                suppress_health_check=list(HealthCheck),
                derandomize=SEARCHES == 1,
            ),
        )


def test_what_arrives_is_what_was_asked_for_confirmed_and_not_stopped(template: Path) -> None:
    search(template, 3)


@pytest.mark.slow
def test_a_longer_search_meets_every_turn_a_reader_can_take(template: Path) -> None:
    search(template, 80 * SEARCHES)
    assert {"confirmed", "told", "stopped", "asked again", "ended"} <= Reading.met
