"""The rules as published: each version's table of measures written out again and compared, and the words and numbers
of the first. A rule version that is added gets its table here; the tables before it stay as they are."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, time, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from pressure.domain.measures import Cadence
from pressure.domain.rating.figures import band_at
from pressure.domain.rulebook import Level, Rulebook
from pressure.rules import RULES_DIR, deciding_rules, load_rules

PUBLISHED = date(2026, 11, 21)
RULES = load_rules()
BOOK = RULES.as_known_on(PUBLISHED).in_force(PUBLISHED)

Line = tuple[str, str, str, int, float | None, float | None, float | None]
TABLE: dict[str, list[Line]] = {
    "1": [
        ("wl_assess_rate", "waiting_list", "per_100k", 2, 250, 450, 700),
        ("wl_assess_over_6m", "waiting_list", "per_100k", 1, 40, 90, 150),
        ("wl_care_start_rate", "waiting_list", "per_100k", 2, 30, 60, 90),
        ("wl_reviews_overdue", "waiting_list", "percent", 1, 25, 40, 55),
        ("wl_discharge_rate", "waiting_list", "per_100k", 2, 25, 40, 65),
        ("cap_home_occupancy", "provider_capacity", "percent", 1, 88, 92, 95),
        ("cap_homecare_unfilled", "provider_capacity", "percent", 3, 1, 3, 5),
        ("cap_vacancy_rate", "provider_capacity", "percent", 2, 6, 8, 10),
        ("cap_quality_ri_inad", "provider_capacity", "percent", 2, 15, 23, 30),
        ("ll_critical_unsourced", "life_and_limb", "per_100k", 3, 0, 1, 3),
        ("ll_contingency_stage", "life_and_limb", "stage", 3, None, None, None),
        ("ll_safeguarding_wait", "life_and_limb", "percent", 2, 10, 25, 50),
    ],
    "2": [
        ("wl_assess_rate", "waiting_list", "per_100k", 2, 250, 450, 700),
        ("wl_over_6m_share", "waiting_list", "percent", 1, 15, 25, 35),
        ("wl_care_start_rate", "waiting_list", "per_100k", 2, 30, 60, 90),
        ("wl_reviews_overdue", "waiting_list", "percent", 1, 40, 50, 60),
        ("wl_discharge_rate", "waiting_list", "per_100k", 2, 20, 28, 36),
        ("cap_home_unavailable", "provider_capacity", "percent", 1, 90, 93, 96),
        ("cap_homecare_unfilled", "provider_capacity", "percent", 3, 1, 3, 5),
        ("cap_vacancy_rate", "provider_capacity", "percent", 2, 6, 8, 10),
        ("cap_quality_ri_inad", "provider_capacity", "percent", 2, 15, 23, 30),
        ("ll_critical_unsourced", "life_and_limb", "per_100k", 3, 0.5, 1, 3),
        ("ll_safeguarding_wait", "life_and_limb", "percent", 2, 10, 25, 50),
    ],
}
WEIGHTS = {"1": [8, 8, 8], "2": [8, 8, 5]}
OTHER_FILES = {
    "levels",
    "families",
    "context",
    "evidence",
    "floors",
    "deciding_rules",
    "freshness",
    "calendar",
    "disclosure",
    "plausibility",
    "exceptional_measures",
    "actions",
}
LEVELS = [
    (
        1,
        "Low pressure",
        "▮▯▯▯",
        "Most people are getting an assessment and care when they should. Some may still wait.",
    ),
    (
        2,
        "Raised pressure",
        "▮▮▯▯",
        "Some people are waiting longer than they should, or care is getting harder to find.",
    ),
    (3, "High pressure", "▮▮▮▯", "Many people are waiting too long, or care is hard to find."),
    (4, "Very high pressure", "▮▮▮▮", "Very many people are waiting too long, or care is very hard to find."),
    (
        0,
        "No current level",
        "▯▯▯▯",
        "We do not have enough up-to-date figures. This does not mean things are fine. It does not mean they are bad.",
    ),
]
ALL_LEVELS = [*BOOK.levels, BOOK.no_level]
BOOKS = {
    book.method_version: book
    for known, starts in sorted(
        {
            (d.version.published_on, max(d.version.published_on, d.version.effective_from))
            for versions in RULES.parts.values()
            for d in versions
            if d.content
        }
    )
    for book in [RULES.as_known_on(known).in_force(starts)]
}
"""The whole method of each version, as on the first day it is in force."""
every_version = pytest.mark.parametrize("book", BOOKS.values(), ids=lambda book: f"version {book.method_version}")


def test_every_version_has_its_table() -> None:
    """A version nobody wrote out again is one nobody checked: add its table of measures to TABLE."""
    assert {v.version.method_version for versions in RULES.parts.values() for v in versions} == set(TABLE)
    assert set(BOOKS) == set(TABLE)


@every_version
def test_the_measures_are_those_of_the_published_table_in_its_order(book: Rulebook) -> None:
    """A measure or an edge lost in an edit would change every council's level unseen."""
    said = [
        (m.id, m.family, m.unit.value, m.weight, *(m.edges[band].value if m.edges else None for band in (2, 3, 4)))
        for m in book.measures
    ]

    assert said == [
        (*line[:4], *(edge if edge is None else Fraction(str(edge)) for edge in line[4:]))
        for line in TABLE[book.method_version]
    ]


