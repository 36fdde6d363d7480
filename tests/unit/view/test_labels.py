"""No two options of any list read alike: of two equal labels Streamlit always gives the last."""

import ast
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pressure.shell.labels import distinct, reads

ROOT = Path(__file__).parents[3]
ids = st.text(min_size=1, max_size=4)
words = st.sampled_from(["a", "A", " a ", "a (b)", "a (1)", "a (2)", "b", "", "North wards"]) | st.text(max_size=6)
PICKERS = {"selectbox", "multiselect", "radio", "pills", "segmented_control", "select_slider", "slider", "number_input"}


@given(st.dictionaries(ids, words, max_size=8), st.lists(st.dictionaries(ids, words, max_size=8), max_size=3))
def test_labels_are_told_apart_whatever_they_are_and_nothing_is_lost(labels, more) -> None:
    told = distinct(labels, *more)
    assert list(told) == list(labels)
    assert len({reads(label) for label in told.values()}) == len(labels)
    assert all(told[each].startswith(labels[each]) for each in labels)


@given(st.dictionaries(ids, words, max_size=8).map(lambda made: {reads(v): (k, v) for k, v in made.items()}))
def test_labels_that_nobody_confuses_stay_as_they_are(made) -> None:
    labels = dict(made.values())
    assert distinct(labels, dict.fromkeys(labels, "more")) == labels


def test_what_differs_is_added_and_what_does_not_is_left_out() -> None:
    """Measure, area, date, number: the first that tells them apart."""
    labels = {"1": "Visits: in force", "2": "Visits: in force", "3": "Reviews: in force"}
    area = {"1": "North wards", "2": "South wards", "3": "North wards"}
    begins = {"1": "from 4 October", "2": "from 5 October"}
    assert distinct(labels, area, begins) == {
        "1": "Visits: in force (North wards)",
        "2": "Visits: in force (South wards)",
        "3": "Reviews: in force",
    }
    assert distinct(labels, {"1": "North", "2": "north"}, begins)["2"] == "Visits: in force (from 5 October)"
    assert distinct(labels)["1"] == "Visits: in force (1)"


def test_every_list_to_choose_from_is_drawn_by_one_module() -> None:
    """A picker of its own would have labels, a key and an address of its own."""
    drawn = []
    for path in (*(ROOT / "pages").glob("*.py"), *(ROOT / "pressure").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in PICKERS and path.name != "picking.py":
                drawn.append((path.name, node.attr))
            if isinstance(node, ast.keyword) and node.arg == "bind":
                drawn.append((path.name, "bind"))
            if isinstance(node, ast.Attribute) and node.attr == "query_params" and "pages" in path.parts:
                drawn.append((path.name, "query_params"))
    assert drawn == []
