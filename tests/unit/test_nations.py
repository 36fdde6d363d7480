"""Working days follow each nation's bank holidays; its words and roles each say whether somebody has checked them."""

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from pressure.domain.calendar import working_days_after
from pressure.domain.national import Checked, CheckedBy
from pressure.domain.refusals import Refusal
from pressure.rules import RULES_DIR, RuleFileError, check_words, load_rules
from pressure.rules.load import READERS
from pressure.words.nations import nation_of, place, title_there, unchecked
from tests.bank_holidays import LIST, YEARS, derived, lines
from tests.level_cases import BOOK, ENGLAND, NORTHERN_IRELAND, SCOTLAND, WALES

NATIONS = [ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND]


@pytest.mark.parametrize(
    ("what", "day", "n", "ends"),
    [
        ("Christmas on a Friday, Boxing Day on the Monday after", "2026-12-24", 1, ["12-29"] * 4),
        (
            "Good Friday everywhere, Easter Monday not in Scotland",
            "2026-04-02",
            1,
            ["04-07", "04-07", "04-06", "04-07"],
        ),
        ("12 July on a Sunday, kept on the Monday", "2026-07-10", 1, ["07-13", "07-13", "07-13", "07-14"]),
        ("12 July on a Monday", "2027-07-09", 1, ["07-12", "07-12", "07-12", "07-13"]),
        ("St Patrick", "2026-03-16", 1, ["03-17", "03-17", "03-17", "03-18"]),
        ("St Andrew on a Monday", "2026-11-27", 1, ["11-30", "11-30", "12-01", "11-30"]),
        ("St Andrew on a Saturday, kept on the Monday", "2024-11-29", 1, ["12-02", "12-02", "12-03", "12-02"]),
        ("2 January", "2025-12-31", 1, ["01-02", "01-02", "01-05", "01-02"]),
        ("2 January on a Saturday, kept on the Monday", "2026-12-31", 1, ["01-04", "01-04", "01-05", "01-04"]),
        ("the August holiday, early in Scotland", "2026-07-31", 1, ["08-03", "08-03", "08-04", "08-03"]),
        ("a day of Scotland alone, 15 June 2026", "2026-06-12", 1, ["06-15", "06-15", "06-16", "06-15"]),
        ("the funeral of the Queen", "2022-09-16", 1, ["09-20"] * 4),
        ("five over Christmas and New Year", "2026-12-23", 5, ["01-04", "01-04", "01-05", "01-04"]),
        ("ten, into January", "2026-12-23", 10, ["01-11", "01-11", "01-12", "01-11"]),
        ("an ordinary week, from a Saturday", "2026-11-07", 5, ["11-13"] * 4),
        ("none", "2026-12-25", 0, ["12-25"] * 4),
    ],
)
def test_working_days_by_nation(what, day, n, ends):
    found = [working_days_after(date.fromisoformat(day), n, BOOK.nation(code)) for code in NATIONS]
    assert [f"{one:%m-%d}" for one in found] == ends, what


def test_a_year_whose_bank_holidays_are_not_known_is_refused_and_not_guessed():
    with pytest.raises(Refusal, match="2015 to 2035, and 2036-01-01"):
        working_days_after(date(2035, 12, 31), 1, BOOK.nation(ENGLAND))
    with pytest.raises(Refusal, match="of no year"):
        working_days_after(date(2026, 1, 1), 1, replace(BOOK.nation(ENGLAND), bank_holidays=()))


@pytest.mark.parametrize("code", NATIONS)
def test_the_bank_holidays_are_those_of_the_library(code):
    """`python -m tests.bank_holidays --write` makes them again."""
    pytest.importorskip("holidays")
    nation = BOOK.nation(code)
    days = derived(nation.subdivision.removeprefix("GB-"))
    assert list(nation.bank_holidays) == days
    text = (RULES_DIR / "nations" / f"{nation.name.lower().replace(' ', '_')}.yaml").read_text("utf-8")
    found = LIST.search(text)
    assert found
    assert found[3] == "".join(lines(days))
    assert {day.year for day in days} == set(YEARS)


