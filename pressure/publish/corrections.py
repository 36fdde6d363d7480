"""What changed after it was published: loads withdrawn and figures revised, each with its public reason."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from pressure.document.rows import CorrectionRow
from pressure.document.values import stamp
from pressure.publish.release_inputs import ReleaseInputs
from pressure.publish.release_line import ReleaseLine
from pressure.store import corrections as store
from pressure.store.engine import Row
from pressure.words.dates import short_date
from pressure.words.level import FLOOR_ONLY, bare_level
from pressure.words.numbers import listed, lowered

NAMED = 3


def rows(inputs: ReleaseInputs) -> tuple[CorrectionRow, ...]:
    """One line a council and a load that was withdrawn or revised what an earlier release showed; oldest first."""
    return inputs.once("corrections", lambda: tuple(sorted(_every(inputs), key=_when)))


def _every(inputs: ReleaseInputs) -> Iterator[CorrectionRow]:
    yield from (*_withdrawn(inputs), *_revised(inputs), *_levels(inputs))


def _when(row: CorrectionRow) -> tuple[str, str]:
    return str(row["published_at"]), row["correction_id"]


def _withdrawn(inputs: ReleaseInputs) -> Iterator[CorrectionRow]:
    names = {c.code: c.name for c in inputs.councils}
    for load_id, withdrawal in inputs.withdrawn.items():
        received, councils = store.councils_and_time_of_load(inputs.connection, load_id)
        for code, figures in councils.items():
            first, now = inputs.first_release_of(received), inputs.first_release_after(withdrawal.withdrawn_at)
            if code in names and first and now and first.published_at < now.published_at:
                yield _row(
                    f"W{load_id}-{code}",
                    first,
                    now,
                    code,
                    names[code],
                    _figures(inputs, figures, f" received on {short_date(received)}", "withdrawn"),
                    withdrawal.reason,
                )


def corrects(inputs: ReleaseInputs, correction_id: str, level: int | None, status: str) -> bool:
    """Whether later figures put right what was published of a council. Figures that come for the first time correct
    nothing where no figures had given a level."""
    return (level is not None and status != FLOOR_ONLY) or correction_id in inputs.once(
        "revising", lambda: {_id(r.load_id, r.council_code) for r in _revisions(inputs)}
    )


def _revisions(inputs: ReleaseInputs) -> list[Row[Any]]:
    return inputs.once("revisions", lambda: store.revisions(inputs.connection, inputs.release.facts_as_of))


def _id(load_id: int, code: str) -> str:
    return f"L{load_id}-{code}"


def _revised(inputs: ReleaseInputs) -> Iterator[CorrectionRow]:
    names = {c.code: c.name for c in inputs.councils}
    for (load_id, code), lines in groupby(_revisions(inputs), key=lambda r: (r.load_id, r.council_code)):
        own = list(lines)
        first = inputs.first_release_of(min(line.first_received for line in own))
        now, source = inputs.first_release_of(own[0].received), inputs.sources[own[0].source_id]
        if code in names and first and now and first.id != now.id:
            sender = names[code] if source.from_council else source.publisher
            yield _row(
                _id(load_id, code),
                first,
                now,
                code,
                names[code],
                _figures(inputs, {line.measure_id: line.figures for line in own}, "", "revised"),
                f"{sender} sent {'a later figure' if len(own) == 1 else 'later figures'}.",
            )


def _levels(inputs: ReleaseInputs) -> Iterator[CorrectionRow]:
    """Levels that later figures have changed, beside what was published."""
    councils = {c.code: c.name for c in inputs.councils}
    releases = {r.id: r for r in inputs.releases}
    for row in store.changed_levels(inputs.connection, inputs.track, inputs.release.published_at):
        if row.council_code in councils and corrects(inputs, row.correction_id, row.was, row.status):
            yield _row(
                f"{row.correction_id}-{row.published_in}",
                releases[row.published_in],
                releases[row.restated_in],
                row.council_code,
                councils[row.council_code],
                f"{bare_level(row.was).capitalize()} was published. "
                f"With the later figures it is {bare_level(row.now)}.",
                "Later figures reached us.",
            )


def _row(
    correction_id: str, first: ReleaseLine, now: ReleaseLine, code: str, name: str, what: str, why: str
) -> CorrectionRow:
    return {
        "correction_id": correction_id,
        "published_at": stamp(now.published_at),
        "release_id": now.id,
        "corrects_release_id": first.id,
        "council_code": code,
        "council_name": name,
        "what": what,
        "why": why,
    }


def _figures(inputs: ReleaseInputs, by_measure: Mapping[str, int], received: str, done: str) -> str:
    """How many figures, and of which measures, in the words of the method."""
    count = sum(by_measure.values())
    titles = {m.id: m.title for m in inputs.book.measures} | {m.id: m.title for m in inputs.book.context}
    named = [titles[measure_id] for measure_id in titles if measure_id in by_measure]
    more = [f"{len(named) - NAMED} more"] if len(named) > NAMED else []
    start = "One figure" if count == 1 else f"{count} figures"
    which = f": {listed([lowered(n) for n in named[:NAMED]] + more)}" if named else ""
    return f"{start}{received} {'was' if count == 1 else 'were'} {done}{which}."
