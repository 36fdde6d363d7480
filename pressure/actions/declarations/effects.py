"""What a signature would do to a council's level: the rating itself, with the register as it would stand then."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from pressure.actions.declarations.declaring import waiting
from pressure.actions.installation import Installation, track_of
from pressure.actions.ratings.rating import known, shown_in_public, work_out
from pressure.document.shapes import RatingPart, WholeText
from pressure.domain.as_known import AsKnown
from pressure.domain.declarations import RAISED, Kind
from pressure.domain.moments import day_of
from pressure.domain.officers.effects import Effect
from pressure.domain.refusals import Refusal
from pressure.domain.register import Entry, RaisedLevel, Register
from pressure.store import councils, releases
from pressure.store import declarations as store
from pressure.store.engine import Connection, reading
from pressure.words.dates import as_day


def effect_of(installation: Installation, text: WholeText) -> Effect:
    """What signing this whole text would do now. Stores nothing."""
    with reading(installation.engine) as connection:
        return effect_within(installation, connection, text)


def effects_of_waiting(installation: Installation, declaration_ids: Iterable[str]) -> dict[str, Effect]:
    """What signing each of some texts that wait would do, by declaration; what waits no more is left out."""
    found = {}
    for own in declaration_ids:
        with suppress(Refusal):
            found[own] = effect_of(installation, waiting(installation, own)[0])
    return found


def as_it_would_stand(installation: Installation, text: WholeText) -> RatingPart:
    """The public rating of the council if this whole text were signed now. Stores nothing."""
    at, code = installation.now(), text["declaration"]["council_code"]
    with reading(installation.engine) as connection:
        knew = _knew(connection, code, at)
        facts = known(installation, connection, code, at, knew)
        then = replace(facts, register=_signed(installation, connection, facts.register, text, at))
        return shown_in_public(connection, work_out(installation, then, at, then.readings), knew)


def _knew(connection: Connection, code: str, at: datetime) -> AsKnown:
    """What the release that shows an act of this moment knows."""
    council = councils.load_all(connection).get(code)
    last = releases.last(connection, track_of(council)) if council else None
    return AsKnown(last.facts_as_of if last else at, at)


def effect_within(installation: Installation, connection: Connection, text: WholeText) -> Effect:
    """The same within a transaction."""
    at, terms = installation.now(), text["declaration"]
    code = terms["council_code"]
    facts = known(installation, connection, code, at, _knew(connection, code, at))
    then = replace(facts, register=_signed(installation, connection, facts.register, text, at))
    now, after = (work_out(installation, one, at, one.readings).rating for one in (facts, then))
    begins = datetime.fromisoformat(terms["starts_at"])
    later = terms["kind"] == Kind.DECLARE and terms["measure_id"] != RAISED and begins > at
    return Effect(
        before=now.level_published,
        before_status=now.status,
        after=after.level_published,
        after_status=after.status,
        begins=begins if later else None,
    )


def _signed(
    installation: Installation, connection: Connection, register: Register, text: WholeText, at: datetime
) -> Register:
    """The register as it would stand if this were signed now; a measure that has not begun counts as if it had."""
    terms = text["declaration"]
    own = terms["declaration_id"]
    review_by = as_day(terms["review_by"]) or day_of(at)
    raised = terms["measure_id"] == RAISED
    if terms["kind"] == Kind.END and raised:
        found = store.filed(connection, installation.book().declarations, council_code=terms["council_code"])
        since = {f.declaration.signed_at for f in found if f.declaration.declaration_id == own}
        return replace(
            register, raised=tuple(replace(r, ended_at=at) if r.from_at in since else r for r in register.raised)
        )
    if terms["kind"] == Kind.END:
        ended = (replace(e, ended_at=at) if e.declaration_id == own else e for e in register.entries)
        return replace(register, entries=tuple(ended))
    if raised:
        level = RaisedLevel(
            council_code=terms["council_code"],
            level=int(text.get("level") or 0),
            reason=str(text.get("reason") or ""),
            from_at=at,
            review_by=review_by,
        )
        return replace(register, raised=(*register.raised, level)) if level.level else register
    entry = Entry(
        declaration_id=own,
        council_code=terms["council_code"],
        measure_id=terms["measure_id"],
        stage=terms["stage"],
        area=str(text.get("area") or ""),
        starts_at=min(datetime.fromisoformat(terms["starts_at"]), at),
        signed_at=at,
        review_by=review_by,
    )
    before = next((e for e in register.entries if e.declaration_id == own), None)
    if before:
        entry = replace(before, review_by=review_by)
    return replace(register, entries=(*(e for e in register.entries if e.declaration_id != own or not own), entry))
