"""docs/architecture.md says what is so: the picture, the files it names, the commands."""

import re
from pathlib import Path

import pytest

from tests.docs import counts, imports_picture

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/architecture.md").read_text("utf-8")
JUST = (ROOT / "justfile").read_text("utf-8")
MOST = 20
FOLDERS = sorted({path.parent for path in (ROOT / "pressure").rglob("*.py") if "versions" not in path.parts})


def test_the_picture_of_the_rooms_is_made_from_the_imports() -> None:
    """Made anew: python -m tests.docs.imports_picture --write"""
    assert imports_picture.drawn(PAGE) == imports_picture.picture()


def test_there_are_six_floors_and_every_room_stands_on_one() -> None:
    named = [room for floor in imports_picture.floors() for room in floor]
    rooms = {
        path.relative_to(ROOT / "pressure").parts[0].removesuffix(".py") for path in (ROOT / "pressure").rglob("*.py")
    }
    assert len(imports_picture.floors()) == 6
    assert sorted(named) == sorted(rooms - {"__init__"})


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.relative_to(ROOT)))
def test_no_folder_holds_more_than_twenty_modules(folder: Path) -> None:
    assert sum(path.name != "__init__.py" for path in folder.glob("*.py")) <= MOST


def test_the_house_is_as_large_as_the_page_says() -> None:
    """To the number what is a promise, and to a twentieth what grows."""
    now = counts.counted(ROOT)
    said = {
        what: int(figure.replace(",", ""))
        for what, figure in re.findall(r"^\| ([a-z ]+) \| [^|]+ \| (?:about )?([\d,]+)[^|]*\|$", PAGE, re.M)
        if what in now
    }
    assert set(said) == set(now)
    exact = ("floors", "circles of modules", "modules in the fullest folder")
    assert {what: now[what] for what in exact} == {what: said[what] for what in exact}
    assert [what for what in now if abs(now[what] - said[what]) > 0.05 * said[what]] == []


def test_every_file_and_folder_the_page_names_is_there() -> None:
    named = set(re.findall(r"`([a-z_./]+(?:\.py|\.css|/))`", PAGE))
    places = (ROOT, ROOT / "pressure")
    assert len(named) > 60
    assert [name for name in sorted(named) if not any((place / name).exists() for place in places)] == []


def test_every_test_folder_has_its_line_and_its_command() -> None:
    folders = {f"tests/{path.name}" for path in (ROOT / "tests").iterdir() if path.is_dir() and path.name[0] != "_"}
    recipes = {
        name: f"tests/{found}" for name, found in re.findall(r"^(\w+)[^:\n]*:\n    .*?tests[/.](\w+)", JUST, re.M)
    }
    told = dict(re.findall(r"^\| `(tests/\w+)/` \|.*`just (\w+)`.*\|$", PAGE, re.M))
    assert set(told) == folders
    assert {recipe: recipes.get(recipe) for recipe in told.values()} == {
        recipe: folder for folder, recipe in told.items()
    }
