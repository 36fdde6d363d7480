"""Reading the rule files: each version checked, dated, and assembled into the rulebook of a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from pressure.domain.lawful import BrokenLawError
from pressure.domain.measures import Measure, Version
from pressure.domain.national import Nation
from pressure.domain.rulebook import Rulebook
from pressure.domain.rules_history import Dated, Rules, in_force
from pressure.rules import welsh
from pressure.rules.files import RULES_DIR, RuleFileError, digest, first_fault, parsed, read_files
from pressure.rules.laws import check_content, check_version, names_used, weights_of_families
from pressure.rules.shapes import ADDED, FILES, MEASURES, NATIONS, SAID_AS, Calendar, shape_of

PROPOSED = "proposed/"
"""The folder of versions that are proposed: one a file, under the name of the rule file it would be added to."""
PROVENANCE = frozenset(Version.__dataclass_fields__)
MOST_TIMES = 2
"""No family may weigh more times another: the floor by families keeps one from hiding another (ADR 0042)."""
READERS: Mapping[type[Any], TypeAdapter[Any]] = {
    shape: TypeAdapter(shape) for shape in (Version, Measure, Nation, *FILES.values(), *ADDED.values())
}


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """A rule file whose review date has passed or is near; `days_left` is negative once it has passed."""

    file: str
    next_review: date
    days_left: int


def load_rules(directory: Path = RULES_DIR, known_on: date | None = None) -> Rules:
    """Read and check every rule file. Without `known_on`, every version in the files is known.

    Raises RuleFileError on the first law broken; nothing is skipped and no default is filled in.
    """
    return _held_together(tuple(read_files(directory).items())).apart(known_on or date.max)


@lru_cache(maxsize=8)
def _held_together(read: tuple[tuple[str, bytes], ...]) -> Rules:
    """The rules of some files, checked once for each content: hundreds of releases are verified by the same ones."""
    files = dict(read)
    for name in FILES:
        if f"{name}.yaml" not in files:
            raise RuleFileError(f"{name}.yaml", "the file", "nothing", "a rule file of this name")
    parts = {_part(file): _versions(file, content) for file, content in files.items() if not _is_proposed(file)}
    rules = Rules(parts=parts, known_on=date.max, assemble=assemble, digest=digest(files), files=files)
    _check_together(rules)
    if told := {_part(file): _proposed(file, content, parts) for file, content in files.items() if _is_proposed(file)}:
        rules = rules.with_proposal(told)
        _check_proposal(rules)
    return rules


def check_words(rules: Rules) -> None:
    """The newest version of each nation is what pages say: it has every part of a notice in its second language, or
    none. Rules of a release of the past are not asked: a notice may have had fewer parts then. Raises RuleFileError."""
    for part, dated in _nations(rules.parts).items():
        try:
            welsh.check(dated[-1].content)
        except BrokenLawError as law:
            where = f"version {len(dated) - 1}: {law.key}"
            raise RuleFileError(f"{part}.yaml", where, law.found, law.expected) from law


def _nations(parts: Mapping[str, tuple[Dated, ...]]) -> Mapping[str, tuple[Dated, ...]]:
    return {part: dated for part, dated in parts.items() if part.startswith(NATIONS)}


def review_due(rules: Rules, today: date, within_days: int = 60) -> list[ReviewDue]:
    """The versions in force whose review date has passed or comes within some days, earliest first."""
    due = [
        ReviewDue(f"{part}.yaml", version.next_review, (version.next_review - today).days)
        for part, version in rules.in_force(today).parts.items()
    ]
    return sorted((d for d in due if d.days_left <= within_days), key=lambda d: (d.next_review, d.file))


def deciding_rules(rules: Rules, on: date) -> Mapping[str, tuple[str, str]]:
    """Public title and sentence of each rule that can decide a level, by its name in a rating."""
    said = in_force(rules.parts["deciding_rules"], on, rules.known_on).content.rules
    return {rule: (words.title, words.sentence) for rule, words in said.items()}


def assemble(chosen: Mapping[str, Dated], every: Mapping[str, tuple[Dated, ...]]) -> Rulebook:
    """One rulebook from the version of each file in force, beside `every` version; measures in the order families.yaml
    lists them."""
    order = chosen["families"].content.order
    used = {
        name: dated
        for name, dated in chosen.items()
        if dated.content is not None and (not name.startswith(MEASURES) or name.removeprefix(MEASURES) in order)
    }
    for measure_id in order:
        if f"{MEASURES}{measure_id}" not in used:
            raise RuleFileError("families.yaml", "order", measure_id, f"a file {MEASURES}{measure_id}.yaml in force")
    book = Rulebook(
        method_version=max(used.values(), key=lambda d: d.version.published_on).version.method_version,
        levels=chosen["levels"].content.levels,
        no_level=chosen["levels"].content.no_level,
        families=chosen["families"].content.families,
        measures=tuple(used[f"{MEASURES}{measure_id}"].content for measure_id in order),
        context=chosen["context"].content.measures,
        evidence=chosen["evidence"].content,
        floors=chosen["floors"].content,
        freshness=chosen["freshness"].content,
        calendar=chosen["calendar"].content,
        disclosure=chosen["disclosure"].content,
        plausibility=chosen["plausibility"].content,
        declarations=chosen["exceptional_measures"].content,
        actions=chosen["actions"].content.actions,
        parts={name: dated.version for name, dated in used.items()},
        cuts=chosen["levels"].content.cuts,
        retired=chosen["families"].content.retired,
        weeks=used["missing_and_settling"].content if "missing_and_settling" in used else None,
        revision_reasons=used["revision_reasons"].content.reasons if "revision_reasons" in used else (),
        counting_questions=used["counting_questions"].content.questions if "counting_questions" in used else (),
        nations={d.content.code: d.content for name, d in used.items() if name.startswith(NATIONS)},
        told={
            name.removeprefix(MEASURES): tuple((d.version.effective_from, d.content) for d in versions if d.content)
            for name, versions in every.items()
            if name.startswith(MEASURES)
        },
        newest_nations=tuple(sorted((d[-1].content for d in _nations(every).values()), key=lambda n: str(n.name))),
    )
    for file, key, named, known in names_used(book):
        if named not in known:
            raise RuleFileError(file, key, named, "one of " + ", ".join(sorted(known)))
    weights = weights_of_families(book)
    if max(weights.values()) > MOST_TIMES * min(weights.values()):
        found = ", ".join(f"{family} of weight {weight}" for family, weight in weights.items())
        raise RuleFileError("families.yaml", "order", found, f"no family that weighs over {MOST_TIMES} times another")
    return book


def _versions(file: str, content: bytes) -> tuple[Dated, ...]:
    """The versions of one file, oldest first."""
    part, dated = _part(file), _as_written(file, content)
    return _with_days_before(dated) if part.startswith((MEASURES, NATIONS)) or part in ADDED else dated


def _proposed(file: str, content: bytes, parts: Mapping[str, tuple[Dated, ...]]) -> Dated:
    """The one version that a file proposes. It has a name that none of the versions in force has, and a later day than
    those of its rule file."""
    part, dated = _part(file), _as_written(file, content)
    if len(dated) > 1:
        raise RuleFileError(file, "versions", f"{len(dated)} versions", "the one that is proposed")
    version, known = dated[0].version, parts.get(part, ())
    if version.method_version in {d.version.method_version for versions in parts.values() for d in versions}:
        raise RuleFileError(file, "method_version", version.method_version, "a version that is not in force")
    if known and version.published_on <= known[-1].version.published_on:
        after = f"a day after {known[-1].version.published_on}"
        raise RuleFileError(file, "published_on", version.published_on.isoformat(), after)
    return dated[0]


def _is_proposed(file: str) -> bool:
    return file.startswith(PROPOSED)


def _part(file: str) -> str:
    """What a file says something of, in force or proposed."""
    return file.removeprefix(PROPOSED).removesuffix(".yaml")


def _as_written(file: str, content: bytes) -> tuple[Dated, ...]:
    part = _part(file)
    shape = shape_of(part)
    if shape is None:
        raise RuleFileError(file, "the file", "a name nobody reads", "one of " + ", ".join(sorted(FILES)))
    rows = _rows(file, parsed(file, content))
    dated = tuple(_dated(file, number, row, shape) for number, row in enumerate(rows, start=1))
    for number, (older, newer) in enumerate(pairwise(d.version for d in dated), start=2):
        if newer.published_on <= older.published_on:
            raise RuleFileError(
                file,
                f"version {number}: published_on",
                newer.published_on.isoformat(),
                f"a day after {older.published_on}",
            )
    if part.startswith(MEASURES):
        _check_ids(part.removeprefix(MEASURES), file, dated)
    return dated


def _rows(file: str, whole: Any) -> Sequence[Any]:
    """The versions as written: the file is one key with at least one entry."""
    if not isinstance(whole, dict):
        raise RuleFileError(file, "the file", repr(whole)[:80], "keys with values")
    rows = whole.get("versions")
    if rows is None:
        raise RuleFileError(file, "versions", "nothing", "a value")
    if not isinstance(rows, list) or not rows:
        raise RuleFileError(file, "versions", repr(rows)[:80], "List should have at least 1 item")
    for key in whole:
        if key != "versions":
            raise RuleFileError(file, key, "a key nobody reads", "only known keys")
    return rows


def _dated(file: str, number: int, row: Any, shape: type[Any]) -> Dated:
    """One version: when and by whom it was said, and what it says, each read into its class and held to its laws."""
    where = f"version {number}"
    if not isinstance(row, dict):
        raise RuleFileError(file, where, repr(row)[:80], "keys with values")
    when = {key: value for key, value in row.items() if key in PROVENANCE}
    says = {key: value for key, value in row.items() if key not in PROVENANCE}
    try:
        version = READERS[Version].validate_python(when)
        content = READERS[shape].validate_python(_as_fields(says, shape))
        check_version(version)
        check_content(content)
    except ValidationError as error:
        raise RuleFileError(file, *first_fault(error, where, said_as=SAID_AS)) from error
    except BrokenLawError as law:
        raise RuleFileError(file, f"{where}: {law.key}", law.found, law.expected) from law
    return Dated(version, content.to_domain() if isinstance(content, Calendar) else content)


def _as_fields(says: Mapping[str, Any], shape: type[Any]) -> dict[str, Any]:
    """A file's keys as the fields of its class; a key that is only the name of a field stays unknown."""
    if shape is not Measure:
        return dict(says)
    fields = {name: field for field, name in SAID_AS.items()}
    return {fields.get(key, f"{key} " if key in SAID_AS else key): value for key, value in says.items()}


