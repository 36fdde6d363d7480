"""A token is made, seen and ended, each by one act with an entry in the record that holds no token."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from pressure.access import council_tokens as access
from pressure.access.permissions import Act, Actor, require, require_fresh
from pressure.actions.installation import Installation
from pressure.document import entries
from pressure.domain.moments import day_of
from pressure.domain.refusals import Refusal
from pressure.store import councils, record
from pressure.store.engine import Connection, Row, reading, writing
from pressure.store.tokens import council_tokens as store

MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A token, told once to whoever made it and kept nowhere."""

    token: str
    token_id: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What may be told of a token: never the token. `over` says why it works no longer, and is empty while it does;
    `ends_soon` is true when it is time to make the next one."""

    token_id: str
    council_code: str
    made_at: datetime
    expires_at: datetime
    last_used_on: date | None
    over: str
    ends_soon: bool


def make(installation: Installation, *, by: Actor, council_code: str, months: int | None = None) -> Made:
    """Make a token for a council: by whoever may load its return, so that it does no more than they may. Raises
    Refusal."""
    configured, token = installation.settings, access.new_token()
    months = configured.token_months if months is None else months
    if not 1 <= months <= configured.token_months:
        raise Refusal(f"A token works for 1 to {configured.token_months} months.")
    role = require(by, Act.MAKE_TOKEN, [council_code])
    require_fresh(by, Act.MAKE_TOKEN, installation.now(), configured.fresh_minutes)
    with writing(installation.engine) as connection:
        council = councils.load_all(connection).get(council_code)
        if council is None:
            raise Refusal(f"There is no council {council_code}.")
        installation.check_reality([council])
        at = installation.moment(connection)
        working = [t for t in _known(installation, connection, council_code) if not t.over]
        if len(working) >= configured.tokens_per_council:
            raise Refusal(
                f"{council.name} has {len(working)} tokens that work, and may have no more. End one that nobody uses."
            )
        made = Made(token=token, token_id=access.new_id(), expires_at=_later(at, months))
        store.add(
            connection,
            token_id=made.token_id,
            council_code=council_code,
            token_sha256=access.digest(token),
            made_by=by.person_id,
            made_at=at,
            expires_at=made.expires_at,
        )
        told: entries.TokenMade = {
            "council_code": council_code,
            "token": made.token_id,
            "expires_on": day_of(made.expires_at).isoformat(),
        }
        record.append(
            connection,
            entries.MAKE_TOKEN.of(what=told),
            at=at,
            by_person=by.person_id,
            by_role=role,
            council=council_code,
        )
    return made


def end(installation: Installation, *, by: Actor, token_id: str) -> None:
    """A token opens nothing from now on. Raises Refusal."""
    with writing(installation.engine) as connection:
        row = store.get(connection, token_id)
        if row is None:
            raise Refusal(f"There is no token {token_id}.")
        role = require(by, Act.END_TOKEN, [row.council_code])
        require_fresh(by, Act.END_TOKEN, installation.now(), installation.settings.fresh_minutes)
        at = installation.moment(connection)
        if not store.end(connection, token_id, at):
            raise Refusal("That token was ended before.")
        told: entries.TokenEnded = {"council_code": row.council_code, "token": token_id}
        record.append(
            connection,
            entries.END_TOKEN.of(what=told),
            at=at,
            by_person=by.person_id,
            by_role=role,
            council=row.council_code,
        )


def known(installation: Installation, *, by: Actor, council_code: str) -> Sequence[Known]:
    """Every token there ever was of a council, the newest first. Raises Refusal."""
    require(by, Act.END_TOKEN, [council_code])
    with reading(installation.engine) as connection:
        return _known(installation, connection, council_code)


def everywhere(installation: Installation, *, by: Actor) -> Sequence[Known]:
    """The same of every council where they may end one."""
    own = by.councils_for(Act.END_TOKEN)
    with reading(installation.engine) as connection:
        return [one for one in _known(installation, connection) if {one.council_code, "*"} & own]


def ending_soon(installation: Installation, by: Actor) -> Sequence[Known]:
    """Tokens of theirs that work now and soon will not."""
    return [one for one in everywhere(installation, by=by) if one.ends_soon]


def places(installation: Installation, by: Actor) -> dict[str, str]:
    """The councils whose tokens they may see: name by code."""
    own = by.councils_for(Act.END_TOKEN)
    with reading(installation.engine) as connection:
        return {c.code: c.name for c in councils.load_all(connection).all if c.code in own}


def _known(installation: Installation, connection: Connection, code: str | None = None) -> list[Known]:
    return [_told(installation, connection, row) for row in store.of_council(connection, code)]


def _told(installation: Installation, connection: Connection, row: Row[Any]) -> Known:
    now = installation.now()
    over = access.why_over(connection, row, now)
    warned_from = row.expires_at - timedelta(days=installation.settings.token_warn_days)
    return Known(
        token_id=row.id,
        council_code=row.council_code,
        made_at=row.made_at,
        expires_at=row.expires_at,
        last_used_on=row.last_used_on,
        over=over,
        ends_soon=not over and now >= warned_from,
    )


def _later(at: datetime, months: int) -> datetime:
    """The same day some months later, or the last of that month. Twelve are never more than a year."""
    month = at.month - 1 + months
    year, month = at.year + month // MONTHS, month % MONTHS + 1
    return at.replace(year=year, month=month, day=min(at.day, monthrange(year, month)[1]))
