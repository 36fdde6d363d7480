"""What /data/ says of a published release /app/data says too, and every file has a title."""

import html
import re
from dataclasses import replace

import pytest

from pressure.content.app.data import INVENTED, data_page
from pressure.content.data_page import CELL, START, listed
from pressure.content.data_page import data_page as plain_page
from pressure.content.explore import finding
from pressure.content.explore.explorer import Explorer
from pressure.document.dictionary import FILES
from pressure.document.names import as_parquet, plain_name
from pressure.drawing.block_markup import markup
from pressure.drawing.blocks import Code
from pressure.drawing.templating import Page, render
from tests.publish_cases import Told
from tests.rating_cases import BOOK
from tests.unit.publish.plain_cases import DATA, FRAME


def said(drawn: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", drawn)).split())


def shown(cell: str) -> str:
    """A long text is cut."""
    return (
        html.escape(cell if len(cell) <= CELL else f"{cell[:CELL]}…")
        .replace("&#x27;", "&#39;")
        .replace("&quot;", "&#34;")
    )


@pytest.fixture(scope="module")
def both(installed: Told) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The sections of each page: titles with their markup."""
    release = installed.release
    whole = release.read("data/index.html").decode()
    page = data_page(
        Explorer(key="x y", release=release, invented=release, councils=finding.listed(release), book=BOOK),
        INVENTED,
        "https://pressure.example",
    )
    return re.findall(r"<h2 [^>]*>(.*?)</h2>(.*?)</section>", whole, flags=re.DOTALL), [*page.sections]


def test_a_section_says_the_same_on_both_pages(both: tuple[list[tuple[str, str]], ...]) -> None:
    plain, app = both
    assert [(title, said(body)) for title, body in plain] == [(title, said(body)) for title, body in app]
    assert [title for title, _ in plain] == [
        "Start here",
        "One nation or region, for Excel",
        "Everything in one file",
        "Read them into pandas, R, DuckDB or Excel",
        "All other files",
        "Where the figures come from",
    ]


def test_levels_weeks_and_figures_stand_first_and_every_file_once(
    both: tuple[list[tuple[str, str]], ...], installed: Told
) -> None:
    """Then tables in the order of the dictionary, then what is no table. A Parquet file stands with its CSV."""
    bodies = dict(both[0])
    first, others = (
        re.findall(r'<li><a href="/demo/([^"]+)">', bodies[title]) for title in ("Start here", "All other files")
    )
    names = [plain_name(path) for path in first]
    assert names == [each for name in START for each in (name, as_parquet(name))]
    tables = [plain_name(path) for path in others if path.endswith(".csv") and "/data/" in f"/{path}"]
    assert tables == [name for name in FILES if name in tables]
    assert sorted(first + others) == [row["path"] for row in listed(installed.release.manifest["files"])]


def test_hashes_and_first_rows_are_folded_and_the_rows_are_the_files(
    both: tuple[list[tuple[str, str]], ...], installed: Told
) -> None:
    """Open when asked for: the list is read by what files are, and nobody downloads one to learn its columns."""
    for _, body in both[0]:
        assert not re.search(r"[0-9a-f]{64}", re.sub(r"<details>.*?</details>", "", body, flags=re.DOTALL))
    folds = re.findall(r"<details>.*?</details>", "".join(body for _, body in both[0]), flags=re.DOTALL)
    for path in ("data/DEMO_readings.csv", "data/DEMO_councils.csv", "register/DEMO_register.csv"):
        rows = installed.release.rows(path)[:3]
        (fold,) = (f for f in folds if f"First rows and hash of {path.rpartition('/')[2]}<" in f)
        assert installed.release.entry(path)["sha256"] in fold
        for column in rows[0]:
            cells = "".join(f"<td>{shown(row[column])}</td> " for row in rows)
            assert f'<th scope="row">{column}</th> {cells}' in fold, column


def test_the_citation_is_the_address_of_the_release_itself(installed: Told) -> None:
    """Absolute, and the same for ever: the address without a release has the newest."""
    release = installed.release
    address = f"https://pressure.example/demo/releases/{release.id}/data/"
    assert address in said(release.read("data/index.html").decode())


def test_every_file_leads_to_itself_in_its_release(both: tuple[list[tuple[str, str]], ...], installed: Told) -> None:
    whole = "".join(body for _, body in both[0])
    for row in listed(installed.release.manifest["files"]):
        assert f'href="/demo/releases/{installed.release.id}/{row["path"]}"' in whole


def test_an_example_is_printed_line_by_line_on_both_pages() -> None:
    """Below /app/ the markup is one line, so a line's end is a sign of its own."""
    text = "one <a>\n\n# two & three"
    for drawn in (
        markup([Code(text)], BOOK),
        render("sections.html", Page(title="t", description="d", lead=(Code(text),)), FRAME, BOOK),
    ):
        page = drawn if isinstance(drawn, str) else drawn.decode()
        (inside,) = re.findall(r"<pre><code>(.*?)</code></pre>", page, flags=re.DOTALL)
        assert html.unescape(inside) == text


def test_a_table_without_rows_and_a_release_without_some_files_have_a_page(installed: Told) -> None:
    """Of the first day, and of a release from before there were workbooks of areas or Parquet files."""
    table = {"path": "data/ratings.csv", "title": "T", "rows": 0, "bytes": 1, "sha256": "0" * 64}
    data = replace(DATA, files=[table], areas=[], previews={"data/ratings.csv": (("council_code",),)}, sources=[])
    text = said(plain_page(data, BOOK, FRAME).decode())
    assert "Hash of ratings.csv" in text
    assert "First rows" not in text
    assert "One nation or region" not in text


def test_every_file_of_data_has_a_title(installed: Told) -> None:
    """A path helps nobody to choose."""
    rows = listed(installed.release.manifest["files"])
    assert len(rows) > 10
    assert [row["path"] for row in rows if row["title"] == row["path"]] == []
