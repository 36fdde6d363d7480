"""Rules with a version 3 of the method proposed beside those in force: one edge of one measure moved."""

import re
import shutil
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from pressure.domain.measures import Edge, Measure
from pressure.domain.rules_history import Dated, Rules
from pressure.rules import RULES_DIR
from tests.level_cases import BOOK

PROPOSED_ON = "2027-03-01"
HALF = Fraction(1, 2)


def half_way(measure: Measure, edge: int, *, up: bool) -> Fraction:
    """An edge moved half the way to the next one, or to the one before."""
    value, before = measure.edges[edge].value, measure.edges[edge - 1].value if edge > 2 else Fraction(0)
    after = measure.edges[edge + 1].value if edge < 4 else 2 * value - before
    return (value + (after if up else before)) * HALF


MOVED = [(m, edge, half_way(m, edge, up=up)) for m in BOOK.measures for edge in (2, 3, 4) for up in (False, True)]
"""Each edge of each scored measure, moved down and moved up."""
NAMED = [f"{m.id}-{edge}-{value}" for m, edge, value in MOVED]


def proposing(rules: Rules, measure: Measure, edge: int, value: Fraction) -> Rules:
    """These rules with a version proposed that differs in one edge, in whichever nation it stands."""
    parts = {f"measures/{measure.id}": _with_edge(rules, measure, edge, value)}
    for name, versions in rules.parts.items():
        if name.startswith("nations/") and edge in getattr(versions[-1].content.measures.get(measure.id), "edges", {}):
            parts[name] = _with_edge_of_nation(rules, name, measure, edge, value)
    return rules.with_proposal(parts)


def _with_edge(rules: Rules, measure: Measure, edge: int, value: Fraction) -> Dated:
    dated = rules.parts[f"measures/{measure.id}"][-1]
    moved = Edge(at_least=value, people_at_least=measure.edges[edge].people_at_least)
    content = replace(dated.content, edges={**dated.content.edges, edge: moved})
    return replace(dated, version=replace(dated.version, method_version="3"), content=content)


def _with_edge_of_nation(rules: Rules, name: str, measure: Measure, edge: int, value: Fraction) -> Dated:
    dated = rules.parts[name][-1]
    source = dated.content.measures[measure.id]
    times = value / measure.edges[edge].value
    own = replace(source, edges={**source.edges, edge: source.edges[edge] * times})
    content = replace(dated.content, measures={**dated.content.measures, measure.id: own})
    return replace(dated, version=replace(dated.version, method_version="3"), content=content)


def proposed_files(folder: Path, measure: Measure, edge: int, value: Fraction) -> Path:
    """A copy of the rule files with such a proposal as somebody would write it: all of the version again."""
    copy = shutil.copytree(RULES_DIR, folder)
    text = newest_again((copy / f"measures/{measure.id}.yaml").read_text("utf-8"))
    target = copy / "proposed" / "measures" / f"{measure.id}.yaml"
    target.parent.mkdir(parents=True)
    target.write_text(re.sub(rf"(?m)^(\s+{edge}: {{at_least: )[\d/.]+", rf"\g<1>{value}", text, count=1), "utf-8")
    return copy


def newest_again(text: str, method_version: str = "3") -> str:
    """A rule file with its newest version alone, as another version of the method."""
    head, *versions = re.split(r"^(?=  - effective_from:)", text, flags=re.MULTILINE)
    newest = re.sub(r"published_on: \S+", f"published_on: {PROPOSED_ON}", versions[-1])
    newest = re.sub(r"next_review: \S+", "next_review: 2027-09-01", newest)
    return head + re.sub(r'method_version: "\d+"', f'method_version: "{method_version}"', newest)
