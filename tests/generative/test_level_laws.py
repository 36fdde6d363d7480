"""Laws of version 2 of the method: worse is never better, silence never helps, and anybody can work it out again."""

import itertools
import os
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pressure.domain.measures import Unit
from pressure.domain.rating.method import gather, rate_gathered
from pressure.domain.rating.rounding import nearest, public_figure
from pressure.domain.readings import Status
from tests.level_cases import (
    ADULTS,
    AT,
    BOOK,
    PLACES,
    RULES,
    WEEK,
    confirmed,
    entry,
    from_return,
    in_band,
    not_submitted,
    official,
    raised,
    rated,
    reason,
    register_of,
    released,
    row,
    sunday,
    withdrawn,
)
from tests.proposed_rules import MOVED, proposing

few = settings(max_examples=25 * int(os.environ.get("PRESSURE_SEARCHES", "1")), deadline=None)
BANDS = st.integers(1, 4)
STATUSES = [*Status]
LOST = [Status.NOT_SUBMITTED, Status.SUPPRESSED, Status.NOT_APPLICABLE, Status.REFUSED]


@st.composite
def returns(draw, place, week, most_missing=2):
    """A week's return: most rows in some band, a few missing, blocks only when one is due."""
    own = from_return(place)
    out = draw(st.sets(st.sampled_from([m.id for m in own]), max_size=most_missing))
    rows = [
        in_band(m.id, draw(BANDS), week, place)
        for m in own
        if m.id not in out and (week == 0 or sunday(week, m) == sunday(week))
    ]
    return [*rows, *confirmed(week)]


@st.composite
def histories(draw, most=5):
    """Some weeks of a council: returns, silence, publications, and figures of its own for what is published."""
    place = draw(st.sampled_from(PLACES))
    weeks = []
    for week in range(draw(st.integers(1, most))):
        came = draw(returns(place, week, 0 if week == 0 else 2)) if week == 0 or draw(st.integers(0, 4)) else []
        if place is PLACES[0] and draw(st.booleans()):
            bands = {m.id: draw(BANDS) for m in BOOK.set_of(place.nation_code)}
            came += [p for p in official(bands, week) if draw(st.booleans())]
        if place is PLACES[0] and draw(st.booleans()):
            came.append(in_band("cap_vacancy_rate", draw(BANDS), week))
        weeks.append(came)
    return place, weeks


@st.composite
def registers(draw):
    """None to two signed measures and perhaps a raised level, begun or still to begin."""
    hours = st.integers(-60, 400)
    acts = [
        entry(stage, starts_at=AT + timedelta(hours=draw(hours)), declaration_id=f"D{number}")
        for number, stage in enumerate(draw(st.lists(st.integers(1, 3), max_size=2)))
    ]
    if draw(st.integers(0, 2)) == 0:
        acts.append(raised(draw(BANDS), from_at=AT + timedelta(hours=draw(hours))))
    return acts


def told(place, weeks, acts=()):
    """The last scheduled release of these weeks, the one before it, and everything known."""
    known, before, last = [], None, None
    for number, came in enumerate(weeks):
        known = [*known, *came]
        before, last = last, rated(known, *acts, at=released(number), previous=last, place=place)
    return known, before, last


def levels(rating):
    return (
        rating.level_points,
        rating.level_unsettled,
        rating.level_figures,
        rating.level_calculated,
        rating.level_published,
    )


def never_lower(one, other):
    """No level is not a lower level, and "at least level 3 (declared)" is no level."""
    return other.status != "rated" or all(
        b is None or a is None or b >= a for a, b in zip(levels(one), levels(other), strict=True)
    )


@few
@given(history=histories(), acts=registers(), data=st.data())
def test_a_worse_band_never_lowers_any_level(history, acts, data):
    """In the newest week or in any before it, as the weeks are worked through again. A raised level apart: it is over
    once the calculated level has reached it."""
    place, weeks = history
    acts = [a for a in acts if hasattr(a, "stage")]
    spots = [(w, n) for w, came in enumerate(weeks) for n, r in enumerate(came) if is_figure(r)]
    week, number = data.draw(st.sampled_from(spots))
    old = weeks[week][number]
    band = next(r.band for r in rated([old], place=place, at=released(week)).reasons if r.measure.id == old.measure_id)
    assume(band and band < 4)
    worse = in_band(old.measure_id, data.draw(st.integers(band + 1, 4)), week, place)
    changed = [came if w != week else [*came[:number], worse, *came[number + 1 :]] for w, came in enumerate(weeks)]
    assert never_lower(told(place, weeks, acts)[2], told(place, changed, acts)[2])


