"""A list of councils that would lose a body, or that does not say what it has to, is refused in words."""

import pytest

from pressure.council_list import DATA, load_councils
from pressure.domain.refusals import Refusal
from tests.ended_cases import ENDED, HEIRS, SURREY, announced, installed, reorganised, shipped


def add(folder, name, line):
    with (folder / name).open("a") as text:
        text.write(line)


def without_surrey(folder):
    path = shipped(folder) / "councils.csv"
    path.write_text("".join(r for r in path.read_text().splitlines(keepends=True) if not r.startswith(SURREY)))
    return folder


def test_a_council_that_is_in_neither_file_any_more_is_refused_and_nothing_changes(tmp_path):
    here = installed(tmp_path)
    with pytest.raises(Refusal, match=r"Surrey \(E10000030\) is known here and in neither .* Add a row"):
        here.take(without_surrey(tmp_path / "new"))
    assert here.take(shipped(tmp_path / "list")) == 0


def test_a_code_with_figures_is_not_given_to_another_body(tmp_path):
    """The record, the addresses and the rows stand under it: the other code is the one that leads here."""
    here = installed(tmp_path)
    folder = without_surrey(tmp_path / "new")
    add(folder, "councils.csv", HEIRS.splitlines()[0].replace(",,,,,,east", ",,,E10000030,,,east") + "\n")
    with pytest.raises(Refusal, match=r"Keep E10000030 in councils\.csv"):
        here.take(folder)


@pytest.mark.parametrize(
    ("name", "line", "said"),
    [
        ("councils_former.csv", ENDED + "\n", "twice|2 times"),
        (
            "councils_former.csv",
            "E10999999,Oldshire,O,County council,E1,R,E92000001,England,,,,,E06000063,,,,,,",
            "last day",
        ),
        (
            "councils_former.csv",
            "E10999999,Oldshire,O,C,E1,R,E92000001,England,,,,2025-03-31,E06999990,,,,,ended,x",
            "neither",
        ),
        (
            "councils_former.csv",
            "E10999999,Oldshire,O,C,E1,R,E92000001,England,,,,2025-03-31,E06000063,,,,,gone,x",
            "recoded",
        ),
        (
            "councils_former.csv",
            "E10999999,O,O,C,E1,R,E92000001,England,,,,2025-03-31,E06000063;E06000064,,,,,recoded,x",
            "one code",
        ),
        ("councils.csv", "E10999999,Oldshire,O,C,E1,R,E92000001,England,,,,,E06000063,,,,", "give its last day"),
    ],
)
def test_a_row_that_does_not_say_what_it_has_to_is_refused(tmp_path, name, line, said):
    folder = shipped(tmp_path / "list")
    add(folder, name, line)
    with pytest.raises(Refusal, match=said):
        load_councils(folder)


@pytest.mark.parametrize("change", ["recoded", "boundary"])
def test_a_code_that_was_replaced_is_another_code_of_the_same_body(tmp_path, change):
    folder = shipped(tmp_path / "list")
    row = f"E06888888,Cumberland,C,C,E1,R,E92000001,England,,,,2026-03-31,E06000063,,,,,{change},x\n"
    add(folder, "councils_former.csv", row)
    listed = load_councils(folder)
    assert listed.get("E06888888") is None
    assert listed.get("E06000063").former_codes == ("E06888888",)


def test_the_shipped_list_and_both_lists_of_the_case_are_taken(tmp_path):
    shipped_list = load_councils(DATA)
    assert len([c for c in shipped_list.all if c.valid_to]) == 8
    for made in (reorganised, announced):
        listed = load_councils(made(tmp_path / made.__name__))
        assert listed.get(SURREY).successors == ("E06000998", "E06000999")
