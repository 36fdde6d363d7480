"""What is counted for one council: one document, made again when its rating changed or a month began."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from pressure.document.days import shares
from pressure.document.shapes import BandFall, DaysCounted, DaysDocument, LastFall, RunDates
from pressure.document.values import stamp
from pressure.domain.councils import Council
from pressure.domain.day_counts import (
    Stretch,
    days_at,
    highest,
    last_time_before,
    longest,
    seasons,
    years,
)
from pressure.domain.level_history import DAY, Interval, intervals, lost, runs
from pressure.domain.moments import day_of
from pressure.publish.files.documents import dump
from pressure.publish.files.ratings_rows import shown_in
from pressure.publish.release_inputs import ReleaseInputs
from pressure.publish.release_line import ReleaseLine
from pressure.release.draft import ReleaseDraft
from pressure.store import ratings
from pressure.words import days as words

LOOK_BACK = timedelta(days=13)


@dataclass(frozen=True, slots=True)
class Tally:
    """A council's whole days, and the release they were counted for."""

    release: ReleaseLine
    known: list[Interval]

    @property
    def now(self) -> int | None:
        """The level in force at the release."""
        return self.known[-1].level

    @property
    def first(self) -> date:
        return self.known[0].first_day

    @property
    def last(self) -> date:
        """The last whole day."""
        return day_of(self.known[-1].end) - DAY


def add(draft: ReleaseDraft, inputs: ReleaseInputs) -> None:
    """days.json of every council that was ever rated."""
    for council in (c for c in inputs.councils if c.code in inputs.current):
        draft.put(
            f"councils/{council.code}/days.json",
            made_from(inputs, council),
            _made,
            inputs,
            council,
        )


def _made(inputs: ReleaseInputs, council: Council) -> bytes:
    return dump(document(inputs, council))


def made_from(inputs: ReleaseInputs, council: Council) -> list[Any]:
    """What a council's counts are made from."""
    return [
        counted_for(inputs, council.code).id,
        inputs.current[council.code].id,
        council.name,
        council.valid_to,
        inputs.rules.digest,
    ]


def counted_for(inputs: ReleaseInputs, code: str) -> ReleaseLine:
    """Counts run to the council's last change or to the first release of this month, whichever is later."""
    first, own = inputs.first_of_month, inputs.current[code]
    return (
        first
        if first.published_at >= own.rated_at
        else next(r for r in reversed(inputs.releases) if r.id == own.release_id)
    )


def tally(inputs: ReleaseInputs, council: Council) -> Tally:
    """Runs up to the release counted for. Their whole days end with the day before it."""
    release = counted_for(inputs, council.code)
    return Tally(release, runs(intervals(inputs.steps_of(council.code), release.published_at, council.ended_at)))


def document(inputs: ReleaseInputs, council: Council) -> DaysDocument:
    """days.json: counts, sentences that say them, and what each number means; worked out once a release."""
    if council.code not in inputs.day_documents:
        inputs.day_documents[council.code] = _document(inputs, council)
    return inputs.day_documents[council.code]


def _document(inputs: ReleaseInputs, council: Council) -> DaysDocument:
    own = tally(inputs, council)
    start: DaysDocument = {
        "council_code": council.code,
        "council_name": council.name,
        "release_id": own.release.id,
        "published_at": stamp(own.release.published_at),
        "demonstration": inputs.demonstration,
        "definitions": {**words.DEFINITIONS, "as_published": words.AS_PUBLISHED},
        "counted_from": None,
        "counted_to": None,
        "sentences": [words.not_counted(council.name)],
    }
    if not own.known or own.first > own.last:
        return start
    periods = [Stretch("all", "all", own.first, own.last), *years(own.first, own.last), *seasons(own.first, own.last)]
    fall = last_fall(inputs, council.code)
    return {
        **start,
        "counted_from": own.first.isoformat(),
        "counted_to": own.last.isoformat(),
        "level_now": own.now,
        "periods": [_period(s, own.known) for s in periods],
        "longest_runs": {str(n): _dates(s) for n, s in sorted(longest(own.known).items())},
        "highest_14_days": _highest(own),
        "last_fall": fall,
        "sentences": sentences(inputs, council, own, fall),
    }


def sentences(inputs: ReleaseInputs, council: Council, own: Tally, fall: LastFall | None) -> list[str]:
    """Each count as a sentence that can be printed as it stands."""
    totals = days_at(own.known)
    before = last_time_before(own.known, own.now) if own.now else None
    found = [
        words.total_sentence(totals, council.name, own.first, own.last),
        words.unknown_note(totals),
        *(words.run_sentence(n, s) for n, s in sorted(longest(own.known).items())),
        words.first_time_sentence(own.now, own.known[-1].first_day, before, own.first),
        words.highest_sentence(_highest(own), own.last, inputs.book, now=own.now is not None),
        words.fall_sentence(fall),
    ]
    return [sentence for sentence in found if sentence]


def last_fall(inputs: ReleaseInputs, code: str) -> LastFall | None:
    """The last step down between two levels that were both current, and whose band had fallen."""
    steps = [
        (a, b)
        for a, b in pairwise(inputs.steps_of(code))
        if a.level_published
        and b.level_published
        and b.level_published < a.level_published
        and a.status == b.status
        and not lost(a, b.level_published, b.rated_at)
    ]
    if not steps:
        return None
    higher, lower = steps[-1]
    found = ratings.by_ids(inputs.connection, [higher.last_id, lower.id])
    was, now = (shown_in(i, found[i].shown) for i in (higher.last_id, lower.id))
    bands = {m["measure_id"]: m["band"] for m in was["measures"]}
    fell: list[BandFall] = [
        {
            "measure_id": m["measure_id"],
            "title": m["title"],
            "band_before": bands[m["measure_id"]],
            "band_after": m["band"],
        }
        for m in now["measures"]
        if m["band"] and (bands.get(m["measure_id"]) or 0) > m["band"]
    ]
    return {
        "on": day_of(lower.rated_at).isoformat(),
        "release_id": lower.release_id,
        "level_before": higher.level_published,
        "level_after": lower.level_published,
        "measures": fell,
        "measure_ended": len(now["register"]) < len(was["register"]),
        "raised_ended": bool(was["raised"]) and not now["raised"],
    }


def _highest(own: Tally) -> int | None:
    before = highest(own.known, own.last - LOOK_BACK, own.last)
    return max((level for level in (before, own.now) if level), default=None)


def _period(stretch: Stretch, known: list[Interval]) -> DaysCounted:
    return {
        "kind": stretch.kind,
        "name": stretch.name,
        "first_day": stretch.first.isoformat(),
        "last_day": stretch.last.isoformat(),
        **shares(days_at(known, stretch.first, stretch.last)),
    }


def _dates(run: Interval) -> RunDates:
    return {"first": run.first_day.isoformat(), "last": (run.last_day or run.first_day).isoformat(), "days": run.days}
