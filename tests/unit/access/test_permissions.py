"""Every cell of the published table, read from the page the public reads."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pressure.access.permissions import (
    ALLOWED,
    APART,
    EVERYWHERE,
    FRESH,
    OPERATOR,
    Act,
    Actor,
    Role,
    SignInAgain,
    require,
    require_apart,
    require_fresh,
)
from pressure.access.published_table import markdown
from pressure.domain.refusals import Refusal
from pressure.settings import Settings
from tests.rating_cases import BOOK

PAGE = Path(__file__).parents[3] / "docs" / "permissions.md"
OWN, OTHER = "E10000001", "E10000002"
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def cells() -> Iterator[tuple[str, str, str, bool]]:
    """(act, role, cell, whether the act is marked) for every cell of the page."""
    rows = [
        [part.strip() for part in line.strip("|").split("|")]
        for line in PAGE.read_text("utf-8").splitlines()
        if line.startswith("|")
    ]
    for act, *row in rows[2:]:
        for role, cell in zip(rows[0][1:], row, strict=True):
            yield act.removesuffix(" *"), role.replace(" ", "_"), cell, act.endswith("*")


CELLS = list(cells())


def holder(role: str) -> Actor:
    """Somebody who holds a role at one council; an operator holds theirs everywhere."""
    code = EVERYWHERE if role == Role.OPERATOR else OWN
    return Actor(person_id="p-1", roles=frozenset({(code, Role(role))}))


def allowed(actor: Actor, act: Act, *codes: str) -> bool:
    try:
        require(actor, act, codes)
    except Refusal:
        return False
    return True


def test_the_published_page_is_the_table_that_is_enforced() -> None:
    """Made anew: python -m pressure.access.published_table > docs/permissions.md"""
    assert PAGE.read_text("utf-8") == markdown(Settings())


def test_the_page_has_every_act_and_every_role() -> None:
    """A cell left out would be a cell nobody tested."""
    assert {(act, role) for act, role, _, _ in CELLS} == {(a.value, r.value) for a in Act for r in Role}
    assert len(CELLS) == len(Act) * len(Role)


@pytest.mark.parametrize(("act", "role", "cell", "marked"), CELLS, ids=[f"{a}-{r}" for a, r, _, _ in CELLS])
def test_each_cell_holds_at_the_own_council_and_at_another(act: str, role: str, cell: str, marked: bool) -> None:
    """Including every refusal."""
    actor = holder(role)
    assert allowed(actor, Act(act), OWN) == (cell in {"own", "every"})
    assert allowed(actor, Act(act), OTHER) == (cell == "every")
    assert allowed(actor, Act(act)) == (cell == "every")
    assert marked == (Act(act) in FRESH)


def test_a_file_about_two_councils_needs_the_role_at_both() -> None:
    """A hub's file with one stranger's row is refused as a whole."""
    officer = Actor(person_id="p-1", roles=frozenset({(OWN, Role.DATA_OFFICER)}))
    both = Actor(person_id="p-2", roles=frozenset({(OWN, Role.DATA_OFFICER), (OTHER, Role.DATA_OFFICER)}))
    with pytest.raises(Refusal, match=OTHER):
        require(officer, Act.LOAD_RETURN, [OWN, OTHER])
    assert require(both, Act.LOAD_RETURN, [OWN, OTHER]) is Role.DATA_OFFICER


def test_somebody_with_two_roles_acts_under_the_one_that_allows_it() -> None:
    """The record names the right role."""
    actor = Actor(person_id="p-1", roles=frozenset({(OWN, Role.AUDITOR), (OWN, Role.DIRECTOR)}))
    assert require(actor, Act.PROPOSE, [OWN]) is Role.DIRECTOR
    assert actor.councils_for(Act.PROPOSE) == {OWN}
    assert OPERATOR.councils_for(Act.PUBLISH) == {EVERYWHERE}


def test_roles_that_stay_apart_are_on_the_published_page_and_refused_at_one_council_alone() -> None:
    """Propose, sign, and decide who may: three people."""
    assert "Nobody is two of director, deputy director, signatory and administrator at one council" in PAGE.read_text(
        "utf-8"
    )
    for one in APART:
        require_apart([(OWN, one), (OTHER, Role.DIRECTOR), (OTHER, Role.AUDITOR), (OWN, Role.DATA_OFFICER), (OWN, one)])
        for other in APART - {one}:
            with pytest.raises(Refusal, match=OWN):
                require_apart([(OTHER, Role.DIRECTOR), (OWN, one), (OWN, Role.AUDITOR), (OWN, other)])


def test_those_who_see_figures_early_are_those_the_published_rule_names() -> None:
    """The release page tells the public who they are."""
    named = " ".join(BOOK.calendar.early_sight_roles)
    for role in Role:
        assert (role in ALLOWED[Act.READ_EARLY]) == (role.value.replace("_", " ") in named), role


def test_codes_from_a_generator_are_checked_too() -> None:
    """An iterator that is used up must not look like no council at all."""
    director = holder("director")
    assert require(director, Act.PROPOSE, (code for code in [OWN])) is Role.DIRECTOR
    with pytest.raises(Refusal):
        require(director, Act.PROPOSE, (code for code in [OTHER]))


@pytest.mark.parametrize(("age", "good"), [(0, True), (300, True), (301, False), (43_200, False)])
def test_acts_that_bind_others_need_a_sign_in_of_the_last_five_minutes(age: int, good: bool) -> None:
    """A desk left open for lunch signs nothing."""
    actor = Actor(person_id="p-1", roles=frozenset(), authenticated_at=NOW - timedelta(seconds=age))
    for act in Act:
        if good or act not in FRESH:
            require_fresh(actor, act, NOW, Settings().fresh_minutes)
        else:
            with pytest.raises(SignInAgain):
                require_fresh(actor, act, NOW, Settings().fresh_minutes)
    require_fresh(OPERATOR, Act.MANAGE_PEOPLE, NOW, Settings().fresh_minutes)
