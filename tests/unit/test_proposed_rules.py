"""A proposed version of the rules is read, has to hold together, and takes no effect."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from pressure.domain.rules_history import Rules
from pressure.rules import RULES_DIR, RuleFileError, load_rules
from tests.level_cases import AT, BOOK, RULES, in_band, measure, rated, whole_return
from tests.proposed_rules import MOVED, NAMED, newest_again, proposed_files, proposing

RATE = measure("wl_assess_rate")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rule files with the second edge of waiting for an assessment proposed at 350."""
    return proposed_files(tmp_path_factory.mktemp("proposed") / "rules", RATE, 2, 350)


def test_it_is_read_beside_the_rules_in_force(files):
    rules = load_rules(files)
    assert [(part, v.method_version) for part, v in rules.proposal().items()] == [("measures/wl_assess_rate", "3")]
    assert rules.proposed.in_force(AT.date()).measure(RATE.id).edges[2].value == 350
    assert rules.proposed.in_force(AT.date()).method_version == "3"


def test_the_rules_in_force_are_those_without_it(files):
    with_it, without = load_rules(files), load_rules()
    assert with_it.in_force(AT.date()) == without.in_force(AT.date())
    assert with_it.in_force(date(2030, 1, 1)) == without.in_force(date(2030, 1, 1))  # long after it was proposed
    assert with_it.changes_after(date(2020, 1, 1)) == without.changes_after(date(2020, 1, 1))
    assert with_it.replaced_on == without.replaced_on
    assert with_it.parts == without.parts


def test_it_stands_for_every_day_of_history_whenever_the_rules_are_known(files):
    early = load_rules(files).as_known_on(date(2026, 11, 28))
    assert early.proposed.in_force(date(2016, 1, 1)).measure(RATE.id).edges[2].value == 350
    assert early.in_force(date(2016, 1, 1)).measure(RATE.id).edges[2].value == 250


def test_its_file_goes_into_the_release_and_changes_the_digest_of_the_files(files):
    rules = load_rules(files)
    assert "proposed/measures/wl_assess_rate.yaml" in rules.files
    assert rules.digest != load_rules().digest


def test_without_one_nothing_is_proposed():
    assert RULES.proposed is None
    assert RULES.proposal() == {}


@pytest.mark.parametrize(("own", "edge", "value"), MOVED, ids=NAMED)
def test_an_edge_moved_in_a_proposal_takes_no_effect(own, edge, value):
    """Figures on the old edge and on the new one have the band they had, and what is proposed has moved."""
    rules: Rules = proposing(RULES, own, edge, value)
    assert rules.in_force(AT.date()) is not rules.proposed.in_force(AT.date())
    assert rules.in_force(AT.date()) == BOOK
    assert rules.proposed.in_force(AT.date()).measure(own.id).edges[edge].value == value
    figures = [in_band(own.id, band) for band in (edge - 1, edge)]
    for figure in figures:
        known = [*whole_return(1, without=[own.id]), figure]
        assert rated(known, rules=rules) == rated(known)


PART = "measures/wl_assess_rate.yaml"
BROKEN = {
    "two_versions": (
        lambda text: text + text.partition("versions:\n")[2].replace("2027-03-01", "2027-03-02"),
        "versions",
        "2 versions",
        "the one that is proposed",
    ),
    "the_name_of_one_in_force": (
        lambda text: text.replace('method_version: "3"', 'method_version: "2"'),
        "method_version",
        "2",
        "a version that is not in force",
    ),
    "a_day_before_the_one_in_force": (
        lambda text: text.replace("published_on: 2027-03-01", "published_on: 2026-11-28"),
        "published_on",
        "2026-11-28",
        "a day after 2026-11-28",
    ),
    "edges_that_fall": (lambda text: text.replace("at_least: 350", "at_least: 650"), "version 1: bands", "", "rise"),
    "a_measure_of_another_name": (
        lambda text: text.replace("id: wl_assess_rate", "id: wl_care_start_rate"),
        "version 1: id",
        "wl_care_start_rate",
        "wl_assess_rate, the name of the file",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_proposal_that_cannot_stand_is_refused_with_its_file_and_what_is_needed(case, files, tmp_path):
    change, key, found, expected = BROKEN[case]
    folder = shutil.copytree(files, tmp_path / "rules")
    file = folder / "proposed" / PART
    text = file.read_text("utf-8")
    assert change(text) != text
    file.write_text(change(text), "utf-8")
    with pytest.raises(RuleFileError) as refused:
        load_rules(folder)
    assert refused.value.file == f"proposed/{PART}"
    assert refused.value.key.startswith(key)
    assert found in refused.value.found
    assert expected in refused.value.expected


def test_a_proposal_of_two_names_is_refused(files, tmp_path):
    folder = shutil.copytree(files, tmp_path / "rules")
    other = newest_again((RULES_DIR / "floors.yaml").read_text("utf-8"), method_version="4")
    (folder / "proposed" / "floors.yaml").write_text(other, "utf-8")
    with pytest.raises(RuleFileError, match="one version of the method"):
        load_rules(folder)


def test_a_file_that_no_rule_is_named_after_is_refused(files, tmp_path):
    folder = shutil.copytree(files, tmp_path / "rules")
    shutil.move(folder / "proposed" / PART, folder / "proposed" / "nothing.yaml")
    with pytest.raises(RuleFileError, match="a name nobody reads"):
        load_rules(folder)


def test_proposed_rules_that_do_not_hold_together_are_refused(files, tmp_path):
    folder = shutil.copytree(files, tmp_path / "rules")
    floors = newest_again((RULES_DIR / "floors.yaml").read_text("utf-8"))
    (folder / "proposed" / "floors.yaml").write_text(floors.replace("ll_critical_unsourced", "ll_other"), "utf-8")
    with pytest.raises(RuleFileError, match="ll_other"):
        load_rules(folder)
