"""Which modules are changed, and which tests may notice: few enough that one change costs a second."""

from pathlib import Path

import yaml

VERIFY = ("tests/unit/publish/test_verify.py",)
NOT_POSTGRESQL = ("-k", "not postgresql")
RECORD = ("tests/store/test_record.py", "tests/unit/publish/test_checkpoint.py", *NOT_POSTGRESQL)
WORDS = ("tests/store/test_texts_are_removed.py", "tests/unit/actions/test_words_are_removed.py", *NOT_POSTGRESQL)
ALTERED = ("tests/attack/test_altered.py",)
LEVELS = (
    "tests/spec/test_checks_of_version_2.py",
    "tests/spec/test_levels_of_version_2.py",
    "tests/spec/test_rows_that_come_later.py",
    "tests/spec/test_small_parts_of_version_2.py",
    "tests/unit/test_rules_of_version_2.py",
)
RATING = "pressure/domain/rating/"
TESTS: dict[str, tuple[str, ...]] = {
    **{
        f"{RATING}{name}.py": LEVELS
        for name in (
            "causes",
            "choosing",
            "confirming",
            "figures",
            "gathered",
            "judging",
            "method",
            "missing",
            "points",
            "raising",
            "results",
            "rounding",
            "settling",
            "undeclared",
            "validity",
        )
    },
    "pressure/domain/areas.py": ("tests/spec/test_areas.py",),
    "pressure/domain/calendar.py": (
        "tests/spec/test_calendar.py",
        "tests/spec/test_weeks_before_an_election.py",
        "tests/unit/test_nations.py",
        "-k",
        "calendar or election or working_days or not_known",
    ),
    "pressure/domain/counting/answers.py": ("tests/spec/test_how_councils_count.py",),
    "pressure/domain/counting/questions.py": ("tests/spec/test_how_councils_count.py",),
    "pressure/domain/declaration_text.py": ("tests/spec/test_what_a_declaration_says.py",),
    "pressure/domain/declarations.py": (
        "tests/spec/test_declarations.py",
        "tests/spec/test_views_and_checks_of_a_declaration.py",
    ),
    "pressure/domain/national.py": ("tests/spec/test_what_a_nation_measures.py",),
    "pressure/domain/rules_history.py": ("tests/spec/test_rules_in_force.py",),
    "pressure/publish/check/published.py": VERIFY,
    "pressure/publish/check/verify.py": VERIFY,
    "pressure/publish/check/verify_corrections.py": ("tests/unit/actions/test_following_a_correction.py",),
    "pressure/publish/check/verify_counting.py": ("tests/unit/actions/test_how_a_council_counts.py",),
    "pressure/publish/check/verify_history.py": ("tests/unit/publish/test_verify_history.py",),
    "pressure/publish/check/verify_intervals.py": ("tests/unit/publish/test_verify_intervals.py",),
    "pressure/publish/check/verify_parquet.py": ("tests/unit/publish/test_parquet.py",),
    "pressure/store/record/altered_counting.py": ("tests/unit/actions/test_how_a_council_counts.py",),
    "pressure/publish/check/rehearsals.py": ("tests/unit/actions/test_a_rehearsal.py",),
    "pressure/publish/check/verify_reasons.py": VERIFY,
    "pressure/publish/files/csv_text.py": ("tests/unit/publish/test_csv_contract.py",),
    "pressure/web/edges/limits.py": ("tests/http/test_body_limit.py",),
    "pressure/actions/ratings/restating.py": ("tests/unit/actions/test_restating.py",),
    "pressure/store/record/__init__.py": (
        "tests/store/test_record.py",
        "tests/store/test_what_an_entry_tells.py",
        *NOT_POSTGRESQL,
    ),
    "pressure/store/record/altered.py": ALTERED,
    "pressure/store/record/altered_acts.py": ALTERED,
    "pressure/store/record/altered_reasons.py": ("tests/store/test_altered_reasons.py", *NOT_POSTGRESQL),
    "pressure/store/record/altered_texts.py": ALTERED,
    "pressure/store/record/checkpoint.py": ("tests/unit/publish/test_checkpoint.py",),
    "pressure/store/record/commitments.py": ("tests/store/test_commitments.py", *NOT_POSTGRESQL),
    "pressure/store/record/every_text.py": WORDS,
    "pressure/store/record/lengths.py": ("tests/store/test_lengths_of_the_record.py", *NOT_POSTGRESQL),
    "pressure/store/record/merkle.py": RECORD,
    "pressure/store/record/reasons_given.py": ("tests/store/test_reasons_given.py", *NOT_POSTGRESQL),
    "pressure/store/record/written_texts.py": WORDS,
}
KNOWN = Path(__file__).with_name("survivors.yaml")


def survivors() -> dict[str, dict[str, str]]:
    """By module and change: why nothing notices it, and why nothing has to."""
    return yaml.safe_load(KNOWN.read_text("utf-8")) or {}
