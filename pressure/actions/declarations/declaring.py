"""Declaring, renewing, raising and ending: proposed by one person, in force only by another's signature."""

import hashlib
import json
from datetime import date, datetime, timedelta
from typing import Any, cast

import rfc8785

from pressure.access.permissions import Act, Actor, Role, require, require_fresh
from pressure.actions.declarations import standing
from pressure.actions.installation import Installation
from pressure.document import entries
from pressure.document.shapes import SignedText, Terms, WholeText
from pressure.domain import declarations as states
from pressure.domain.declaration_text import MOST_CHARACTERS, check_about
from pressure.domain.declarations import Declaration, Kind
from pressure.domain.moments import day_of
from pressure.domain.redactions import unbroken
from pressure.domain.refusals import Refusal
from pressure.domain.rulebook import DeclarationRules
from pressure.domain.written import check_names, written
from pressure.store import councils, people, record, statements
from pressure.store import declarations as store
from pressure.store.engine import Connection, Row, reading, writing
from pressure.store.officers import deputies, letters
from pressure.words.dates import uk_moment
from pressure.words.numbers import spaced
from pressure.words.officers.declaration_form import LABELS

RAISED_STAGE_FOR_REVIEW = 2
DECIDED = {"signed": "signed", "returned": "sent back"}


def propose(
    installation: Installation,
    *,
    by: Actor,
    council_code: str,
    measure_id: str,
    text: SignedText,
    starts_at: datetime,
    review_by: date,
) -> str:
    """Propose an exceptional measure; nothing is public until someone else signs. Returns the declaration's id."""
    catalogue = {m.id: m for m in installation.book().declarations.catalogue}
    if measure_id not in catalogue:
        raise Refusal(f"{measure_id!r} is not in the catalogue of exceptional measures.")
    return _open(
        installation,
        by=by,
        council_code=council_code,
        measure_id=measure_id,
        stage=catalogue[measure_id].stage,
        text=text,
        starts_at=starts_at,
        review_by=review_by,
    )


def take_on(
    installation: Installation,
    *,
    by: Actor,
    council_code: str,
    of: str,
    text: SignedText,
    starts_at: datetime,
    review_by: date,
) -> str:
    """Propose to go on with a measure that was in force when a council ended which this one follows: a declaration of
    its own, with everything a declaration needs, that names the other. Returns its id."""
    with reading(installation.engine) as connection:
        left = standing.left_by(installation, connection, council_code, find(connection, installation, of))
    return _open(
        installation,
        by=by,
        council_code=council_code,
        measure_id=left.measure_id,
        stage=left.declaration.stage,
        text=text,
        starts_at=starts_at,
        review_by=review_by,
        taken_on=of,
    )


def raise_level(
    installation: Installation, *, by: Actor, council_code: str, level: int, reason: str, review_by: date
) -> str:
    """Propose to publish a higher level than the calculated one. It can never lower a level."""
    if level not in {lv.number for lv in installation.book().levels}:
        raise Refusal(f"There is no level {level}.")
    if not reason.strip():
        raise Refusal("Give the public reason for raising the level.")
    return _open(
        installation,
        by=by,
        council_code=council_code,
        measure_id=store.RAISED,
        stage=RAISED_STAGE_FOR_REVIEW,
        text={"level": level, "reason": reason},
        starts_at=installation.now(),
        review_by=review_by,
    )


def propose_change(
    installation: Installation,
    *,
    by: Actor,
    declaration_id: str,
    kind: Kind,
    text: SignedText,
    review_by: date | None = None,
) -> str:
    """Propose to renew or end what is in force, or to edit the words of what waits. Returns the digest to sign."""
    with writing(installation.engine) as connection:
        item = find(connection, installation, declaration_id)
        whole = whole_text(item.declaration, item.measure_id, kind, text, review_by)
        if taken_on := item.text["declaration"].get("taken_on"):
            whole["declaration"]["taken_on"] = taken_on
        states.propose_change(
            item.declaration,
            kind=kind,
            text_sha256=text_digest(whole),
            by=by.person_id,
            at=installation.now(),
            rules=installation.book().declarations,
            review_by=review_by,
        )
        _file(connection, installation, by, item.declaration, item.measure_id, kind, whole, review_by)
    return text_digest(whole)


