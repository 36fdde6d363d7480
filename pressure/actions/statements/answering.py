"""Requests of councils to correct something: what was asked, what the operator answered, and where it was put right."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pressure.access.permissions import Act, Actor, require
from pressure.actions.installation import Installation, track_of
from pressure.actions.releases.publishing import site_of
from pressure.document import entries
from pressure.domain.councils import Council
from pressure.domain.refusals import Refusal
from pressure.domain.written import written
from pressure.release import site
from pressure.store import councils, record, statements
from pressure.store.engine import Connection, Row, reading, writing

NEW, ANSWERED, ACCEPTED, REFUSED = "new", "answered", "accepted", "refused"
OUTCOMES, CLOSED = (ANSWERED, ACCEPTED, REFUSED), (ACCEPTED, REFUSED)
LONGEST = 1500


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request and what became of it. `release_id` is the release that shows the correction."""

    id: int
    council_code: str
    council: str
    words: str
    by_role: str
    asked_at: datetime
    state: str
    answer: str = ""
    answered_at: datetime | None = None
    correction_id: str = ""
    release_id: str = ""
    base: str = ""  # what every address of the council begins with


def requests(installation: Installation, by: Actor) -> tuple[Request, ...]:
    """Those of the councils where this person may ask or answer, newest first."""
    with reading(installation.engine) as connection:
        known = {c.code: c for c in councils.load_all(connection).all}
        said = statements.answers(connection)
        own = [
            r
            for r in statements.requests(connection)
            if any(by.role_for(act, r.council_code) for act in (Act.REQUEST_CORRECTION, Act.ANSWER_REQUEST))
        ]
    return tuple(_request(installation, known[r.council_code], r, said.get(r.id)) for r in reversed(own))


def answer(
    installation: Installation, *, by: Actor, request_id: int, outcome: str, words: str, correction_id: str = ""
) -> None:
    """Say what becomes of a request. Accepting names a correction that a release already shows; accepting and
    refusing close it. Raises Refusal."""
    said = written(" ".join(words.split()), "The answer", LONGEST, lines=False)
    if outcome not in OUTCOMES:
        raise Refusal(f"Choose one of: {', '.join(OUTCOMES)}.")
    if not said:
        raise Refusal(f"Say why, in up to {LONGEST:,} characters. The council reads it.")
    if (outcome == ACCEPTED) != bool(correction_id):
        raise Refusal(
            "Name the published correction when you accept a request, and only then. Correct the figures "
            "first (pressure withdraw or load, then pressure publish); its id is in data/corrections.csv."
        )
    with writing(installation.engine) as connection:
        asked = _open(connection, request_id)
        council = councils.load_all(connection).get(asked.council_code)
        role, at = require(by, Act.ANSWER_REQUEST, [asked.council_code]), installation.moment(connection)
        installation.check_reality([council] if council else [])
        if correction_id and council and not _published(installation, council, correction_id):
            raise Refusal(f"The release in force has no correction {correction_id} for {council.name}.")
        number = statements.add_answer(
            connection,
            request_id=request_id,
            outcome=outcome,
            words=said,
            answered_at=at,
            correction_id=correction_id or None,
            by_person=by.person_id,
            by_role=role,
        )
        told: entries.Answered = {"council_code": asked.council_code, "request": request_id, "outcome": outcome}
        if correction_id:
            told["correction_id"] = correction_id
        record.append(
            connection,
            entries.ANSWER_REQUEST.of(what=told, private=record.of_words(f"answer-{number}", said)),
            at=at,
            by_person=by.person_id,
            by_role=role,
            council=asked.council_code,
        )


def _open(connection: Connection, request_id: int) -> Row[Any]:
    found = next((r for r in statements.requests(connection) if r.id == request_id), None)
    if found is None:
        raise Refusal(f"There is no request {request_id}. See: pressure requests")
    said = statements.answers(connection).get(request_id)
    if said is not None and said.outcome in CLOSED:
        raise Refusal(f"Request {request_id} is closed: it was {said.outcome}.")
    return found


def _request(installation: Installation, council: Council, row: Row[Any], said: Row[Any] | None) -> Request:
    asked = {
        "id": row.id,
        "council_code": row.council_code,
        "council": council.name,
        "words": row.words,
        "by_role": row.by_role,
        "asked_at": row.written_at,
        "base": site.base(demonstration=council.demonstration),
    }
    if said is None:
        return Request(**asked, state=NEW)
    shown = _published(installation, council, said.correction_id) if said.correction_id else None
    return Request(
        **asked,
        state=said.outcome,
        answer=said.words,
        answered_at=said.answered_at,
        correction_id=said.correction_id or "",
        release_id=shown["release_id"] if shown else "",
    )


def _published(installation: Installation, council: Council, correction_id: str) -> dict[str, str] | None:
    """The line of corrections.csv in the release in force, if it is about this council."""
    path = f"data/{site.csv_name('corrections.csv', demonstration=council.demonstration)}"
    try:
        rows = site.current(site_of(installation.site_dir, track_of(council))).rows(path)
    except site.NotPublished:
        return None
    return next((r for r in rows if r["correction_id"] == correction_id and r["council_code"] == council.code), None)
