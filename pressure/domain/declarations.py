"""Exceptional measures from proposal to end: nothing comes into force without a second person's signature
on exactly the text proposed (METHOD, Exceptional measures). Pure: events in, the next state out, or a refusal."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from pressure.domain.calendar import working_days_after
from pressure.domain.moments import UK, day_of
from pressure.domain.national import Nation
from pressure.domain.refusals import Refusal
from pressure.domain.rulebook import DeclarationRules

RAISED = "raised_level"
"""What stands for a measure where a director raises the published level."""


class Kind(StrEnum):
    """What a proposal asks for."""

    DECLARE = "declare"
    RENEW = "renew"
    END = "end"


class State(StrEnum):
    """Where a declaration stands. Only in force and ended are public."""

    PROPOSED = "proposed"
    RETURNED = "returned"
    LAPSED = "lapsed"
    IN_FORCE = "in_force"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A text by its digest, waiting for a second person."""

    kind: Kind
    text_sha256: str
    proposed_by: str
    proposed_at: datetime
    review_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """One declaration's state. `review_by` and `signed_at` are those of the last signed text."""

    declaration_id: str
    council_code: str
    stage: int
    starts_at: datetime
    state: State
    pending: Proposal | None = None
    signed_at: datetime | None = None
    review_by: date | None = None
    renewals: int = 0
    ended_at: datetime | None = None

    def public_state(self, at: datetime) -> str | None:
        """ "in force", "review overdue", "renewed" or "ended"; None while nothing is in force yet."""
        if self.state is State.ENDED:
            return "ended"
        if self.signed_at is None or at < max(self.starts_at, self.signed_at):
            return None
        if self.review_by and day_of(at) > self.review_by:
            return "review overdue"
        return "renewed" if self.renewals else "in force"


def propose(
    *,
    declaration_id: str,
    council_code: str,
    stage: int,
    starts_at: datetime,
    review_by: date,
    text_sha256: str,
    by: str,
    at: datetime,
    rules: DeclarationRules,
) -> Declaration:
    """A new declaration, not yet in force."""
    _check_review(stage, max(starts_at, at), review_by, rules)
    return Declaration(
        declaration_id=declaration_id,
        council_code=council_code,
        stage=stage,
        starts_at=starts_at,
        state=State.PROPOSED,
        pending=Proposal(
            kind=Kind.DECLARE, text_sha256=text_sha256, proposed_by=by, proposed_at=at, review_by=review_by
        ),
    )


def propose_change(
    declaration: Declaration,
    *,
    kind: Kind,
    text_sha256: str,
    by: str,
    at: datetime,
    rules: DeclarationRules,
    review_by: date | None = None,
    stage: int | None = None,
    starts_at: datetime | None = None,
) -> Declaration:
    """Propose to renew or end what is in force, or propose an edited text; an edit voids what was waiting.
    An edited text may give another stage and start; what is in force keeps its own."""
    if declaration.state is State.ENDED:
        raise Refusal("This declaration has ended. Start a new one.")
    fresh = declaration.signed_at is None
    if fresh != (kind is Kind.DECLARE):
        raise Refusal(
            "Only a declaration in force can be renewed or ended."
            if fresh
            else "This declaration is already in force. Renew or end it."
        )
    if fresh:
        declaration = replace(
            declaration, stage=stage or declaration.stage, starts_at=starts_at or declaration.starts_at
        )
    if kind is not Kind.END:
        if review_by is None:
            raise Refusal("Give the date by which this will be reviewed.")
        _check_review(declaration.stage, max(declaration.starts_at, at) if fresh else at, review_by, rules)
    pending = Proposal(kind=kind, text_sha256=text_sha256, proposed_by=by, proposed_at=at, review_by=review_by)
    return replace(declaration, pending=pending, state=State.PROPOSED if fresh else declaration.state)


def sign(
    declaration: Declaration,
    *,
    text_sha256: str,
    by: str,
    managed_by_proposer: bool,
    at: datetime,
    rules: DeclarationRules,
) -> Declaration:
    """The second signature, on exactly the text by its digest; takes effect at once."""
    pending = _waiting(declaration, at, rules)
    if by == pending.proposed_by:
        raise Refusal("You proposed this, so someone else must sign it.")
    if managed_by_proposer:
        raise Refusal("The person who proposed this manages you, so someone else must sign it.")
    if text_sha256 != pending.text_sha256:
        raise Refusal("The text has changed since you read it. Read it again before you sign.")
    if pending.kind is Kind.END:
        return replace(declaration, state=State.ENDED, ended_at=at, pending=None)
    return replace(
        declaration,
        state=State.IN_FORCE,
        pending=None,
        review_by=pending.review_by,
        signed_at=declaration.signed_at or at,
        renewals=declaration.renewals + (pending.kind is Kind.RENEW),
    )