def sign(
    installation: Installation, *, by: Actor, declaration_id: str, text_sha256: str, names_nobody: bool
) -> Declaration:
    """Sign exactly the text with this digest, of which one has said that it names no person. Takes effect at once; the
    caller publishes."""
    check_names(names_nobody, "The text")
    return _decide(installation, by=by, declaration_id=declaration_id, text_sha256=text_sha256, reason="", signed=True)


def send_back(
    installation: Installation, *, by: Actor, declaration_id: str, text_sha256: str, reason: str
) -> Declaration:
    """Return a proposal to its author with a reason, privately."""
    reason = written(reason, "The reason", MOST_CHARACTERS)
    if not reason:
        raise Refusal("Say why you are sending this back.")
    return _decide(
        installation, by=by, declaration_id=declaration_id, text_sha256=text_sha256, reason=reason, signed=False
    )


def waiting(installation: Installation, declaration_id: str) -> tuple[WholeText, str]:
    """The whole text that waits for a signature, and its digest. Raises Refusal when nothing does."""
    with reading(installation.engine) as connection:
        item = find(connection, installation, declaration_id)
        proposal = store.last_proposal(connection, declaration_id)
    if (
        proposal is None
        or states.as_at(item.declaration, installation.now(), installation.book().declarations).pending is None
    ):
        raise Refusal("Nothing is waiting for a signature.")
    return json.loads(proposal.text), proposal.text_sha256


def became(installation: Installation, *, by: Actor, declaration_id: str) -> str:
    """What became of a text that somebody was asked to sign and that waits no more: signed or sent back, and when, by
    role; lapsed; "" for one that waits, that there is none of, or that is of a council where they may not sign."""
    if not by.role_for(Act.SIGN, declaration_id.rpartition("-")[0]):
        return ""
    with reading(installation.engine) as connection:
        proposal = store.last_proposal(connection, declaration_id)
        decided = store.decision(connection, proposal.id) if proposal else None
    if proposal is None:
        return ""
    if decided:
        return (
            f"{declaration_id} was {DECIDED[decided.outcome]} by the {spaced(decided.signed_by_role)} at "
            f"{uk_moment(decided.signed_at)}. Nothing is left to do."
        )
    until = proposal.proposed_at + timedelta(hours=installation.book().declarations.proposal_lapses_after_hours)
    return f"Nobody signed {declaration_id} by {uk_moment(until)}, so it lapsed." if installation.now() >= until else ""


def whole_text(
    declaration: Declaration, measure_id: str, kind: Kind, text: SignedText, review_by: date | None
) -> WholeText:
    """What is signed: the words and every term they stand under, so that no term can change beneath a signature."""
    own = declaration
    return {
        **text,
        "declaration": terms(
            own.declaration_id, own.council_code, kind, measure_id, own.stage, own.starts_at, review_by
        ),
    }


def terms(
    declaration_id: str,
    council_code: str,
    kind: Kind,
    measure_id: str,
    stage: int,
    starts_at: datetime,
    review_by: date | None,
) -> Terms:
    """The terms that stand beside the words, as they are signed."""
    return {
        "declaration_id": declaration_id,
        "council_code": council_code,
        "kind": kind.value,
        "measure_id": measure_id,
        "stage": stage,
        "starts_at": starts_at.isoformat(),
        "review_by": review_by.isoformat() if review_by else None,
    }


def canonical(text: SignedText) -> bytes:
    """Canonical JSON (RFC 8785)."""
    plain: Any = text
    return rfc8785.dumps(plain)


def text_digest(text: SignedText) -> str:
    """The sha256 a second person signs: over canonical JSON, so any edit gives another."""
    return hashlib.sha256(canonical(text)).hexdigest()


def _open(
    installation: Installation,
    *,
    by: Actor,
    council_code: str,
    measure_id: str,
    stage: int,
    text: SignedText,
    starts_at: datetime,
    review_by: date,
    taken_on: str = "",
) -> str:
    rules = installation.book().declarations
    with writing(installation.engine) as connection:
        _check_start(connection, council_code, starts_at)
        number = len(store.filed(connection, rules, council_code=council_code)) + 1
        declaration = states.propose(
            declaration_id=f"{council_code}-{number}",
            council_code=council_code,
            stage=stage,
            starts_at=starts_at,
            review_by=review_by,
            text_sha256="",
            by=by.person_id,
            at=installation.now(),
            rules=rules,
        )
        whole = whole_text(declaration, measure_id, Kind.DECLARE, text, review_by)
        if taken_on:
            whole["declaration"]["taken_on"] = taken_on
        _file(connection, installation, by, declaration, measure_id, Kind.DECLARE, whole, review_by)
    return declaration.declaration_id


