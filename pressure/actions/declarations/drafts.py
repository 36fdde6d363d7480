"""Drafts of declarations: private to their author, saved as they are typed, gone once proposed."""

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from pressure.access.permissions import Act, Actor, require
from pressure.actions.declarations import declaring, standing
from pressure.actions.installation import Installation
from pressure.document.shapes import WholeText
from pressure.domain.declaration_text import check_given_away
from pressure.domain.declarations import Kind
from pressure.domain.moments import day_of, start_of
from pressure.domain.national import NationWords
from pressure.domain.officers.personal import check_personal
from pressure.domain.refusals import Refusal
from pressure.store import councils, declarations, drafts
from pressure.store.declarations import RAISED
from pressure.store.engine import Connection, Row, noting, reading
from pressure.words.nations import nation_of
from pressure.words.officers import declaration_form as form

ACTS = {form.RAISE: Act.RAISE_LEVEL}
KINDS = {form.EDIT: Kind.DECLARE, form.RENEW: Kind.RENEW, form.END: Kind.END}
LONGEST = 40_000
GONE = "This draft is gone: it was proposed or thrown away in another window."
CHANGED_ELSEWHERE = (
    "This draft was changed in another window after this one had read it. What you typed here since then is not kept: "
    "copy it if you need it, then go on with the newest."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationDraft:
    """One draft. `of` is the declaration it renews, ends or edits; `measure_id` the exceptional measure."""

    id: str
    council_code: str
    kind: str
    of: str
    measure_id: str
    stage: int
    fields: dict[str, str]
    version: str
    """The digest of its fields as they are kept."""
    nation: NationWords


def start(
    installation: Installation, *, by: Actor, council_code: str, kind: str, measure_id: str = "", of: str = ""
) -> str:
    """Begin a draft, filled in from what stands when it is about that. Returns its id."""
    require(by, ACTS.get(kind, Act.PROPOSE), [council_code])
    fields: dict[str, str] = {}
    if of:
        with reading(installation.engine) as connection:
            filed, newest = declaring.find(connection, installation, of), declarations.last_proposal(connection, of)
            if kind == form.DECLARE:
                standing.left_by(installation, connection, council_code, filed)
            elif filed.declaration.council_code != council_code:
                raise Refusal(f"There is no declaration {of}.")
            council = councils.load_all(connection).get(council_code)
            undone = newest is not None and _came_to_nothing(connection, kind, newest)
        measure_id = filed.measure_id
        nation = nation_of({"nation_code": council.nation_code if council else ""}, installation.book())
        again = newest is not None and (kind == form.EDIT or undone)
        fields = form.fields_of(json.loads(newest.text) if newest and again else filed.text, nation)
        if kind == form.DECLARE:
            fields = {name: said for name, said in fields.items() if not name.startswith(("told_", "review_by"))}
        if kind == form.END and not again:
            fields = {}
    draft_id = secrets.token_hex(8)
    _keep(installation, by, draft_id, council_code, kind, of, fields | {"measure_id": measure_id})
    return draft_id


def _came_to_nothing(connection: Connection, kind: str, newest: Row[Any]) -> bool:
    """Whether the newest proposal asked for the same and was not signed: its words are there to be proposed again."""
    decided = declarations.decision(connection, newest.id)
    same = newest.kind == KINDS.get(kind, Kind.DECLARE).value
    return same and (decided is None or decided.outcome != "signed")


def save(installation: Installation, *, by: Actor, draft: DeclarationDraft, seen: str = "") -> str:
    """Keep what was typed. Returns the draft's version from now on. Given the version that was seen before, refuses
    when another window has kept something since."""
    fields = {**draft.fields, "measure_id": draft.measure_id}
    return _keep(installation, by, draft.id, draft.council_code, draft.kind, draft.of, fields, seen)


def mine(installation: Installation, by: Actor) -> list[DeclarationDraft]:
    """One's own drafts, newest first."""
    with reading(installation.engine) as connection:
        known, book = councils.load_all(connection), installation.book()
        return [
            _draft(installation, row, nation_of({"nation_code": council.nation_code if council else ""}, book))
            for row in drafts.of_person(connection, by.person_id)
            for council in [known.get(row.council_code)]
        ]


def discard(installation: Installation, *, by: Actor, draft_id: str) -> None:
    """Throw one's own draft away."""
    with noting(installation.engine) as connection:
        drafts.remove(connection, draft_id, by.person_id)


def propose(installation: Installation, *, by: Actor, draft: DeclarationDraft, names_nobody: bool = False) -> str:
    """Propose what the draft says, when it is complete; the draft is gone then. Returns the declaration's id. Words
    that may be about one person are refused while nobody has said that they are not."""
    if lacking := form.missing(draft.kind, draft.fields, draft.stage, draft.nation):
        raise Refusal(f"Fill in first: {'; '.join(lacking)}.")
    text = form.text_of(draft.kind, draft.fields, installation.book(), draft.nation)
    check_personal(text.values(), agreed=names_nobody)
    if (count := form.people_counted(draft.fields)) is not None:
        check_given_away(count, text.get("people_about", ""), text)
    review = draft.fields.get("review_by")
    review_by = date.fromisoformat(review) if review else None
    if draft.kind in KINDS:
        declaring.propose_change(
            installation, by=by, declaration_id=draft.of, kind=KINDS[draft.kind], text=text, review_by=review_by
        )
        found = draft.of
    elif review_by is None:
        raise Refusal("Give the date by which this will be reviewed.")
    elif draft.kind == form.RAISE:
        found = declaring.raise_level(
            installation,
            by=by,
            council_code=draft.council_code,
            level=text["level"],
            reason=text["reason"],
            review_by=review_by,
        )
    else:
        act: Callable[..., str] = (
            partial(declaring.take_on, of=draft.of)
            if draft.of
            else partial(declaring.propose, measure_id=draft.measure_id)
        )
        found = act(
            installation,
            by=by,
            council_code=draft.council_code,
            text=text,
            review_by=review_by,
            starts_at=start_of(date.fromisoformat(draft.fields["starts_on"])),
        )
    discard(installation, by=by, draft_id=draft.id)
    return found


def whole_text(installation: Installation, draft: DeclarationDraft) -> WholeText:
    """The text as it would be proposed now, terms included, for a preview; empty fields stay empty."""
    empty = {f.id: draft.fields.get(f.id, "") for f in form.form_of(draft.kind, draft.nation)}
    text = form.text_of(
        draft.kind, {**empty, "level": draft.fields.get("level") or "0"}, installation.book(), draft.nation
    )
    starts, review = draft.fields.get("starts_on"), draft.fields.get("review_by")
    begins = start_of(date.fromisoformat(starts) if starts else day_of(installation.now()))
    own = draft.of if draft.kind in KINDS else ""
    if own:
        with reading(installation.engine) as connection:
            begins = declaring.find(connection, installation, own).declaration.starts_at
    return {
        **text,
        "declaration": declaring.terms(
            own,
            draft.council_code,
            KINDS.get(draft.kind, Kind.DECLARE),
            draft.measure_id or RAISED,
            draft.stage,
            begins,
            date.fromisoformat(review) if review else None,
        ),
    }


def _keep(
    installation: Installation,
    by: Actor,
    draft_id: str,
    council_code: str,
    kind: str,
    of: str,
    fields: Mapping[str, str],
    seen: str = "",
) -> str:
    text = json.dumps(fields, ensure_ascii=False)
    if len(text) > LONGEST:
        raise Refusal("This is too long to keep. Shorten the text.")
    with noting(installation.engine) as connection:
        before = drafts.get(connection, draft_id, by.person_id)
        if seen and (before is None or _version(before.fields) != seen):
            raise Refusal(CHANGED_ELSEWHERE if before else GONE)
        drafts.save(
            connection,
            draft_id=draft_id,
            person_id=by.person_id,
            council_code=council_code,
            kind=kind,
            declaration_id=of,
            fields=text,
            at=installation.now(),
        )
    return _version(text)


def _version(fields: str) -> str:
    return hashlib.sha256(fields.encode()).hexdigest()


def _draft(installation: Installation, row: Row[Any], nation: NationWords) -> DeclarationDraft:
    fields: dict[str, str] = json.loads(row.fields)
    measure_id = fields.pop("measure_id", "")
    listed = installation.book().exceptional(measure_id)
    stage = listed.stage if listed else 1
    return DeclarationDraft(
        id=row.id,
        council_code=row.council_code,
        kind=row.kind,
        of=row.declaration_id,
        measure_id=measure_id,
        stage=stage,
        fields=fields,
        version=_version(row.fields),
        nation=nation,
    )
