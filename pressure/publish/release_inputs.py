"""Everything one release is made from, as known when it was published: the same facts give the same files."""

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar, cast

from pressure.document.manifest import RecordLength
from pressure.document.rows import Where
from pressure.document.shapes import DaysDocument, SourcePart, StatementPart, WholeText
from pressure.document.values import stamp
from pressure.domain.councils import Council
from pressure.domain.counting.answers import Stood, stood
from pressure.domain.declarations import State
from pressure.domain.level_history import in_force_to
from pressure.domain.moments import day_of
from pressure.domain.readings import Reading
from pressure.domain.rulebook import Rulebook
from pressure.domain.rules_history import Rules
from pressure.ingest.contacts import Contact
from pressure.ingest.source import Source
from pressure.ingest.sources import all_sources
from pressure.publish.asked_for import Said, said
from pressure.publish.own_words import came_out, newest
from pressure.publish.release_line import ReleaseLine
from pressure.release import site
from pressure.settings import Settings
from pressure.store import councils as council_store
from pressure.store import declarations as declaration_store
from pressure.store import known_readings, loads, ratings, readings, restatements
from pressure.store import statements as officers_words
from pressure.store.declarations import Filed
from pressure.store.engine import Connection
from pressure.store.level_steps import Step, level_steps
from pressure.store.ratings import Published
from pressure.store.record.lengths import lengths
from pressure.store.releases import DEMONSTRATION
from pressure.words.ended import ended_with

T = TypeVar("T")


