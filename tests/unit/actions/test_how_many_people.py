"""About how many people a declaration is: rounded before it is signed, and nothing exact is ever public."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressure.access.permissions import Role
from pressure.actions.after_acts import sign_and_publish
from pressure.actions.declarations import declaring, drafts
from pressure.demo.events import _text
from pressure.demo.places import PLACES, actor
from pressure.domain.declaration_text import about_people, check_about, check_given_away
from pressure.domain.refusals import Refusal
from pressure.release.site import current
from pressure.rules import load_rules
from pressure.words.nations import anywhere
from pressure.words.officers import declaration_form as form
from tests.installations import new_installation

BOOK = load_rules().in_force(date(2026, 11, 28))
RULES, DISCLOSURE = BOOK.declarations, BOOK.disclosure
PLACE, MEASURE, EXACT = PLACES[3], "fewer_or_shorter_visits", 98763
DIRECTOR, SIGNATORY = actor(PLACE, Role.DIRECTOR), actor(PLACE, Role.SIGNATORY)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "fewer than 10"),
        (7, "fewer than 10"),
        (8, "about 10"),
        (12, "about 10"),
        (13, "about 15"),
        (40, "about 40"),
        (1003, "about 1,005"),
    ],
)
def test_a_number_of_people_is_said_to_the_nearest_five_and_a_few_as_fewer_than_ten(count, said):
    assert about_people(count, RULES, DISCLOSURE) == said


@given(st.integers(1, 999_999), st.integers(1, 999_999))
def test_the_number_as_signed_is_always_taken_and_no_exact_one_is(count, other):
    check_about(about_people(count, RULES, DISCLOSURE), RULES, DISCLOSURE)
    if other % 5:
        for said in (f"about {other:,}", f"about {other}", str(other), f"{other} people"):
            with pytest.raises(Refusal, match="rounded"):
                check_about(said, RULES, DISCLOSURE)


def test_one_to_seven_people_are_signed_by_one_and_the_same_digest():
    """The digest is public: if it told them apart, anybody could try the seven numbers."""
    texts = [form.text_of(form.DECLARE, {"people_about": str(count)}, BOOK, anywhere(BOOK)) for count in range(1, 8)]
    assert len({declaring.text_digest(text) for text in texts}) == 1


@pytest.mark.parametrize("typed", ["-3", "about 40", "4.5", "1e3", "٤", "9999999"])
def test_what_is_no_number_of_people_is_refused(typed):
    with pytest.raises(Refusal, match="many people"):
        form.text_of(form.DECLARE, {"people_about": typed}, BOOK, anywhere(BOOK))


@pytest.mark.parametrize(
    ("count", "words", "told"),
    [
        (4, "We shortened the visits of 4 older people.", True),
        (4, "Four adults get one visit less.", True),
        (43, "For 43 people.", True),
        (1043, "For 1,043 people.", True),
        (43, "For about 45 people.", False),
        (40, "For 40 people.", False),
        (4, "From 4 December people call us.", False),
        (4, "24 people, 1.4 people, 1,4 people", False),
        (4, "One in 4 people cannot come to the telephone.", False),
        (4, "A call within 4 hours.", False),
    ],
)
def test_words_that_hold_the_exact_number_are_refused(count, words, told):
    said = about_people(count, RULES, DISCLOSURE)
    if told:
        with pytest.raises(Refusal, match=f"Write “{said}” instead"):
            check_given_away(count, said, {"area": "North", "told": [], "checks": words})
    else:
        check_given_away(count, said, {"area": "North", "told": [], "checks": words})


def test_an_action_takes_no_exact_number_whoever_calls_it(tmp_path):
    installation, clock = new_installation(tmp_path)
    with pytest.raises(Refusal, match="rounded for you"):
        declaring.propose(
            installation,
            by=DIRECTOR,
            council_code=PLACE.code,
            measure_id=MEASURE,
            text={**_text(PLACE, MEASURE, clock.at, BOOK), "people_about": "about 43"},
            starts_at=clock.at,
            review_by=clock.at.date() + timedelta(days=10),
        )


def test_no_published_file_of_a_declaration_holds_the_exact_number(tmp_path):
    """Every file of the release that its signature makes is read, and what is kept of the proposal."""
    installation, clock = new_installation(tmp_path)
    draft_id = drafts.start(installation, by=DIRECTOR, council_code=PLACE.code, kind=form.DECLARE, measure_id=MEASURE)
    draft = next(one for one in drafts.mine(installation, DIRECTOR) if one.id == draft_id)
    today = clock.at.date()
    asked = form.form_of(form.DECLARE, draft.nation)
    fields = {f.id: today.isoformat() if f.kind == form.DAY else f"Words for {f.id}." for f in asked}
    fields |= {"people_about": str(EXACT), "review_by": (today + timedelta(days=10)).isoformat()}
    declared = drafts.propose(installation, by=DIRECTOR, draft=replace(draft, fields=fields))
    whole, digest = declaring.waiting(installation, declared)
    sign_and_publish(installation, by=SIGNATORY, declaration_id=declared, text_sha256=digest, names_nobody=True)

    site = current(installation.site_dir / "demo")
    assert b"bout 98,765" in site.read("register/index.html")
    assert whole["people_about"] == "about 98,765"
    for path in sorted((installation.site_dir / "demo").rglob("*")):
        if path.is_file():
            held = path.read_bytes()
            assert str(EXACT).encode() not in held, path
            assert f"{EXACT:,}".encode() not in held, path
