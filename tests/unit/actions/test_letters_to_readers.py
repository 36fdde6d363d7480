"""A letter to a reader, of every state a council can be in: what matters first, in words that are right read aloud."""

import re
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from pressure.actions.readers import letters
from pressure.actions.readers.letters import Links
from pressure.actions.readers.standing import Standing, told_of
from pressure.settings import Settings
from pressure.words.nations import nation_of
from pressure.words.readers import letters as words
from tests import notice_cases
from tests.installations import new_installation
from tests.rating_cases import BOOK

SITE = "https://care.example"
LINKS = Links(SITE, f"{SITE}/tell-me/confirm/{'c' * 43}/", f"{SITE}/tell-me/stop/{'s' * 43}/")
STATES = (*notice_cases.EVERY_STATE, notice_cases.with_everything)
EVERY = pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
SIGNS = re.compile(r"[<>→–]|->|\d-\d")


def stands(document: Any) -> Standing:
    return Standing(document, told_of(document), privacy=True)


def ended(*heirs: str) -> Any:
    followers = [{"code": f"E1000009{n}", "name": name, "first_day": "2027-04-01"} for n, name in enumerate(heirs)]
    return {
        **notice_cases.calm(),
        "rating": None,
        "ends": {"last_day": "2027-03-31", "over": True, "successors": followers},
    }


@EVERY
def test_level_word_since_and_why_come_within_sixty_words(state: Callable[[], Any]) -> None:
    document = state()
    rating = document["rating"]
    letter = letters.of_change(stands(document), LINKS, BOOK)
    start = " ".join(" ".join(letter.paragraphs).split()[:60]).replace(words.INVENTED, "").lower()
    level = rating["level_published"]
    name = BOOK.level(level).name.lower()
    assert f"level {level} of 4, {name}" in start if level else name in start
    assert "since" in start
    assert "why: " in start
    assert words.why(rating, BOOK, nation_of(document["council"], BOOK)).split(".")[0].lower()[:60] in start
    assert re.findall(r"level (\d)", start)[:1] == ([str(level)] if level else [])


@EVERY
def test_no_sign_stands_for_words_and_nobody_s_own_words_are_in_it(state: Callable[[], Any]) -> None:
    document = state()
    letter = letters.of_change(stands(document), LINKS, BOOK)
    said = re.sub(rf"{SITE}\S*", "", " ".join([letter.subject, *letter.paragraphs]))
    assert not SIGNS.search(said), said
    if raised := document["rating"]["raised"]:
        assert raised["reason"].strip() not in said


def test_the_last_letter_names_who_follows_and_says_that_the_address_goes() -> None:
    letter = letters.of_change(stands(ended("East Surrey", "West Surrey")), LINKS, BOOK)
    said = " ".join(letter.paragraphs)
    assert letter.subject.endswith("has ended")
    assert "ended on" in said
    for heir, code in (("East Surrey", "E10000090"), ("West Surrey", "E10000091")):
        assert f"{heir}:\n{SITE}/councils/{code}/" in said
    assert "We delete your address" in said


def test_nobody_is_said_to_follow_where_nobody_does() -> None:
    said = " ".join(letters.of_change(stands(ended()), LINKS, BOOK).paragraphs)
    assert "We do not know who follows it" in said
    assert f"{SITE}/councils/" in said


def test_a_council_that_ended_is_told_apart_and_the_same_level_is_no_news() -> None:
    calm = notice_cases.calm()
    assert told_of(calm) == told_of(notice_cases.calm())
    assert (
        len({told_of(state()) for state in (notice_cases.calm, notice_cases.high, notice_cases.no_level, ended)}) == 4
    )
    assert told_of(calm) != told_of({**calm, "rating": None})


def test_on_the_wire_every_link_is_in_one_piece_and_the_letter_keeps_its_identity(tmp_path: Path) -> None:
    site = f"https://{'a' * 60}.care.example"
    links = Links(site, f"{site}/tell-me/confirm/{'c' * 43}/", f"{site}/tell-me/stop/{'s' * 43}/")
    installation = new_installation(tmp_path)[0]
    installation.settings = Settings(
        readers_from="Care <levels@care.example>", operated_by="Ynys Môn", public_address=site
    )
    letter = letters.of_change(stands(notice_cases.high()), links, BOOK)
    one, again = (letters.as_bytes(installation, letter, "ab" * 16, "ann@post.example", links) for _ in range(2))
    assert f"\r\nList-Unsubscribe: <{links.stop}>\r\n".encode() in one
    assert max(map(len, one.split(b"\r\n"))) <= 998
    read, other = (message_from_bytes(found, policy=policy.default) for found in (one, again))
    assert links.stop in read.get_content()
    assert "Ynys Môn" in read.get_content()
    assert read["Message-ID"] == other["Message-ID"]
    assert read.get_content_type() == "text/plain"
