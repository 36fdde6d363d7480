"""Looking for a source's newest file: it is taken by the same act as a file given by hand, held for a person, or
refused."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from pressure.access.permissions import Act, Actor, require
from pressure.actions.installation import Installation
from pressure.actions.returns.loaded import Loaded
from pressure.actions.returns.loading import load_fetched
from pressure.domain.councils import Councils
from pressure.domain.moments import day_of
from pressure.domain.readings import Reading
from pressure.domain.refusals import Refusal
from pressure.ingest.fetch.asking import Answer, Asker
from pressure.ingest.fetch.choosing import chosen
from pressure.ingest.fetch.comparing import EVER, Doubt, file_doubts, out_of_the_same_people, put_back
from pressure.ingest.fetch.discovering import discovered
from pressure.ingest.fetch.found import Found, NotFetched
from pressure.ingest.fetch.kept import coming, is_kept, keep, kept
from pressure.ingest.fetch.saying import words_missing
from pressure.ingest.fetch.whole import check_whole
from pressure.ingest.given import Given, digest, length
from pressure.ingest.publisher import Fetch
from pressure.ingest.read import read_file
from pressure.ingest.report import FileAccount
from pressure.ingest.source import Source
from pressure.ingest.table_file import TableFile
from pressure.ingest.workbooks import accept
from pressure.ingest.workbooks.limits import limits_of
from pressure.store import councils as council_store
from pressure.store import fetches
from pressure.store import readings as reading_store
from pressure.store.engine import reading, writing
from pressure.store.fetches import HELD, REFUSED, TAKEN, UNCHANGED, Look

WAITS = "It waits for a person: look at it, then run pressure fetch {} --accept, or --turn-down."


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came of one file of a source: an outcome, why in words, and for one that is held what does not fit."""

    source: str
    outcome: str
    said: str
    name: str = ""
    address: str = ""
    sha256: str = ""
    period_end: date | None = None
    doubts: tuple[Doubt, ...] = ()
    loaded: Loaded | None = None

    @property
    def brought_figures(self) -> bool:
        return self.loaded is not None and bool(self.loaded.readings_added + self.loaded.readings_revised)

    def as_json(self) -> dict[str, Any]:
        """The public contract of `pressure fetch --json`."""
        return {
            "source": self.source,
            "outcome": self.outcome,
            "said": self.said,
            "name": self.name,
            "address": self.address,
            "sha256": self.sha256,
            "period_end": self.period_end.isoformat() if self.period_end else None,
            "doubts": [{"sentence": d.sentence, "figures": [list(f) for f in d.figures]} for d in self.doubts],
            "load": self.loaded.as_json() if self.loaded else None,
        }


def look(
    installation: Installation,
    described: Source,
    asker: Asker,
    folder: Path,
    *,
    by: Actor,
    since: date | None = None,
    dry_run: bool = False,
) -> list[Fetched]:
    """Look once at what a publisher lists: one answer for each file, or one that says why there is none. Every look is
    written down unless it is a dry run, which stores nothing. Raises Refusal when nobody may load publications."""
    require(by, Act.LOAD_PUBLICATION, ())
    fetch = described.fetch
    if fetch is None:
        raise Refusal(f"{described.id} is not fetched: its file comes by hand. Run: pressure load {described.id} FILE")
    asker.allow = fetch.allow
    try:
        files = chosen(discovered(fetch.discover, lambda address, api: asker.page(address, by_api=api)), fetch, since)
    except NotFetched as refused:
        return [_noted(installation, Fetched(source=described.id, outcome=REFUSED, said=str(refused)), dry_run=dry_run)]
    if not files:
        nothing = f"No file is listed for a period that ended on or after {since}."
        return [_noted(installation, Fetched(source=described.id, outcome=UNCHANGED, said=nothing), dry_run=dry_run)]
    visit = _Visit(installation, described, fetch, asker, folder, by, backwards=since is not None, dry_run=dry_run)
    return [visit.of(file) for file in files]


def _noted(
    installation: Installation, fetched: Fetched, *, answer: Answer | None = None, size: int = 0, dry_run: bool = False
) -> Fetched:
    """Written down as a fact, with the marks by which the publisher can say next time that nothing has changed."""
    if dry_run:
        return fetched
    with writing(installation.engine) as connection:
        fetches.add(
            connection,
            Look(
                source_id=fetched.source,
                looked_at=installation.moment(connection),
                outcome=fetched.outcome,
                address=fetched.address,
                name=fetched.name,
                sha256="" if fetched.outcome == REFUSED else fetched.sha256,
                bytes=size,
                etag=answer.etag if answer else "",
                last_modified=answer.last_modified if answer else "",
                period_end=fetched.period_end,
                said=" ".join([fetched.said, *(f"{d.sentence}." for d in fetched.doubts)]),
                load_id=fetched.loaded.load_id if fetched.loaded else None,
            ),
        )
    return fetched