@every_version
def test_below_on_and_above_each_edge_a_figure_has_the_band_of_the_table(book: Rulebook) -> None:
    """Nobody argues about the edge: it belongs to the worse band, unless the rule says "above"."""
    hair = Fraction(1, 10**30)
    for measure in book.measures:
        for band, edge in measure.edges.items():
            on = band if edge.at_least is not None else band - 1
            found = [band_at(measure, edge.value + by) for by in (-hair, 0, hair)]

            assert found == [band - 1, on, band], (measure.id, band)


@every_version
def test_the_three_families_weigh_what_their_version_says(book: Rulebook) -> None:
    """No part of social care can hide another: none weighs twice as much."""
    assert [f.id for f in book.families] == ["waiting_list", "provider_capacity", "life_and_limb"]
    assert [book.weight_of(f.id) for f in book.families] == WEIGHTS[book.method_version]


def test_each_family_of_version_1_weighs_8() -> None:
    assert (BOOK.weight, BOOK.weight_of("waiting_list")) == (24, 8)


def test_only_life_and_limb_shows_bands_alone() -> None:
    """Its counts are so small that a number could point to one person."""
    assert [f.id for f in BOOK.families if f.band_only_in_public] == ["life_and_limb"]
    assert [f.title for f in BOOK.families] == ["Waiting lists", "Provider capacity", "Life and limb"]


def test_every_edge_takes_the_higher_band_except_above_nothing() -> None:
    """One person without life-sustaining care is already band 2; none is band 1."""
    above = {(m.id, band) for m in BOOK.measures for band, edge in m.edges.items() if edge.above is not None}

    assert above == {("ll_critical_unsourced", 2)}


def test_only_people_without_life_sustaining_care_also_needs_a_number_of_people() -> None:
    """In a small area one person is a high rate, and a band must never give one person away."""
    needed = {
        (m.id, band): edge.people_at_least
        for m in BOOK.measures
        for band, edge in m.edges.items()
        if edge.people_at_least is not None
    }

    assert needed == {("ll_critical_unsourced", 3): 8, ("ll_critical_unsourced", 4): 15}


def test_stages_give_the_bands_of_the_method() -> None:
    """Contingency actions never score: honesty must not cost."""
    assert {m.id: dict(m.stage_bands) for m in BOOK.measures if m.stage_bands} == {
        "ll_contingency_stage": {0: 1, 1: 1, 2: 3, 3: 4}
    }


@every_version
def test_an_edge_names_its_figures_or_says_that_it_is_assumed(book: Rulebook) -> None:
    """A reader can tell a threshold with a national figure behind it from one without."""
    assert all(bool(m.anchors) != m.assumed for m in book.measures)


