"""What /data/ says of a published release /app/data says too, and every file has a title."""

import html
import re

from pressure.content.app.data import INVENTED, data_page
from pressure.content.data_page import listed
from pressure.content.explore import finding
from pressure.content.explore.explorer import Explorer
from pressure.content.explore.history_words import DATED
from tests.publish_cases import Told
from tests.rating_cases import BOOK


def said(drawn: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", drawn)).split())


def test_a_section_says_the_same_on_both_pages(installed: Told) -> None:
    release = installed.release
    page = data_page(
        Explorer(key="x y", release=release, invented=release, councils=finding.listed(release), book=BOOK),
        INVENTED,
        "",
    )
    dated = DATED.format(release=release.id)
    whole = release.read("data/index.html").decode()
    plain = re.findall(r"<h2 [^>]*>(.*?)</h2>(.*?)</section>", whole, flags=re.DOTALL)
    assert len(plain) == 3
    assert [(title, said(body)) for title, body in plain] == [
        (title, said(body).replace(f" {dated}", "")) for title, body in (page.whole, page.files, page.sources)
    ]


def test_every_file_of_data_has_a_title(installed: Told) -> None:
    """A path helps nobody to choose."""
    rows = listed(installed.release.manifest["files"])
    assert len(rows) > 10
    assert [row["path"] for row in rows if row["title"] == row["path"]] == []