def _check_ids(name: str, file: str, dated: tuple[Dated, ...]) -> None:
    """A measure is called as its file is."""
    for number, version in enumerate(dated, start=1):
        if version.content.id != name:
            raise RuleFileError(file, f"version {number}: id", version.content.id, f"{name}, the name of the file")


def _with_days_before(dated: tuple[Dated, ...]) -> tuple[Dated, ...]:
    """The versions of a file; one added later has an empty version for whoever did not know it yet, and for the days
    before its first."""
    first = dated[0].version
    if first.retrospective and first.method_version == "1":
        return dated
    return (Dated(replace(first, effective_from=date.min, published_on=date.min), None), *dated)


def _check_together(rules: Rules) -> None:
    """No measure is in no order, and the rulebook of every day on which something changes can be assembled, so that no
    fault waits for its day."""
    named = {f"{MEASURES}{m}" for dated in rules.parts["families"] for m in dated.content.order}
    if spare := sorted(name for name in rules.parts if name.startswith(MEASURES) and name not in named):
        raise RuleFileError(f"{spare[0]}.yaml", "the file", "a measure in no order", "its id in order in families.yaml")
    _check_days(rules)


def _check_days(rules: Rules) -> None:
    days = {d.version.effective_from for versions in rules.parts.values() for d in versions}
    first = max(min(d.version.effective_from for d in versions) for versions in rules.parts.values())
    for day in sorted(d for d in days if d >= first):
        rules.in_force(day)


def _check_proposal(rules: Rules) -> None:
    """A proposal is one version of the method, and its rules hold together as those in force do."""
    names = {part: version.method_version for part, version in rules.proposal().items()}
    if len(set(names.values())) > 1:
        found = ", ".join(f"{name} in {part}" for part, name in sorted(names.items()))
        raise RuleFileError(f"{PROPOSED}{max(names)}.yaml", "method_version", found, "one version of the method")
    if rules.proposed:
        _check_days(rules.proposed.as_known_on(date.max))
