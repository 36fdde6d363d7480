"""`data/return_form.yaml`: every question is of a measure that is asked for, and a slip in the file is named."""

from datetime import date
from pathlib import Path

import pytest

from pressure.rules import load_rules
from pressure.rules.files import DataFileError
from pressure.rules.return_form import FILE, load_return_form
from pressure.settings import SHIPPED

BOOK = load_rules().in_force(date(2026, 11, 28))
TEXT = (SHIPPED / "data" / FILE).read_text("utf-8")


def test_every_question_is_of_a_measure_of_the_rules_and_every_team_answers_for_families_there_are() -> None:
    asking = load_return_form()

    assert set(asking.measures) <= {m.id for m in BOOK.measures}
    assert {family for team in asking.teams.values() for family in team.families} <= {f.id for f in BOOK.families}
    assert {one.team for one in asking.measures.values()} <= {"", *asking.teams}


def test_a_measure_nobody_wrote_a_question_for_is_asked_by_its_title_and_by_the_team_of_its_family() -> None:
    asking, measure = load_return_form(), BOOK.measures[0]
    bare = type(asking)(teams=asking.teams)

    assert bare.asking(measure).asks == measure.title
    assert bare.team_of(measure.id, measure.family) == asking.team_of(measure.id, measure.family)
    assert bare.team_of("no_measure", "no_family") == ""


@pytest.mark.parametrize(
    ("was", "becomes", "key"),
    [
        ("asks: How many adults were waiting", "asked: How many adults were waiting", "measures: wl_assess_rate: asks"),
        ("title: Brokerage,", "title: '',", "teams: brokerage_team: title"),
        ("families: [waiting_list]", "families: waiting_list", "teams: waiting_lists_team: families"),
        ("wl_assess_rate:", "Waiting list:", "measures"),
    ],
)
def test_a_slip_is_named_by_file_key_found_and_expected(tmp_path: Path, was: str, becomes: str, key: str) -> None:
    assert was in TEXT
    (tmp_path / FILE).write_text(TEXT.replace(was, becomes, 1), "utf-8")

    with pytest.raises(DataFileError) as fault:
        load_return_form(tmp_path)
    assert FILE in str(fault.value)
    assert key in str(fault.value)
