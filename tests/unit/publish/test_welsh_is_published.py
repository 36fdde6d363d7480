"""The notice of every Welsh council is in a release in Welsh too, and of no other council."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

from pressure.publish.files import page_files
from pressure.release.draft import ReleaseDraft
from pressure.rules import RULES_DIR, load_rules
from pressure.store.engine import reading
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


def test_a_word_of_the_rules_that_changed_draws_the_notices_anew(installed: Told, tmp_path: Path) -> None:
    """Somebody who checks a nation's words is named on its pages with the next release, whatever the ratings do."""
    other_rules = Path(shutil.copytree(RULES_DIR, tmp_path / "rules"))
    wales = other_rules / "nations/wales.yaml"
    mark = "checked: {by: a translator, on: 2027-01-04}"
    wales.write_text(wales.read_text("utf-8").replace("checked: to be checked", mark), "utf-8")
    drawn = []
    with reading(installed.installation.engine) as connection:
        inputs = installed.inputs(connection)
        council = next(c for c in inputs.councils if c.code == WELSH)
        for rules in (inputs.rules, inputs.rules, load_rules(other_rules)):
            draft = ReleaseDraft(tmp_path / "site", inputs.release.id, "2026-11-25T09:30:00Z", "rules", "code")
            page_files._add_council(draft, replace(inputs, rules=rules), council, [])
            drawn.append({path: made["key"] for path, made in draft.made_from.items() if path.endswith("index.html")})

    same, again, other = drawn
    assert same == again
    for path in (
        f"councils/{WELSH}/index.html",
        f"councils/{WELSH}/easy-read/index.html",
        f"cy/councils/{WELSH}/index.html",
    ):
        assert same[path] != other[path]
