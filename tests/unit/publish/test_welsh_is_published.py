"""The notice of every Welsh council is in a release in Welsh too, and of no other council."""

import json
import re

from tests.publish_cases import Told

WELSH = "X99000003"


def test_a_release_has_the_welsh_notice_of_the_places_in_wales_and_of_no_other(installed: Told) -> None:
    files = installed.release.manifest["files"]
    nations = {
        path.split("/")[1]: json.loads(installed.release.read(path))["council"]["nation_code"]
        for path in files
        if re.fullmatch(r"councils/\w+/rating\.json", path)
    }
    in_welsh = {path.split("/")[2] for path in files if path.startswith("cy/")}

    assert in_welsh == {code for code, nation in nations.items() if nation == "W92000004"} == {WELSH}
    assert {path for path in files if path.startswith("cy/")} == {f"cy/councils/{WELSH}/index.html"}


def test_it_says_that_it_is_invented_in_welsh_and_leads_to_the_page_in_english(installed: Told) -> None:
    page = installed.release.read(f"cy/councils/{WELSH}/index.html").decode()
    english = installed.release.read(f"councils/{WELSH}/index.html").decode()

    assert '<html lang="cy">' in page
    assert "holl ffigurau wedi’u dyfeisio" in page
    assert f'href="/demo/councils/{WELSH}/" lang="en-GB"' in page
    assert f'href="/demo/cy/councils/{WELSH}/" lang="cy"' in english
    for text in (page, english):
        assert f'hreflang="cy" href="https://pressure.example/demo/cy/councils/{WELSH}/"' in text
