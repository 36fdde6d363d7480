"""The list of councils in the database, as it is and as it was known at a moment."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, insert, select, update

from pressure.domain.councils import Council, Councils
from pressure.store import tables

SEPARATOR = ";"
ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
"""Since when a list is known that came before anything was published."""


def replace_all(connection: Connection, councils: Iterable[Council], *, at: datetime = ALWAYS) -> int:
    """Add new bodies and bring known ones up to date; none is ever removed, and what was known of one before `at` is
    kept. Returns how many rows were new or changed."""
    present, changed = {c.code: c for c in load_all(connection).all}, 0
    for listed in councils:
        known = present.get(listed.code)
        council = _with_population(listed, known) if known else listed
        if known == council:
            continue
        values = _values(council)
        if known:
            connection.execute(update(tables.councils).where(tables.councils.c.code == council.code).values(values))
        else:
            connection.execute(insert(tables.councils).values(values))
        known_from = max([at, *(m + timedelta(microseconds=1) for m in _known_from(connection, council.code))])
        connection.execute(insert(tables.councils_as_known).values({**values, "known_from": known_from}))
        changed += 1
    return changed


def _with_population(council: Council, known: Council) -> Council:
    """A body that ends keeps its population where its new row has none."""
    if council.valid_to is None or council.adults_18plus is not None:
        return council
    return replace(council, adults_18plus=known.adults_18plus, adults_year=known.adults_year)


def load_all(connection: Connection) -> Councils:
    """Every body, current and abolished."""
    return _built(tuple(connection.execute(select(tables.councils)).tuples().all()))


def one(connection: Connection, code: str) -> Council | None:
    """One body by the code it has in the list now."""
    row = connection.execute(select(tables.councils).where(tables.councils.c.code == code)).tuples().first()
    return _council(tuple(row)) if row else None


def versions(connection: Connection) -> dict[str, list[tuple[datetime, Council]]]:
    """What was known of each body and from when, oldest first."""
    known = tables.councils_as_known
    columns = [known.c[name] for name in tables.councils.c.keys()]  # noqa: SIM118 (a collection of columns, not a dict)
    rows = connection.execute(select(known.c.known_from, *columns).order_by(known.c.code, known.c.known_from))
    found: dict[str, list[tuple[datetime, Council]]] = {}
    for known_from, *row in rows.tuples():
        council = _council(tuple(row))
        found.setdefault(council.code, []).append((known_from, council))
    return found


def as_known(connection: Connection, at: datetime) -> Councils:
    """Every body as the list had it at a moment; those that were added later are not in it."""
    every = ([c for since, c in own if since <= at] for own in versions(connection).values())
    return Councils(own[-1] for own in every if own)


def body_as_known(connection: Connection, code: str, at: datetime) -> Council | None:
    """One body as the list had it at a moment; None while it did not know it."""
    known = tables.councils_as_known
    columns = [known.c[name] for name in tables.councils.c.keys()]  # noqa: SIM118 (a collection of columns, not a dict)
    own = select(*columns).where(known.c.code == code, known.c.known_from <= at)
    row = connection.execute(own.order_by(known.c.known_from.desc()).limit(1)).tuples().first()
    return _council(tuple(row)) if row else None


def _known_from(connection: Connection, code: str) -> Iterable[datetime]:
    known = tables.councils_as_known
    return connection.execute(select(known.c.known_from).where(known.c.code == code)).scalars()


@lru_cache(maxsize=4)
def _built(rows: tuple[tuple[Any, ...], ...]) -> Councils:
    """The list from its rows, built once for the same rows. Callers must not change it."""
    return Councils(map(_council, rows))


def _values(council: Council) -> dict[str, Any]:
    return {
        "code": council.code,
        "name": council.name,
        "official_name": council.official_name,
        "kind": council.kind,
        "region_code": council.region_code,
        "region": council.region,
        "nation_code": council.nation_code,
        "nation": council.nation,
        "adults_18plus": council.adults_18plus,
        "adults_year": council.adults_year,
        "valid_from": council.valid_from,
        "valid_to": council.valid_to,
        "successors": SEPARATOR.join(council.successors),
        "former_codes": SEPARATOR.join(council.former_codes),
        "cassr_code": council.cassr_code,
        "aliases": SEPARATOR.join(council.aliases),
        "gov_uk_slug": council.gov_uk_slug,
        "demonstration": int(council.demonstration),
    }


def _council(row: tuple[Any, ...]) -> Council:
    values = dict(zip(tables.councils.c.keys(), row, strict=True))
    for name in ("successors", "former_codes", "aliases"):
        values[name] = tuple(filter(None, values[name].split(SEPARATOR)))
    return Council(**{**values, "demonstration": bool(values["demonstration"])})
