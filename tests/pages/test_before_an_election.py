"""In the weeks before an election officers are told before they write, and everything but a statement goes on."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count

import pytest
import time_machine

from pressure.access.permissions import OPERATOR, Role
from pressure.actions import after_acts
from pressure.actions.releases.publishing import publish
from pressure.actions.releases.self_acting import next_moment
from pressure.actions.returns import confirming
from pressure.actions.statements import replying
from pressure.demo.places import actor
from pressure.domain.calendar import may_state
from pressure.domain.moments import day_of, start_of
from pressure.domain.refusals import Refusal
from pressure.publish.own_words import came_out
from pressure.release import site
from pressure.shell.officers import acts, desk
from pressure.store.releases import DEMONSTRATION, SCHEDULED
from pressure.web import background
from tests.elections import period, rules_with
from tests.installations import SUNDAY
from tests.pages.conftest import said
from tests.pages.officer_cases import NOW, PLACE, Pages, figures_now, keep_a_statement
from tests.pages.test_officer_declare import sign
from tests.pages.test_officer_desk import propose
from tests.spec.test_weeks_before_an_election import CARDIFF, RULES

TODAY = NOW.date()
DIRECTOR = actor(PLACE, Role.DIRECTOR)


def elections(pages: Pages, first: date, last: date, *where: str) -> None:
    """The installation, for acts and for pages, has this period in its rules."""
    pages.installation.rules = rules_with(period(first.isoformat(), last.isoformat(), *(where or (PLACE.code,))))
    pages.monkeypatch.setattr(acts, "installation", lambda: pages.installation)


def state(pages: Pages) -> after_acts.PublishedAct:
    return after_acts.say_and_publish(
        pages.installation, by=DIRECTOR, council_code=PLACE.code, words="We act.", names_nobody=True
    )


def test_a_statement_is_refused_with_the_day_it_may_be_published_again_and_what_goes_on(pages: Pages) -> None:
    elections(pages, TODAY, TODAY)
    with pytest.raises(Refusal) as caught:
        state(pages)
    assert "Before an election no statement is published" in str(caught.value)
    assert "up to and including Tuesday 8 September 2026" in str(caught.value)
    assert "again from Wednesday 9 September 2026" in str(caught.value)
    assert "declare and end measures, confirm returns, send and correct figures" in str(caught.value)
    assert not replying.stated(pages.installation, DIRECTOR)


def test_in_those_weeks_a_council_declares_confirms_and_asks_for_a_correction(pages: Pages) -> None:
    elections(pages, TODAY - timedelta(days=9), TODAY + timedelta(days=9))
    confirming.confirm(
        pages.installation,
        by=DIRECTOR,
        council_code=PLACE.code,
        week_ending=SUNDAY,
        figures_sha256=figures_now(pages.installation),
    )
    replying.say(
        pages.installation, by=DIRECTOR, council_code=PLACE.code, kind=replying.CORRECTION, words="It is wrong."
    )
    sign(pages, propose(pages))


@pytest.mark.parametrize(("first", "last"), [(1, 20), (-20, -1)])
def test_the_day_before_and_the_day_after_it_is_published(pages: Pages, first: int, last: int) -> None:
    elections(pages, TODAY + timedelta(days=first), TODAY + timedelta(days=last))
    state(pages)
    assert replying.stated(pages.installation, DIRECTOR)


def test_an_election_in_another_nation_is_none_here(pages: Pages) -> None:
    elections(pages, TODAY, TODAY, *({"E92000001", "S92000003", "W92000004", "N92000002"} - {PLACE.nation_code}))
    state(pages)
    elections(pages, TODAY, TODAY, PLACE.nation_code)
    with pytest.raises(Refusal, match="Before an election"):
        state(pages)


EVE, FIRST, LAST, AFTER = (start_of(TODAY + timedelta(days=days)) for days in (1, 2, 3, 4))
"""No scheduled release is made in these days but the one of the eve."""


def written(pages: Pages) -> str:
    """The council's statement as everybody can read it; "" where there is none."""
    tree = site.current(pages.installation.site_dir / "demo")
    document = json.loads(tree.read(f"councils/{PLACE.code}/rating.json"))
    return str(document.get("statement", {}).get("words", ""))