@dataclass(frozen=True, slots=True)
class _Visit:
    """One file after another of one source."""

    installation: Installation
    described: Source
    fetch: Fetch
    asker: Asker
    folder: Path
    by: Actor
    backwards: bool
    dry_run: bool

    def of(self, file: Found) -> Fetched:
        blank = Fetched(
            source=self.described.id,
            outcome=REFUSED,
            said="",
            name=file.name,
            address=file.address,
            period_end=file.period_end,
        )
        with reading(self.installation.engine) as connection:
            last = fetches.newest_of_file(connection, self.described.id, file.address)
        if last is not None and not is_kept(self.folder, last.sha256):
            last = None
        try:
            with coming(self.folder, elsewhere=self.dry_run) as into:
                answer = self.asker.file(
                    file.address,
                    most=self.fetch.most_bytes,
                    into=into,
                    by_api=file.by_api,
                    etag=last.etag if last else "",
                    last_modified=last.last_modified if last else "",
                )
                if answer.data is None:
                    return self._as_before(blank, file, last, answer)
                check_whole(into, answer.content_type, self.described.formats, self.fetch, file.address)
                return self._came(replace(blank, sha256=digest(into)), file, answer, into)
        except Refusal as refused:
            return _noted(self.installation, replace(blank, said=str(refused)), dry_run=self.dry_run)

    def _as_before(self, blank: Fetched, file: Found, last: Look | None, answer: Answer) -> Fetched:
        """The publisher says that nothing has changed since the marks that we gave."""
        if last is None:
            raise NotFetched(f"{blank.address} answered that nothing has changed, and nothing had been asked about.")
        marks = replace(answer, etag=last.etag, last_modified=last.last_modified)
        return self._unchanged(replace(blank, sha256=last.sha256), file, marks, last.bytes)

    def _unchanged(self, blank: Fetched, file: Found, answer: Answer, size: int) -> Fetched:
        """The same bytes as before: what was held still waits, compared anew, and everything else is nothing new."""
        with reading(self.installation.engine) as connection:
            waits = any(w.sha256 == blank.sha256 for w in fetches.waiting(connection, self.described.id))
        done = _noted(
            self.installation,
            replace(blank, outcome=UNCHANGED, said="Nothing is new."),
            answer=answer,
            size=size,
            dry_run=self.dry_run,
        )
        if not waits:
            return done
        told = self._judged(file, kept(self.folder, blank.sha256))[1]
        return replace(done, outcome=HELD, said=WAITS.format(self.described.id), doubts=tuple(told))

    def _came(self, blank: Fetched, file: Found, answer: Answer, came: Path) -> Fetched:
        size = length(came)
        with reading(self.installation.engine) as connection:
            seen = fetches.seen(connection, self.described.id, blank.sha256)
        if seen:
            if not self.dry_run:
                keep(self.folder, came)
            return self._unchanged(blank, file, answer, size)
        readings, told = self._judged(file, came)
        newest = max((r.period_end for r in readings), default=file.period_end)
        note = f" Its publisher says of the last change, {file.note}" if file.note else ""
        blank = replace(blank, period_end=file.period_end or newest)
        if told:
            held = replace(blank, outcome=HELD, said=WAITS.format(self.described.id) + note, doubts=tuple(told))
            if not self.dry_run:
                keep(self.folder, came)
            return _noted(self.installation, held, answer=answer, size=size, dry_run=self.dry_run)
        taken = replace(blank, outcome=TAKEN, said=f"It is what its link says, and fits what came before.{note}")
        if self.dry_run:
            return taken
        data = keep(self.folder, came)
        loaded = load_fetched(self.installation, by=self.by, source_id=self.described.id, data=data, name=file.name)
        return _noted(self.installation, replace(taken, loaded=loaded), answer=answer, size=size)

    def _judged(self, file: Found, data: Given) -> tuple[Sequence[Reading], list[Doubt]]:
        """The figures of a file, and whatever does not fit. One that is not laid out as was only announced has none,
        and a person looks at it. Raises Refusal."""
        with reading(self.installation.engine) as connection:
            councils = council_store.load_all(connection)
        try:
            account, told = self._read(file, data, councils)
        except Refusal as refused:
            if self.fetch.layout == "seen":
                raise
            return (), [Doubt(f"nobody had seen a file of this source when it was described, and {refused}")]
        return account.readings, told + self._compared(account, file, councils)

    def _read(self, file: Found, data: Given, councils: Councils) -> tuple[FileAccount, list[Doubt]]:
        """What the file says, and what it should say and does not. Raises Refusal."""
        now = self.installation.now()
        limits = replace(limits_of(self.installation.settings, self.described), bytes=self.fetch.most_bytes)
        account = read_file(
            self.described,
            data,
            name=file.name,
            councils=councils,
            book=self.installation.book(),
            today=day_of(now),
            recorded_at=now,
            limits=limits,
        )
        if not account.readings:
            raise NotFetched(f"{file.name} holds no figure that feeds a measure: {account.reconciliation}.")
        if not self.fetch.says:
            return account, []
        safe = accept.safe(self.described, data, name=file.name, limits=limits)
        missing = words_missing(TableFile(name=file.name, data=data, safe=safe), self.fetch)
        return account, [Doubt(f"“{says.words}” does not stand in it") for says in missing]

    def _compared(self, account: FileAccount, file: Found, councils: Councils) -> list[Doubt]:
        with reading(self.installation.engine) as connection:
            known = reading_store.newest_of_source(connection, self.described.id, *EVER)
        names = {c.code: c.name for c in councils.all}
        account = out_of_the_same_people(account, known, self.described)
        end = file.period_end
        if not self.backwards or end is None:
            return file_doubts(account, known, self.fetch, names, file)
        of_its_time = {key: r for key, r in known.items() if r.period_end <= end}
        told = file_doubts(account, of_its_time, self.fetch, names, file)
        return told + put_back(account.readings, known, end, names)


def any_waits(results: Sequence[Fetched]) -> bool:
    """Whether something was refused or waits for a person: then the command ends with 1."""
    return any(r.outcome in {REFUSED, HELD} for r in results)
