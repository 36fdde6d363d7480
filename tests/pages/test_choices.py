"""What a page shows and what its address names are one thing, in every picker; and an act is about what is shown."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from pressure.access.permissions import Role
from pressure.actions.declarations import declaring, social_worker_views
from pressure.actions.declarations.choices import choices
from pressure.demo.events import _text, sign_as_it_waits
from pressure.demo.places import actor
from pressure.domain.moments import day_of
from pressure.domain.refusals import Refusal
from pressure.shell import address
from pressure.shell.officers import declare as offered
from pressure.words import shell
from pressure.words.officers import declaration_form as form
from pressure.words.officers import declare
from pressure.words.officers import pages as words_officers
from tests.pages.conftest import Opened, said
from tests.pages.officer_cases import PLACE, Pages
from tests.pages.test_officer_load import press

COUNCIL, GONE = "E10000003", "gone-for-good"
STARTS = {page.address: {"code": COUNCIL} if page.about_one else {} for page in shell.PAGES}
MEASURE = "fewer_or_shorter_visits"
DIRECTOR, SIGNATORY = actor(PLACE, Role.DIRECTOR), actor(PLACE, Role.SIGNATORY)


def script(page: str) -> str:
    return page.replace("-", "_")


def shown(page: AppTest) -> dict[str, object]:
    """What every picker of the page holds, by the name it has in the address."""
    return {each.key: each.value for each in (*page.selectbox, *page.multiselect, *page.number_input, *page.slider)}


def query(page: AppTest) -> dict[str, str]:
    return {name: value[-1] if isinstance(value, list) else value for name, value in page.query_params.items()}


@pytest.mark.parametrize(("page", "start"), STARTS.items())
def test_a_value_that_is_gone_leaves_the_address_and_the_page_says_so(
    opened: Opened, page: str, start: Mapping[str, str]
) -> None:
    """An old link shows what an address without it shows, and never one thing under the name of another."""
    usual = opened(script(page), **start)
    before = shown(usual)
    names = [name for name in before if name != "code"][:6]
    if not names:
        return
    dead = opened(script(page), **start, **dict.fromkeys(names, GONE))
    assert shown(dead) == before
    assert query(dead) == query(usual) == start
    assert said(dead).count("does not have what was asked for any more") == len(names)


@pytest.mark.parametrize(("page", "start"), STARTS.items())
def test_whatever_is_chosen_a_copy_of_the_address_opens_the_same(
    opened: Opened, page: str, start: Mapping[str, str]
) -> None:
    """One picker after the other, to its last choice and to its second."""
    here = opened(script(page), **start)
    for place, key in enumerate([each.key for each in here.selectbox]):
        for turn in (-1, 1, 0):
            if (box := next((b for b in here.selectbox if b.key == key), None)) is None or len(box.options) < 2:
                continue
            box.select_index(turn if turn >= 0 else len(box.options) - 1)
            here.run()
            assert shown(opened(script(page), **query(here))) == shown(here), (place, key, query(here))


def test_a_second_and_a_third_choice_are_kept_and_going_back_brings_the_one_before(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Back sends the address of the entry before, while the picker still holds the newer choice."""
    page, seen = opened("map"), []
    for option in page.selectbox(key="area").options[1:4]:
        page.selectbox(key="area").select(option).run()
        seen.append((shown(page)["area"], query(page)))
    assert len({area for area, _ in seen}) == len(seen) == 3
    assert [named["area"] for _, named in seen] == [area for area, _ in seen]
    monkeypatch.setattr(address, "going_back", lambda: True)
    for area, named in reversed(seen[:-1]):
        page.query_params.clear()
        for name, value in named.items():
            page.query_params[name] = value
        page.run()
        assert shown(page)["area"] == area


def test_what_belonged_to_another_choice_leaves_the_address(opened: Opened) -> None:
    """A date of a measure is no date of the level; nor is anything a page does not ask for."""
    there = opened(
        "map",
        area="E92000001",
        show="wl_discharge_rate.phs-delayed-discharges",
        date="2024-10-31",
        code=COUNCIL,
        span="52",
    )
    assert set(query(there)) <= {"area", "show", "date"}
    there.selectbox(key="show").set_value("level").run()
    assert "date" not in query(there)
    assert "show" not in query(there)


