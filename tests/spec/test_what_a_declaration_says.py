"""The text of a declaration: which questions there are, what is signed of them, and no exact number of people."""

from datetime import date

import pytest

from pressure.domain import declaration_text as text
from pressure.domain.declaration_text import DeclarationText, about_people, check_about, check_given_away
from pressure.domain.refusals import Refusal
from pressure.rules import load_rules

BOOK = load_rules().in_force(date(2026, 11, 28))
RULES, DISCLOSURE = BOOK.declarations, BOOK.disclosure
QUESTIONS = {  # name: kind, part, stage, needed, column of the register
    "area": ("line", "said", 1, True, "area"),
    "people": ("line", "said", 1, True, "people"),
    "people_about": ("count", "said", 1, True, "people_about"),
    "unable_now": ("long", "said", 1, True, "unable_now"),
    "greater_risk": ("long", "said", 1, True, "greater_risk"),
    "what_changed": ("long", "said", 1, True, "reason"),
    "doing_differently": ("long", "said", 1, True, "doing_differently"),
    "could_happen": ("long", "said", 1, True, "could_happen"),
    "consulted": ("long", "said", 1, True, "consulted"),
    "checks": ("long", "said", 1, True, "checks"),
    "urgent_review": ("long", "said", 1, True, "urgent_review"),
    "legal_basis": ("long", "said", 1, True, "legal_basis"),
    "public_words": ("long", "said", 1, True, "public_words"),
    "easy_read": ("long", "said", 1, True, "easy_read"),
    "legal_check_on": ("day", "checked", 1, True, "legal_check_on"),
    "equality_check": ("long", "checked", 1, True, "equality_check"),
    "decision_record": ("line", "checked", 1, False, "decision_record"),
}
WORDS = {  # name: what an officer is asked and told, and what a reader of the register sees above the answer
    "area": ("Where", "The part of the area, or the whole of it.", "Where"),
    "people": ("For whom", "Which group of people. Never a name.", "Who for"),
    "people_about": (
        "About how many people",
        "A whole number. It is signed and published rounded to the nearest 5, and as “fewer than 10” for 1 to 7. "
        "The number you type is kept nowhere.",
        "How many people",
    ),
    "unable_now": (
        "What makes carrying on as usual impossible now",
        "What it is in the workforce or the market. The first of two tests: both must be met.",
        "What makes the usual care impossible now",
    ),
    "greater_risk": (
        "Why carrying on as usual would put people at greater risk",
        "The second of two tests.",
        "Why going on as usual would be a greater risk",
    ),
    "what_changed": ("What has changed", "Why this is needed now.", "Reason given"),
    "doing_differently": ("What we are doing differently", "", "What is done differently"),
    "could_happen": ("What could happen if we did not", "", "What could happen otherwise"),
    "consulted": (
        "Who was consulted",
        "Which groups and bodies, and what they said. Never a name.",
        "Who was asked first",
    ),
    "checks": ("How each person affected is checked, and how often", "", "How people are checked"),
    "urgent_review": ("How to ask for an urgent review", "", "To ask for an urgent review"),
    "legal_basis": ("Your own legal basis", "The act and section relied on.", "The council's legal basis"),
    "public_words": ("The public words", "Short sentences that a resident understands.", "In the council's words"),
    "easy_read": ("The easy-read version", "One idea in each sentence. Everyday words.", ""),
    "legal_check_on": (
        "Legal check on",
        "By the monitoring officer, or whoever answers for the law where there is none. The date only.",
        "Legal check on",
    ),
    "equality_check": ("Equality and human-rights check", "What was found.", "Equality and human-rights check"),
    "decision_record": ("Link to the officer decision record", "", "Decision record"),
}
COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def test_these_questions_are_asked_in_this_order():
    asked = {n: (q.kind, q.part, q.stage, q.needed, q.column) for n, q in DeclarationText.questions()}
    assert list(asked.items()) == list(QUESTIONS.items())
    assert (text.LINE, text.LONG, text.DAY, text.COUNT, text.SAID, text.CHECKED) == (
        "line",
        "long",
        "day",
        "count",
        "said",
        "checked",
    )
    assert text.MOST_CHARACTERS == 1500


def test_each_question_has_these_words_and_the_councils_own_stand_first():
    assert {n: (q.label, q.help, q.title) for n, q in DeclarationText.questions()} == WORDS
    titles = [(q[-1], WORDS[name][-1]) for name, q in QUESTIONS.items() if WORDS[name][-1]]
    first = ("public_words", "In the council's words")
    assert list(DeclarationText.titles()) == [first, *(one for one in titles if one != first)]


