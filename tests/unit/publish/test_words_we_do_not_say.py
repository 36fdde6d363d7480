"""Every sentence of every page and feed is held against the glossary's list of what we do not say."""

import json
import re
from collections.abc import Iterable, Iterator

import pytest

from pressure.actions.installation import Installation
from pressure.actions.installation_upgrade import upgrade
from pressure.release import site
from pressure.release.site import Release
from pressure.rules import load_rules
from pressure.settings import Settings
from pressure.store.engine import open_engine
from tests.publish_cases import Told
from tests.spoken import Row, forbidden, lines, not_allowed
from tests.unit.publish.every_page import every_page

ROWS = forbidden()
ABOUT_FILES = re.compile(r"(^|/)(data|record|method)/|^(data|dictionary|method)")
"""Where columns, files and rules are called by their names."""
MACHINE = next(row for row in ROWS if "_" in row.wanted)
NATIONS = ("E10000025", "S12000036", "W06000015", "BHSCT")


def spoken(name: str, page: str) -> list[tuple[str, str]]:
    rows: Iterable[Row] = [r for r in ROWS if r is not MACHINE] if ABOUT_FILES.search(name) else ROWS
    return not_allowed(set(lines(page)), rows)


def pages_of(release: Release, codes: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
    """Every page and feed of a release; of its councils only some, when these are named."""
    for path in release.manifest["files"]:
        own = re.match(r"councils/(\w+)/", path)
        if own and codes and own[1] not in codes:
            continue
        if path.endswith((".html", ".atom")):
            yield path, release.read(path).decode()
        elif path.endswith("feed.json"):
            items = json.loads(release.read(path))["items"]
            yield path, "\n".join(f"<p>{i['title']}</p><p>{i.get('content_text', '')}</p>" for i in items)


@pytest.fixture(scope="module")
def real(tmp_path_factory) -> Release:
    """The shipped publications, loaded and published."""
    folder = tmp_path_factory.mktemp("real")
    installation = Installation(
        engine=open_engine(f"sqlite:///{folder / 'pressure.sqlite'}"),
        site_dir=folder / "site",
        settings=Settings(),
        rules=load_rules(),
    )
    upgrade(installation)
    return site.current(installation.site_dir)


def test_the_glossary_says_what_we_do_not_say_and_each_row_finds_something():
    """A row that cannot match guards nothing."""
    assert len(ROWS) > 15
    wrong = (
        "Life and limb at level 1",
        "Critical pressure",
        "OPEL level 4",
        "An incident",
        "Not rated",
        "rank 3",
        "the league",
        "Held level: The level is not held.",
        "Confirmed: Not confirmed",
        "1 percentage points",
        "4 percentage point",
        "Lower: 1.7%",
        "wl_assess_rate",
        "N/A",
        "None",
        "nan",
        "a service user",
        "bed blockers",
        "the elderly",
        "sufferers",
        "failing council",
        "crisis",
        "the worst councils",
        "This was on 30 November 2024 for",
    )
    found = {wanted for text in wrong for wanted, _ in not_allowed([text], ROWS)}
    assert found == {row.wanted for row in ROWS}
    right = (
        "“Life and limb” at level 1",
        "This is not a ranking.",
        "There is no league table.",
        "None in force.",
        "1 percentage point",
        "21 days",
        "No. None of them.",
        "Higher: 0.4 percentage points",
    )
    assert not_allowed(right, ROWS) == []


def test_no_page_of_the_demonstration_says_what_we_do_not_say(installed: Told):
    release = installed.release
    found = [(path, *said) for path, page in pages_of(release) for said in spoken(path, page)]
    assert sorted(set(found)) == []


def test_no_page_of_any_kind_or_state_says_what_we_do_not_say():
    found = [(name, *said) for name, page in every_page().items() for said in spoken(name, page.decode())]
    assert sorted(set(found)) == []


@pytest.mark.slow
def test_no_page_of_a_real_council_of_any_nation_says_what_we_do_not_say(real: Release):
    read = dict(pages_of(real, NATIONS))
    assert all(f"councils/{code}/index.html" in read for code in NATIONS), sorted(read)[:40]
    found = [(path, *said) for path, page in read.items() for said in spoken(path, page)]
    assert sorted(set(found)) == []