def _file(
    connection: Connection,
    installation: Installation,
    by: Actor,
    declaration: Declaration,
    measure_id: str,
    kind: Kind,
    text: WholeText,
    review_by: date | None,
) -> None:
    act = Act.RAISE_LEVEL if measure_id == store.RAISED else Act.PROPOSE
    role, at = require(by, act, [declaration.council_code]), installation.moment(connection)
    require_fresh(by, act, installation.now(), installation.settings.fresh_minutes)
    _check_words(text)
    if about := text.get("people_about"):
        check_about(about, installation.book().declarations, installation.book().disclosure)
    _check_reality(connection, installation, declaration.council_code)
    if role is Role.DEPUTY_DIRECTOR and by.person_id in store.hands(connection, declaration.declaration_id)[1]:
        raise Refusal("You have signed something about this measure, so the director must propose this.")
    standing.check(installation, connection, declaration, measure_id, kind, text)
    store.add_proposal(
        connection,
        declaration_id=declaration.declaration_id,
        council_code=declaration.council_code,
        kind=kind,
        measure_id=measure_id,
        stage=declaration.stage,
        starts_at=declaration.starts_at,
        review_by=review_by,
        text=canonical(text).decode(),
        text_sha256=text_digest(text),
        proposed_by=by.person_id,
        proposed_by_role=role,
        proposed_at=at,
    )
    if installation.settings.reminders_from:
        letters.ask(
            connection,
            people.who_may_sign(connection, declaration.council_code, by.person_id),
            declaration_id=declaration.declaration_id,
            text_sha256=text_digest(text),
            at=at,
        )
    record.append(
        connection,
        entries.PROPOSE.of(private={"declaration_id": declaration.declaration_id, "text_sha256": text_digest(text)}),
        at=at,
        by_person=by.person_id,
        by_role=role,
    )


def _decide(
    installation: Installation, *, by: Actor, declaration_id: str, text_sha256: str, reason: str, signed: bool
) -> Declaration:
    with writing(installation.engine) as connection:
        item, at = find(connection, installation, declaration_id), installation.moment(connection)
        rules, council_code = installation.book().declarations, item.declaration.council_code
        act = Act.SIGN if signed else Act.SEND_BACK
        role = require(by, act, [council_code])
        require_fresh(by, act, installation.now(), installation.settings.fresh_minutes)
        _check_reality(connection, installation, council_code)
        proposal = store.last_proposal(connection, declaration_id)
        if proposal is None:
            raise Refusal("There is nothing to sign.")
        if decided := store.decision(connection, proposal.id):
            raise Refusal(
                f"Somebody has {DECIDED[decided.outcome]} this already, at {uk_moment(decided.signed_at)}. Nothing is "
                "left to do."
            )
        if signed:
            text = cast(WholeText, unbroken(proposal.text))
            standing.check(
                installation,
                connection,
                item.declaration,
                item.measure_id,
                Kind(proposal.kind),
                text,
                signing=True,
            )
            _check_view(connection, item, by, rules, at)
            _check_both_hands(connection, declaration_id, by)
            managed = any(
                people.manages(connection, above, by.person_id)
                for above in _proposers(connection, proposal, council_code)
            )
            after = states.sign(
                item.declaration,
                text_sha256=text_sha256,
                by=by.person_id,
                managed_by_proposer=managed,
                at=at,
                rules=rules,
            )
        else:
            after = states.send_back(item.declaration, text_sha256=text_sha256, by=by.person_id, at=at, rules=rules)
        store.add_signature(
            connection,
            proposal_id=proposal.id,
            declaration_id=declaration_id,
            proposed_by=proposal.proposed_by,
            text_sha256=proposal.text_sha256,
            outcome="signed" if signed else "returned",
            signed_by=by.person_id,
            signed_by_role=role,
            signed_at=at,
            reason=reason,
        )
        if signed:
            _record(connection, by, role, at, after, proposal)
        else:
            record.append(
                connection,
                entries.SEND_BACK.of(
                    private={
                        "declaration_id": declaration_id,
                        "text_sha256": text_sha256,
                        **record.of_words(f"sentback-{proposal.id}", reason),
                    }
                ),
                at=at,
                by_person=by.person_id,
                by_role=role,
            )
    return after