def test_assumed_edges_say_so_and_all_others_name_their_figures() -> None:
    """A reader can tell a threshold with a national figure behind it from one without."""
    assert {m.id for m in BOOK.measures if m.assumed} == {"ll_critical_unsourced", "ll_safeguarding_wait"}


def test_counts_of_people_are_marked_for_disclosure_control() -> None:
    """Hours, beds, posts and providers are not people and need no rounding."""
    assert {m.id: m.counted for m in BOOK.measures if not m.about_people} == {
        "cap_home_occupancy": "beds",
        "cap_homecare_unfilled": "hours",
        "cap_vacancy_rate": "posts",
        "cap_quality_ri_inad": "providers",
        "ll_contingency_stage": "stages",
    }
    assert {m.counted for m in BOOK.measures if m.about_people} == {"people"}


@every_version
def test_every_measure_has_its_counting_rules_and_a_reason(book: Rulebook) -> None:
    """Two councils can only be read side by side if both count the same way."""
    keys = {"clock_starts", "clock_stops", "who_is_counted", "who_is_not", "shown_but_not_counted", "common_mistakes"}

    assert all(set(m.counting) == keys and m.why and m.title and m.short_title for m in book.measures)


@pytest.mark.parametrize(("level", "words"), zip(ALL_LEVELS, LEVELS, strict=True), ids=lambda x: getattr(x, "name", ""))
def test_the_words_of_a_level_are_exactly_those_of_the_method(level: Level, words: tuple[int, str, str, str]) -> None:
    """The sentence says only what was measured; one changed word can promise too much."""
    assert (level.number, level.name, level.bars, level.sentence) == words


@pytest.mark.parametrize("level", ALL_LEVELS, ids=lambda lv: lv.name)
def test_words_can_be_read_on_the_colour_of_their_level(level: Level) -> None:
    """Small text needs a contrast of 4.5 to 1 (WCAG 2.2 AA)."""
    assert contrast(level.colour, level.text_colour) >= 4.5


def test_each_level_is_darker_than_the_one_below() -> None:
    """The order of the colours survives colour blindness, a grey print and a dim screen."""
    assert all(
        contrast(low.colour, high.colour) > 1.4 and luminance(low.colour) > luminance(high.colour)
        for low, high in pairwise(BOOK.levels)
    )
    assert BOOK.no_level.colour == "#ffffff"


def test_evidence_floors_freshness_and_privacy_have_the_numbers_of_the_method() -> None:
    """Every number of the method outside the table of measures, written out once more."""
    assert (BOOK.evidence.whole_at_least, BOOK.evidence.family_at_least) == (Fraction(2, 3), Fraction(1, 2))
    assert BOOK.evidence.too_few_denominator == 5
    assert (BOOK.floors.family_rank, BOOK.floors.below_highest_family) == (2, 1)
    assert [(f.measure_id, f.band, f.level) for f in BOOK.floors.measures] == [
        ("ll_critical_unsourced", 2, 2),
        ("ll_critical_unsourced", 3, 3),
        ("ll_critical_unsourced", 4, 3),
    ]
    assert BOOK.floors.stages == {2: 3, 3: 4}
    assert [BOOK.freshness.limit(c, "waiting_list") for c in Cadence] == [28, 45, 75, 75, 640]
    assert BOOK.freshness.limit(Cadence.WEEKLY, "life_and_limb") == 21
    assert BOOK.freshness.limit(Cadence.YEARLY, "life_and_limb") == 640
    assert BOOK.freshness.register_confirmation_days == 28
    assert (BOOK.disclosure.suppress_at_or_below, BOOK.disclosure.round_to) == (7, 5)


def test_the_calendar_is_tuesday_noon_and_wednesday_half_past_nine() -> None:
    """Ten days after the Sunday that ends a week is the Wednesday of its release."""
    calendar = BOOK.calendar
    sunday = date(2026, 11, 22)

    assert (calendar.returns_close_weekday, calendar.returns_close_at) == (1, time(12))
    assert (calendar.release_weekday, calendar.release_at) == (2, time(9, 30))
    assert (sunday + timedelta(days=calendar.next_due_after_week_ending_days)).weekday() == calendar.release_weekday


