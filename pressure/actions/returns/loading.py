"""Loading a file: read, compare with what is known, store readings, reconciliation and record in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from pressure.access.permissions import Act, Actor, require
from pressure.actions.installation import Installation
from pressure.actions.returns.loaded import Loaded
from pressure.actions.returns.mapping import in_use
from pressure.actions.returns.returns_before import ReturnsBefore
from pressure.actions.returns.revision_reasons import reason_told, without_numbers
from pressure.document import entries
from pressure.domain.councils import Councils
from pressure.domain.moments import day_of
from pressure.domain.rating.disclosure import same_in_public
from pressure.domain.readings import Reading
from pressure.domain.refusals import Refusal
from pressure.domain.rulebook import GivenFor, Rulebook
from pressure.domain.written import check_names
from pressure.ingest.fetch.comparing import EVER, file_doubts, out_of_the_same_people
from pressure.ingest.given import Given, digest, length, pieces
from pressure.ingest.plausibility import held_for_a_second_look, held_whole
from pressure.ingest.read import read_file
from pressure.ingest.reader_version import read_with
from pressure.ingest.readers.weekly_return import WeeklyReturn
from pressure.ingest.report import FileAccount, FileRefused, rows_said, runs
from pressure.ingest.source import Source
from pressure.ingest.sources import source
from pressure.ingest.workbooks.limits import limits_of
from pressure.store import councils as council_store
from pressure.store import loads, record
from pressure.store import readings as reading_store
from pressure.store.engine import Connection, writing
from pressure.store.engine import reading as reading_from
from pressure.store.record import commitments, reasons_given
from pressure.store.tokens import council_tokens

STEPS = 3
STRANGERS = 5
"""How many councils of others are named."""


class RowsOfOthers(FileRefused):
    """A file with rows of a council for which whoever sends it may not load."""


def load(
    installation: Installation,
    *,
    by: Actor,
    source_id: str | Source,
    data: Given,
    name: str,
    dry_run: bool = False,
    accept_held: int | None = None,
    reason: str = "",
    names_nobody: bool = True,
) -> Loaded:
    """Load a file. Raises FileRefused for structural faults: then nothing is stored, as when no row is taken. The
    same bytes as the source's latest load do nothing. `accept_held` names a load whose held figures someone has looked
    at and finds right, and `reason` says why: an id of the list, or `reason_told`. It is public and
    holds no number. A page asks whether it `names_nobody`; whoever types a command has been told. A source itself, in
    place of its id, has the periods that were given. Raises Refusal."""
    if accept_held is not None and not dry_run:
        check_names(names_nobody, "The reason")
        reason = without_numbers(str(reason_told(installation.book(), GivenFor.HELD_IS_RIGHT, reason)))
    asked = Asked(by, source_id, data, name, dry_run=dry_run, accept_held=accept_held, reason=reason)
    return _load(installation, asked)


def load_fetched(
    installation: Installation, *, by: Actor, source_id: str, data: Given, name: str, taken_by_a_person: bool = False
) -> Loaded:
    """Load a file that was fetched and compared, by the same act: its figures are still looked at one by one, unless a
    person has looked at the file and taken it. Raises FileRefused and Refusal."""
    look = Look.NOTHING if taken_by_a_person else Look.FIGURES
    return _load(installation, Asked(by, source_id, data, name, look=look))


class Look(Enum):
    """What of a file is still to be compared with what came before."""

    ALL = "the file and its figures"
    FIGURES = "its figures"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Asked:
    """One file to be loaded, by whom and how."""

    by: Actor
    source_id: str | Source
    data: Given
    name: str
    dry_run: bool = False
    accept_held: int | None = None
    reason: str = ""
    look: Look = Look.ALL


def _load(installation: Installation, asked: Asked) -> Loaded:
    described = asked.source_id
    if isinstance(described, str):
        described = source(described, installation.settings.sources_dir)
    by, accept_held = asked.by, asked.accept_held
    book, sha256 = installation.book(), digest(asked.data)
    with reading_from(installation.engine) as connection:
        known_councils = council_store.load_all(connection)
        if not known_councils.all:
            raise Refusal("No council is known yet, so no row could count. Run pressure upgrade first.")
        if described.from_council:
            described = replace(described, mappings=in_use(connection, by))
        way = read_with(described, installation.settings.sources_dir, known_councils, book)
        same = _already(connection, described, sha256, way, asked)
        if same is not None and _may_load_all(
            by, described, reading_store.councils_of_load(connection, same.load_id or 0)
        ):
            return same
    at = installation.now()
    installation.progress(f"reading {asked.name}", 0, STEPS)
    taken = read_file(
        described,
        asked.data,
        name=asked.name,
        councils=known_councils,
        book=book,
        today=day_of(at),
        recorded_at=at,
        known=ReturnsBefore(installation.engine, at),
        limits=limits_of(installation.settings, described),
    )
    if taken.sha256 != sha256:
        raise FileRefused(
            file=asked.name, found="a file that changed while it was read", expected="one that stays as it is",
            next_step="wait until it is written whole, then load it again",
        )  # fmt: skip
    _check_may(installation, by, described, taken, known_councils)
    if same is not None:
        return same
    if asked.dry_run:
        with reading_from(installation.engine) as connection:
            return _compared(installation, connection, described, taken, asked)[0]
    installation.progress(f"comparing {len(taken.readings):,} figures with what is known", 1, STEPS)
    with writing(installation.engine) as connection:
        loaded, news = _compared(installation, connection, described, taken, asked)
        if loaded.nothing_taken:
            return loaded
        if (same := _says_the_same(connection, loaded, news)) is not None:
            return same
        installation.progress(f"storing {len(news):,} figures", 2, STEPS)
        return _store(
            connection,
            by,
            described,
            loaded,
            news,
            data=asked.data,
            way=way,
            at=installation.moment(connection),
            overrule=(accept_held, asked.reason) if accept_held is not None else None,
        )


def withdraw(installation: Installation, *, by: Actor, load_id: int, reason: str, names_nobody: bool = True) -> str:
    """Take a load back from now on; what was published stays as published. The reason is given as for a load; its
    public text is what this returns. Raises Refusal."""
    reason = str(reason_told(installation.book(), GivenFor.TAKEN_BACK, reason))
    check_names(names_nobody, "The reason")
    with writing(installation.engine) as connection:
        row = loads.get(connection, load_id)
        if row is None or load_id in loads.withdrawn(connection):
            raise Refusal(f"Load {load_id} does not exist or is already withdrawn.")
        codes = reading_store.councils_of_load(connection, load_id)
        described = source(row.source_id, installation.settings.sources_dir)
        act = Act.WITHDRAW_LOAD if described.from_council else Act.LOAD_PUBLICATION
        if described.from_council:
            without_numbers(reason)
        role = require(by, act, codes)
        at = installation.moment(connection)
        installation.check_reality(c for code in codes if (c := council_store.load_all(connection).get(code)))
        loads.withdraw(connection, load_id=load_id, at=at, reason=reason, by_person=by.person_id, by_role=role)
        record.append(
            connection,
            entries.WITHDRAW.of(
                what={"load_id": load_id, "councils": sorted(codes)}, private={"load_id": load_id, "reason": reason}
            ),
            at=at,
            by_person=by.person_id,
            by_role=role,
            council=_alone(codes),
        )  # public in corrections.csv
    return reason


def _already(connection: Connection, described: Source, sha256: str, way: str, asked: Asked) -> Loaded | None:
    """The source's latest load, when it was these bytes, read in the same way. Of what a token sent it is the latest
    that says anything of its council: programs of other councils send at any moment."""
    accept_held = asked.accept_held
    if accept_held is not None:
        named = loads.get(connection, accept_held)
        if named is None or named.sha256 != sha256 or named.source_id != described.id:
            raise Refusal(f"Load {accept_held} came from a different file. Choose the file you loaded then.")
        return None
    last = loads.latest(connection, described.id)
    if (code := asked.by.sends_for) is not None:
        last = council_tokens.last_sent(connection, code, described.id, sha256)
    if last is None or last.sha256 != sha256 or last.read_with not in (None, way) or described.periods:
        return None
    return _loaded_before(last)


def _says_the_same(connection: Connection, loaded: Loaded, news: Sequence[Reading]) -> Loaded | None:
    """The same bytes read anew, by another reader or with another list of councils, and nothing about them is new."""
    last = loads.latest(connection, loaded.source)
    if news or loaded.overruled or last is None or last.sha256 != loaded.sha256:
        return None
    counts = (last.read, last.accepted, last.held, last.rejected)
    same = counts == (loaded.read, loaded.accepted, loaded.held, loaded.rejected)
    return _loaded_before(last) if same else None


def _loaded_before(last: Any) -> Loaded:
    return Loaded(
        load_id=last.id,
        source=last.source_id,
        sha256=last.sha256,
        read=last.read,
        accepted=last.accepted,
        held=last.held,
        rejected=last.rejected,
        not_needed=last.not_needed,
        readings_unchanged=last.readings_added + last.readings_revised + last.readings_unchanged,
        already_loaded=True,
        encoding=last.encoding,
        read_through=tuple(
            (code, int(version)) for code, _, version in (each.partition("/") for each in last.read_through.split())
        ),
    )


def _check_may(
    installation: Installation, by: Actor, described: Source, taken: FileAccount, councils: Councils
) -> None:
    codes = {r.council_code for r in taken.readings}
    if described.from_council:
        _check_own_rows(by, taken, councils)
    _role(by, described, codes)
    installation.check_reality(c for code in codes if (c := councils.get(code)))


def _check_own_rows(by: Actor, taken: FileAccount, councils: Councils) -> None:
    """A file with rows of a council for which this person may not load stores nothing: which, where and what to do.
    Raises RowsOfOthers."""
    strange: dict[str, set[int]] = {}
    for r in taken.readings:
        if by.role_for(Act.LOAD_RETURN, r.council_code) is None:
            strange.setdefault(r.council_code, set()).add(r.row)
    own = sorted(by.councils_for(Act.LOAD_RETURN))
    if not strange or not own:
        return
    every = {row for rows in strange.values() for row in rows}
    raise RowsOfOthers(
        file=taken.file,
        row=min(every),
        found="; ".join(
            f"row{'s' if len(rows) > 1 else ''} {rows_said(min(rows), runs(rows))} of {_named(code, councils)}"
            for code, rows in sorted(strange.items())[:STRANGERS]
        )
        + (f" and of {len(strange) - STRANGERS} more" if len(strange) > STRANGERS else ""),
        expected=f"rows of {' or '.join(_named(code, councils) for code in own)}, for which you may load",
        next_step="take them out and load the rest, or ask an officer of that council to load them",
    )


def _named(code: str, councils: Councils) -> str:
    council = councils.get(code)
    return f"{council.name} ({code})" if council else code


def _may_load_all(by: Actor, described: Source, codes: set[str]) -> bool:
    """Whether they may be told of a load before its file is read: all of its councils are theirs to load for."""
    act = Act.LOAD_RETURN if described.from_council else Act.LOAD_PUBLICATION
    return bool(codes) and all(by.role_for(act, code) for code in codes)


def _role(by: Actor, described: Source, codes: set[str]) -> str:
    """The role acted under. A file that says nothing usable of any council may be sent by whoever may send any."""
    own = codes or {code for code, _ in sorted(by.roles)[:1]}
    return require(by, Act.LOAD_RETURN if described.from_council else Act.LOAD_PUBLICATION, own)


def _compared(
    installation: Installation, connection: Connection, described: Source, taken: FileAccount, asked: Asked
) -> tuple[Loaded, list[Reading]]:
    """Sort readings into added, revised and unchanged against the newest of the same key, once those that are far from
    what came before are held or accepted."""
    known = _known(installation, connection, described, taken.readings)
    taken = out_of_the_same_people(taken, known, described)
    looked = _looked_at(installation, connection, described, taken, known, asked.look)
    overruled: tuple[Reading, ...] = ()
    if asked.accept_held is None:
        taken = looked
    else:
        overruled = tuple(
            r for r in taken.readings if r not in looked.readings and not (r.key in known and _same(r, known[r.key]))
        )
        if not overruled:
            raise Refusal(
                f"Load {asked.accept_held} has no figure that is still held for a second look, so there is "
                "nothing to accept. Each held row says what to do."
            )
    gone = _taken_back(connection, described, taken.readings)
    added = [r for r in taken.readings if r.key not in known or r.key in gone]
    revised = [
        _revision(r, known[r.key], installation.book())
        for r in taken.readings
        if r.key in known and r.key not in gone and not _same(r, known[r.key])
    ]
    loaded = Loaded(
        load_id=None,
        source=described.id,
        sha256=taken.sha256,
        read=taken.read,
        accepted=taken.accepted,
        held=taken.held,
        rejected=taken.rejected,
        not_needed=taken.not_needed,
        readings_added=len(added),
        readings_revised=len(revised),
        readings_unchanged=len(taken.readings) - len(added) - len(revised),
        encoding=taken.encoding,
        notes=taken.notes,
        readings=taken.readings,
        overruled=overruled,
        news=(*added, *revised),
        read_through=taken.read_through,
    )
    return loaded, added + revised


def _known(
    installation: Installation, connection: Connection, described: Source, fresh: Sequence[Reading]
) -> Mapping[Any, Reading]:
    """What the source said before: of a council the weeks around those sent, of a publisher everything."""
    if not fresh:
        return {}
    if not described.from_council:
        return reading_store.newest_of_source(connection, described.id, *EVER)
    ends = [r.period_end for r in fresh]
    first = min(ends) - timedelta(days=installation.book().plausibility.within_days)
    return reading_store.newest_of_source(connection, described.id, first, max(ends), {r.council_code for r in fresh})


def _looked_at(
    installation: Installation,
    connection: Connection,
    described: Source,
    taken: FileAccount,
    known: Mapping[Any, Reading],
    look: Look,
) -> FileAccount:
    """The account once what does not fit is held for a second look: all of a publication that does not fit as a whole,
    else each figure that is far from its last."""
    if look is Look.NOTHING:
        return taken
    councils = council_store.load_all(connection).all
    if look is Look.ALL and not described.from_council:
        told = file_doubts(taken, known, described.fetch, {c.code: c.name for c in councils})
        if told:
            return held_whole(taken, told)
    book = installation.book()
    adults = {c.code: book.adults_of(c) for c in councils}
    shares = described.reader.shares if isinstance(described.reader, WeeklyReturn) else {}
    return held_for_a_second_look(taken, known, book, adults, from_council=described.from_council, shares=shares)


def _taken_back(connection: Connection, described: Source, fresh: Sequence[Reading]) -> set[Any]:
    """What a council took back and sends again, be it as it was before that."""
    if not described.from_council or not fresh or not loads.withdrawn(connection):
        return set()
    ends = [r.period_end for r in fresh]
    return reading_store.taken_back(connection, described.id, min(ends), max(ends), {r.council_code for r in fresh})


def _same(a: Reading, b: Reading) -> bool:
    """Whether two readings say the same, whoever received them when."""
    return (a.numerator, a.scale, a.denominator, a.value, a.status, a.period_start, a.looked, a.coverage) == (
        b.numerator,
        b.scale,
        b.denominator,
        b.value,
        b.status,
        b.period_start,
        b.looked,
        b.coverage,
    )


def _revision(reading: Reading, before: Reading, book: Rulebook) -> Reading:
    """A later figure, marked as one; one with the same public figure stays behind that."""
    if same_in_public(reading, before, book):
        return replace(reading, same_as_load=before.same_as_load or before.load_id)
    return _marked(reading)


def _marked(reading: Reading) -> Reading:
    return replace(reading, marker=reading.marker if "[r]" in reading.marker else f"{reading.marker}[r]")


def _store(
    connection: Connection,
    by: Actor,
    described: Source,
    loaded: Loaded,
    news: list[Reading],
    *,
    data: Given,
    way: str,
    at: datetime,
    overrule: tuple[int, str] | None,
) -> Loaded:
    codes, nonce = {r.council_code for r in loaded.readings}, commitments.nonce()
    role = _role(by, described, codes)
    load_id = loads.add(
        connection,
        notes=[asdict(n) for n in loaded.notes],
        source_id=described.id,
        sha256=loaded.sha256,
        bytes=length(data),
        encoding=loaded.encoding,
        read=loaded.read,
        accepted=loaded.accepted,
        held=loaded.held,
        rejected=loaded.rejected,
        not_needed=loaded.not_needed,
        readings_added=loaded.readings_added,
        readings_revised=loaded.readings_revised,
        readings_unchanged=loaded.readings_unchanged,
        recorded_at=at,
        by_person=by.person_id,
        by_role=role,
        nonce=nonce,
        read_with=way,
        read_through=" ".join(f"{code}/{version}" for code, version in loaded.read_through),
    )
    reading_store.add(connection, news, load_id, at)
    reason = reasons_given.reason_of(overrule[1]) if overrule else None
    told: entries.Loaded = {
        "load_id": load_id,
        "source": described.id,
        "file": commitments.commit_pieces(nonce, pieces(data)),
        "readings": commitments.of_load(connection, load_id, nonce),
        "accepted": loaded.accepted,
        "held": loaded.held,
        "rejected": loaded.rejected,
        "added": loaded.readings_added,
        "revised": loaded.readings_revised,
    }
    if loaded.read_through:
        told["read_through"] = [{"council_code": code, "version": version} for code, version in loaded.read_through]
    if overrule and reason:
        told["overruled"] = _overruled(overrule[0], loaded, reason)
    record.append(
        connection,
        entries.LOAD.of(what=told),
        at=at,
        by_person=by.person_id,
        by_role=role,
        council=_alone(codes),
    )
    if reason:
        reasons_given.keep(connection, reason, council=_alone(codes))
    return replace(loaded, load_id=load_id)


def _overruled(held: int, loaded: Loaded, reason: reasons_given.Reason) -> entries.Overruled:
    """What a load's entry says of the figures that somebody accepted: which, of which load, and no number of people."""
    figures = sorted([r.measure_id, r.period_end.isoformat()] for r in loaded.overruled)
    return {"load": held, "figures": figures, **reason.told}


def _alone(codes: set[str]) -> str:
    """The council an act is for, when it is for one alone."""
    return next(iter(codes)) if len(codes) == 1 else ""
