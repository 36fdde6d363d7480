"""Wherever several councils stand together, the level by figures alone stands beside the published one."""

import csv
import io
import json
import re

import pytest

from pressure.content.explore import finding
from pressure.content.lists import level_note
from pressure.document.dictionary import FILES, columns_of
from pressure.domain.areas import summarise
from tests.publish_cases import Told
from tests.rating_cases import BOOK
from tests.store.rows import council
from tests.unit.publish.plain_cases import ROWS


@pytest.mark.parametrize(
    ("published", "figures", "status", "words"),
    [
        (3, 1, "rated", "level 3, high pressure; by figures alone level 1"),
        (2, 2, "rated", "level 2, raised pressure; by figures alone level 2"),
        (4, None, "floor_only", "at least level 4, very high pressure; by figures alone no current level"),
        (None, None, "not_rated", "no current level"),
    ],
)
def test_a_line_of_a_list_says_both(published: int | None, figures: int | None, status: str, words: str) -> None:
    row = {**ROWS[0], "level_published": published, "level_figures": figures, "status": status}
    assert level_note(row, BOOK) == words


def own(installed: Told) -> dict[str, tuple[int | None, int | None]]:
    """Both levels of each council, by name, as its own document has them."""
    release = installed.release
    found = {}
    for path in release.manifest["files"]:
        if re.fullmatch(r"councils/\w+/rating\.json", path):
            document = json.loads(release.read(path))
            rating = document["rating"]
            if rating is not None and rating["level_published"] is not None:
                found[document["council"]["name"]] = (rating["level_published"], rating["level_figures"])
    return found


def test_the_story_has_a_council_that_is_not_alike(installed: Told) -> None:
    assert any(published != figures for published, figures in own(installed).values())


@pytest.mark.parametrize("page", ["index.html", "councils/index.html", "areas/X99000000/index.html"])
def test_every_plain_list_of_councils_says_both(installed: Told, page: str) -> None:
    areas = [p for p in installed.release.manifest["files"] if re.fullmatch(r"areas/\w+/index\.html", p)]
    text = installed.release.read(page if page in installed.release.manifest["files"] else areas[0]).decode()
    read = " ".join(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", text, flags=re.DOTALL).split())
    said = re.findall(r"(?:level )?(\d),? [A-Za-z ]+;? by figures alone (?:level (\d)|no current level)", read)
    assert sorted((int(a), int(b) if b else None) for a, b in said) == sorted(
        own(installed).values(), key=lambda both: (both[0], both[1] or 0)
    )


def test_what_the_interactive_lists_and_the_map_are_made_of_has_both(installed: Told) -> None:
    listed = {c.name: (c.row["level_published"], c.row["level_figures"]) for c in finding.listed(installed.release)}
    assert {name: both for name, both in listed.items() if both[0] is not None} == own(installed)


def test_an_area_counts_both(installed: Told) -> None:
    release = installed.release
    path = next(p for p in release.manifest["files"] if re.fullmatch(r"areas/\w+/area\.json", p))
    area = json.loads(release.read(path))
    levels = {line["level"]: line for line in area["levels"]}
    both = own(installed).values()
    for number in (1, 2, 3, 4):
        assert levels[number]["councils"] == sum(published == number for published, _ in both)
        assert levels[number]["councils_by_figures"] == sum(figures == number for _, figures in both)
    assert sum(line["councils_by_figures"] for line in area["levels"]) == area["councils"]
    assert ">By figures alone</th>" in release.read(path.replace("area.json", "index.html")).decode()


def test_an_area_counts_a_council_without_a_level_by_figures_as_unknown() -> None:
    own = council("X1")
    area = summarise(
        code="a",
        name="A",
        members=[(own, 4, None), (council("X2"), 3, 1)],
        level_numbers=(1, 2, 3, 4),
    )
    assert [(lv.level, lv.councils, lv.by_figures) for lv in area.levels] == [
        (1, 0, 1),
        (2, 0, 0),
        (3, 1, 0),
        (4, 1, 0),
        (None, 0, 1),
    ]


def test_every_file_with_a_published_level_a_row_has_the_one_by_figures(installed: Told) -> None:
    for name, known in FILES.items():
        columns = columns_of(known.row)
        assert "level_published" not in columns or "level_figures" in columns, name
    rows = list(csv.DictReader(io.StringIO(installed.release.read("data/DEMO_ratings.csv").decode())))
    assert any(r["level_published"] != r["level_figures"] for r in rows)
