"""Addresses are sealed to their row, found by a key alone, and their links are for one thing and one reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pressure.access import reader_addresses as addresses
from pressure.access.reader_addresses import Keys, Link
from pressure.domain.refusals import Refusal

KEYS, OTHER = Keys(b"s" * 32, b"f" * 32, b"l" * 32), Keys(b"t" * 32, b"g" * 32, b"m" * 32)
ONE, TWO = "01" * 16, "02" * 16


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" ann@post.example ", "ann@post.example"),
        ("Ann.Reader+care@Post.EXAMPLE", "Ann.Reader+care@post.example"),
        ("o'brien@post.example", "o'brien@post.example"),
        ("ann@bücher.example", "ann@xn--bcher-kva.example"),
    ],
)
def test_an_address_is_kept_as_mail_servers_know_it(typed: str, kept: str) -> None:
    assert addresses.address_of(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ann",
        "ann@",
        "@post.example",
        "ann@post",
        "ann@post..example",
        "ann@-post.example",
        "ann@10.0.0.1",
        "ann@[127.0.0.1]",
        "a b@post.example",
        "ann@post.example,bob@post.example",
        "ann@post.example\r\nBcc: bob@post.example",
        "ann\n@post.example",
        "<ann@post.example>",
        '"ann"@post.example',
        "änn@post.example",
        f"{'a' * 65}@post.example",
        f"ann@{'a' * 64}.example",
        f"ann@{'a.' * 130}example",
        "ann@post.example\0",
    ],
    ids=repr,
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="not an e-mail address"):
        addresses.address_of(typed)


@given(st.text(max_size=80))
def test_whatever_is_typed_is_one_plain_line_or_refused(typed: str) -> None:
    try:
        kept = addresses.address_of(typed)
    except Refusal:
        return
    assert kept.isascii()
    assert kept.isprintable()
    assert not set(kept) & set(' ,;:<>"()[]\\')
    assert kept.count("@") == 1


def test_a_sealed_address_opens_for_its_row_and_its_key_alone() -> None:
    kept = addresses.sealed(KEYS, ONE, "ann@post.example")
    assert "ann" not in kept
    assert kept != addresses.sealed(KEYS, ONE, "ann@post.example")
    assert addresses.opened(KEYS, ONE, kept) == "ann@post.example"
    assert addresses.opened(KEYS, TWO, kept) is None
    assert addresses.opened(OTHER, ONE, kept) is None


def test_an_address_is_found_however_it_is_written_and_not_without_the_key() -> None:
    found = addresses.digest(KEYS, "Ann@post.example")
    assert found == addresses.digest(KEYS, "ann@POST.example")
    assert found not in (addresses.digest(OTHER, "ann@post.example"), addresses.digest(KEYS, "bob@post.example"))


def test_a_link_is_for_one_thing_and_one_row() -> None:
    made = addresses.token(KEYS, Link.STOP, ONE)
    assert addresses.request_of(KEYS, Link.STOP, made) == ONE
    assert addresses.request_of(KEYS, Link.CONFIRM, made) is None
    assert addresses.request_of(OTHER, Link.STOP, made) is None


@given(st.integers(0, 41), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"))
def test_a_link_with_any_other_letter_is_no_link_of_ours(at: int, letter: str) -> None:
    made = addresses.token(KEYS, Link.STOP, ONE)
    other = made[:at] + letter + made[at + 1 :]
    assert (addresses.request_of(KEYS, Link.STOP, other) == ONE) == (other == made)


@given(st.text(max_size=60))
def test_any_text_in_place_of_a_link_is_refused(text: str) -> None:
    assert addresses.request_of(KEYS, Link.STOP, text) is None
