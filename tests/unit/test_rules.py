"""Laws of the rule files: what is refused, and that the refusal says where and what to do."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from pressure.domain.rules_history import NoRuleInForce
from pressure.rules import RuleFileError, deciding_rules, load_rules, review_due
from tests.first_edition import first_edition

ASSESS = "measures/wl_assess_rate.yaml"
STAGE = "measures/ll_contingency_stage.yaml"
PROVENANCE = """\
    authored_by: Method editor
    checked_by: Method reviewer
    next_review: {review}
    method_version: "2"
    reason: A change that a test makes.
"""


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """A copy of the rules of the first day that a test may break: later versions are not in its way."""
    return first_edition(tmp_path / "rules")


def change(directory: Path, file: str, old: str, new: str) -> None:
    path = directory / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} no longer says {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def add_version(directory: Path, file: str, effective_from: str, published_on: str, replacing: tuple[str, str]) -> None:
    """Append a second version: the first one's content with one change."""
    path = directory / file
    text = path.read_text(encoding="utf-8")
    content = text[text.index("    reason: >-") :]
    content = content[content.index("\n    ", content.index(".\n")) + 1 :]
    head = f"  - effective_from: {effective_from}\n    published_on: {published_on}\n"
    assert replacing[0] in content
    provenance = PROVENANCE.format(review="2030-01-01")
    path.write_text(text + head + provenance + content.replace(*replacing), encoding="utf-8")


def refusal(directory: Path) -> RuleFileError:
    with pytest.raises(RuleFileError) as caught:
        load_rules(directory)
    return caught.value


