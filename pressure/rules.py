"""The published rules: every version of every file in `data/rules/`, checked on the way in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError, create_model
from pydantic_core import ErrorDetails

from pressure import rules_conduct as conduct
from pressure import rules_measures as measures
from pressure.domain.rulebook import Rulebook
from pressure.domain.rules_history import Dated, Rules, in_force
from pressure.rules_files import RULES_DIR, BrokenLawError, RuleFileError, digest, parsed, read_files
from pressure.rules_shapes import Provenance, Strict

__all__ = ["RULES_DIR", "ReviewDue", "RuleFileError", "deciding_rules", "load_rules", "review_due"]

MEASURES = "measures/"
FILES: dict[str, type[Provenance]] = {
    "levels": measures.Levels,
    "families": measures.Families,
    "context": measures.Context,
    "evidence": conduct.Evidence,
    "floors": conduct.Floors,
    "deciding_rules": conduct.DecidingRules,
    "freshness": conduct.Freshness,
    "calendar": conduct.Calendar,
    "disclosure": conduct.Disclosure,
    "plausibility": conduct.Plausibility,
    "exceptional_measures": conduct.ExceptionalMeasures,
    "actions": conduct.Actions,
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
    files = read_files(directory)
    for name in FILES:
        if f"{name}.yaml" not in files:
            raise RuleFileError(f"{name}.yaml", "the file", "nothing", "a rule file of this name")
    parts = {file.removesuffix(".yaml"): _versions(file, content) for file, content in files.items()}
    rules = Rules(parts=parts, known_on=known_on or date.max, assemble=assemble, digest=digest(files), files=files)
    _check_together(rules.as_known_on(date.max))
    return rules


def review_due(rules: Rules, today: date, within_days: int = 60) -> list[ReviewDue]:
    """The versions in force whose review date has passed or comes within some days, earliest first."""
    due = [
        ReviewDue(f"{part}.yaml", version.next_review, (version.next_review - today).days)
        for part, version in rules.in_force(today).parts.items()
    ]
    return sorted((d for d in due if d.days_left <= within_days), key=lambda d: (d.next_review, d.file))


def deciding_rules(rules: Rules, on: date) -> Mapping[str, tuple[str, str]]:
    """Public title and sentence of each rule that can decide a level, by its name in a rating."""
    words: Mapping[str, tuple[str, str]] = in_force(rules.parts["deciding_rules"], on, rules.known_on).content
    return words


def assemble(chosen: Mapping[str, Dated]) -> Rulebook:
    """One rulebook from the version of each file in force; measures in the order families.yaml lists them."""
    families, order = chosen["families"].content
    levels, no_level = chosen["levels"].content
    used = {
        name: dated
        for name, dated in chosen.items()
        if not name.startswith(MEASURES) or name.removeprefix(MEASURES) in order
    }
    for measure_id in order:
        if f"{MEASURES}{measure_id}" not in used or used[f"{MEASURES}{measure_id}"].content is None:
            raise RuleFileError("families.yaml", "order", measure_id, f"a file {MEASURES}{measure_id}.yaml in force")
    book = Rulebook(
        method_version=max(used.values(), key=lambda d: d.version.published_on).version.method_version,
        levels=levels,
        no_level=no_level,
        families=families,
        measures=tuple(used[f"{MEASURES}{measure_id}"].content for measure_id in order),
        context=chosen["context"].content,
        evidence=chosen["evidence"].content,
        floors=chosen["floors"].content,
        freshness=chosen["freshness"].content,
        calendar=chosen["calendar"].content,
        disclosure=chosen["disclosure"].content,
        plausibility=chosen["plausibility"].content,
        declarations=chosen["exceptional_measures"].content,
        actions=chosen["actions"].content,
        parts={name: dated.version for name, dated in used.items()},
    )
    for file, key, named, known in _names_used(book):
        if named not in known:
            raise RuleFileError(file, key, named, "one of " + ", ".join(sorted(known)))
    return book


def _names_used(book: Rulebook) -> Iterator[tuple[str, str, str, set[str]]]:
    """Every family and measure that one file names and another must define."""
    families, ids = {f.id for f in book.families}, {m.id for m in book.measures}
    yield from ((f"{MEASURES}{m.id}.yaml", "family", m.family, families) for m in book.measures)
    yield from (("context.yaml", f"{c.id}: family", c.family, families) for c in book.context)
    yield from (("freshness.yaml", "family_days", f, families) for f in book.freshness.family_days)
    yield from (("floors.yaml", "measures", f.measure_id, ids) for f in book.floors.measures)
    yield from (("families.yaml", "order", f, {m.family for m in book.measures}) for f in families)


def _versions(file: str, content: bytes) -> tuple[Dated, ...]:
    """The versions of one file, oldest first."""
    part = file.removesuffix(".yaml")
    shape = measures.MeasureFile if part.startswith(MEASURES) else FILES.get(part)
    if shape is None:
        raise RuleFileError(file, "the file", "a name nobody reads", "one of " + ", ".join(sorted(FILES)))
    whole: Any = create_model("RuleFile", __base__=Strict, versions=(list[shape], Field(min_length=1)))  # type: ignore[valid-type]
    try:
        read = whole.model_validate(parsed(file, content)).versions
    except ValidationError as error:
        raise _refused(file, error.errors()[0]) from error
    for number, (older, newer) in enumerate(pairwise(read), start=2):
        if newer.published_on <= older.published_on:
            raise RuleFileError(
                file,
                f"version {number}: published_on",
                newer.published_on.isoformat(),
                f"a day after {older.published_on}",
            )
    dated = tuple(Dated(v.version(), v.content()) for v in read)
    return _measure_versions(file, dated) if shape is measures.MeasureFile else dated


def _measure_versions(file: str, dated: tuple[Dated, ...]) -> tuple[Dated, ...]:
    """The versions of a measure; one added later has an empty version for the days before its first."""
    name = file.removesuffix(".yaml").removeprefix(MEASURES)
    for number, version in enumerate(dated, start=1):
        if version.content.id != name:
            raise RuleFileError(file, f"version {number}: id", version.content.id, f"{name}, the name of the file")
    if dated[0].version.retrospective:
        return dated
    before = replace(dated[0].version, effective_from=date.min, published_on=date.min)
    return (Dated(before, None), *dated)


def _refused(file: str, error: ErrorDetails) -> RuleFileError:
    """The first fault pydantic found, in our words."""
    where = [f"entry {part + 1}" if isinstance(part, int) else part for part in error["loc"]]
    if where[:1] == ["versions"] and len(where) > 1:
        where = [where[1].replace("entry", "version"), *where[2:]]
    law = error.get("ctx", {}).get("error")
    if isinstance(law, BrokenLawError):
        key = ": ".join([*where, law.key] if law.key else where)
        return RuleFileError(file, key, law.found, law.expected)
    key = ": ".join(where) or "the file"
    if error["type"] in {"model_type", "model_attributes_type"}:
        return RuleFileError(file, key, repr(error["input"])[:80], "keys with values")
    if error["type"] == "missing":
        return RuleFileError(file, key, "nothing", "a value")
    if error["type"] == "extra_forbidden":
        return RuleFileError(file, key, "a key nobody reads", "only known keys")
    expected = error["msg"].removeprefix("Input should be ").rstrip(".")
    return RuleFileError(file, key, repr(error["input"])[:80], expected)


def _check_together(rules: Rules) -> None:
    """Assemble the rulebook of every day on which something changes, so that no fault waits for its day."""
    named = {f"{MEASURES}{m}" for dated in rules.parts["families"] for m in dated.content[1]}
    if spare := sorted(name for name in rules.parts if name.startswith(MEASURES) and name not in named):
        raise RuleFileError(f"{spare[0]}.yaml", "the file", "a measure in no order", "its id in order in families.yaml")
    days = {d.version.effective_from for versions in rules.parts.values() for d in versions}
    first = max(min(d.version.effective_from for d in versions) for versions in rules.parts.values())
    for day in sorted(d for d in days if d >= first):
        rules.in_force(day)
