"""What people write is what others read: nothing in it hides, turns round or runs on without end."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressure.domain.declarations import Refusal
from pressure.domain.free_text import LONGEST, check_all, plain
from pressure.view.block_markup import rows_table

HIDING = [chr(n) for n in range(sys.maxunicode + 1) if unicodedata.category(chr(n)) in {"Cf", "Zl", "Zp"}] + [
    chr(n) for n in (0, 7, 8, 0x1B, 0x7F, 0x85, 0x9F, 0xD800, 0xE000, 0xFFFE, 0x115F, 0x2800, 0x3164)]


def test_every_character_that_hides_or_turns_round_words_is_refused_by_its_number_and_place():
    """A right-to-left override in a signed reason says one thing in the file and another on the page."""
    for character in HIDING:
        with pytest.raises(Refusal, match=rf"^The reason holds .*U\+{ord(character):04X}.*character 4 .*line 2\. Take"):
            plain(f"Ab\n{character}c", "The reason", lines=True)


@pytest.mark.parametrize("words", [
    "Ŵyth o bobl yn aros; tŷ gofal", "Tha daoine a’ feitheamh, è ì ò", "Tá daoine ag fanacht, ḃ ċ",
    "**b** $x$ :red[a] <b>",
    "\N{WOMAN}\u200d\N{PERSONAL COMPUTER}",
    "\N{WOMAN}\N{EMOJI MODIFIER FITZPATRICK TYPE-4}\u200d\N{SCHOOL}", "£5 – “so”"])
def test_words_of_every_nation_are_kept_letter_by_letter(words):
    """Also what looks like Markdown: it is shown as it is, not forbidden."""
    assert plain(words, "The reason") == words


@pytest.mark.parametrize("words", ["a\u200db", "\u200d", "\N{WOMAN}\u200da", "1\u200d\N{WOMAN}"])
def test_a_joiner_is_part_of_an_emoji_or_refused(words):
    """Between letters it hides a difference between two words that look alike."""
    with pytest.raises(Refusal, match="U\\+200D"):
        plain(words, "The reason")


def test_a_text_is_as_long_as_its_place_and_no_longer_and_lines_are_kept_where_asked():
    """The box's own limit binds nobody who does not use the box."""
    assert plain(" a\r\nb\tc ", "The text", lines=True) == "a\nb\tc"
    assert plain(" a\r\nb\tc ", "The text") == "a b c"
    assert len(plain("a" * LONGEST, "The text")) == LONGEST
    with pytest.raises(Refusal, match=r"1,501 characters\. Keep it to 1,500"):
        plain("a" * (LONGEST + 1), "The text")


@pytest.mark.parametrize("text", [
    {"what_changed": "a\u202eb"}, {"told": ["fine", "a\x00b"]}, {"declaration": {"x": "\u2066"}}, {"reason": "a" * 1_501}])
def test_every_text_of_a_form_is_looked_at_wherever_it_lies(text):
    """One field left out would be the one that is used."""
    with pytest.raises(Refusal):
        check_all(text)


@given(st.text(st.sampled_from("a \n\r*$:[]<>&"), max_size=30))
def test_no_words_in_a_table_can_end_its_markup(words):
    """A blank line ends the HTML of a page: what follows it would be read as Markdown."""
    said = rows_table("Words", [{"said": words}])
    assert "\n" not in said
    assert "<td><" not in said.replace("<td></td>", "")