BROKEN = {
    "a_key_nobody_reads": (
        "evidence.yaml",
        "too_few_denominator: 5",
        "too_few_denominator: 5\n    too_old: 5",
        "version 1: too_old",
        "a key nobody reads",
        "only known keys",
    ),
    "a_missing_number": ("disclosure.yaml", "    round_to: 5\n", "", "version 1: round_to", "nothing", "a value"),
    "a_key_twice": (
        "disclosure.yaml",
        "round_to: 5",
        "round_to: 5\n    round_to: 10",
        "round_to",
        "a second entry on line 16",
        "each key once",
    ),
    "broken_yaml": (
        "floors.yaml",
        "versions:",
        "versions: [",
        "line 4",
        "broken YAML (did not find expected node",
        "valid YAML",
    ),
    "no_versions": ("freshness.yaml", "versions:", "versions: []\nolder:", "versions", "[]", "at least 1 item"),
    "author_checks_their_own_work": (
        "levels.yaml",
        "checked_by: Method reviewer (principal social worker)",
        "checked_by: method editor",
        "version 1: checked_by",
        "method editor",
        "another role than authored_by",
    ),
    "published_after_it_took_effect": (
        "levels.yaml",
        "retrospective: true",
        "retrospective: false",
        "version 1: published_on",
        "2026-11-21",
        "no later than 2015-01-01, or retrospective: true",
    ),
    "a_review_before_publication": (
        "levels.yaml",
        "next_review: 2027-05-22",
        "next_review: 2026-11-21",
        "version 1: next_review",
        "2026-11-21",
        "a day after 2026-11-21",
    ),
    "a_version_that_is_no_whole_number": (
        "levels.yaml",
        'method_version: "1"',
        'method_version: "1.1"',
        "version 1: method_version",
        "1.1",
        "a whole number in quotes",
    ),
    "a_date_that_does_not_exist": (
        "levels.yaml",
        "next_review: 2027-05-22",
        "next_review: 2027-02-30",
        "version 1: next_review",
        "2027-02-30",
        "valid date",
    ),
    "an_empty_reason": (
        "levels.yaml",
        "bars: ▮▯▯▯",
        "bars: ''",
        "version 1: levels: entry 1: bars",
        "no words",
        "public words",
    ),
    "a_level_missing": (
        "levels.yaml",
        "number: 4",
        "number: 5",
        "version 1: levels",
        "1, 2, 3, 5",
        "exactly 1, 2, 3, 4",
    ),
    "actions_for_a_level_missing": (
        "actions.yaml",
        "- level: 2",
        "- level: 3",
        "version 1: actions",
        "1, 3, 3, 4",
        "exactly 1, 2, 3, 4",
    ),
    "a_colour_in_words": (
        "levels.yaml",
        '"#d4e6ee"',
        "pale blue",
        "version 1: levels: entry 1: colour",
        "pale blue",
        "pattern",
    ),
    "an_edge_missing": (ASSESS, "      3: {at_least: 450}\n", "", "version 1: bands", "2, 4", "exactly 2, 3, 4"),
    "edges_that_fall": (
        ASSESS,
        "at_least: 450",
        "at_least: 750",
        "version 1: bands",
        "250, 750, 700",
        "rise from band to band",
    ),
    "edges_that_are_equal": (
        ASSESS,
        "at_least: 450",
        "at_least: 250.0",
        "version 1: bands",
        "250, 250, 700",
        "rise from band to band",
    ),
    "an_edge_both_ways": (
        ASSESS,
        "{at_least: 450}",
        "{at_least: 450, above: 450}",
        "version 1: bands: 3",
        "at_least and above",
        "either at_least or above",
    ),
    "an_edge_in_words": (
        ASSESS,
        "at_least: 450",
        "at_least: many",
        "version 1: bands: 3: at_least",
        "'many'",
        "a number such as 25, 0.5 or 2/3",
    ),
    "a_negative_edge": (
        ASSESS,
        "at_least: 250",
        "at_least: -250",
        "version 1: bands: 2: at_least",
        "'-250'",
        "a number such as",
    ),
    "a_weight_of_nothing": (ASSESS, "weight: 2", "weight: 0", "version 1: weight", "'0'", "greater than 0"),
    "half_a_weight": (ASSESS, "weight: 2", "weight: 1.5", "version 1: weight", "'1.5'", "a valid integer"),
    "an_unknown_unit": (ASSESS, "unit: per_100k", "unit: per_1000", "version 1: unit", "'per_1000'", "'per_100k'"),
    "an_unknown_family": (ASSESS, "family: waiting_list", "family: queues", "family", "queues", "one of life_and_limb"),
    "another_measures_name": (
        ASSESS,
        "id: wl_assess_rate",
        "id: wl_assess",
        "version 1: id",
        "wl_assess",
        "wl_assess_rate, the name",
    ),
    "an_assumption_that_claims_a_source": (
        ASSESS,
        "assumed: false",
        "assumed: true",
        "version 1: anchors",
        "3 with assumed: true",
        "none and assumed",
    ),
    "a_stage_missing": (STAGE, "      2: 3\n", "", "version 1: stage_bands", "0, 1, 3", "exactly 0, 1, 2, 3"),
    "a_stage_measure_with_edges": (STAGE, "bands: {}", "bands: {2: {at_least: 1}}", "version 1: bands", "2", "exactly"),
    "stages_that_fall": (
        STAGE,
        "      3: 4",
        "      3: 2",
        "version 1: stage_bands",
        "1, 1, 3, 2",
        "never fall from stage to stage",
    ),
    "an_order_without_its_file": (
        "families.yaml",
        "- ll_safeguarding_wait",
        "- ll_safeguarding_wait\n      - ll_new",
        "order",
        "ll_new",
        "measures/ll_new.yaml in force",
    ),
    "a_measure_listed_twice": (
        "families.yaml",
        "- ll_safeguarding_wait",
        "- ll_safeguarding_wait\n      - wl_assess_rate",
        "version 1: order",
        "wl_assess_rate twice",
        "each id once",
    ),
    "a_floor_for_no_measure": (
        "floors.yaml",
        "{measure_id: ll_critical_unsourced, band: 2",
        "{measure_id: ll_gone, band: 2",
        "measures",
        "ll_gone",
        "ll_critical_unsourced",
    ),
    "a_floor_above_the_highest_level": (
        "floors.yaml",
        "3: 4",
        "3: 5",
        "version 1: stages: 3",
        "'5'",
        "less than or equal to 4",
    ),
    "freshness_for_no_family": ("freshness.yaml", "life_and_limb:", "life:", "family_days", "life", "life_and_limb"),
    "a_cadence_without_a_limit": (
        "freshness.yaml",
        "      monthly: 75\n",
        "",
        "version 1: days",
        "nothing for monthly",
        "every cadence",
    ),
    "a_share_above_the_whole": (
        "evidence.yaml",
        "2/3",
        "3/2",
        "version 1: whole_at_least",
        "'3/2'",
        "less than or equal to 1",
    ),
    "a_day_that_is_no_weekday": (
        "calendar.yaml",
        "Tuesday",
        "Doomsday",
        "version 1: returns_close: weekday",
        "'Doomsday'",
        "'Monday'",
    ),
    "an_exceptional_measure_twice": (
        "exceptional_measures.yaml",
        "id: agency_cover",
        "id: redeploying_staff",
        "version 1: catalogue",
        "redeploying_staff twice",
        "each id once",
    ),
    "no_review_limit_for_a_stage": (
        "exceptional_measures.yaml",
        "      3: 14\n",
        "",
        "version 1: review_within_days",
        "1, 2",
        "exactly 1, 2, 3",
    ),
    "a_counting_rule_missing": (
        STAGE,
        "      clock_stops: >-\n        When two people sign that it has ended. A late review does not end it.\n",
        "",
        "version 1: counting",
        "clock_starts, who_is_counted",
        "exactly clock_starts, clock_stops",
    ),
    "a_counting_rule_of_another_name": (
        STAGE,
        "clock_stops: >-",
        "clock_ends: >-",
        "version 1: counting: clock_ends",
        "'clock_ends'",
        "'clock_stops'",
    ),
    "an_inner_name_in_a_file": (
        STAGE,
        "bands: {}",
        "bands: {}\n    edges: {}",
        "version 1: edges",
        "a key nobody reads",
        "only known",
    ),
    "a_number_for_no_level": (
        "levels.yaml",
        "    no_level:\n",
        "    no_level:\n      number: 5\n",
        "version 1: no_level: number",
        "5",
        "no number",
    ),
    "a_sentence_without_its_number": (
        ASSESS,
        "{n} in every",
        "Some in every",
        "version 1: found",
        "Some in every 100,000",
        "{n} for the number",
    ),
    "a_size_of_what_is_no_share": (
        ASSESS,
        "counted: people",
        "counted: people\n    demonstration_per_100k_adults: 60",
        "version 1: demonstration_per_100k_adults",
        "per_100k",
        "the unit percent",
    ),
    "a_context_figure_of_no_family": (
        "context.yaml",
        "family: provider_capacity",
        "family: staff",
        "ctx_handbacks: family",
        "staff",
        "one of",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "key", "found", "expected"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_rule_file_is_refused_with_file_key_found_and_expected(
    directory: Path, file: str, old: str, new: str, key: str, found: str, expected: str
) -> None:
    """An editor must be able to mend the file from the message alone."""
    change(directory, file, old, new)

    error = refusal(directory)

    assert (error.file, error.key) == (file, key)
    assert found in error.found
    assert expected in error.expected
    assert str(error).endswith("correct the file and load the rules again.")


def test_a_missing_rule_file_is_named(directory: Path) -> None:
    """A file lost in a copy must not become a silent default."""
    (directory / "floors.yaml").unlink()

    error = refusal(directory)

    assert (error.file, error.found) == ("floors.yaml", "nothing")


def test_a_file_nobody_reads_is_refused(directory: Path) -> None:
    """A rule in a file with a misspelt name would otherwise never take effect."""
    (directory / "flors.yaml").write_text("versions: []", encoding="utf-8")

    error = refusal(directory)

    assert (error.file, error.found) == ("flors.yaml", "a name nobody reads")


def test_a_measure_that_no_order_lists_is_refused(directory: Path) -> None:
    """A measure left out of the order would be dropped from every rating in silence."""
    change(directory, "families.yaml", "      - ll_safeguarding_wait\n", "")

    error = refusal(directory)

    assert (error.file, error.found) == ("measures/ll_safeguarding_wait.yaml", "a measure in no order")


def test_the_method_covers_a_day_only_when_every_file_does(directory: Path) -> None:
    """A rulebook with a part missing must not rate anyone."""
    change(directory, "floors.yaml", "effective_from: 2015-01-01", "effective_from: 2016-01-01")

    assert load_rules(directory).in_force(date(2016, 1, 1)).weight == 24
    with pytest.raises(NoRuleInForce):
        load_rules(directory).in_force(date(2015, 12, 31))


def test_an_empty_file_is_refused(directory: Path) -> None:
    """A file cut short in a copy must not read as no rules."""
    (directory / "floors.yaml").write_text("", encoding="utf-8")

    error = refusal(directory)

    assert (error.file, error.key, error.expected) == ("floors.yaml", "the file", "keys with values")


def test_bytes_that_are_not_utf_8_are_refused(directory: Path) -> None:
    """Public words with broken letters must never be published."""
    (directory / "levels.yaml").write_bytes(b"versions:\n  - reason: \xff")

    assert refusal(directory).expected == "text in UTF-8"


def test_versions_published_out_of_order_are_refused(directory: Path) -> None:
    """History only grows: a later entry with an older date would rewrite what was known."""
    add_version(directory, "disclosure.yaml", "2028-01-01", "2026-11-21", ("round_to: 5", "round_to: 10"))

    error = refusal(directory)

    assert (error.file, error.key, error.expected) == (
        "disclosure.yaml",
        "version 2: published_on",
        "a day after 2026-11-21",
    )


def test_a_new_version_applies_from_its_day_and_only_once_known(directory: Path) -> None:
    """What was in force, and what was known, must both stay answerable for ever."""
    add_version(directory, "disclosure.yaml", "2028-01-01", "2027-12-01", ("round_to: 5", "round_to: 10"))
    rules = load_rules(directory)

    def rounding(on: date, known: date) -> int:
        return rules.as_known_on(known).in_force(on).disclosure.round_to

    assert rounding(date(2027, 12, 31), date(2030, 1, 1)) == 5
    assert rounding(date(2028, 1, 1), date(2027, 11, 30)) == 5
    assert rounding(date(2028, 1, 1), date(2027, 12, 1)) == 10
    assert rules.in_force(date(2028, 1, 1)).method_version == "2"


def test_load_rules_can_be_asked_what_was_known_on_a_day(directory: Path) -> None:
    """A rating worked out for a past moment must use the rules of that moment."""
    add_version(directory, "disclosure.yaml", "2027-01-01", "2026-12-01", ("round_to: 5", "round_to: 10"))

    rules = load_rules(directory, known_on=date(2026, 11, 30))

    assert rules.in_force(date(2027, 6, 1)).disclosure.round_to == 5


def test_a_measure_added_later_leaves_earlier_days_as_they_were(directory: Path) -> None:
    """Adding a measure must not change or break a rating of last year."""
    add_measure(directory, "wl_new", weight=1)
    add_version(directory, ASSESS, "2028-01-01", "2027-12-01", ("weight: 2", "weight: 1"))
    rules = load_rules(directory)

    before, after = rules.in_force(date(2027, 12, 31)), rules.in_force(date(2028, 1, 1))

    assert [m.id for m in after.measures][:2] == ["wl_assess_rate", "wl_new"]
    assert before.measure("wl_new") is None
    assert "measures/wl_new" not in before.parts
    assert before.weight == after.weight
    assert (before.measure("wl_assess_rate").weight, after.measure("wl_assess_rate").weight) == (2, 1)


def test_a_measure_that_makes_its_family_over_twice_as_heavy_is_refused(directory: Path) -> None:
    """No part of social care can hide another: a law of every day that is known."""
    add_measure(directory, "wl_new", weight=9)

    error = refusal(directory)

    assert (error.file, error.key) == ("families.yaml", "order")
    assert error.found == "waiting_list of weight 17, provider_capacity of weight 8, life_and_limb of weight 8"
    assert error.expected == "no family that weighs over 2 times another"


def add_measure(directory: Path, name: str, weight: int) -> None:
    """A measure of the waiting list from 2028 on, with its place in the order."""
    text = (directory / ASSESS).read_text(encoding="utf-8")
    for old, new in (
        (
            "effective_from: 2015-01-01\n    retrospective: true\n    published_on: 2026-11-21",
            "effective_from: 2028-01-01\n    published_on: 2027-12-01",
        ),
        ("next_review: 2027-05-22", "next_review: 2028-07-01"),
        ("id: wl_assess_rate", f"id: {name}"),
        ("weight: 2", f"weight: {weight}"),
    ):
        assert old in text
        text = text.replace(old, new)
    (directory / f"measures/{name}.yaml").write_text(text, encoding="utf-8")
    order = ("- wl_assess_over_6m", f"- {name}\n      - wl_assess_over_6m")
    add_version(directory, "families.yaml", "2028-01-01", "2027-12-01", order)


def test_no_rule_is_in_force_before_the_first_version() -> None:
    """A day the method does not cover has no level, and says so."""
    with pytest.raises(NoRuleInForce):
        load_rules().in_force(date(2014, 12, 31))


def test_numbers_are_read_exactly(directory: Path) -> None:
    """A threshold read through a float could move a council across an edge."""
    change(directory, ASSESS, "at_least: 250", "at_least: 0.1")

    edge = load_rules(directory).in_force(date(2027, 1, 1)).measures[0].edges[2]

    assert edge.at_least == Fraction(1, 10)


def test_the_digest_changes_with_any_byte_and_any_name(directory: Path) -> None:
    """A release prints the digest, so nobody can change a rule unseen."""
    first = load_rules(directory).digest
    assert first == load_rules(directory).digest

    change(directory, "levels.yaml", "# The four", "# Our four")

    assert load_rules(directory).digest != first
    assert len(first) == 64


def test_reviews_that_are_due_are_listed_earliest_first(directory: Path) -> None:
    """A rule nobody looks at again is how a method goes stale."""
    change(directory, "floors.yaml", "next_review: 2027-05-22", "next_review: 2027-03-01")
    rules = load_rules(directory)

    due = review_due(rules, date(2027, 3, 23))

    assert (due[0].file, due[0].days_left) == ("floors.yaml", -22)
    assert {d.days_left for d in due[1:]} == {60}
    assert len(due) == len(rules.parts)
    assert [d.file for d in review_due(rules, date(2027, 3, 22))] == ["floors.yaml"]
    assert review_due(rules, date(2026, 12, 1)) == []


def test_each_deciding_rule_has_public_words() -> None:
    """A page names the rule that decided the level; a bare code would tell a resident nothing."""
    words = deciding_rules(load_rules(), date(2027, 1, 1))

    assert set(words) == {"points", "family_floor", "ll_critical_unsourced_floor", "register_floor"} | {
        "missing",
        "settling",
        "raised",
    }
    assert all(title and sentence.endswith(".") for title, sentence in words.values())
