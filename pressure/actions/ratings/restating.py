"""Working past ratings out again when later figures bear on them (ratings.csv: "as now believed")."""

from dataclasses import replace
from typing import Any

from pressure.actions.installation import Installation
from pressure.actions.ratings.rating import known, shown_in_public, work_out
from pressure.domain.as_known import AsKnown
from pressure.domain.moments import start_of
from pressure.publish.release_line import ReleaseLine
from pressure.store import ratings, releases, restatements
from pressure.store.engine import Connection, Row


def restate(
    installation: Installation,
    connection: Connection,
    *,
    track: str,
    codes: list[str],
    before: ReleaseLine | None,
    line: ReleaseLine,
) -> None:
    """Rate again every published moment that figures received or revised since the release before bear on. What was
    published stays; a moment that comes out otherwise is stored beside it. A withdrawal acts from when it was made and
    is no correction (ADR 0042)."""
    if before is None:
        return
    late = restatements.late_figures(connection, before.facts_as_of, line.facts_as_of, codes)
    for code, (first, correction_id) in sorted(late.items()):
        rows = ratings.of_council(connection, code, start=start_of(first), before=line.published_at)
        if rows:
            _again(installation, connection, code, rows, track, line, correction_id)


def _again(
    installation: Installation,
    connection: Connection,
    code: str,
    rows: list[Row[Any]],
    track: str,
    line: ReleaseLine,
    correction_id: str,
) -> None:
    believed = restatements.newest(connection, track, line.published_at)
    before = ratings.last_before(connection, code, rows[0].rated_at)
    previous = ratings.previous(believed.get(before.id, before)) if before else None
    then = {r.id: AsKnown(r.facts_as_of, r.published_at) for r in releases.of_track(connection, track)}
    for row in rows:
        at = then.get(row.release_id, AsKnown(row.rated_at, row.rated_at))
        facts = known(installation, connection, code, row.rated_at, AsKnown(line.facts_as_of, at.acts))
        worked = work_out(installation, replace(facts, previous=previous), row.rated_at, facts.readings)
        shown = ratings.text(shown_in_public(connection, worked, at))
        if not ratings.unchanged(believed.get(row.id, row), shown):
            restatements.add(
                connection,
                worked.rating,
                rating_id=row.id,
                track=track,
                release_id=line.id,
                published_at=line.published_at,
                correction_id=correction_id,
                shown=shown,
                explained=ratings.text(worked.exact),
            )
        previous = worked.rating.as_previous()