def is_figure(reading):
    return reading.from_council and BOOK.measure(reading.measure_id) is not None


@few
@given(history=histories(), acts=registers(), moved=st.sampled_from(MOVED))
def test_rules_with_a_proposal_rate_every_case_as_without(history, acts, moved):
    place, weeks = history
    with_it, known, previous = proposing(RULES, *moved), [], None
    for number, came in enumerate(weeks):
        known = [*known, *came]
        plain, beside = (
            rated(known, *acts, at=released(number), previous=previous, place=place, rules=rules)
            for rules in (RULES, with_it)
        )
        assert beside == plain
        previous = plain


@few
@given(history=histories(), acts=registers(), stage=st.integers(1, 3))
def test_one_more_exceptional_measure_never_lowers_the_level(history, acts, stage):
    place, weeks = history
    calm = [a for a in acts if hasattr(a, "stage")]
    one, more = told(place, weeks, calm)[2], told(place, weeks, [*calm, entry(stage, declaration_id="more")])[2]
    assert (one.level_published or 0) <= (more.level_published or 0)
    assert one.level_figures == more.level_figures


@few
@given(history=histories(), acts=registers(), data=st.data())
def test_taking_back_what_was_received_never_lowers_a_level(history, acts, data):
    """Withdrawn, or called not submitted, suppressed, refused or not applicable, this week or the next."""
    place, weeks = history
    known, before, last = told(place, weeks, acts)
    mine = [r for r in known if is_figure(r)]
    chosen = data.draw(st.lists(st.sampled_from(mine), min_size=1, max_size=4, unique_by=id))
    how = data.draw(st.sampled_from(["withdrawn", *LOST]))
    if how == "withdrawn":
        left = [withdrawn(r) if any(r is c for c in chosen) else r for r in known]
    else:
        left = [*known, *(replace(not_submitted(r), status=how) for r in chosen)]
    for previous, at in (
        (last, last.rated_at + timedelta(hours=3)),
        (before, last.rated_at),
        (last, last.rated_at + WEEK),
    ):
        here = rated(known, *acts, at=at, previous=previous, place=place)
        assert never_lower(here, rated(left, *acts, at=at, previous=previous, place=place))


@few
@given(history=histories(), acts=registers(), data=st.data())
def test_a_return_without_a_row_never_gives_a_lower_level_than_with_the_row_in_its_last_band(history, acts, data):
    """Which is what makes leaving a row out useless."""
    place, weeks = history
    known, _, last = told(place, weeks, acts)
    week = len(weeks)
    came = data.draw(returns(place, week, 0))
    chosen = data.draw(st.sampled_from([r for r in came if is_figure(r)]))
    ever = [r for r in known if r.measure_id == chosen.measure_id]
    assume(ever)
    band = reason(rated([ever[-1]], place=place, at=released(week)), chosen.measure_id)
    rest, own = [r for r in came if r is not chosen], next(m for m in from_return(place) if m.id == chosen.measure_id)
    kept = band.band or 1
    again = in_band(own.id, kept, week, place)
    with_it = rated([*known, *rest, again], *acts, at=released(week), previous=last, place=place)
    without_it = rated([*known, *rest], *acts, at=released(week), previous=last, place=place)
    assert never_lower(with_it, without_it)


@few
@given(history=histories(), acts=registers(), data=st.data())
def test_the_order_of_readings_and_of_signatures_never_matters(history, acts, data):
    place, weeks = history
    known, before, last = told(place, weeks, acts)
    shuffled = data.draw(st.permutations(known))
    assert rated(shuffled, *data.draw(st.permutations(acts)), at=last.rated_at, previous=before, place=place) == last


@given(count=st.fractions(0, 10**6, max_denominator=30))
def test_rounding_again_changes_nothing(count):
    """And by fives nobody is further than two and a half from the truth; 0, 1 and 2 become 0."""
    once = nearest(count, 5)
    assert nearest(once, 5) == once
    assert once % 5 == 0
    assert abs(once - count) <= Fraction(5, 2)


@pytest.mark.parametrize(
    ("count", "public"), [(0, 0), (1, 0), (2, 0), (3, 5), (4, 5), (7, 5), (8, 10), (12, 10), (13, 15)]
)
def test_small_counts_are_rounded_like_others(count, public):
    assert nearest(count, 5) == public


@st.composite
def exact_rows(draw, place, week):
    """Rows with any counts at all."""
    rows = []
    for own in from_return(place):
        below = ADULTS if own.unit is Unit.PER_100K else draw(st.integers(0, 3000))
        most = 40 if own.mean_week else 9000 if own.unit is Unit.PER_100K else below
        rows.append(row(own.id, draw(st.integers(0, most)), below, week))
    return [*rows, *confirmed(week)]