@pytest.mark.parametrize("code", NATIONS)
def test_every_entry_of_a_nation_says_who_checked_it_or_that_somebody_has_to(code):
    entries = BOOK.nation(code).entries
    assert {"law", "duties", "carers_law", "safeguarding_law", "director", "professional_lead", "signatories"} < set(
        entries
    )
    assert {"told", "regulator", "ombudsman", "medical", "legal_help"} < set(entries)
    assert {e.who for e in entries.values()} == {"to be checked"}
    for name in ("ombudsman", "medical", "legal_help"):
        assert entries[name].url.startswith("https://")


def test_an_entry_that_was_checked_says_by_whom_and_when():
    entry = Checked(says="x", checked=CheckedBy(by="a Welsh translator", on=date(2027, 1, 4)))
    assert entry.who == "checked by a Welsh translator on 2027-01-04"


def test_a_mark_that_is_neither_is_refused():
    nation = next(r for r in READERS if r.__name__ == "Nation")
    raw = yaml.load((RULES_DIR / "nations/wales.yaml").read_text("utf-8"), yaml.BaseLoader)["versions"][0]
    said = {k: v for k, v in raw.items() if k in nation.__dataclass_fields__}
    assert READERS[nation].validate_python(said) == BOOK.nation(WALES)
    said["law"] = {**said["law"], "checked": "yes"}
    with pytest.raises(ValueError, match="law"):
        READERS[nation].validate_python(said)


@pytest.mark.parametrize("code", NATIONS)
def test_pages_say_what_the_rules_of_the_nation_say(code):
    """One place for the facts of a nation."""
    rules, pages = BOOK.nation(code), BOOK.nation_words[code]
    assert (pages.name, pages.body, pages.law) == (rules.name, rules.body, rules.law.says)
    assert pages.professional_lead == rules.professional_lead.says
    assert (pages.ombudsman.name, pages.ombudsman.url) == (rules.ombudsman.says, rules.ombudsman.url)
    assert (pages.medical.name, pages.medical.start.rstrip()) == (rules.medical.says, rules.medical.start)
    assert pages.phrases == {phrase: entry.says for phrase, entry in rules.phrases.items()}
    assert {c: place(c, "", BOOK) for c in rules.places} == {c: entry.says for c, entry in rules.places.items()}


def test_the_professional_lead_of_each_nation_is_the_one_the_method_names():
    assert {nation.name: nation.professional_lead for nation in BOOK.nation_words.values()} == {
        "England": "principal social worker",
        "Northern Ireland": "executive director of social work",
        "Scotland": "chief social work officer",
        "Wales": "senior registered social worker named by the council",
    }


@pytest.mark.parametrize(
    ("said", "there"),
    [
        ("Principal social worker's view", "Senior registered social worker's view"),
        ("Ask for the principal social worker's view.", "Ask for the senior registered social worker's view."),
        (
            "The principal social worker has not answered.",
            "The senior registered social worker named by the council has not answered.",
        ),
    ],
)
def test_a_role_is_said_whole_but_for_what_it_owns(said, there):
    assert title_there(said, BOOK.nation_words[WALES], BOOK) == there


@pytest.fixture
def rules_of_ours(tmp_path):
    """Rule files that a test may mark."""
    return Path(shutil.copytree(RULES_DIR, tmp_path / "rules"))


def unchecked_in(directory, code=""):
    """What pages say of a nation, or of them all, by the rules in a folder."""
    book = load_rules(directory).in_force(date(2026, 12, 1))
    return unchecked(nation_of({"nation_code": code}, book), book)


