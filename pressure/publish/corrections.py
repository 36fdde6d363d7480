"""What changed after it was published: loads withdrawn and figures revised, each with its public reason."""

from collections.abc import Iterator
from typing import Any

from pressure.publish.facts import Facts, ReleaseLine
from pressure.store import corrections as store
from pressure.view.explained import moment

COLUMNS = ("correction_id", "published_at", "release_id", "corrects_release_id", "council_code", "council_name",
           "what", "why")


def rows(facts: Facts) -> Iterator[dict[str, Any]]:
    """One line a council and a load that was withdrawn or revised what an earlier release showed; oldest first."""
    every = [*_withdrawn(facts), *_revised(facts), *_levels(facts)]
    yield from sorted(every, key=lambda r: (r["published_at"], r["correction_id"]))


def _withdrawn(facts: Facts) -> Iterator[dict[str, Any]]:
    names = {c.code: c.name for c in facts.councils}
    for load_id, withdrawal in facts.withdrawn.items():
        received, councils = store.councils_and_time_of_load(facts.connection, load_id)
        for code, count in councils.items():
            first, now = facts.first_release_of(received), facts.first_release_of(withdrawal.withdrawn_at)
            if code in names and first and now and first.id != now.id:
                yield _row(f"W{load_id}-{code}", first, now, code, names[code],
                           f"{_figures(count)} received on {received:%-d %B %Y} {_was(count)} withdrawn.",
                           withdrawal.reason)


def _revised(facts: Facts) -> Iterator[dict[str, Any]]:
    names = {c.code: c.name for c in facts.councils}
    for line in store.revisions(facts.connection, facts.release.facts_as_of):
        first, now = facts.first_release_of(line.first_received), facts.first_release_of(line.received)
        if line.council_code in names and first and now and first.id != now.id:
            yield _row(f"L{line.load_id}-{line.council_code}", first, now, line.council_code,
                       names[line.council_code], f"{_figures(line.figures)} {_was(line.figures)} revised.",
                       f"{facts.sources[line.source_id].publisher} sent a later figure.")


def _levels(facts: Facts) -> Iterator[dict[str, Any]]:
    """Levels that later figures have changed, beside what was published."""
    councils = {c.code: c.name for c in facts.councils}
    releases = {r.id: r for r in facts.releases}
    for row in store.changed_levels(facts.connection, facts.track, facts.release.published_at):
        if row.council_code in councils:
            yield _row(f"{row.correction_id}-{row.published_in}", releases[row.published_in],
                       releases[row.restated_in], row.council_code, councils[row.council_code],
                       f"{_level(row.was)} was published. With the later figures it is {_level(row.now).lower()}.",
                       "Later figures reached us.")


def _level(level: int | None) -> str:
    return "No current level" if level is None else f"Level {level}"


def _row(correction_id: str, first: ReleaseLine, now: ReleaseLine, code: str, name: str, what: str,
         why: str) -> dict[str, Any]:
    return {"correction_id": correction_id, "published_at": moment(now.published_at), "release_id": now.id,
            "corrects_release_id": first.id, "council_code": code, "council_name": name, "what": what, "why": why}


def _figures(count: int) -> str:
    return "One figure" if count == 1 else f"{count} figures"


def _was(count: int) -> str:
    return "was" if count == 1 else "were"