@dataclass(frozen=True)
class ReleaseInputs:
    """`releases` runs from the first to the one being made; `current` is each council's newest rating row;
    `contacts` the ways to reach councils that the operator gave; `served_at` where the site is asked, be it from this
    machine alone. `uncommitted` are rating rows of this release that the connection does not see yet, in the order of
    their ids."""

    connection: Connection
    track: str
    rules: Rules
    releases: tuple[ReleaseLine, ...]
    councils: tuple[Council, ...]
    current: Mapping[str, Published]
    settings: Settings
    contacts: Mapping[str, Contact] = field(default_factory=dict)
    served_at: str = ""
    uncommitted: tuple[Published, ...] = ()

    @property
    def release(self) -> ReleaseLine:
        return self.releases[-1]

    @cached_property
    def first_of_month(self) -> ReleaseLine:
        """The first release of the month the release is in."""
        return next(r for r in self.releases if f"{r.published_at:%Y%m}" == f"{self.release.published_at:%Y%m}")

    @property
    def demonstration(self) -> bool:
        return self.track == DEMONSTRATION

    @property
    def address(self) -> str:
        """The site's base URL as recorded with this release; "" where only this machine reaches it."""
        return self.release.public_address.rstrip("/")

    @property
    def base(self) -> str:
        """What every address of this tree begins with."""
        return site.base(demonstration=self.demonstration)

    @cached_property
    def book(self) -> Rulebook:
        return self.rules.in_force(day_of(self.release.published_at))

    @cached_property
    def record_before(self) -> dict[str, RecordLength]:
        """How long the record was before each release's own entry, and its root: `entries` and `root` by release."""
        return lengths(self.connection, self.track, self.release.id)

    @cached_property
    def codes(self) -> frozenset[str]:
        return frozenset(c.code for c in self.councils)

    @cached_property
    def by_code(self) -> dict[str, Council]:
        """Every council of the track, also those that ended."""
        return {c.code: c for c in self.councils}

    @cached_property
    def _versions(self) -> dict[str, list[tuple[datetime, Council]]]:
        return council_store.versions(self.connection)

    def council_at(self, code: str, at: datetime) -> Council:
        """A council as the list had it at a moment: a published row keeps its name and population. Its last day is the
        one known now, for a row in force is closed by it."""
        own = self.by_code[code]
        then = [c for since, c in self._versions.get(code, ()) if since <= at]
        return replace(then[-1], valid_to=own.valid_to, successors=own.successors) if then else own

    def where(self, code: str, at: datetime) -> Where:
        """A council's name, nation and region as the list had them at a moment."""
        known = sum(since <= at for since, _ in self._versions.get(code, ()))
        return self.once(f"{code} where {known}", lambda: _where(self.council_at(code, at)))

    def versions_of(self, code: str) -> list[tuple[datetime, Council]]:
        """What the list said of a council and from when, oldest first."""
        return self._versions.get(code, [])

    def rating_before(self, code: str, at: datetime) -> Published | None:
        """The rating of a council that was the newest before a moment."""
        row = self.current.get(code)
        return row if row is None or row.rated_at < at else ratings.last_before(self.connection, code, at)

    def last_release_before(self, at: datetime) -> ReleaseLine:
        """The newest release before a moment, or the first of all."""
        return next((r for r in reversed(self.releases) if r.published_at < at), self.releases[0])

    @cached_property
    def ended(self) -> tuple[Council, ...]:
        """Councils whose last day was over at the release."""
        day = day_of(self.release.published_at)
        return tuple(c for c in self.councils if c.valid_to and c.valid_to < day)

    def predecessors(self, code: str) -> tuple[Council, ...]:
        """Councils that this one follows, or is to follow."""
        return tuple(c for c in self.councils if code in c.successors)

    def first_release_since(self, at: datetime) -> ReleaseLine:
        """The first release at or after a moment; of one that is yet to come this one."""
        return next((r for r in self.releases if r.published_at >= at), self.release)

    @cached_property
    def nations(self) -> dict[str, str]:
        """The code of each council's nation, by the council's."""
        return {c.code: c.nation_code for c in self.councils}

    @cached_property
    def area_names(self) -> dict[str, str]:
        """Every nation and region that councils of the track are in, by its code."""
        regions = {c.region_code: c.region for c in self.councils if c.region_code}
        if self.demonstration:  # no invented figure is ever added up to a nation
            return regions
        return regions | {c.nation_code: c.nation for c in self.councils if c.nation_code}

    @cached_property
    def councils_digest(self) -> str:
        """Changes whenever anything about a council does."""
        return hashlib.sha256(repr(self.councils).encode()).hexdigest()

    @cached_property
    def sources(self) -> dict[str, Source]:
        return {s.id: s for s in all_sources(self.settings.sources_dir)}

    @cached_property
    def declarations(self) -> list[Filed]:
        """Everything signed by councils of this track, oldest first; what was never signed is private. What stood when
        a council ended, ended with it."""
        every = declaration_store.filed(self.connection, self.book.declarations, known_at=self.release.published_at)
        signed = [f for f in every if f.declaration.signed_at and f.declaration.council_code in self.codes]
        gone = {c.code: c.ended_at for c in self.ended if c.ended_at}
        taken = {of: f for f in signed if (of := f.text["declaration"].get("taken_on"))} if gone else {}
        return [self._ended_with(f, gone, taken) for f in signed] if gone else signed

    def _ended_with(self, filed: Filed, gone: Mapping[str, datetime], taken: Mapping[str, Filed]) -> Filed:
        own = filed.declaration
        at = gone.get(own.council_code)
        if at is None or (own.ended_at and own.ended_at <= at):
            return filed
        by = taken.get(own.declaration_id)
        said = ended_with(
            self.by_code[by.declaration.council_code].name if by else "", by.declaration.declaration_id if by else ""
        )
        text = cast(WholeText, {**filed.text, "reason": said})
        return replace(
            filed, declaration=replace(own, state=State.ENDED, ended_at=at, pending=None), ended_at=at, end_text=text
        )

    @cached_property
    def said_of_declarations(self) -> Said:
        """The newest view, and what else was said, of each declaration, by its id."""
        return said(self.connection, self.release.published_at)

    @cached_property
    def statements(self) -> dict[str, StatementPart]:
        """Each council's newest statement about the level it still has: the next change of level takes it down."""
        every = officers_words.statements(self.connection, self.codes, self.release.published_at)
        released = [r.published_at for r in self.releases]
        return {
            row.council_code: {"words": row.words, "written_at": stamp(row.written_at), "by_role": row.by_role}
            for row in newest(row for row in every if self._stands(row, released))
        }

    def _stands(self, row: Any, released: Sequence[datetime]) -> bool:
        """Whether a statement is about the level in force, and has come out."""
        rating = self.current.get(row.council_code)
        if rating is None or row.written_at < rating.since:
            return False
        return came_out(row.written_at, self.by_code[row.council_code], released, self.rules)

    @cached_property
    def counting(self) -> dict[str, list[Stood]]:
        """What each council answered about how it counts, as known with the figures of the release, oldest first."""
        every = officers_words.counting_answers(self.connection, self.codes, self.release.facts_as_of)
        found: dict[str, list[Stood]] = {}
        for each in stood(every):
            found.setdefault(each.answer.council_code, []).append(each)
        return found

    @cached_property
    def context(self) -> dict[str, list[Reading]]:
        """What publications say of the figures that are shown and never scored, by council."""
        return readings.published(
            self.connection,
            councils=self.codes,
            known_at=self.release.known,
            measures=[m.id for m in self.book.context],
        )

    @cached_property
    def signed(self) -> list[Any]:
        """Every signature by councils of this track, in the order signed: what the register tells as news."""
        every = declaration_store.signed(self.connection, self.release.published_at)
        return [row for row in every if row.council_code in self.codes]

    def level_of(self, code: str) -> int | None:
        """The level of a council in force at the release."""
        row = self.current.get(code)
        return row.level_published if row and code not in self.ran_out else None

    @cached_property
    def ran_out(self) -> tuple[str, ...]:
        """Councils whose newest publication was no longer in force at the release: those that are rated no more."""
        return tuple(
            c.code
            for c in self.councils
            if (row := self.current.get(c.code)) and in_force_to(row.valid_until, c.ended_at, self.release.published_at)
        )

    def steps(self, *, since: datetime | None = None, until: datetime | None = None) -> dict[str, list[Step]]:
        """Each council's levels as published, a step each, oldest first; of a part of history if moments are given."""
        return level_steps(self.connection, self.track, until or self.release.published_at, since=since)

    def steps_of(self, code: str) -> list[Step]:
        """One council's levels as published, read once a release."""
        if code not in self._steps_of:
            found = level_steps(self.connection, self.track, self.release.published_at, council_code=code)
            self._steps_of[code] = found.get(code, [])
        return self._steps_of[code]

    @cached_property
    def _steps_of(self) -> dict[str, list[Step]]:
        return {}

    @cached_property
    def day_documents(self) -> dict[str, DaysDocument]:
        """What is counted for each council, as far as it was asked for."""
        return {}

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What is made of these facts under a name, made when first asked for."""
        if name not in self._made:
            self._made[name] = make()
        return cast(T, self._made[name])

    @cached_property
    def _made(self) -> dict[str, Any]:
        return {}

    @cached_property
    def first_weeks(self) -> dict[str, date]:
        """The end of the first week each council sent a return for."""
        return loads.first_weeks(self.connection, self.codes, self.release.facts_as_of)

    @cached_property
    def withdrawn(self) -> dict[int, Any]:
        """Loads taken back by the time of the release."""
        return {
            k: w for k, w in loads.withdrawn(self.connection).items() if w.withdrawn_at <= self.release.published_at
        }

    @cached_property
    def restated(self) -> dict[int, Any]:
        """The newest restatement of each rating row, by its id: what is now believed of the past."""
        return restatements.newest(self.connection, self.track, self.release.published_at)

    def csv_name(self, name: str) -> str:
        """File names of the Demonstration Region say so."""
        return site.csv_name(name, demonstration=self.demonstration)

    def first_release_of(self, recorded_at: datetime) -> ReleaseLine | None:
        """The release that first showed what was received at a moment, or None if that is yet to come."""
        index = bisect_left(self.releases, recorded_at, key=lambda r: r.facts_as_of)
        return self.releases[index] if index < len(self.releases) else None

    def first_release_after(self, decided_at: datetime) -> ReleaseLine | None:
        """The release that first showed an act of a moment, or None if that is yet to come."""
        index = bisect_left(self.releases, decided_at, key=lambda r: r.published_at)
        return self.releases[index] if index < len(self.releases) else None

    @cached_property
    def brought_forward(self) -> dict[tuple[Any, ...], ReleaseLine]:
        """Figures that came out before their Wednesday, because what they had replaced was withdrawn: by key and load,
        with the release that first showed them."""
        found: dict[tuple[Any, ...], ReleaseLine] = {}
        for row in known_readings.replacements(self.connection):
            release = self.first_release_after(row.withdrawn_at)
            if release and row.first_received <= release.facts_as_of < row.recorded_at:
                key = (row.council_code, row.measure_id, row.period_end, row.source_id, row.load_id)
                found[key] = min(found.get(key, release), release, key=lambda r: r.published_at)
        return found

    def is_seen(self, reading: Reading) -> bool:
        """Whether a figure is public: one that changed no public figure is, once what it stands behind was "
        "withdrawn."""
        return reading.same_as_load is None or reading.same_as_load in self.withdrawn

    def first_release_showing(self, reading: Reading) -> ReleaseLine | None:
        """The release that first showed a figure: that of a correction, for one it brought forward."""
        if reading.same_as_load is not None:
            return self.first_release_after(self.withdrawn[reading.same_as_load].withdrawn_at)
        return self.brought_forward.get((*reading.key, reading.load_id)) or self.first_release_of(reading.recorded_at)


def source_part(source: Source) -> SourcePart:
    """Who published it, under which licence, and where."""
    return {"title": source.title, "publisher": source.publisher, "licence": source.licence, "url": source.url}


def _where(council: Council) -> Where:
    return {"council_name": council.name, "nation": council.nation, "region": council.region}
