"""The notice of a Welsh council in Welsh: every state has its words, and none of them stands in code."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any, cast

import pytest

from pressure.content.notice.welsh import WelshNotice, archived, welsh_notice
from pressure.content.notice.welsh_words import Welsh
from pressure.content.plain.councils import council_page, easy_read_page, welsh_page
from pressure.document.shapes import RatingDocument
from pressure.domain.national import CheckedBy
from pressure.drawing.blocks import DefinitionList, Items, Para, flat
from pressure.rules.welsh import NEEDED
from tests import notice_cases as cases
from tests.level_cases import WALES
from tests.rating_cases import AT, BOOK, SUNDAY, confirmed, entry, full_return, raised, rated
from tests.unit.publish.every_page import CARDIFF, PAST

RULES = BOOK.nation(WALES)


def there(document: RatingDocument, **more: Any) -> RatingDocument:
    return cast(RatingDocument, {**cases.at_place(document, CARDIFF), **more})


def changed(document: RatingDocument, **rating: Any) -> RatingDocument:
    return cast(RatingDocument, {**document, "rating": {**document["rating"], **rating}})


def level(band: int) -> RatingDocument:
    return cases.document(rated(full_return(band)))


def in_force(*measures: str, overdue: bool = False) -> RatingDocument:
    at = AT + timedelta(days=30) if overdue else AT
    return cases.document(rated(full_return(1), *(entry(2, measure_id=m) for m in measures), at=at))


def too_small() -> RatingDocument:
    return changed(cases.no_level(), why_no_level="too_small")


def used() -> RatingDocument:
    """Used, not declared; and nobody ever confirmed the register."""
    return changed(cases.calm(), used_not_declared=["agency_cover"], register_confirmed_for=None)


def invented() -> RatingDocument:
    """No page of any body, and nobody gave a number."""
    return cases.at_place({**cases.high(), "demonstration": True}, {"demonstration": True})


STAGE_2 = [m.id for m in BOOK.declarations.catalogue if m.stage == 2]
STATES: Mapping[str, tuple[Callable[[], RatingDocument], str, str]] = {
    # state: what makes it, the line of its panel, and how its sentence begins
    "level 1": (lambda: level(1), "Lefel 1 o 4", "Gyda’i gilydd, mae’r ffigurau"),
    "level 2": (lambda: level(2), "Lefel 2 o 4", "Mae mwy o bobl yn aros"),
    "level 3": (cases.high, "Lefel 3 o 4", "Mae llawer o bobl yn aros"),
    "level 4": (lambda: level(4), "Lefel 4 o 4", "Mae llawer iawn o bobl"),
    "declared": (cases.declared, "Lefel 4 o 4", "Mae’r cyngor wedi datgan mesur eithriadol. Lefel 2 y mae"),
    "floor only, declared": (cases.floor_only, "O leiaf lefel 4 o 4", "Mae’r cyngor wedi datgan mesur eithriadol."),
    "floor only, raised": (
        lambda: cases.document(rated([], raised(4))),
        "Dim lefel gyfredol",
        "Nid oes gennym ddigon o ffigurau cyfredol.",
    ),
    "raised": (cases.raised_level, "Lefel 3 o 4", "Mae’r cyngor wedi codi’r lefel. Lefel 1 y mae"),
    "settling": (cases.settling, "Lefel 3 o 4", "Dim ond pan fydd dwy wythnos yn olynol"),
    "not sent": (cases.not_sent, "Lefel 2 o 4", "Mae ffigurau nad anfonwyd yn cyfrif"),
    "no level": (cases.no_level, "Dim lefel gyfredol", "Nid oes gennym ddigon o ffigurau cyfredol."),
    "no level, nothing known": (
        lambda: cases.document(rated([])),
        "Dim lefel gyfredol",
        "Nid oes gennym ddigon o ffigurau cyfredol.",
    ),
    "too small": (too_small, "Dim lefel gyfredol", "Mae cyn lleied o oedolion yn byw yma"),
    "asked about": (lambda: changed(level(4), undeclared=["ll_critical_unsourced"]), "Lefel 4 o 4", "Mae llawer iawn"),
    "small place": (lambda: changed(level(2), chance_alone=True), "Lefel 2 o 4", "Mae mwy o bobl"),
    "no end in sight": (lambda: changed(level(2), valid_until=None), "Lefel 2 o 4", "Mae mwy o bobl"),
    "used, not declared": (used, "Lefel 1 o 4", "Gyda’i gilydd"),
    "register not confirmed lately": (
        lambda: changed(cases.calm(), register_confirmed=False),
        "Lefel 1 o 4",
        "Gyda’i gilydd",
    ),
    "review overdue": (lambda: in_force(STAGE_2[0], overdue=True), "O leiaf lefel 3 o 4", "Mae’r cyngor wedi datgan"),
    "a measure nobody put into Welsh": (lambda: in_force("a_new_one"), "Lefel 3 o 4", "Mae’r cyngor wedi datgan"),
    **{
        f"{n} in force": ((lambda n=n: in_force(*STAGE_2[:n])), "Lefel 3 o 4", "Mae’r cyngor wedi datgan mesur")
        for n in range(1, 7)
    },
    "every way to reach it": (cases.with_everything, "Lefel 3 o 4", "Mae llawer o bobl"),
    "invented": (invented, "Lefel 3 o 4", "Mae llawer o bobl"),
}


def made(state: str, **more: Any) -> WelshNotice:
    return welsh_notice(there(STATES[state][0]()), PAST, BOOK, **more)


def texts(notice: WelshNotice) -> Iterator[str]:
    """Every text of the page."""
    yield from (notice.heading, notice.title, notice.description, notice.now, notice.level_line, notice.level_name)
    yield from (notice.sentence, notice.caveat, notice.invented, notice.draft, flat(notice.english_only))
    yield notice.not_what_it_is
    for section in notice.sections:
        yield section.title
        for block in section.blocks:
            match block:
                case Para(words):
                    yield flat(words)
                case Items(items):
                    yield from map(flat, items)
                case DefinitionList(facts):
                    for fact in facts:
                        yield from (fact.name, flat(fact.words))
                case _:
                    raise AssertionError(block)


@pytest.mark.parametrize("state", STATES)
def test_every_state_of_a_notice_has_its_words_in_welsh(state: str) -> None:
    _, line, sentence = STATES[state]
    notice = made(state)
    said = [text for text in texts(notice) if text]

    assert notice.level_line == line
    assert notice.sentence.startswith(sentence)
    assert not [text for text in said if re.search(r"[{}]|\b(the|level|council|since|figures)\b", text)]
    assert "cyngor" in " ".join(said)
    assert "999" in " ".join(said)
    assert bool(notice.level_name) == (notice.level is not None)


@pytest.mark.parametrize(
    "state", [s for s in STATES if not s.startswith(("no level", "too", "no end", "floor only, r"))]
)
def test_a_level_that_has_run_out_says_so_in_welsh(state: str) -> None:
    document = there(STATES[state][0]())
    ends = datetime.fromisoformat(str(document["rating"]["valid_until"]))
    before, after = (welsh_notice(document, PAST, BOOK, at=ends + timedelta(seconds=s)) for s in (-1, 0))

    assert before.level == document["rating"]["level_published"]
    assert (after.level, after.level_line, after.level_name) == (None, "Ddim yn gyfredol", "")
    assert after.sentence.startswith("Nid yw’r lefel hon yn gyfredol mwyach. Gellid dibynnu arni tan ")
    assert after.caveat == ""
    assert "ddim yn gyfredol" in after.title


def test_every_word_of_the_rules_is_said_in_some_state() -> None:
    """So no phrase waits for a translator in vain; one that is asked for and not there would have stopped a state."""
    first, own = there(cases.calm()), Welsh(RULES.welsh)
    expired = welsh_notice(first, [], BOOK, at=datetime.fromisoformat(str(first["rating"]["valid_until"])))
    notices = (*map(made, STATES), expired, welsh_notice(there(cases.no_level()), [], BOOK))
    said = [text for notice in notices for text in texts(notice)]
    said += [archived("2026-11-25T09:30:00Z", first["rating"], own, levels=4, at=AT)]
    said += [own.last_good(None), own.last_good("2026-12-02T09:30:00Z")]
    said += [own.date(date(2026, month, 1)) for month in range(1, 13)]
    whole = "\n".join(said).casefold()

    def is_said(name: str) -> bool:
        words = re.split(r"\{\w+\}", RULES.welsh[name].says.casefold())
        return re.search(".+?".join(map(re.escape, words)), whole) is not None

    assert [name for name in NEEDED if not is_said(name)] == []


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-01-01", "1 Ionawr 2026"),
        ("2026-02-28", "28 Chwefror 2026"),
        ("2026-03-31", "31 Mawrth 2026"),
        ("2026-04-05", "5 Ebrill 2026"),
        ("2026-05-06", "6 Mai 2026"),
        ("2026-06-30T23:30:00Z", "1 Gorffennaf 2026"),  # summer time
        ("2026-08-09", "9 Awst 2026"),
        ("2026-09-10", "10 Medi 2026"),
        ("2026-10-11", "11 Hydref 2026"),
        ("2026-11-30T23:30:00Z", "30 Tachwedd 2026"),
        ("2026-12-31", "31 Rhagfyr 2026"),
        ("2026-06-15", "15 Mehefin 2026"),
        (None, "Ddim yn hysbys"),
    ],
)
def test_dates_have_the_welsh_names_of_months(day: str | None, said: str) -> None:
    assert Welsh(RULES.welsh).date(day) == said


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ("2026-12-14T00:00:00Z", "13 Rhagfyr 2026"),
        ("2026-07-01T23:00:00Z", "1 Gorffennaf 2026"),
        ("2026-12-02T09:30:00Z", "09:30 ar 2 Rhagfyr 2026"),
        ("2026-07-01T08:30:00Z", "09:30 ar 1 Gorffennaf 2026"),
        ("2027-01-01", "31 Rhagfyr 2026"),
    ],
)
def test_what_ends_at_midnight_holds_through_the_day_before(ends: str, said: str) -> None:
    assert Welsh(RULES.welsh).last_good(ends) == said


@pytest.mark.parametrize(
    ("n", "said"),
    [(1, "1 mesur "), (2, "2 fesur "), (3, "3 mesur "), (4, "4 mesur "), (6, "6 mesur "), (11, "11 mesur ")],
)
def test_a_noun_after_a_number_has_its_form(n: int, said: str) -> None:
    assert said in Welsh(RULES.welsh).counted("in_force", n)


def test_every_measure_of_the_catalogue_and_every_month_has_its_welsh_name() -> None:
    welsh = Welsh(RULES.welsh)
    titles = [welsh.measure(m.id) for m in BOOK.declarations.catalogue]
    assert welsh.say("measure_other") not in titles
    assert len(set(titles)) == len(titles)
    assert welsh.place("W06000015", "Cardiff") == "Caerdydd"
    assert welsh.place("X99000003", "Cressing Vale") == "Cressing Vale"


def test_at_the_highest_level_what_to_do_now_stands_first_and_else_the_dates() -> None:
    assert [made(state).sections[0].title for state in ("level 4", "floor only, declared", "level 3", "no level")] == [
        "Beth i’w wneud nawr",
        "Beth i’w wneud nawr",
        "Y lefel a’i dyddiadau",
        "Y lefel a’i dyddiadau",
    ]


def test_the_draft_says_so_until_all_of_it_was_checked() -> None:
    assert "nid oes neb wedi’i gwirio eto" in made("level 1").draft
    checked = {k: replace(e, checked=CheckedBy(by="a translator", on=date(2027, 1, 4))) for k, e in RULES.welsh.items()}
    assert Welsh(checked).draft == ""
    assert Welsh({**checked, "now": RULES.welsh["now"]}).draft != ""


@pytest.mark.parametrize("address", ["", "https://pressure.example"])
@pytest.mark.parametrize("base", ["", "/demo"])
def test_both_pages_say_their_language_and_where_the_other_is(address: str, base: str) -> None:
    document = there(cases.high())
    english = council_page(document, PAST, BOOK, base=base, address=address).decode()
    welsh = welsh_page(document, PAST, BOOK, base=base, address=address).decode()
    code = CARDIFF["code"]
    both = [("en-GB", f"{address}{base}/councils/{code}/"), ("cy", f"{address}{base}/cy/councils/{code}/")]

    for page, lang in ((english, "en-GB"), (welsh, "cy")):
        assert f'<html lang="{lang}">' in page
        assert re.findall(r'<link rel="alternate" hreflang="(.*?)" href="(.*?)">', page) == both
    assert f'<a href="{base}/cy/councils/{code}/" lang="cy" hreflang="cy">Cymraeg</a>' in english
    assert f'<a href="{base}/councils/{code}/" lang="en-GB" hreflang="en-GB">English</a>' in welsh
    assert "yn Saesneg yn unig" in welsh
    for tag in ('<a class="skip" href="#main" lang="en-GB"', '<header lang="en-GB"', '<footer lang="en-GB"'):
        assert tag in welsh


def test_a_page_outside_wales_has_one_language_and_an_easy_read_page_too() -> None:
    for page in (council_page(cases.high(), PAST, BOOK), easy_read_page(there(cases.high()), BOOK)):
        assert "hreflang" not in page.decode()
        assert "Cymraeg" not in page.decode()


def test_the_words_a_council_signed_or_wrote_are_not_put_into_welsh() -> None:
    """They are in English only, where the page leads."""
    page = unescape(welsh_page(there(cases.with_everything()), PAST, BOOK).decode())
    assert "Two care homes have closed" not in page
    assert "01632" in page


def test_confirmations_are_told_by_their_sunday() -> None:
    assert confirmed()
    day = Welsh(RULES.welsh).date(SUNDAY)
    assert f"Dim. Cadarnhaodd y cyngor hyn ar gyfer yr wythnos hyd at {day}." in list(texts(made("level 1")))


@pytest.mark.parametrize(
    ("document", "at", "said"),
    [
        (cases.high, AT, "Y lefel nawr: Pwysau uchel (lefel 3 o 4)."),
        (cases.floor_only, AT, "Y lefel nawr: Pwysau uchel iawn (o leiaf lefel 4 o 4)."),
        (cases.no_level, AT, "Y lefel nawr: Dim lefel gyfredol."),
        (cases.high, datetime(2030, 1, 1, tzinfo=UTC), "Y lefel nawr: Ddim yn gyfredol."),
    ],
)
def test_a_page_of_the_past_says_how_old_it_is_and_the_level_now(document: Any, at: datetime, said: str) -> None:
    line = archived("2026-11-18T09:30:00Z", document()["rating"], Welsh(RULES.welsh), levels=4, at=at)
    assert line == f"Dyma sut yr oedd y dudalen yn edrych ar 18 Tachwedd 2026. {said}"
    assert archived("2026-11-18", None, Welsh(RULES.welsh), levels=4, at=at).endswith("18 Tachwedd 2026.")
