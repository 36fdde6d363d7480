"""What a new proposal must not stand beside: the same measure in the same area, or a level that is as high already."""

from contextlib import suppress

from pressure.actions.installation import Installation
from pressure.actions.ratings.exact_ratings import check_exact_counts
from pressure.actions.ratings.rating import rate_council
from pressure.document.shapes import SignedText
from pressure.domain import declarations as states
from pressure.domain.councils import Council
from pressure.domain.declarations import Declaration, Kind
from pressure.domain.moments import day_of
from pressure.domain.rating.raising import check_raise
from pressure.domain.refusals import Refusal
from pressure.store import councils, ratings
from pressure.store import declarations as store
from pressure.store.engine import Connection


def check(
    installation: Installation,
    connection: Connection,
    declaration: Declaration,
    measure_id: str,
    kind: Kind,
    text: SignedText,
    *,
    signing: bool = False,
) -> None:
    """Refuse what the council cannot have at once, when it is proposed and again when it is signed: a proposal can wait
    while the figures, or another proposal, move. An end is never in the way. Raises Refusal."""
    if kind is Kind.END:
        return
    code, rules = declaration.council_code, installation.book().declarations
    if measure_id == store.RAISED and kind is Kind.DECLARE:
        check_raise(int(text["level"]), calculated(installation, connection, code))
    if measure_id == store.RAISED:
        check_exact_counts(installation, connection, code, text.get("reason", ""))
    for other in store.filed(connection, rules, council_code=code):
        if (
            other.declaration.declaration_id == declaration.declaration_id
            or other.measure_id != measure_id
            or (_area(other.text) != _area(text))
        ):
            continue
        stands = other.declaration.signed_at is not None and other.declaration.ended_at is None
        waits = states.as_at(other.declaration, installation.now(), rules).pending is not None
        if stands or (waits and not signing):
            raise Refusal(
                f"{other.declaration.declaration_id} says the same for the same area and "
                f"{'is in force' if stands else 'waits for a signature'}. Renew, edit or end that one."
            )


def left_by(installation: Installation, connection: Connection, council_code: str, item: store.Filed) -> store.Filed:
    """What was in force when a council ended which this one follows. Raises Refusal for anything else."""
    own = item.declaration
    before, day = councils.load_all(connection).get(own.council_code), day_of(installation.now())
    if before is None or council_code not in before.successors or not before.valid_to or before.valid_to >= day:
        raise Refusal(f"{own.declaration_id} is not of a council that ended and that {council_code} follows.")
    stood = own.signed_at is not None and own.ended_at is None and item.measure_id != store.RAISED
    if not stood or (before.ended_at and max(own.starts_at, own.signed_at or own.starts_at) >= before.ended_at):
        raise Refusal(f"{own.declaration_id} was no measure in force when {before.name} ended. Declare it anew.")
    return item


def left_to(installation: Installation, connection: Connection, council: Council) -> list[store.Filed]:
    """Every measure that this council may take on and has not taken on yet."""
    rules, known = installation.book().declarations, councils.load_all(connection).all
    own = store.filed(connection, rules, council_code=council.code)
    taken = {f.text["declaration"].get("taken_on") for f in own if f.declaration.signed_at or f.declaration.pending}
    found = []
    for before in (c for c in known if council.code in c.successors):
        for item in store.filed(connection, rules, council_code=before.code):
            with suppress(Refusal):
                found.append(left_by(installation, connection, council.code, item))
    return [item for item in found if item.declaration.declaration_id not in taken]


def calculated(installation: Installation, connection: Connection, council_code: str) -> int | None:
    """The calculated level as published now; before a first release, as it would be published."""
    row = ratings.last_before(connection, council_code, None)
    if row is None:
        now = installation.now()
        return rate_council(installation, connection, council_code, at=now, known_at=now).rating.level_calculated
    out_of_date = row.valid_until is not None and row.valid_until <= installation.now()
    return None if out_of_date else row.level_calculated


def _area(text: SignedText) -> str:
    return " ".join(text.get("area", "").casefold().split())
