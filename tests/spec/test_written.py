"""What may stand in a text that somebody writes for others to read."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressure.domain.refusals import Refusal
from pressure.domain.written import BLANK, UNSEEN, check_names, written

SEEN = st.characters(exclude_categories=list(UNSEEN), exclude_characters=list(BLANK))


@pytest.mark.parametrize(
    "text",
    [
        "Ysbyty Ystrad Fawr: gofal â’r teulu, ŵyr, ŷd",
        "Dùn Èideann, Na h-Eileanan Siar",
        "Béal Feirste — Éire",
        "Only the most urgent visits; 24/7, £5 & “more”",
        "ਪੰਜਾਬੀ বাংলা العربية עברית 中文",
        "One.\nTwo.\n\nThree.",
        "Monday\t12",
        "",
        "Care ❤ for everyone 🙂",
        "**bold** $x$ <b> [a](b) :red[c]",
    ],
)
def test_whatever_is_seen_may_be_written(text: str) -> None:
    assert written(text, "The text", 200) == text


@pytest.mark.parametrize(
    ("hidden", "said"),
    [
        ("\u202e", "invisible or direction-changing character (U+202E)"),
        ("\u2066", "(U+2066)"),
        ("\u200b", "(U+200B)"),
        ("\u200f", "(U+200F)"),
        ("\u00ad", "(U+00AD)"),
        ("\ufeff", "(U+FEFF)"),
        ("\u2060", "(U+2060)"),
        ("\U000e0041", "(U+E0041)"),
        ("\x00", "control character (U+0000)"),
        ("\x07", "(U+0007)"),
        ("\x1b", "(U+001B)"),
        ("\v", "(U+000B)"),
        ("\x85", "(U+0085)"),
        ("\u2028", "line separator"),
        ("\u2029", "paragraph separator"),
        ("\u3164", "(U+3164)"),
        ("\u2800", "(U+2800)"),
        ("\u034f", "(U+034F)"),
        ("\u115f", "(U+115F)"),
        ("\ue000", "without a meaning"),
        ("\ud800", "half a character"),
    ],
)
def test_what_nobody_sees_or_what_reorders_is_refused_by_name_and_place(hidden: str, said: str) -> None:
    with pytest.raises(Refusal, match="The reason: take out") as refused:
        written(f"We stop visits{hidden} today", "The reason", 200)
    assert said in str(refused.value)
    assert "after “We stop visits”" in str(refused.value)
    assert hidden not in str(refused.value)


@given(st.text(SEEN, max_size=50), st.text(max_size=20), st.text(SEEN, max_size=50))
def test_a_text_is_taken_as_it_is_or_refused_and_never_changed_in_between(start: str, middle: str, end: str) -> None:
    text = start + middle + end
    meant = text.replace("\r\n", "\n").strip()
    if all(c not in BLANK and unicodedata.category(c) not in UNSEEN for c in meant.replace("\n", "").replace("\t", "")):
        assert written(text, "The text", 1000) == meant
    else:
        with pytest.raises(Refusal) as refused:
            written(text, "The text", 1000)
        assert all(unicodedata.category(c) not in UNSEEN for c in str(refused.value))


@pytest.mark.parametrize(("length", "taken"), [(9, True), (10, True), (11, False)])
def test_a_text_has_a_length(length: int, taken: bool) -> None:
    if taken:
        assert written("é" * length, "The text", 10)
    else:
        with pytest.raises(Refusal, match=r"keep it to 10 characters\. It has 11"):
            written("é" * length, "The text", 10)


def test_a_line_break_stands_only_where_lines_are_meant() -> None:
    assert written("a\r\nb", "The text", 10) == "a\nb"
    with pytest.raises(Refusal, match=r"U\+000A"):
        written("a\nb", "The text", 10, lines=False)


def test_nobody_makes_words_public_who_was_not_asked_for_names() -> None:
    check_names(True, "The text")
    with pytest.raises(Refusal, match="names no person"):
        check_names(False, "The text")
