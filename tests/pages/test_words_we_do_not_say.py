"""The pages below /app/ say nothing that the glossary does not say."""

import pytest

from pressure.words.shell import PAGES
from tests.pages.conftest import Opened, said
from tests.spoken import forbidden, lines, not_allowed

FILES = {"data", "method"}
"""Where columns, files and rules are called by their names."""


@pytest.mark.parametrize("page", [page.script.removesuffix(".py") for page in PAGES])
def test_no_page_that_explores_says_what_we_do_not_say(opened: Opened, page: str) -> None:
    rows = [row for row in forbidden() if page not in FILES or "_" not in row.wanted]
    for code in ("E10000003", "E10000005", "S12000033"):
        query = {"code": code} if page in {"council", "history", "method", "compare"} else {}
        text = said(opened(page, **query))
        assert not_allowed((line for part in text.split("\n") for line in lines(part)), rows) == []
        if not query:
            return