def send_back(
    declaration: Declaration, *, text_sha256: str, by: str, at: datetime, rules: DeclarationRules
) -> Declaration:
    """The second person does not sign exactly this text; what was already in force stays in force."""
    pending = _waiting(declaration, at, rules)
    if by == pending.proposed_by:
        raise Refusal("You proposed this, so someone else must decide on it.")
    if text_sha256 != pending.text_sha256:
        raise Refusal("The text has changed since you read it. Read it again before you send it back.")
    state = State.RETURNED if declaration.signed_at is None else declaration.state
    return replace(declaration, pending=None, state=state)


def as_at(declaration: Declaration, at: datetime, rules: DeclarationRules) -> Declaration:
    """The same declaration once a proposal nobody signed in time has lapsed, privately."""
    pending = declaration.pending
    if pending is None or at < pending.proposed_at + timedelta(hours=rules.proposal_lapses_after_hours):
        return declaration
    state = State.LAPSED if declaration.signed_at is None else declaration.state
    return replace(declaration, pending=None, state=state)


def needs_view(declaration: Declaration, kind: Kind, rules: DeclarationRules) -> bool:
    """Whether a text waits for the professional lead's view. An end does not, nor does a raised level."""
    return rules.view is not None and kind is not Kind.END and declaration.stage >= rules.view.stage


def view_awaited_until(proposed_at: datetime, rules: DeclarationRules) -> datetime:
    """From when a text may be signed although no view could be had."""
    return proposed_at + timedelta(hours=rules.view.wait_hours if rules.view else 0)


def check_view(
    declaration: Declaration, rules: DeclarationRules, *, viewed_at: datetime | None, none_of: str | None
) -> None:
    """Refuse a signature before the view on exactly this text: the newest view is of `viewed_at`, and `none_of` is the
    digest of the newest text of which it was said that no view could be had."""
    pending = declaration.pending
    if pending is None or not needs_view(declaration, pending.kind, rules):
        return
    if (viewed_at is not None and viewed_at >= pending.proposed_at) or none_of == pending.text_sha256:
        return
    raise Refusal(
        "This waits for the professional lead's view, whatever the view is. Ask them or their named deputy. If neither "
        f"answers by {view_awaited_until(pending.proposed_at, rules).astimezone(UK):%-d %B, %H:%M}, say here that no "
        "view could be had and why; then it can be signed."
    )


def check_gives_view(by: str, *, proposers: Collection[str], signers: Collection[str]) -> None:
    """Refuse the view of whoever proposed or signed it: it is to be somebody's own."""
    if by in proposers:
        raise Refusal("You proposed this, so the view on it must be somebody else's: ask the named deputy.")
    if by in signers:
        raise Refusal("You signed this, so the view on it must be somebody else's: ask the named deputy.")


def late_view_by(signed_at: datetime, rules: DeclarationRules, nation: Nation) -> date | None:
    """The day by which a view that could not be had is to be given after all."""
    return _working_day(signed_at, rules.view.late_working_days, nation) if rules.view else None


def outside_check_by(stage: int, signed_at: datetime | None, rules: DeclarationRules, nation: Nation) -> date | None:
    """The day by which somebody outside the council is to have checked it; None where nobody has to."""
    days = rules.outside_check_working_days
    if days is None or rules.view is None or signed_at is None or stage < rules.view.stage:
        return None
    return _working_day(signed_at, days, nation)


def _working_day(signed_at: datetime, days: int, nation: Nation) -> date | None:
    """None beyond the years whose bank holidays the rules know: a missing table keeps no measure from being public."""
    try:
        return working_days_after(day_of(signed_at), days, nation)
    except Refusal:
        return None


def _waiting(declaration: Declaration, at: datetime, rules: DeclarationRules) -> Proposal:
    pending = as_at(declaration, at, rules).pending
    if pending is None:
        raise Refusal(
            "Nothing is waiting for a signature. A proposal lapses after "
            f"{rules.proposal_lapses_after_hours} hours; propose it again."
        )
    return pending


def _check_review(stage: int, start: datetime, review_by: date, rules: DeclarationRules) -> None:
    days = rules.review_within_days[stage]
    latest = day_of(start) + timedelta(days=days)
    if not day_of(start) <= review_by <= latest:
        raise Refusal(
            f"A stage {stage} measure must be reviewed within {days} days: choose a date up to {latest.isoformat()}."
        )
