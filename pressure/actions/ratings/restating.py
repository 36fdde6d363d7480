"""Working past ratings out again when later figures bear on them (ratings.csv: "as now believed")."""

import json
from dataclasses import replace
from typing import Any

from pressure.actions.installation import Installation
from pressure.actions.ratings.following import Followed
from pressure.actions.ratings.rating import Known, known, shown_in_public, work_out
from pressure.domain.as_known import AsKnown
from pressure.domain.moments import day_of, start_of
from pressure.domain.rating.choosing import as_corrected
from pressure.publish.release_line import ReleaseLine
from pressure.store import councils, ratings, releases, restatements
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
    published stays; a moment that comes out otherwise is stored beside it, with what it leaves to the next rating. So
    does what the release before published, where the moment before that is believed otherwise now. A withdrawal acts
    from when it was made and is no correction (ADR 0042)."""
    if before is None:
        return
    late = restatements.late_figures(connection, before.facts_as_of, line.facts_as_of, codes)
    covered = {code for code, (first, _) in late.items() if start_of(first) <= before.published_at}
    believed = restatements.newest(connection, track, line.published_at)
    for code in sorted({one.council_code for one in believed.values()} - covered):
        _follow(installation, connection, code, believed, track, before, line)
    for code, (first, correction_id) in sorted(late.items()):
        rows = ratings.of_council(connection, code, start=start_of(first), before=line.published_at)
        if rows:
            _again(installation, connection, code, rows, track, line, correction_id)


def _follow(
    installation: Installation,
    connection: Connection,
    code: str,
    believed: dict[int, Row[Any]],
    track: str,
    before: ReleaseLine,
    line: ReleaseLine,
) -> None:
    """Since when a level is in force is told as it was published, also in the release that puts it right: the one after
    it works that out again from what is believed."""
    rows = ratings.of_council(connection, code, start=before.published_at, before=line.published_at)
    earlier = ratings.last_before(connection, code, rows[0].rated_at) if rows else None
    if earlier is not None and earlier.id in believed:
        _again(installation, connection, code, rows, track, line, believed[earlier.id].correction_id)


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
    corrected = _Corrected(installation, before, believed)
    then = {r.id: AsKnown(r.facts_as_of, r.published_at) for r in releases.of_track(connection, track)}
    for row in rows:
        at, again = then.get(row.release_id, AsKnown(row.rated_at, row.rated_at)), believed.get(row.id)
        facts = known(installation, connection, code, row.rated_at, AsKnown(line.facts_as_of, at.acts))
        council = councils.body_as_known(connection, code, row.rated_at) or facts.council
        facts = replace(_come_by(facts, at), follows=Followed(previous, previous), council=council)
        worked = work_out(installation, facts, row.rated_at, facts.readings)
        shown, left = ratings.text(shown_in_public(connection, worked, at)), corrected.left_by(row, facts, at)
        if left != ratings.left_as_corrected(again) or not ratings.unchanged(again or row, shown):
            explained = worked.exact if left is None else {**worked.exact, ratings.LEFT_AS_CORRECTED: left}
            restatements.add(
                connection,
                worked.rating,
                rating_id=row.id,
                track=track,
                release_id=line.id,
                published_at=line.published_at,
                correction_id=correction_id,
                shown=shown,
                explained=ratings.text(explained),
            )
        previous = worked.rating.as_previous()


class _Corrected:
    """What published ratings, one after another, would have left to the next had every figure that each knew been as it
    is now."""

    def __init__(self, installation: Installation, before: Row[Any] | None, believed: dict[int, Row[Any]]) -> None:
        self.installation = installation
        self.published = ratings.previous(before)
        self.previous = ratings.as_corrected(before, believed.get(before.id)) if before else None

    def left_by(self, row: Row[Any], facts: Known, at: AsKnown) -> dict[str, object] | None:
        """By the next of them; None where it is what was published."""
        published, corrected, own = self.published, self.previous, ratings.previous(row)
        self.published = self.previous = own
        was = ratings.left_of(json.loads(row.explained))
        knew, revised = as_corrected((r, r.recorded_at <= at.figures) for r in facts.readings)
        followed_as_published = corrected == published and "follows_correction" not in json.loads(row.shown)
        if not was or (followed_as_published and not revised):
            return None
        facts = replace(facts, follows=Followed(published, corrected))
        document = work_out(self.installation, facts, row.rated_at, knew).exact
        if (left := ratings.left_of(document)) == was:
            return None
        self.previous = own.leaving(ratings.previous_of(document)) if own else None
        return left


def _come_by(facts: Known, at: AsKnown) -> Known:
    """Without figures of periods that had not ended when the release knew its figures, unless something of theirs was
    known: right figures could not have come earlier either, and a release between two Wednesdays brings out nobody's
    waiting return (METHOD 2, rule 13)."""
    day = day_of(at.figures)
    had = {r.key for r in facts.readings if r.recorded_at <= at.figures}
    return replace(facts, readings=[r for r in facts.readings if r.period_end <= day or r.key in had])