def test_an_alias_leads_to_its_council_and_no_typed_word_becomes_an_option(opened: Opened) -> None:
    """“HBY” is an option of its own; there is no “Add: …” that leads nowhere."""
    page = opened("council")
    finder = page.selectbox(key="code")
    assert not finder.proto.accept_new_options
    finder.select("HBY: see Highbury").run()
    assert page.title[0].value == "Highbury"
    assert query(page) == {"code": COUNCIL}
    assert page.selectbox(key="code").value == COUNCIL
    assert "/councils/" in said(opened("council"))


def propose(pages: Pages, area: str) -> str:
    now = pages.installation.now()
    return declaring.propose(
        pages.installation,
        by=DIRECTOR,
        council_code=PLACE.code,
        measure_id=MEASURE,
        starts_at=now,
        text=_text(PLACE, MEASURE, now, pages.installation.book()) | {"area": area},
        review_by=day_of(now) + timedelta(days=10),
    )


def test_two_measures_of_one_kind_are_told_apart_by_where_they_are_for(pages: Pages) -> None:
    """Whoever means to end “North wards” must not end “South wards”."""
    found = {area: propose(pages, area) for area in ("North wards", "South wards")}
    for declaration_id in found.values():
        sign_as_it_waits(pages.installation, SIGNATORY, declaration_id)
    options = offered.options(choices(pages.installation, DIRECTOR), PLACE.code, form.END)
    assert all(area in options[declaration_id] for area, declaration_id in found.items())
    pages.sign_in(Role.DIRECTOR)
    page = pages.open("officer_declare", kind=form.END)
    for area, declaration_id in found.items():
        page.selectbox(key="which").select(options[declaration_id]).run()
        assert area in options[page.selectbox(key="which").value]
        assert query(page).get("which", next(iter(options))) == declaration_id


def test_the_page_signs_the_digest_it_shows_and_a_click_on_a_changed_text_signs_nothing(pages: Pages) -> None:
    """By construction: the button is named after the digest of the text drawn with it."""
    first, second = propose(pages, "North wards"), propose(pages, "South wards")
    pages.sign_in(Role.SIGNATORY)
    page = pages.open("officer_sign", id=second)
    digest = declaring.waiting(pages.installation, second)[1]
    button = next(b for b in page.button if b.label == declare.SIGN)
    assert digest in button.key
    assert f"the one with the digest {digest}" in said(page)
    assert "South wards" in said(page)
    text = {k: v for k, v in declaring.waiting(pages.installation, second)[0].items() if k != "declaration"}
    declaring.propose_change(
        pages.installation,
        by=DIRECTOR,
        declaration_id=second,
        kind=declaring.Kind.DECLARE,
        text=text | {"area": "Everywhere"},
        review_by=day_of(pages.installation.now()) + timedelta(days=10),
    )
    page = button.click().run()
    assert not page.success
    assert declare.CHANGED in [each.value for each in page.warning]
    assert declaring.waiting(pages.installation, second)[0]["area"] == "Everywhere"
    page.selectbox(key="id").set_value(first).run()
    signed = declaring.waiting(pages.installation, first)[1]
    page = press(page, declare.SIGN)
    assert declare.SIGNED_THIS.format(id=first, digest=signed) in page.success[0].value
    assert declaring.waiting(pages.installation, second)[0]["area"] == "Everywhere"


def test_a_view_is_about_the_text_that_was_read(pages: Pages) -> None:
    found = propose(pages, "North wards")
    by = actor(PLACE, Role.PRINCIPAL_SOCIAL_WORKER)
    with pytest.raises(Refusal, match="has changed since you read it"):
        social_worker_views.write_view(
            pages.installation,
            names_nobody=True,
            by=by,
            declaration_id=found,
            view="supports",
            words="Right.",
            text_sha256="0" * 64,
        )
    pages.sign_in(Role.PRINCIPAL_SOCIAL_WORKER)
    page = pages.open("officer_view", id=found)
    button = next(b for b in page.button if b.label == words_officers.VIEW_BUTTON)
    assert declaring.waiting(pages.installation, found)[1] in button.key
    assert found in button.key
