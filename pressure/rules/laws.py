"""Laws that no one value can keep alone: of a version, of a file's content, and of all files together."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from pressure.domain import rulebook as book
from pressure.domain.lawful import BrokenLawError
from pressure.domain.measures import Cadence, CountingRule, Measure, Unit, Version
from pressure.domain.national import Nation
from pressure.domain.readings import REGISTER_CONFIRMED
from pressure.rules import shapes

LEVEL_NUMBERS = (1, 2, 3, 4)
STAGES = (0, 1, 2, 3)


def check_version(version: Version) -> None:
    """Two people, dates in order and a whole number. Raises BrokenLawError."""
    if version.authored_by.casefold() == version.checked_by.casefold():
        raise BrokenLawError("checked_by", version.checked_by, "another role than authored_by")
    if version.published_on > version.effective_from and not version.retrospective:
        expected = f"a day no later than {version.effective_from}, or retrospective: true"
        raise BrokenLawError("published_on", version.published_on, expected)
    if version.next_review <= version.published_on:
        raise BrokenLawError("next_review", version.next_review, f"a day after {version.published_on}")
    if not re.fullmatch("[1-9][0-9]*", version.method_version):
        raise BrokenLawError("method_version", version.method_version, 'a whole number in quotes, such as "2"')


def check_content(content: Any) -> None:
    """The laws of one file's content. Raises BrokenLawError."""
    if law := _LAWS.get(type(content)):
        law(content)


def weights_of_families(rules: book.Rulebook) -> dict[str, int]:
    """The weight of each family, for the law that none may hide another."""
    return {family.id: rules.weight_of(family.id) for family in rules.families}


def names_used(rules: book.Rulebook) -> Iterator[tuple[str, str, str, set[str]]]:
    """Every family and measure that one file names and another must define: file, key, name and the names known."""
    families, ids = {f.id for f in rules.families}, {m.id for m in rules.measures}
    yield from ((f"{shapes.MEASURES}{m.id}.yaml", "family", m.family, families) for m in rules.measures)
    yield from (("context.yaml", f"{c.id}: family", c.family, families) for c in rules.context)
    yield from (("freshness.yaml", "family_days", f, families) for f in rules.freshness.family_days)
    yield from (("floors.yaml", "measures", f.measure_id, ids) for f in rules.floors.measures)
    yield from (("floors.yaml", "undeclared", f.measure_id, ids) for f in rules.floors.undeclared)
    yield from (
        (f"{shapes.NATIONS}{n.name.lower().replace(' ', '_')}.yaml", "measures", m, ids)
        for n in rules.nations.values()
        for m in n.measures
    )
    yield from (("counting_questions.yaml", f"{q.id}: of", m, ids) for q in rules.counting_questions for m in q.of)
    for old, successor in rules.retired.items():
        yield "families.yaml", f"retired: {old}", successor, ids | {REGISTER_CONFIRMED}
    yield from (("families.yaml", "order", f, {m.family for m in rules.measures}) for f in families)


def _levels(content: shapes.Levels) -> None:
    _exactly("levels", [level.number for level in content.levels], LEVEL_NUMBERS)
    if content.no_level.number:
        raise BrokenLawError("no_level: number", content.no_level.number, "no number")
    if len(content.cuts) != len(LEVEL_NUMBERS) - 1 or any(low >= high for low, high in pairwise(content.cuts)):
        raise BrokenLawError("cuts", ", ".join(map(str, content.cuts)), "three shares that rise from level to level")


def _families(content: shapes.Families) -> None:
    _each_once("families", [family.id for family in content.families])
    _each_once("order", content.order)


def _actions(content: shapes.Actions) -> None:
    _exactly("actions", [row.level for row in content.actions], LEVEL_NUMBERS)


def _freshness(content: book.Freshness) -> None:
    if missing := set(Cadence) - {Cadence.QUARTERLY} - set(content.days):
        raise BrokenLawError("days", f"nothing for {', '.join(sorted(missing))}", "a limit for every cadence")


def _nation(content: Nation) -> None:
    for measure_id, source in content.measures.items():
        edges = list(source.edges.values())
        if edges:
            _exactly(f"measures: {measure_id}: edges", list(source.edges), LEVEL_NUMBERS[1:])
        if any(low >= high for low, high in pairwise(edges)):
            raise BrokenLawError(f"measures: {measure_id}: edges", ", ".join(map(str, edges)), "edges that rise")


