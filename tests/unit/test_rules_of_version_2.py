"""Laws that version 2 added to the rule files: what is refused, and that the refusal says where and what to do."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from pressure.rules import RULES_DIR, RuleFileError, load_rules

BROKEN = {
    "cuts_that_fall": (
        "levels.yaml",
        "cuts: [2/9, 1/2, 5/7]",
        "cuts: [1/2, 2/9, 5/7]",
        ("levels.yaml", "version 2: cuts", "1/2, 2/9, 5/7", "three shares that rise from level to level"),
    ),
    "a_cut_too_few": (
        "levels.yaml",
        "cuts: [2/9, 1/2, 5/7]",
        "cuts: [2/9, 1/2]",
        ("levels.yaml", "version 2: cuts", "2/9, 1/2", "three shares that rise from level to level"),
    ),
    "where_to_go_without_legal_help": (
        "exceptional_measures.yaml",
        "ask {legal_help}.",
        "ask somebody.",
        ("exceptional_measures.yaml", "version 2: if_care_is_not_given", "ombudsman", "exactly legal_help, ombudsman"),
    ),
    "edges_of_a_nation_that_fall": (
        "nations/wales.yaml",
        "{2: 60, 3: 70, 4: 85}",
        "{2: 70, 3: 60, 4: 85}",
        ("nations/wales.yaml", "version 1: measures: wl_discharge_rate: edges", "70, 60, 85", "edges that rise"),
    ),
    "an_edge_of_a_nation_too_few": (
        "nations/wales.yaml",
        "{2: 60, 3: 70, 4: 85}",
        "{2: 60, 4: 85}",
        ("nations/wales.yaml", "version 1: measures: wl_discharge_rate: edges", "2, 4", "exactly 2, 3, 4"),
    ),
    "a_source_nobody_knows": (
        "nations/wales.yaml",
        "comes_from: publication",
        "comes_from: rumour",
        (
            "nations/wales.yaml",
            "version 1: measures: wl_discharge_rate: comes_from",
            "'rumour'",
            "'publication', 'return' or 'not_in_set'",
        ),
    ),
    "a_measure_of_a_nation_that_no_file_defines": (
        "nations/wales.yaml",
        "cap_quality_ri_inad:",
        "cap_quality:",
        ("nations/wales.yaml", "measures", "cap_quality", "one of "),
    ),
    "a_retired_measure_with_no_successor": (
        "families.yaml",
        "wl_assess_over_6m: wl_over_6m_share",
        "wl_assess_over_6m: nothing",
        ("families.yaml", "retired: wl_assess_over_6m", "nothing", "one of "),
    ),
    "pressure_asked_of_a_measure_that_no_file_defines": (
        "floors.yaml",
        "{measure_id: cap_homecare_unfilled, band: 4, returns: 2}",
        "{measure_id: cap_homecare, band: 4, returns: 2}",
        ("floors.yaml", "undeclared", "cap_homecare", "one of "),
    ),
    "a_reason_of_a_revision_twice": (
        "revision_reasons.yaml",
        "id: typed_wrongly",
        "id: counted_twice",
        ("revision_reasons.yaml", "version 1: reasons", "counted_twice twice", "each id once"),
    ),
    "a_reason_of_a_revision_with_a_number": (
        "revision_reasons.yaml",
        "Something was counted twice.",
        "Something was counted 2 times.",
        (
            "revision_reasons.yaml",
            "version 1: reasons: entry 1: sentence",
            "'Something was counted 2 times.'",
            "words without a number",
        ),
    ),
    "a_question_about_counting_twice": (
        "counting_questions.yaml",
        "id: clock_stops",
        "id: clock_starts",
        ("counting_questions.yaml", "version 1: questions", "clock_starts twice", "each id once"),
    ),
    "an_answer_about_counting_twice": (
        "counting_questions.yaml",
        "{id: several,",
        "{id: by_hand,",
        ("counting_questions.yaml", "version 1: questions: system: choices", "by_hand twice", "each id once"),
    ),
    "an_answer_for_a_measure_that_is_not_asked": (
        "counting_questions.yaml",
        "of: [cap_vacancy_rate]}",
        "of: [cap_quality_ri_inad]}",
        (
            "counting_questions.yaml",
            "version 1: questions: who_is_counted: own_posts: of",
            "cap_quality_ri_inad",
            "only measures of the question",
        ),
    ),
    "a_question_about_a_measure_that_no_file_defines": (
        "counting_questions.yaml",
        "ll_critical_unsourced, ll_safeguarding_wait]\n        choices:\n          - {id: whole,",
        "ll_critical, ll_safeguarding_wait]\n        choices:\n          - {id: whole,",
        ("counting_questions.yaml", "area: of", "ll_critical", "one of "),
    ),
    "a_reason_given_for_nothing": (
        "revision_reasons.yaml",
        "id: typed_wrongly, given_for: [taken_back]",
        "id: typed_wrongly, given_for: []",
        ("revision_reasons.yaml", "version 1: reasons: entry 3: given_for", "nothing", "at least 1 item"),
    ),
}


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A copy of the rules that a test may break."""
    return Path(shutil.copytree(RULES_DIR, tmp_path / "rules"))


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_law_is_refused_by_file_key_found_and_expected(name: str, directory: Path) -> None:
    file, old, new, (where, key, found, expected) = BROKEN[name]
    path = directory / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(RuleFileError) as caught:
        load_rules(directory)

    assert (caught.value.file, caught.value.key, caught.value.found) == (where, key, found)
    assert caught.value.expected.startswith(expected)


