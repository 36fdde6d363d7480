"""What a proposed version of the rules would have changed: every week of history worked out by it, beside what was
published. It takes no effect."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from typing_extensions import TypedDict

from pressure.domain.councils import Council
from pressure.domain.moments import day_of
from pressure.domain.rating.method import rate
from pressure.domain.rating.needed import wanted
from pressure.domain.rating.results import Previous
from pressure.domain.register import Register
from pressure.domain.rules_history import Rules
from pressure.publish.release_inputs import ReleaseInputs
from pressure.publish.release_line import ReleaseLine
from pressure.store import ratings, readings
from pressure.store.releases import SCHEDULED

PREVIOUS = TypeAdapter(Previous)


@dataclass(frozen=True, slots=True)
class Week:
    """One council at one scheduled release: its level by figures as published and by the proposal, which proposed rule
    decides, and what the next week settles from."""

    council_code: str
    release: ReleaseLine
    published: int | None
    proposed: int | None
    deciding_rule: str | None
    leaves: Previous

    @property
    def differs(self) -> bool:
        return self.published != self.proposed


class Differing(TypedDict):
    """A week that differs."""

    council_code: str
    release_id: str
    published: int | None
    proposed: int | None
    deciding_rule: str | None


class Compared(TypedDict):
    """What came of it up to a scheduled release, the same as JSON: how many weeks at each level by its number ("" for
    none), as published and by the proposal; of each council how many were compared and what the next settles from; and
    each week that differs."""

    release_id: str
    published: dict[str, int]
    proposed: dict[str, int]
    councils: dict[str, int]
    leave: dict[str, Any]
    differing: list[Differing]


def until(inputs: ReleaseInputs) -> ReleaseLine | None:
    """The last scheduled release: what comes out between two of them shows nothing else of a proposal."""
    return next((r for r in reversed(inputs.releases) if r.reason == SCHEDULED), None)


def compare(inputs: ReleaseInputs, before: Compared | None = None) -> Compared:
    """Every week of every council that sent a return; with what came of it `before`, only the weeks since. Nothing
    where nothing is proposed."""
    found = _empty() if before is None or not _goes_on(inputs, before) else _copy(before)
    last = until(inputs)
    if inputs.rules.proposed is None or last is None:
        return found
    for week in weeks(inputs, inputs.rules.proposed, found["release_id"], found["leave"]):
        code = week.council_code
        _count(found["published"], week.published)
        _count(found["proposed"], week.proposed)
        found["councils"][code] = found["councils"].get(code, 0) + 1
        found["leave"][code] = PREVIOUS.dump_python(week.leaves, mode="json")
        if week.differs:
            line: Differing = {
                "council_code": code,
                "release_id": week.release.id,
                "published": week.published,
                "proposed": week.proposed,
                "deciding_rule": week.deciding_rule,
            }
            found["differing"].append(line)
    found["release_id"] = last.id
    return found


def weeks(inputs: ReleaseInputs, rules: Rules, after: str = "", leave: dict[str, Any] | None = None) -> Iterator[Week]:
    """The scheduled releases of each council that has sent a return, `after` one of them if given, worked through by
    some rules in the order they came, each from what was known then and the one before it: as the level settles."""
    last, ids = until(inputs), [r.id for r in inputs.releases]
    if last is None:
        return
    span = inputs.releases[ids.index(after) + 1 if after else 0 : ids.index(last.id) + 1]
    for council in sorted(inputs.councils, key=lambda c: c.code):
        first = inputs.first_weeks.get(council.code)
        own = [
            r for r in span if first and first < day_of(r.facts_as_of) and council.existed_on(day_of(r.published_at))
        ]
        left = (leave or {}).get(council.code)
        yield from _of_council(inputs, rules, council, own, PREVIOUS.validate_python(left) if left else None)


def _of_council(
    inputs: ReleaseInputs, rules: Rules, council: Council, releases: list[ReleaseLine], previous: Previous | None
) -> Iterator[Week]:
    published = _published(inputs, council.code, releases[0].published_at) if releases else []
    level: int | None = None
    for release in releases:
        at = release.published_at
        while published and published[-1][0] <= at:
            level = published.pop()[1]
        want = wanted(rules.in_force(day_of(at)), council.nation_code)
        few = readings.for_rating(inputs.connection, council.code, day=day_of(at), known_at=release.known, wanted=want)
        if previous is None and not any(r.from_council for r in few):
            continue  # nothing had been returned yet, whatever came for these weeks later
        rating = rate(few, rules, at, Register(), previous, council=council)
        previous = rating.as_previous()
        if release.reason == SCHEDULED:
            yield Week(council.code, release, level, rating.level_figures, rating.deciding_rule, previous)


def _published(inputs: ReleaseInputs, code: str, start: datetime) -> list[tuple[datetime, int | None]]:
    """The level by figures of each rating as published from a moment on, and of the one in force then; newest first."""
    before = ratings.last_before(inputs.connection, code, start)
    rows = [*([before] if before else []), *ratings.of_council(inputs.connection, code, start=start)]
    return [(row.rated_at, json.loads(row.shown).get("level_figures")) for row in reversed(rows)]


def _goes_on(inputs: ReleaseInputs, before: Compared) -> bool:
    """Whether what was kept comes from the same history."""
    return any(release.id == before["release_id"] for release in inputs.releases)


def _empty() -> Compared:
    return {"release_id": "", "published": {}, "proposed": {}, "councils": {}, "leave": {}, "differing": []}


def _copy(before: Compared) -> Compared:
    copied: Compared = json.loads(json.dumps(before))
    return copied


def _count(counts: dict[str, int], level: int | None) -> None:
    key = "" if level is None else str(level)
    counts[key] = counts.get(key, 0) + 1