def released(pages: Pages, at: datetime, reason: str = SCHEDULED) -> None:
    with time_machine.travel(at, tick=False):
        publish(pages.installation, by=OPERATOR, track=DEMONSTRATION, reason=reason)


def kept_on_the_eve(pages: Pages) -> None:
    """A statement of the last second before an election is near, of which no release was made."""
    elections(pages, day_of(FIRST), day_of(LAST))
    released(pages, EVE + timedelta(hours=12))
    with time_machine.travel(FIRST - timedelta(seconds=1), tick=False):
        keep_a_statement(pages)


@pytest.mark.parametrize("at", [FIRST, AFTER - timedelta(seconds=1)])
def test_a_statement_of_the_eve_does_not_come_out_while_an_election_is_near(pages: Pages, at: datetime) -> None:
    kept_on_the_eve(pages)
    released(pages, at, "declaration")
    assert not written(pages)


def test_one_released_in_the_last_second_of_the_eve_stays_out_all_through(pages: Pages) -> None:
    kept_on_the_eve(pages)
    released(pages, FIRST - timedelta(seconds=1), "statement")
    assert written(pages) == "We act."
    released(pages, FIRST, "declaration")
    assert written(pages) == "We act."


@pytest.mark.parametrize("meanwhile", [(), (FIRST,)], ids=["no release between", "a release between"])
def test_it_comes_out_by_itself_on_the_first_day_after_and_nothing_is_published_for_it_before(
    pages: Pages, meanwhile: tuple[datetime, ...]
) -> None:
    kept_on_the_eve(pages)
    for at in meanwhile:
        released(pages, at, "declaration")
    with time_machine.travel(AFTER - timedelta(seconds=1), tick=False):
        before = site.current(pages.installation.site_dir / "demo").id
        background.publish_due(pages.installation)
        assert (site.current(pages.installation.site_dir / "demo").id, written(pages)) == (before, "")
        assert next_moment(pages.installation) == AFTER
    with time_machine.travel(AFTER, tick=False):
        background.publish_due(pages.installation)
        assert written(pages) == "We act."
        assert not replying.kept_back(pages.installation, [PLACE.code])


def test_of_a_council_that_ended_on_the_eve_no_statement_comes_out() -> None:
    ended = replace(CARDIFF, valid_to=day_of(EVE))
    assert may_state(RULES.in_force(TODAY).calendar, ended, day_of(EVE))
    assert not came_out(FIRST - timedelta(seconds=1), ended, [EVE, FIRST, AFTER], RULES)


def test_who_states_something_as_the_day_ends_is_told_that_it_waits_and_until_when(pages: Pages) -> None:
    elections(pages, day_of(FIRST), day_of(LAST))
    clock, seconds = (
        pages.installation.now,
        count(-2),
    )  # each look takes one; the act is dated at the second
    pages.installation.now = lambda: FIRST + timedelta(seconds=next(seconds))
    made = state(pages)
    assert (made.public, made.waits_for) == (False, day_of(AFTER))
    told = desk.of_statement(made)
    assert "It comes out by itself on Saturday 12 September 2026, unless your level changes before" in told
    pages.installation.now = clock
    with time_machine.travel(FIRST + timedelta(hours=9)):
        pages.sign_in(Role.DIRECTOR)
        page = pages.open("officer_reply")
        assert "It comes out by itself on Saturday 12 September 2026" in said(page)


def test_the_page_says_so_before_anybody_writes(pages: Pages) -> None:
    pages.sign_in(Role.DIRECTOR)
    elections(pages, TODAY, TODAY + timedelta(days=1))
    page = pages.open("officer_reply")
    assert "Statements can be published again from Thursday 10 September 2026" in page.warning[0].value
    assert [b.label for b in page.button] == ["Send the request"]
    elections(pages, TODAY + timedelta(days=30), TODAY + timedelta(days=60))
    page = pages.open("officer_reply")
    assert "from Thursday 8 October 2026 no statement is published" in page.warning[0].value
    assert "Publish the statement" in [b.label for b in page.button]
    elections(pages, TODAY - timedelta(days=2), TODAY - timedelta(days=1))
    assert not pages.open("officer_reply").warning
