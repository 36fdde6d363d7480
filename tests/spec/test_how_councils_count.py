"""What a council answers about how it counts: which answer stood when, and when a series breaks."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressure.domain.counting.answers import Answer, Told, changed_on, check_since, standing, stood
from pressure.domain.counting.questions import SOME, Choice, asked_of, find
from pressure.domain.lawful import BrokenLawError
from pressure.domain.national import From
from pressure.domain.refusals import Refusal
from tests.rating_cases import BOOK

START = datetime(2026, 10, 1, 9, tzinfo=UTC)
FIRST_DAY, JUNE, JULY = date(2026, 4, 6), date(2026, 6, 1), date(2026, 7, 1)


def answer(number: int, told: Told, since: date | None = None, **changes: object) -> Answer:
    """The so-and-so-many-th answer to one question, a day after the one before."""
    known: dict[str, object] = {
        "number": number,
        "council_code": "E10000001",
        "measure_id": "wl_assess_rate",
        "question": "clock_stops",
        "choice": f"choice_{number}",
        "words": "",
        "told": told,
        "since": since,
        "answered_at": START + timedelta(days=number),
        "by_role": "director",
    }
    return Answer(**(known | changes))  # type: ignore[arg-type]


def test_each_answer_stands_until_the_next_and_the_first_one_breaks_no_series() -> None:
    first, second = stood([answer(1, Told.FIRST, FIRST_DAY), answer(2, Told.PUT_RIGHT)])

    assert (first.until, second.until) == (second.answer.answered_at, None)
    assert (second.since, second.changes) == (FIRST_DAY, ())


def test_a_changed_way_of_counting_breaks_the_series_on_its_day_also_when_the_day_is_put_right() -> None:
    told = [answer(1, Told.FIRST), answer(2, Told.CHANGED, JULY), answer(3, Told.PUT_RIGHT, JUNE)]
    told.append(answer(4, Told.PUT_RIGHT))

    assert [one.changes for one in stood(told)] == [(), (JULY,), (JUNE,), (JUNE,)]
    assert [one.since for one in stood(told)] == [None, JULY, JUNE, JUNE]
    assert changed_on(standing(told), "wl_assess_rate") == (JUNE,)
    assert changed_on(standing(told), "wl_over_6m_share") == ()


def test_answers_that_no_act_would_keep_are_read_all_the_same() -> None:
    """Whoever checks a file reads what stands there."""
    assert [one.days for one in stood([answer(1, Told.PUT_RIGHT)])] == [(None,)]
    assert [one.changes for one in stood([answer(1, Told.FIRST), answer(2, Told.FIRST)])] == [(), ()]


def test_questions_measures_and_councils_are_apart() -> None:
    others = [answer(2, Told.FIRST, **{name: "x"}) for name in ("council_code", "measure_id", "question")]  # type: ignore[arg-type]

    assert len(standing([answer(1, Told.FIRST), *others])) == 4


ANSWERS = st.lists(
    st.tuples(st.sampled_from(["clock_stops", "area"]), st.sampled_from(Told), st.integers(0, 30)), max_size=8
)


@given(told=ANSWERS, order=st.randoms())
def test_the_order_in_which_answers_are_read_never_matters(told: list[tuple[str, Told, int]], order: object) -> None:
    every = [
        answer(n, kind, FIRST_DAY + timedelta(days=days), question=question)
        for n, (question, kind, days) in enumerate(told)
    ]
    mixed = every.copy()
    order.shuffle(mixed)  # type: ignore[attr-defined]

    found = stood(mixed)
    assert found == stood(every)
    assert len(found) == len(every)
    for one, after in pairwise(found):
        same = one.answer.key == after.answer.key
        assert one.until == (after.answer.answered_at if same else None)


@pytest.mark.parametrize(
    ("before", "told", "since", "why"),
    [
        ((), Told.CHANGED, FIRST_DAY, "Say whether"),
        ((), Told.FIRST, START.date() + timedelta(days=1), "a day that has come"),
        ((None,), Told.FIRST, None, "Say whether"),
        ((None,), Told.CHANGED, None, "Give the day"),
        ((FIRST_DAY,), Told.CHANGED, FIRST_DAY, "Give a later day"),
        ((FIRST_DAY, JUNE), Told.CHANGED, JUNE, "Give a later day"),
        ((FIRST_DAY, JUNE), Told.PUT_RIGHT, FIRST_DAY, "Give a later day"),
        ((FIRST_DAY, JUNE, JULY), Told.PUT_RIGHT, JUNE, "Give a later day"),
    ],
)
def test_a_day_that_cannot_be_right_is_refused(
    before: tuple[date | None, ...], told: Told, since: date | None, why: str
) -> None:
    with pytest.raises(Refusal, match=why):
        check_since(_stands(before), told, since, START)


@pytest.mark.parametrize(
    ("before", "told", "since"),
    [
        ((), Told.FIRST, None),
        ((), Told.FIRST, START.date()),
        ((FIRST_DAY,), Told.CHANGED, FIRST_DAY + timedelta(days=1)),
        ((FIRST_DAY,), Told.PUT_RIGHT, FIRST_DAY - timedelta(days=9)),
        ((None, FIRST_DAY), Told.PUT_RIGHT, None),
        ((FIRST_DAY, JUNE), Told.PUT_RIGHT, None),
        ((None,), Told.CHANGED, FIRST_DAY),
        ((FIRST_DAY, JUNE, JULY), Told.PUT_RIGHT, JUNE + timedelta(days=1)),
    ],
)
def test_a_day_that_can_be_right_is_taken(before: tuple[date | None, ...], told: Told, since: date | None) -> None:
    check_since(_stands(before), told, since, START)


def _stands(days: tuple[date | None, ...]):  # type: ignore[no-untyped-def]
    kinds = [Told.FIRST, Told.CHANGED, Told.CHANGED]
    told = stood(answer(n, kinds[n], day) for n, day in enumerate(days))
    return told[-1] if told else None


def test_every_figure_of_a_return_is_asked_about_and_no_figure_that_only_publishers_give() -> None:
    sent = {m.id for m in BOOK.measures for n in BOOK.nations.values() if n.source_of(m.id).comes_from is From.RETURN}

    for measure in BOOK.measures:
        own = asked_of(BOOK.counting_questions, measure.id)
        assert bool(own) == (measure.id in sent), measure.id
        assert all(question.choices_of(measure.id) for question in own)
    assert {question.id for question in asked_of(BOOK.counting_questions, "wl_assess_rate")} == {
        "clock_starts",
        "clock_stops",
        "who_is_counted",
        "area",
        "system",
    }


def test_a_choice_belongs_to_the_measures_it_names() -> None:
    stops = next(question for question in BOOK.counting_questions if question.id == "clock_stops")

    assert "at_allocation" in {choice.id for choice in stops.choices_of("wl_assess_rate")}
    assert "at_allocation" not in {choice.id for choice in stops.choices_of("wl_reviews_overdue")}
    assert stops.choices_of("cap_vacancy_rate") == ()


def test_a_question_and_its_choices_are_found_by_their_names() -> None:
    stops = next(find([(), BOOK.counting_questions], "clock_stops"))
    chosen = stops.choice("at_allocation")

    assert stops.id == "clock_stops"
    assert chosen is not None
    assert (chosen.says, chosen.own_words) == ("When a worker is given the case.", False)
    assert stops.choice("at_will") is None
    assert list(find([BOOK.counting_questions], "at_will")) == []
    assert Choice(id="x", says="y").own_words is False


def test_a_question_of_no_measure_is_refused() -> None:
    with pytest.raises(BrokenLawError) as caught:
        SOME.kept(())
    assert (caught.value.found, caught.value.expected) == ("nothing", "at least 1 item")


def test_why_an_answer_was_given_has_the_names_of_the_file() -> None:
    assert [told.value for told in Told] == ["first", "changed", "put_right"]