@few
@given(place=st.sampled_from(PLACES), acts=registers(), data=st.data())
def test_rating_the_published_readings_is_rating_the_exact_ones(place, acts, data):
    """By construction: rounding comes first, and once."""
    known, exact, public = [], None, None
    for week in range(data.draw(st.integers(1, 3))):
        known += data.draw(exact_rows(place, week))
        shown = [public_figure(r, own, BOOK.disclosure) if (own := BOOK.measure(r.measure_id)) else r for r in known]
        exact = rated(known, *acts, at=released(week), previous=exact, place=place)
        public = rated(shown, *acts, at=released(week), previous=public, place=place)
    assert exact == public


@few
@given(history=histories(), acts=registers())
def test_a_level_lies_between_the_best_and_the_worst_the_missing_figures_could_give(history, acts):
    place, weeks = history
    last = told(place, weeks, acts)[2]
    assume(last.level_figures)
    assert 1 <= last.level_if_missing_best <= last.level_calculated <= last.level_if_missing_worst <= 4


@few
@given(history=histories(), acts=registers())
def test_rating_again_with_nothing_new_says_the_same(history, acts):
    """Publishing twice in a week changes nothing, not even since when, and a fall is not counted twice."""
    place, weeks = history
    known, _, once = told(place, weeks, acts)
    again = rated(known, *acts, at=once.rated_at, previous=once, place=place)
    assert (again.answer, again.since, again.settled) == (once.answer, once.since, once.settled)


@few
@given(history=histories(most=3), acts=registers(), part=st.fractions(0, 1))
def test_a_rating_stays_true_until_the_last_microsecond_before_valid_until_and_not_longer(history, acts, part):
    place, weeks = history
    known, _, last = told(place, weeks, acts)
    end = last.valid_until or last.rated_at + timedelta(days=900)
    moment = end - timedelta(microseconds=1)
    for at in (last.rated_at + (moment - last.rated_at) * float(part), moment):
        assert rated(known, *acts, at=at, previous=last, place=place).answer == last.answer
    if last.valid_until is not None:
        assert rated(known, *acts, at=end, previous=last, place=place).answer != last.answer


@few
@given(history=histories(), acts=registers(), data=st.data())
def test_a_history_gathered_as_it_comes_is_rated_as_one_gathered_at_once(history, acts, data):
    """Whatever was looked at before, also far ahead, and in whatever order rows come: nothing that is kept is wrong."""
    place, weeks = history
    gathered, known, last = gather((), RULES, AT, place), [], None
    for number, came in enumerate(weeks):
        late = [replace(r, recorded_at=released(number), status=data.draw(st.sampled_from(STATUSES))) for r in known]
        again = data.draw(st.lists(st.sampled_from(late), max_size=3)) if late else []
        gone = [replace(r, withdrawn=True) for r in came if data.draw(st.integers(0, 9)) == 0]
        came = data.draw(st.permutations([*(r for r in came if data.draw(st.integers(0, 9))), *gone, *again]))
        known = [*known, *came]
        for reading in came:
            gathered.add(reading)
        later = data.draw(st.lists(st.integers(0, 420), max_size=4))
        for at in (released(number), *(released(number) + timedelta(days=days) for days in sorted(later))):
            one = rate_gathered(gathered, RULES, at, register_of(acts), last, council=place)
            assert one == rated(known, *acts, at=at, previous=last, place=place)
        last = rated(known, *acts, at=released(number), previous=last, place=place).as_previous()


@few
@given(history=histories(most=2), data=st.data())
def test_what_would_change_is_exactly_what_happens_when_it_does(history, data):
    """One measure one band worse or better, before settling."""
    place, weeks = history
    _, before, last = told(place, weeks)
    assume(last.changes)
    step = data.draw(st.sampled_from(last.changes))
    own = next(m for m in BOOK.set_of(place.nation_code) if m.id == step.measure_id)
    assume(own in from_return(place))
    ends = reason(last, own.id).reading.period_end
    late = in_band(own.id, step.to_band, place=place, period_end=ends, recorded_at=last.rated_at)
    moved = rated([*itertools.chain.from_iterable(weeks), late], at=last.rated_at, previous=before, place=place)
    assert moved.level_unsettled == step.level != last.level_unsettled


def test_the_rules_of_version_2_are_the_ones_in_force_on_every_day_since_2015():
    """Nothing is rated by version 1 any more."""
    assert {RULES.in_force(AT.date() - timedelta(days=n)).method_version for n in (0, 30, 4000)} == {"2"}