def test_what_is_signed_is_every_answer_without_white_space_around_it_and_who_was_told():
    made = DeclarationText.answered({"area": "  The north ", "people": None, "other": "x"}, ("the lead member",))
    signed = made.signed()
    assert list(signed) == [*QUESTIONS, "told"]
    assert (signed["area"], signed["people"], signed["told"]) == ("The north", "", ["the lead member"])
    assert DeclarationText.answered({}).signed()["told"] == []


@pytest.mark.parametrize(
    ("signed", "column", "cell"),
    [
        ({"what_changed": "Staff are ill."}, "reason", "Staff are ill."),
        ({"reason": "Two homes close."}, "reason", "Two homes close."),  # a raised level
        ({"reason": "Of its own.", "what_changed": "Staff are ill."}, "reason", "Of its own."),
        ({"area": "North"}, "area", "North"),
        ({"area": "North"}, "people", ""),
        ({"told": ["a", "b"]}, "told", "a; b"),
        ({"told": None}, "told", ""),
        ({}, "told", ""),
    ],
)
def test_the_register_shows_each_answer_in_its_column(signed, column, cell):
    assert DeclarationText.cells(signed)[column] == cell
    assert set(DeclarationText.cells(signed)) == {*(q[-1] for q in QUESTIONS.values()), "told"}


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "fewer than 10"), (7, "fewer than 10"), (8, "about 10"), (13, "about 15"), (1003, "about 1,005")],
)
def test_people_are_said_to_the_nearest_five_and_a_few_as_fewer_than_ten(count, said):
    assert about_people(count, RULES, DISCLOSURE) == said
    assert check_about(said, RULES, DISCLOSURE) is None


@pytest.mark.parametrize("count", [0, -3])
def test_a_declaration_about_nobody_is_refused(count):
    with pytest.raises(Refusal, match="at least one person"):
        about_people(count, RULES, DISCLOSURE)


@pytest.mark.parametrize(
    "said", ["", "about", "about 5", "about 0", "about 12", "12", "fewer than 5", "about 10 ", "about 1005", "-10"]
)
def test_a_number_that_is_not_said_so_is_refused(said):
    with pytest.raises(Refusal, match="sign it rounded, as “fewer than 10”"):
        check_about(said, RULES, DISCLOSURE)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (13, "13 people"),
        (13, "For 13 older people of the north"),
        (13, "13 very frail women"),
        (13, "THIRTEEN or 13 Residents"),
        (1003, "1003 adults"),
        (1003, "1,003 adults"),
        (3, "three people"),
        (3, "Three of them"),
        *((number, f"{spelled} clients") for number, spelled in enumerate(COUNTED, start=1)),
    ],
)
def test_words_that_hold_the_exact_number_of_people_are_refused_with_what_to_write(count, words):
    said = about_people(count, RULES, DISCLOSURE)
    if said == f"about {count}":
        assert check_given_away(count, said, {"area": words}) is None
        return
    for signed in ({"area": words}, {"told": ["the lead member", words]}):
        with pytest.raises(Refusal, match=f"Write “{said}” instead"):
            check_given_away(count, said, signed)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (13, "14 people"),
        (13, "113 people"),
        (13, "1,013 people"),
        (13, "2.13 people"),
        (13, "1 in 13 people"),
        (13, "13 November people were told"),
        (13, "13 care homes of three kinds"),
        (13, "13 very frail and tired people"),  # three words between
        (13, "13 peoples"),
        (13, "thirteen people"),  # spelled up to twelve only
        (13, ""),
        (13, None),
        (13, 13),
    ],
)
def test_other_numbers_and_numbers_of_other_things_stay(count, words):
    assert check_given_away(count, about_people(count, RULES, DISCLOSURE), {"area": words, "told": [words]}) is None


@pytest.mark.parametrize("month", [date(2026, number, 1).strftime("%B") for number in range(1, 13)])
def test_a_day_is_no_number_of_people(month):
    assert check_given_away(13, "about 15", {"area": f"13 {month} people were told"}) is None


def test_the_refusal_repeats_the_words_that_give_it_away():
    with pytest.raises(Refusal, match="The words say “13 frail people”, the exact number"):
        check_given_away(13, "about 15", {"area": "For 13 frail people."})


@pytest.mark.parametrize("count", [10, 1005])
def test_a_number_that_is_its_own_rounded_one_gives_nothing_away(count):
    assert check_given_away(count, f"about {count:,}", {"area": f"{count:,} people"}) is None