def _calendar(content: shapes.Calendar) -> None:
    for number, period in enumerate(content.pre_election, start=1):
        if period.last < period.first:
            raise BrokenLawError(f"pre_election: entry {number}: to", period.last, f"no day before {period.first}")


def _declarations(content: book.DeclarationRules) -> None:
    _each_once("catalogue", [row.id for row in content.catalogue])
    _exactly("review_within_days", list(content.review_within_days), STAGES[1:])
    _exactly("catalogue stages", sorted({row.stage for row in content.catalogue}), STAGES[1:])
    if said := content.if_care_is_not_given:
        _exactly("if_care_is_not_given", sorted(re.findall(r"{(.*?)}", said)), ["legal_help", "ombudsman"])


def _revision_reasons(content: shapes.RevisionReasons) -> None:
    _each_once("reasons", [row.id for row in content.reasons])


def _counting_questions(content: shapes.CountingQuestions) -> None:
    _each_once("questions", [question.id for question in content.questions])
    for question in content.questions:
        key = f"questions: {question.id}"
        _each_once(f"{key}: choices", [choice.id for choice in question.choices])
        for choice in question.choices:
            if others := sorted(set(choice.of) - set(question.of)):
                raise BrokenLawError(f"{key}: {choice.id}: of", ", ".join(others), "only measures of the question")


def _measure(content: Measure) -> None:
    by_stage = content.unit is Unit.STAGE
    _exactly("bands", list(content.edges), () if by_stage else LEVEL_NUMBERS[1:])
    _exactly("stage_bands", list(content.stage_bands), STAGES if by_stage else ())
    for band, edge in content.edges.items():
        given = [name for name in ("at_least", "above") if getattr(edge, name) is not None]
        if len(given) != 1:
            raise BrokenLawError(f"bands: {band}", " and ".join(given) or "no edge", "either at_least or above")
    edges = [edge.value for edge in content.edges.values()]
    if any(low >= high for low, high in pairwise(edges)):
        raise BrokenLawError("bands", ", ".join(map(str, edges)), "edges that rise from band to band")
    bands = list(content.stage_bands.values())
    if bands != sorted(bands):
        raise BrokenLawError("stage_bands", ", ".join(map(str, bands)), "bands that never fall from stage to stage")
    if content.assumed == bool(content.set_from):
        found = f"{len(content.set_from)} with assumed: {str(content.assumed).lower()}"
        raise BrokenLawError("anchors", found, "a figure behind the edges, or none and assumed: true")
    if content.found and content.found.count("{n}") != 1:
        raise BrokenLawError("found", repr(content.found)[:80], "a sentence with {n} for the number, once")
    if content.demonstration_per_100k_adults and content.unit is not Unit.PERCENT:
        raise BrokenLawError("demonstration_per_100k_adults", content.unit.value, "nothing, or the unit percent")
    if list(content.counting) != list(CountingRule):
        found = ", ".join(content.counting) or "nothing"
        raise BrokenLawError("counting", found, "exactly " + ", ".join(CountingRule))


_LAWS: dict[type[Any], Callable[[Any], None]] = {
    shapes.Levels: _levels,
    shapes.Families: _families,
    shapes.Actions: _actions,
    shapes.Calendar: _calendar,
    shapes.RevisionReasons: _revision_reasons,
    shapes.CountingQuestions: _counting_questions,
    book.Freshness: _freshness,
    book.DeclarationRules: _declarations,
    Measure: _measure,
    Nation: _nation,
}


def _exactly(key: str, found: Sequence[object], needed: Sequence[object]) -> None:
    """Refuse a list that is not exactly the one needed, each once and in order."""
    if list(found) != list(needed):
        raise BrokenLawError(key, ", ".join(map(str, found)) or "nothing", "exactly " + ", ".join(map(str, needed)))


def _each_once(key: str, ids: Sequence[str]) -> None:
    if twice := sorted({i for i in ids if ids.count(i) > 1}):
        raise BrokenLawError(key, ", ".join(twice) + " twice", "each id once")