def test_the_register_has_the_stages_and_limits_of_the_method() -> None:
    """A notice that outlives its review is the failure the register exists to prevent."""
    rules = BOOK.declarations
    stages = [e.stage for e in rules.catalogue]

    assert dict(rules.review_within_days) == {1: 28, 2: 28, 3: 14}
    assert rules.proposal_lapses_after_hours == 24
    assert [stages.count(n) for n in (1, 2, 3)] == [2, 6, 1]
    assert rules.fixed_public_line == (
        "This notice does not change anyone's rights under the Care Act 2014. "
        "It is not a decision to stop meeting eligible needs."
    )


def test_context_figures_are_the_ten_of_the_method() -> None:
    """A figure that is shown and never scored must not be mistaken for a measure."""
    assert [c.id for c in BOOK.context] == [
        "ctx_assess_median_days",
        "ctx_weeks_to_clear",
        "ctx_closed_without_assessment",
        "ctx_carers_waiting",
        "ctx_dols_backlog",
        "ctx_deaths_waiting",
        "ctx_long_term_support",
        "ctx_assessments",
        "ctx_handbacks",
        "ctx_turnover",
    ]
    assert not {c.id for c in BOOK.context} & {m.id for m in BOOK.measures}


def test_the_first_version_of_every_file_is_of_one_day_with_a_review_after_26_weeks() -> None:
    """Nobody checks their own work, and no assumption is left alone."""
    versions = BOOK.parts.values()

    assert {(v.effective_from, v.published_on, v.retrospective, v.method_version, v.next_review) for v in versions} == {
        (date(2015, 1, 1), PUBLISHED, True, "1", PUBLISHED + timedelta(weeks=26))
    }
    assert all(v.authored_by != v.checked_by for v in versions)


@every_version
def test_asking_for_help_is_an_action_at_every_level(book: Rulebook) -> None:
    """Nothing on any page may discourage asking for help."""
    assert all("help" in " ".join(a.residents_can[:1]).casefold() for a in book.actions)
    for lower, higher in pairwise(book.actions):
        assert higher.council_does[0].startswith("Keep doing everything at level")
        assert higher.council_does[1:] != lower.council_does[1:]


@every_version
def test_public_words_use_no_borrowed_terms(book: Rulebook) -> None:
    """Words of the NHS and of the regulator would make our level look like theirs."""
    banned = re.compile(r"\b(opel|critical|incident|not rated|black alert|crisis)\b", re.IGNORECASE)

    assert [text for text in public_words(book) if banned.search(text)] == []


@every_version
def test_public_sentences_are_short(book: Rulebook) -> None:
    """A long sentence is where a reader in a hurry stops."""
    sentences = [s for text in public_words(book) for s in re.split(r"(?<=[.?!:])\s+", text)]

    assert [s for s in sentences if len(s.split()) > 32] == []


def test_every_rule_file_is_named_here() -> None:
    """So that none is dropped or added in silence."""
    names = {p.relative_to(RULES_DIR).with_suffix("").as_posix() for p in RULES_DIR.rglob("*.yaml")}

    nations = {f"nations/{name}" for name in ("england", "northern_ireland", "scotland", "wales")}
    added = {"missing_and_settling", "revision_reasons", "counting_questions", *nations}
    assert names == {*OTHER_FILES, *added, *(f"measures/{line[0]}" for table in TABLE.values() for line in table)}
    assert set(BOOK.parts) == {*OTHER_FILES, *(f"measures/{line[0]}" for line in TABLE["1"])}


def public_words(book: Rulebook) -> Iterator[str]:
    """Every sentence of the rules that a page may print, anchors apart: they quote their sources."""
    yield from _texts(
        [
            asdict(x)
            for x in (
                *book.levels,
                book.no_level,
                *book.families,
                *book.context,
                *book.actions,
                *book.declarations.catalogue,
                *book.revision_reasons,
                *book.counting_questions,
            )
        ]
    )
    for m in book.measures:
        yield from _texts([m.title, m.short_title, m.why, m.found, dict(m.counting)])
    yield from (text for words in deciding_rules(RULES, PUBLISHED).values() for text in words)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
