"""The published table of searches: what each opens, offers and says, in all four nations."""

import time

import pytest

from pressure.content.search.answer import answer
from pressure.content.search.hits import Found
from pressure.content.search.matching import find
from pressure.drawing.block_markup import markup
from tests.rating_cases import BOOK
from tests.unit.search.cases import AMONG_OTHERS, BY_CODE, NAMES, SEARCHES, flat, linked

NATIONS = ("England", "Wales", "Scotland", "Northern Ireland")


def section(query: str, found: Found) -> str:
    """The answer, as both kinds of page draw it."""
    return markup(answer(query, found, BY_CODE, "/councils/{}/".format).blocks, BOOK)


def test_the_table_has_every_kind_in_every_nation() -> None:
    assert len(SEARCHES) >= 40
    assert len({search["typed"] for search in SEARCHES}) == len(SEARCHES)
    kinds = {nation: " ".join(s["kind"] for s in SEARCHES if nation in s["nation"]) for nation in NATIONS}
    for kind in ("name", "postcode", "slip", "boundary"):
        missing = [n for n in NATIONS if kind not in kinds[n] and (kind, n) != ("boundary", "Scotland")]
        assert missing == [], kind


@pytest.mark.parametrize("search", SEARCHES, ids=lambda search: search["typed"])
def test_a_search_has_the_right_answer(search: dict[str, str]) -> None:
    """A council that was named opens; else exactly the councils it can mean are offered, and it is said why."""
    found = find(NAMES, search["typed"])
    assert BY_CODE.get(found.named or "", "") == search["opens"]
    if search["opens"]:
        return
    page = section(search["typed"], found)
    wanted = set(filter(None, search["offers"].split(";")))
    shown = {BY_CODE[code] for code in linked(page, "/councils/")}
    assert shown == {BY_CODE[code] for code in found.offered}
    assert wanted - {AMONG_OTHERS} <= shown
    assert AMONG_OTHERS in wanted or shown == wanted
    assert search["says"] in flat(page)
    assert "<script>" not in page


def test_a_search_answers_in_milliseconds() -> None:
    """All of the table, some of which look through every name there is for slips."""
    find(NAMES, "warm")
    began = time.process_time()
    for search in SEARCHES:
        find(NAMES, search["typed"])
    assert (time.process_time() - began) / len(SEARCHES) < 0.05
