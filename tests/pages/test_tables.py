"""Every table below /app/ has a name, heads of columns and heads of rows, and is whole on a phone."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from streamlit.testing.v1 import AppTest

from pressure.words.shell import PAGES
from tests.pages.conftest import Opened

CODE = "E10000003"
ASKED: dict[str, tuple[dict[str, str], ...]] = {
    "council": ({"code": CODE}, {"code": "E10000002"}, {"code": "S12000033"}, {"code": "X99000001"}),
    "history": ({"code": CODE}, {"code": "E10000001", "span": "2026"}, {"code": "S12000033"}),
    "compare": ({"code": CODE}, {"code": CODE, "with": "E10000001,S12000033"}),
    "method": ({}, {"code": CODE}),
    "data": ({}, {"file": "data/readings.csv"}, {"councils": "invented"}),
    "back_test": ({}, {"show": "wl_assess_rate.weekly-return"}),
    "register": ({}, {"area": "demo"}, {"state": "in_force"}),
}
"""What each page is asked, beside its bare address."""


class Tables(HTMLParser):
    """Every table of some markup: its caption, the heads of its columns, and the first and other cells of its rows."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.found: list[dict[str, list[str]]] = []
        self.inside: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "table":
            self.found.append({"caption": [], "columns": [], "rows": [], "bare": []})
        if self.found and tag in ("th", "td"):
            own = self.found[-1]
            scope = given.get("scope")
            kind = {"col": "columns", "row": "rows", "rowgroup": "rows"}.get(scope or "", "bare" if tag == "th" else "")
            if kind:
                own[kind].append(scope or "")
            if tag == "th" or "colspan" in given:  # what opens below a row spans all columns and belongs to it
                own["lines"][-1] = scope or "below"
        if tag == "tr" and self.found:
            self.found[-1].setdefault("lines", []).append("")
        self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.found and "caption" in self.inside:
            self.found[-1]["caption"].append(data)


def shown(page: AppTest) -> str:
    return "\n".join(str(m.value) for m in page.markdown)


def every_view() -> Iterator[tuple[str, dict[str, str]]]:
    for page in PAGES:
        name = page.script.removesuffix(".py")
        yield from ((name, query) for query in ASKED.get(name, ({},)))


@pytest.mark.parametrize(("name", "query"), list(every_view()))
def test_every_table_has_a_name_of_its_own_and_heads_of_columns_and_rows(
    opened: Opened, name: str, query: dict[str, str]
) -> None:
    page = opened(name, **query)
    assert not page.table, "Streamlit's own tables have no name and no heads of rows"
    assert not page.dataframe, "a grid drawn on a canvas is read by nobody"
    markup = shown(page)
    found = Tables(markup).found
    names = ["".join(own["caption"]).strip() for own in found]
    assert "" not in names
    assert len(set(names)) == len(names), names
    for own, caption in zip(found, names, strict=True):
        assert own["columns"], caption
        assert not own["bare"], caption
        assert "" not in own["lines"], caption
    assert markup.count("<table") == len(found)


@pytest.mark.parametrize(
    ("name", "query"), [(n, q) for n, q in every_view() if n in ("compare", "back_test", "history")]
)
def test_a_table_of_several_columns_is_a_list_on_a_phone_and_each_cell_says_its_column(
    opened: Opened, name: str, query: dict[str, str]
) -> None:
    """Nothing is cut at the edge: cells carry the head they stand below."""
    for table in re.findall(r"<table.*?</table>", shown(opened(name, **query))):
        heads = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', table)
        if len(heads) > 2:
            cells = re.findall(r'<td[^>]* data-head="([^"]*)"', table)
            assert 'class="stacks"' in table
            assert len(cells) == table.count("<td")
            assert set(cells) <= set(heads)


def headings(page: AppTest) -> list[int]:
    """The rank of each heading in the order of the page, also of those that are drawn as markup."""
    found = list[int]()
    for node in page.main:
        if tag := getattr(node, "tag", ""):
            found.append(int(tag[1]))
        elif node.type == "markdown":
            found += [int(rank) for rank in re.findall(r"<h([1-6])\b", str(node.value))]
    return found


@pytest.mark.parametrize(("name", "query"), list(every_view()))
def test_no_heading_of_a_page_below_app_leaves_a_rank_out(opened: Opened, name: str, query: dict[str, str]) -> None:
    """Whoever goes from heading to heading never seems to have missed one. The head of every page has none."""
    ranks = headings(opened(name, **query))
    assert ranks.count(1) == 1
    assert ranks[0] == 1
    assert [b for a, b in pairwise(ranks) if b > a + 1] == []
