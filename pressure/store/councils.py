"""The list of councils in the database."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, insert, select, update

from pressure.domain.councils import Council, Councils
from pressure.store import tables

SEPARATOR = ";"


def replace_all(connection: Connection, councils: Iterable[Council]) -> int:
    """Add new bodies and bring known ones up to date; none is ever removed. Returns how many were new."""
    present = set(connection.execute(select(tables.councils.c.code)).scalars())
    added = 0
    for council in councils:
        values = _values(council)
        if council.code in present:
            connection.execute(update(tables.councils).where(tables.councils.c.code == council.code).values(values))
        else:
            connection.execute(insert(tables.councils).values(values))
            added += 1
    return added


def load_all(connection: Connection) -> Councils:
    """Every body, current and abolished."""
    return _built(tuple(connection.execute(select(tables.councils)).tuples().all()))


@lru_cache(maxsize=4)
def _built(rows: tuple[tuple[Any, ...], ...]) -> Councils:
    """Bodies seldom change, and are asked for with every load and release; nobody may change them."""
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
