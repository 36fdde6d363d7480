"""The public words of an exceptional measure speak of that measure, and of no other."""

from datetime import UTC, date, datetime
from itertools import permutations

import pytest

from pressure.access.permissions import Role
from pressure.actions.declarations import declaring
from pressure.demo.events import _declared, _text
from pressure.demo.places import PLACES, actor, councils
from pressure.domain.moments import day_of
from pressure.rules import load_rules
from pressure.settings import SHIPPED
from pressure.shell.officers.preview import preview
from pressure.shell.officers.reading_ease import age
from pressure.words.officers.declaration_form import LABELS, READ_BY
from pressure.words.officers.declared import measure_words, off_the_measure
from tests.installations import new_installation

TITLES = {m.id: m.title for dated in load_rules().parts["exceptional_measures"] for m in dated.content.catalogue}
DATA = SHIPPED / "data"
BOOK = load_rules().in_force(date(2026, 11, 28))
AT = datetime(2026, 9, 8, 9, tzinfo=UTC)


def test_every_measure_of_the_catalogue_has_its_own_words_and_a_demonstration_of_its_own():
    """A measure added to the catalogue is noticed here."""
    assert set(measure_words(DATA)) == set(TITLES) == set(_declared())
    for name in ("easy_read", "public_words", "what_changed", "doing_differently", "unable_now", "greater_risk"):
        assert len({own[name] for own in _declared().values()}) == len(TITLES), name


@pytest.mark.parametrize("measure_id", TITLES)
def test_what_the_demonstration_says_of_a_measure_is_about_it_and_easy_to_read(measure_id):
    text = _text(PLACES[3], measure_id, AT, BOOK)
    assert off_the_measure(measure_id, text, LABELS, TITLES[measure_id], DATA) == ()
    for name, most in READ_BY.items():
        assert (age(str(text.get(name) or "")) or 0) <= most, (name, text.get(name))


@pytest.mark.parametrize(("measure_id", "other"), permutations(TITLES, 2))
def test_the_easy_words_of_another_measure_are_noticed(measure_id, other):
    """Dunmarsh said "some visits are shorter" of fewer reviews of risk."""
    text = {"easy_read": _declared()[other]["easy_read"]}
    assert off_the_measure(measure_id, text, LABELS, TITLES[measure_id], DATA) != ()


def test_a_part_that_is_empty_is_not_judged_yet():
    assert off_the_measure("reduced_risk_reviews", {"easy_read": ""}, LABELS, "", DATA) == ()


def test_a_director_is_warned_before_proposing_and_may_still_propose(tmp_path):
    """The measure may be urgent and the list of words cannot know every sentence: a warning, no refusal."""
    installation, clock = new_installation(tmp_path)
    place, council = PLACES[3], councils()[3]
    wrong = {
        **_text(place, "reduced_risk_reviews", clock.at, BOOK),
        "easy_read": "Some visits are shorter now. Care workers do the most important things first.",
    }
    number = declaring.propose(
        installation,
        by=actor(place, Role.DIRECTOR),
        council_code=place.code,
        text=wrong,
        measure_id="reduced_risk_reviews",
        starts_at=clock.at,
        review_by=day_of(clock.at),
    )
    seen = preview(installation, council, declaring.waiting(installation, number)[0])
    assert [line for line in seen.hard if "Fewer or shorter reviews of risk" in line and "visit" in line]


@pytest.mark.parametrize("measure_id", TITLES)
def test_the_warning_is_seen_for_every_measure_with_the_words_of_none(measure_id):
    found = off_the_measure(measure_id, {"easy_read": "Something has changed."}, LABELS, TITLES[measure_id], DATA)
    assert len(found) == 1
    assert TITLES[measure_id] in found[0]