def test_who_knew_the_rules_before_version_2_was_published_had_version_1() -> None:
    """Its measures, no nations and no settling: version 1 stays readable as it was."""
    rules = load_rules()
    before, after = (
        rules.as_known_on(day).in_force(date(2026, 12, 1)) for day in (date(2026, 11, 27), date(2026, 11, 28))
    )

    assert (before.method_version, before.weight, len(before.measures)) == ("1", 24, 12)
    assert (before.nations, before.weeks, before.retired) == ({}, None, {})
    assert (after.method_version, after.weight, len(after.measures)) == ("2", 21, 11)
    with pytest.raises(LookupError, match="no rule for settling"):
        _ = before.second


def test_nobody_is_named_who_does_not_exist() -> None:
    """The project wrote version 2, and nobody has checked it yet."""
    versions = [d.version for part in load_rules().parts.values() for d in part if d.content is not None]
    second = [v for v in versions if v.method_version == "2"]

    assert {(v.authored_by, v.checked_by) for v in second} == {("the Care Pressure project", "nobody yet")}
    assert {(v.effective_from, v.published_on) for v in second} == {(date(2015, 1, 1), date(2026, 11, 28))}
    assert all(v.retrospective for v in second)
    assert all(v.reason.startswith("Experimental, proposed for consultation.") for v in second)


def test_of_every_file_that_a_rating_reads_a_version_is_in_force_whose_author_exists() -> None:
    """Version 1 named an author and a checker of whom there was nobody; its words stay in the files as they were."""
    parts = load_rules().in_force(date(2026, 12, 1)).parts
    others = {name for name, version in parts.items() if version.authored_by != "the Care Pressure project"}

    assert others <= {"exceptional_measures"}
    assert {"actions", "context", "plausibility"} <= set(parts)


def test_what_follows_from_a_level_is_what_version_1_said() -> None:
    rules = load_rules()
    before, after = (rules.as_known_on(day).in_force(date(2026, 12, 1)) for day in (date(2026, 11, 27), date.max))

    assert (before.actions, before.plausibility) == (after.actions, after.plausibility)
    said = [c.id for c in before.context]
    assert [c.id for c in after.context if c.id in said] == said
