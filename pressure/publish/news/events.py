"""What happened, from stored facts alone: each event once, with a name it keeps for ever."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import groupby

from pressure.document.events import CorrectionSaid, Event, Happened
from pressure.domain.councils import Council
from pressure.domain.level_history import in_force_to, lost
from pressure.domain.rating.causes import Moved
from pressure.publish import corrections
from pressure.publish.ended import told_by
from pressure.publish.files.documents import last_of
from pressure.publish.news.figure_events import figure_events
from pressure.publish.news.names import authority
from pressure.publish.news.register_events import register_events
from pressure.publish.release_inputs import ReleaseInputs
from pressure.store.level_steps import Step
from pressure.words import events as words


@dataclass(frozen=True)
class News:
    """What the releases of a track told, up to the one being made. Events are only ever added, each by the newest
    release, so that what an earlier month told is complete."""

    inputs: ReleaseInputs

    def told(self, since: datetime | None = None, until: datetime | None = None) -> list[Event]:
        """Every event releases between two moments told, both included, oldest first."""
        levels = _level_events(self.inputs.steps(since=since, until=until))
        return sorted(
            (
                e
                for e in (*self._events(levels), *self.others)
                if (since is None or e.published_at >= since) and (until is None or e.published_at <= until)
            ),
            key=lambda e: e.order,
        )

    def of_council(self, code: str) -> list[Event]:
        """Every event of one council, oldest first."""
        levels = _level_events({code: self.inputs.steps_of(code)})
        return sorted((*self._events(levels), *self.others_of.get(code, ())), key=lambda e: e.order)

    @cached_property
    def others(self) -> list[Event]:
        """Events that no rating tells."""
        inputs = self.inputs
        told = (*_never_followed(inputs), *_ended(inputs), *register_events(inputs), *figure_events(inputs))
        return self._events((*told, *_corrected(inputs)))

    @cached_property
    def others_of(self) -> dict[str, list[Event]]:
        """The same, by council; that one ended also by those that follow it."""
        found: dict[str, list[Event]] = {}
        for event in self.others:
            heirs = event.ended["successor_codes"] if event.ended else ()
            for code in (event.council_code, *heirs):
                found.setdefault(code, []).append(event)
        return found

    def _events(self, known: Iterable[Happened]) -> list[Event]:
        return [
            Event(
                council_name=self._councils[k["council_code"]].name,
                demonstration=self.inputs.demonstration,
                nation_code=self._councils[k["council_code"]].nation_code,
                authority=authority(self.inputs.releases),
                **k,
            )
            for k in known
            if k["council_code"] in self._councils
        ]

    @cached_property
    def _councils(self) -> dict[str, Council]:
        return {c.code: c for c in self.inputs.councils}


def _level_events(levels: Mapping[str, Sequence[Step]]) -> Iterator[Happened]:
    for code, rows in levels.items():
        for before, row in zip([None, *rows], rows, strict=False):
            yield from _between(code, before, row)


def _between(code: str, before: Step | None, row: Step) -> Iterator[Happened]:
    """What one rating says that the one before it did not. A level that was lost between them is told first."""
    level, status = (None, "") if before is None else (before.level_published, before.status)
    if before is not None and before.valid_until and lost(before, row.level_published, row.rated_at):
        yield {
            "council_code": code,
            "kind": words.OUT_OF_DATE,
            "at": before.valid_until,
            "release_id": row.release_id,
            "published_at": row.rated_at,
            "level_before": level,
        }
        level, status = None, ""
    kind = _kind(level, status, row)
    at = row.rated_at
    if kind == words.OUT_OF_DATE and before and before.valid_until and row.level_published in (None, level):
        at = min(at, before.valid_until)
    if kind:
        yield {
            "council_code": code,
            "kind": kind,
            "at": at,
            "release_id": row.release_id,
            "published_at": row.rated_at,
            "level_before": level,
            "level_after": row.level_published,
            "status": row.status,
            "first": before is None,
            "moved": {
                "moved_by": row.moved_by,
                "level_by_rules_before": row.level_by_rules_before,
                "rules_of": row.rules_of,
            },
        }


def _kind(level: int | None, status: str, row: Step) -> str | None:
    now = row.level_published
    if now is None:
        return words.OUT_OF_DATE if level is not None else None
    if level is None:
        return words.GIVEN
    if status != row.status:
        return words.OUT_OF_DATE if row.status == words.FLOOR_ONLY else words.GIVEN
    if now == level:
        return None
    if row.moved_by in {Moved.RULES, Moved.BOTH}:
        return words.RULES
    return words.UP if now > level else words.DOWN


def _never_followed(inputs: ReleaseInputs) -> Iterator[Happened]:
    """The last level of a council that is rated no more runs out too. One that ended with its council did not: the end
    itself is told."""
    until = inputs.release.published_at
    for council in (c for c in inputs.councils if c.code in inputs.ran_out):
        row = inputs.current[council.code]
        ended = in_force_to(row.valid_until, council.ended_at, until)
        if row.level_published is not None and ended and ended != council.ended_at:
            told = next(r for r in inputs.releases if r.published_at >= ended)
            yield {
                "council_code": council.code,
                "kind": words.OUT_OF_DATE,
                "at": ended,
                "release_id": told.id,
                "published_at": told.published_at,
                "level_before": row.level_published,
            }


def _ended(inputs: ReleaseInputs) -> Iterator[Happened]:
    """Every council that ended while it was published about."""
    for council in (c for c in inputs.ended if c.code in inputs.current):
        if council.valid_to is None or council.ended_at is None:
            continue
        line, heirs = told_by(inputs, council), [inputs.by_code[s] for s in council.successors if s in inputs.by_code]
        last = last_of(inputs, council)
        yield {
            "council_code": council.code,
            "kind": words.COUNCIL_ENDED,
            "at": council.ended_at,
            "release_id": line.id,
            "published_at": line.published_at,
            "level_before": last["level_published"] if last else None,
            "ended": {
                "last_day": council.valid_to,
                "successors": tuple(c.name for c in heirs),
                "successor_codes": tuple(c.code for c in heirs),
            },
        }


def _corrected(inputs: ReleaseInputs) -> Iterator[Happened]:
    """All that one release corrected about one council is one event."""
    releases = {r.id: r for r in inputs.releases}
    rows = sorted(corrections.rows(inputs), key=lambda r: (r["release_id"], r["council_code"], r["correction_id"]))
    for (release_id, code), own in groupby(rows, key=lambda r: (r["release_id"], r["council_code"])):
        lines: list[CorrectionSaid] = [
            {"correction_id": r["correction_id"], "what": r["what"], "why": r["why"]} for r in own
        ]
        at = releases[release_id].published_at
        yield {
            "council_code": code,
            "kind": words.CORRECTED,
            "at": at,
            "release_id": release_id,
            "published_at": at,
            "name": release_id,
            "corrections": lines,
        }