def _proposers(connection: Connection, proposal: Row[Any], council_code: str) -> set[str]:
    """Whoever proposed it, and the director for whom they did."""
    if proposal.proposed_by_role != Role.DEPUTY_DIRECTOR:
        return {proposal.proposed_by}
    return {
        proposal.proposed_by,
        *deputies.stands_in_for(connection, proposal.proposed_by, council_code, proposal.proposed_at),
    }


def _check_both_hands(connection: Connection, declaration_id: str, by: Actor) -> None:
    """Nobody proposes and signs in one matter, not even at different times."""
    if by.person_id in store.hands(connection, declaration_id)[0]:
        raise Refusal("You have proposed something about this measure, so someone else must sign it.")


def _check_view(connection: Connection, item: store.Filed, by: Actor, rules: DeclarationRules, at: datetime) -> None:
    """The professional lead's view on exactly this text comes first, and is not the signatory's own."""
    own = item.declaration.declaration_id
    if item.measure_id == store.RAISED:
        return
    view = statements.views(connection, at).get(own)
    without = statements.remarks(connection, statements.NO_VIEW, at).get(own)
    states.check_view(
        states.as_at(item.declaration, at, rules),
        rules,
        viewed_at=view.written_at if view else None,
        none_of=without.text_sha256 if without else None,
    )
    if view is not None and view.by_person == by.person_id:
        raise Refusal("You gave the view on this, so someone else must sign it.")


def find(connection: Connection, installation: Installation, declaration_id: str) -> store.Filed:
    """A declaration as it is filed now. Raises Refusal when there is none."""
    council_code = declaration_id.rpartition("-")[0]
    for item in store.filed(connection, installation.book().declarations, council_code=council_code):
        if item.declaration.declaration_id == declaration_id:
            return item
    raise Refusal(f"There is no declaration {declaration_id}.")


def _check_words(text: SignedText) -> None:
    """Everything of a text but its terms is what somebody wrote."""
    for name, said in text.items():
        for one in said if isinstance(said, list) else [said]:
            if name != "declaration" and isinstance(one, str):
                written(one, LABELS.get(name, name), MOST_CHARACTERS)


def _check_reality(connection: Connection, installation: Installation, council_code: str) -> None:
    council, day = councils.load_all(connection).get(council_code), day_of(installation.now())
    if council and council.valid_to and council.valid_to < day:
        raise Refusal(
            f"{council.name} ended on {council.valid_to:%-d %B %Y}, and what was in force ended with it. "
            "A council that follows takes it on as its own."
        )
    if council is None or not council.existed_on(day):
        raise Refusal(f"There is no council {council_code} today.")
    installation.check_reality([council])


def _check_start(connection: Connection, council_code: str, starts_at: datetime) -> None:
    """Nothing is in force before a council begins or after it ends, whoever signed it then."""
    council, day = councils.load_all(connection).get(council_code), day_of(starts_at)
    if council is None or council.existed_on(day):
        return
    if council.valid_from and day < council.valid_from:
        raise Refusal(
            f"{council.name} began on {council.valid_from:%-d %B %Y}, so nothing of it starts on {day:%-d %B %Y}. Give "
            "that day or a later one."
        )
    raise Refusal(
        f"{council.name} ends on {council.valid_to:%-d %B %Y}, so nothing of it starts on {day:%-d %B %Y}. A council "
        "that follows declares it as its own."
    )


def _record(
    connection: Connection, by: Actor, role: str, at: datetime, declaration: Declaration, proposal: Row[Any]
) -> None:
    """A signature's entry: now that it is public, who proposed what when, and who signed it."""
    record.append(
        connection,
        entries.SIGN.of(
            what={
                "declaration_id": declaration.declaration_id,
                "council_code": declaration.council_code,
                "kind": str(proposal.kind),
                "stage": declaration.stage,
                "text_sha256": proposal.text_sha256,
                "state": declaration.state.value,
                "proposed_by": {
                    "person": record.pseudonym(connection, proposal.proposed_by, declaration.council_code, at),
                    "role": proposal.proposed_by_role,
                },
            },
            private={"proposed_by": proposal.proposed_by},
        ),
        at=at,
        by_person=by.person_id,
        by_role=role,
        council=declaration.council_code,
    )
