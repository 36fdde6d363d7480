"""An officer of a trust reads nothing that was written for a council."""

import re
from collections.abc import Iterator

import pytest

from pressure.web.sign_in import words as sign_in_words
from pressure.words import shell
from pressure.words.officers import declaration_form, declare, pages, people, reminders
from tests.rating_cases import BOOK

BOTH = re.compile(r"councils and trusts|councils, of trusts|council or trust|\{council\}|\bcouncil=|council_code", re.I)
BODY = re.compile(r"\b(council|trust)s?\b", re.I)


def words(value: object) -> Iterator[str]:
    """Every text in a constant, whatever holds it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for part in (*value.keys(), *value.values()) for text in words(part))
    elif isinstance(value, (list, tuple, set, frozenset)):
        yield from (text for part in value for text in words(part))
    elif hasattr(value, "__dataclass_fields__"):
        yield from (text for name in value.__dataclass_fields__ for text in words(getattr(value, name)))


@pytest.mark.parametrize(
    "module",
    [declaration_form, sign_in_words, declare, pages, people, reminders],
    ids=lambda module: module.__name__.rpartition(".")[2],
)
def test_what_officers_read_names_both_kinds_of_body_or_neither(module: object) -> None:
    """Northern Ireland has trusts."""
    assert {nation.body for nation in BOOK.nation_words.values()} == {"council", "trust"}
    constants = {name: value for name, value in vars(module).items() if name.isupper()}
    assert constants
    assert [
        (name, text) for name, value in constants.items() for text in words(value) if BODY.search(BOTH.sub("", text))
    ] == []


def test_the_menu_speaks_to_both() -> None:
    said = [text for page in shell.OFFICER_PAGES for text in words(page) if " " in text]
    assert said
    assert [text for text in said if BODY.search(BOTH.sub("", text))] == []
