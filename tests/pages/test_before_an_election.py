"""In the weeks before an election officers are told before they write, and everything but a statement goes on."""

from datetime import date, timedelta

import pytest

from pressure.access.permissions import Role
from pressure.actions import after_acts
from pressure.actions.returns import confirming
from pressure.actions.statements import replying
from pressure.demo.places import actor
from pressure.domain.refusals import Refusal
from pressure.shell.officers import acts
from tests.elections import period, rules_with
from tests.installations import SUNDAY
from tests.pages.officer_cases import NOW, PLACE, Pages, figures_now
from tests.pages.test_officer_declare import sign
from tests.pages.test_officer_desk import propose

TODAY = NOW.date()
DIRECTOR = actor(PLACE, Role.DIRECTOR)


def elections(pages: Pages, first: date, last: date, *where: str) -> None:
    """The installation, for acts and for pages, has this period in its rules."""
    pages.installation.rules = rules_with(period(first.isoformat(), last.isoformat(), *(where or (PLACE.code,))))
    pages.monkeypatch.setattr(acts, "installation", lambda: pages.installation)


def state(pages: Pages) -> object:
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