def test_a_page_says_what_is_to_be_checked_until_all_of_the_nation_is(rules_of_ours):
    assert "in Scotland is to be checked" in unchecked_in(rules_of_ours, SCOTLAND)
    assert "in each nation is to be checked" in unchecked_in(rules_of_ours)
    path = rules_of_ours / "nations/scotland.yaml"
    mark = "checked: {by: a Scottish solicitor, on: 2027-01-04}"
    text = path.read_text("utf-8")
    path.write_text(text.replace("checked: to be checked", mark, 1), "utf-8")
    assert "in Scotland is to be checked" in unchecked_in(rules_of_ours, SCOTLAND)
    path.write_text(text.replace("checked: to be checked", mark), "utf-8")
    assert unchecked_in(rules_of_ours, SCOTLAND) == ""
    assert "in each nation is to be checked" in unchecked_in(rules_of_ours)


@pytest.mark.parametrize(
    "mark", ["", ", checked: perhaps", ", checked: {by: a solicitor}", ", checked: {on: 2027-01-04}"]
)
@pytest.mark.parametrize(
    "entry", ["says: the Social Work (Scotland) Act 1968", "says: chief social work officer", "says: Fife"]
)
def test_a_fact_of_a_nation_without_its_mark_is_refused(rules_of_ours, entry, mark):
    path = rules_of_ours / "nations/scotland.yaml"
    text = path.read_text("utf-8").replace(
        "    places:\n", "    places:\n      S1: {says: Fife, checked: to be checked}\n"
    )
    whole = f"{entry}, checked: to be checked"
    assert whole in text
    path.write_text(text.replace(whole, entry + mark, 1), "utf-8")
    with pytest.raises(RuleFileError, match=r"nations/scotland\.yaml: version 1: .*checked"):
        load_rules(rules_of_ours)


def test_wales_has_welsh_words_and_no_other_nation_has():
    assert BOOK.nation(WALES).welsh
    assert [BOOK.nation(n).welsh for n in NATIONS if n != WALES] == [{}, {}, {}]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "      since: {says",
            "      measure_since: {says",
            "welsh has nothing for since where the rules need every part",
        ),
        (
            "{number} o {levels}",
            "{number} o 4",
            "welsh: level_of has 'Lefel {number} o 4' where the rules need words with ",
        ),
        ("ers {date}. I’w", "ers {date} {}. I’w", "welsh: in_force has "),
        (
            "      title: {says",
            "      titel: {says: x, checked: to be checked}\n      title: {says",
            "welsh: titel has a part",
        ),
        ('says: "Ddim yn hysbys", ', 'says: "Ddim {yn} hysbys", ', "need words with no place in braces"),
        (
            'says: "Ddim yn hysbys", checked: to be checked',
            'says: "Ddim yn hysbys"',
            "welsh: not_known: checked has nothing",
        ),
    ],
)
def test_welsh_that_a_notice_could_not_say_is_refused(rules_of_ours, old, new, says):
    path = rules_of_ours / "nations/wales.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(RuleFileError, match=re.escape(says)) as caught:
        check_words(load_rules(rules_of_ours))
    assert str(caught.value).startswith("nations/wales.yaml: version 1: ")


def test_rules_of_a_release_of_the_past_are_read_although_its_notices_had_fewer_parts(rules_of_ours):
    """Whoever verifies an old release reads its own rule files."""
    path = rules_of_ours / "nations/wales.yaml"
    path.write_text(re.sub(r"\n      expired: .*", "", path.read_text("utf-8")), "utf-8")
    assert "expired" not in load_rules(rules_of_ours).in_force(date(2026, 12, 1)).nation(WALES).welsh
    with pytest.raises(RuleFileError, match="nothing for expired"):
        check_words(load_rules(rules_of_ours))


def test_the_trusts_of_northern_ireland_have_adults_that_are_marked_as_estimates():
    nation = BOOK.nation(NORTHERN_IRELAND)
    assert sum(nation.adults.values()) == 1_454_403
    assert len(nation.adults) == 5
    assert "Estimated" in nation.adults_note
