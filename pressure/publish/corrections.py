"""What changed after it was published: loads withdrawn and figures revised, each with its public reason."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from pressure.document.rows import CorrectionRow
from pressure.document.values import stamp
from pressure.publish.facts import Facts
from pressure.publish.release_line import ReleaseLine
from pressure.store import corrections as store
from pressure.words.dates import short_date
from pressure.words.level import bare_level
from pressure.words.numbers import listed

NAMED = 3


def rows(facts: Facts) -> tuple[CorrectionRow, ...]:
    """One line a council and a load that was withdrawn or revised what an earlier release showed; oldest first."""
    return facts.once("corrections", lambda: tuple(sorted(_every(facts), key=_when)))


def _every(facts: Facts) -> Iterator[CorrectionRow]:
    yield from (*_withdrawn(facts), *_revised(facts), *_levels(facts))


def _when(row: CorrectionRow) -> tuple[str, str]:
    return str(row["published_at"]), row["correction_id"]


def _withdrawn(facts: Facts) -> Iterator[CorrectionRow]:
    names = {c.code: c.name for c in facts.councils}
    for load_id, withdrawal in facts.withdrawn.items():
        received, councils = store.councils_and_time_of_load(facts.connection, load_id)
        for code, figures in councils.items():
            first, now = facts.first_release_of(received), facts.first_release_after(withdrawal.withdrawn_at)
            if code in names and first and now and first.published_at < now.published_at:
                yield _row(
                    f"W{load_id}-{code}",
                    first,
                    now,
                    code,
                    names[code],
                    _figures(facts, figures, f" received on {short_date(received)}", "withdrawn"),
                    withdrawal.reason,
                )


def _revised(facts: Facts) -> Iterator[CorrectionRow]:
    names = {c.code: c.name for c in facts.councils}
    revised = store.revisions(facts.connection, facts.release.facts_as_of)
    for (load_id, code), lines in groupby(revised, key=lambda r: (r.load_id, r.council_code)):
        own = list(lines)
        first = facts.first_release_of(min(line.first_received for line in own))
        now, source = facts.first_release_of(own[0].received), facts.sources[own[0].source_id]
        if code in names and first and now and first.id != now.id:
            sender = names[code] if source.from_council else source.publisher
            yield _row(
                f"L{load_id}-{code}",
                first,
                now,
                code,
                names[code],
                _figures(facts, {line.measure_id: line.figures for line in own}, "", "revised"),
                f"{sender} sent {'a later figure' if len(own) == 1 else 'later figures'}.",
            )


def _levels(facts: Facts) -> Iterator[CorrectionRow]:
    """Levels that later figures have changed, beside what was published."""
    councils = {c.code: c.name for c in facts.councils}
    releases = {r.id: r for r in facts.releases}
    for row in store.changed_levels(facts.connection, facts.track, facts.release.published_at):
        if row.council_code in councils:
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


def _figures(facts: Facts, by_measure: Mapping[str, int], received: str, done: str) -> str:
    """How many figures, and of which measures, in the words of the method."""
    count = sum(by_measure.values())
    titles = {m.id: m.title for m in facts.book.measures} | {m.id: m.title for m in facts.book.context}
    named = [titles[measure_id] for measure_id in titles if measure_id in by_measure]
    more = [f"{len(named) - NAMED} more"] if len(named) > NAMED else []
    start = "One figure" if count == 1 else f"{count} figures"
    which = f": {listed([n[:1].lower() + n[1:] for n in named[:NAMED]] + more)}" if named else ""
    return f"{start}{received} {'was' if count == 1 else 'were'} {done}{which}."
